"""Dates of feeds, as machines and people write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.sources.moments import YEARS, read_moment

TEN = datetime(2024, 3, 4, 10, tzinfo=UTC)
NINE = TEN - timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-04T10:00:00Z", TEN),
        ("2024-03-04T10:00Z", TEN),
        ("2024-03-04T11:00:00.123456789+01:00", TEN),
        ("2024-03-04T11:00:00 +0100", TEN),
        ("2024-03-04 10:00:00", TEN),
        ("20240304T100000Z", None),
        ("2024/03/04 10:00", TEN),
        ("Mon, 04 Mar 2024 10:00:00 GMT", TEN),
        ("Mon,04 Mar 2024 10:00:00 GMT", TEN),
        ("Monday, 4 March 24 05:00 EST", TEN),
        ("Mon, 04 Mar 2024 10:00:00 CET", NINE),
        ("Mo, 04 Mär 2024 11:00:00 +0100", TEN),
        ("4. März 2024, 10:00 Uhr", TEN),
        ("lun., 04 mars 2024 11:00:00 +0100", TEN),
        ("lunedì 4 marzo 2024 11:00 +0100", TEN),
        ("04.03.2024 10:00", TEN),
        ("04-Mar-2024 10:00:00 GMT", TEN),
        ("Mon Mar  4 10:00:00 2024", TEN),
        ("Mon Mar 04 10:00:00 CET 2024", NINE),
        ("Mon, 04 Mar 2024 10:00 AM", TEN),
        ("Sun, 03 Mar 2024 24:00:00 GMT", TEN.replace(hour=0)),
        ("Mon, 04 Mar 2024 10:00:60 GMT", TEN.replace(second=59)),
        ("1709546400", TEN),
        ("1709546400000", TEN),
        ("2024-03-04", TEN.replace(hour=0)),
        ("20240304", TEN.replace(hour=0)),
    ],
)
def test_a_moment_is_read(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2024", "2024-03", "03-2024", "2024-064", "2024年3月4日", "yesterday", "", None, 7,
        "31 Jun 2024", "2024-13-01", "0001-01-01T00:00:00Z", "9999-12-31", "3/4/2024 10:00",
        "Mon, 04 Foo 2024 10:00:00 GMT", "Mon, 04 Mar 2024 99:00:00 GMT", "9999999999999",
    ],
)  # fmt: skip
def test_half_a_date_and_none_at_all_are_not_filled_up(text: object) -> None:
    assert read_moment(text) is None


@given(st.text(max_size=40) | st.from_regex(r"\d{1,4}[-/. ]\w{1,4}[-/. ]\d{1,4}.{0,20}"))
def test_whatever_is_read_is_aware_and_of_our_time(text: str) -> None:
    moment = read_moment(text)

    assert moment is None or (moment.tzinfo and moment.year in YEARS)
