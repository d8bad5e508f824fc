"""Tables that charts are drawn from, with every label and number in the reader's language."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.filters import Query
from incidents.filters.labels import code_label
from incidents.selectors.counts import YearRow
from incidents.selectors.groups import ATTACK_GROUPS, ORG_GROUPS
from incidents.selectors.rows import Row
from incidents.selectors.words import number_in_words, span_in_words
from incidents.views.canonical import address


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table of counts: `url` leads to the incidents counted, empty when none are."""

    code: str
    label: str
    count: int
    url: str
    cells: tuple[int, ...] = ()
    is_hatched: bool = False
    is_unknown: bool = False


def attack_groups() -> list[dict]:
    return [{"code": group.code, "label": str(group.label)} for group in ATTACK_GROUPS]


def lanes() -> list[str]:
    return [str(group.label) for group in ORG_GROUPS]


def year_bars(years: list[YearRow], query: Query, this_year: int) -> list[Bar]:
    """One bar per year; the current one is marked, for it is not over."""
    return [_year_bar(row, query, this_year) for row in years]


def type_bars(counted: list[tuple[str, int]], query: Query) -> list[Bar]:
    return [
        Bar(code, code_label("org_type", code), n, _list(query.but(org_type=code)) if n else "")
        for code, n in counted
    ]


def highest(kind: str, view_sentence: str, bars: list[Bar], unknown: int = 0) -> str:
    """A chart in words: what it is, of what, and where it is highest."""
    ranked = sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)[:4]
    places = [
        _("%(labels)s (%(n)s)")
        % {"labels": ", ".join(bar.label for bar in same), "n": number_in_words(count)}
        for count, same in ((n, list(group)) for n, group in groupby(ranked, lambda b: b.count))
    ][:2]
    text = f"{kind}. {view_sentence}"
    if places:
        text += " " + _("Highest: %(places)s.") % {"places": "; ".join(places)}
    if unknown:
        text += " " + ngettext(
            "%(n)s without a known year.", "%(n)s without a known year.", unknown
        ) % {"n": number_in_words(unknown)}
    return text


def strip_in_words(view_sentence: str, rows: list[Row]) -> str:
    """The strip of marks in words: from when to when, and how many have no date."""
    dated = [row.span for row in rows if row.span]
    text = _("One mark per incident, by date and kind of organisation") + ". " + view_sentence
    if dated:
        first, last = min(s.first.year for s in dated), max(s.last.year for s in dated)
        text += f" {span_in_words(str(first), str(last))}."
    if missing := len(rows) - len(dated):
        text += " " + ngettext(
            "%(n)s without a known date.", "%(n)s without a known date.", missing
        ) % {"n": number_in_words(missing)}
    return text


def _year_bar(row: YearRow, query: Query, this_year: int) -> Bar:
    if not row.year:
        return Bar("0", _("not known"), row.total, "", row.by_group, True, True)
    span = {"from": str(row.year), "to": str(row.year), "undated": ""}
    url = _list(query.but(**span)) if row.total else ""
    return Bar(
        code=str(row.year),
        label=str(row.year),
        count=row.total,
        url=url,
        cells=row.by_group,
        is_hatched=row.year == this_year,
    )


def _list(query: Query) -> str:
    return address(reverse("incidents"), query.without("page").canonical)
