"""Moments as feeds write them: ISO 8601, RFC 822 in four languages, dotted days, Unix time.

Only what says a whole day is read; half a date would be filled up with invented parts.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan jän gen janv",
            "feb fév fev févr",
            "mar mär mrz mars",
            "apr avr",
            "may mai mag",
            "jun giu juin",
            "jul lug juil",
            "aug aoû aou ago août",
            "sep set sept",
            "oct okt ott",
            "nov",
            "dec dez déc dic",
        ),
        1,
    )
    for word in words.split()
}
ZONES = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 2),
    **{"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8},
}
YEARS = range(1990, 2101)

_LONGEST = 80  # characters
_TIME = r"(?:\D{0,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"
_REST = r"\s*(?P<half>[AaPp]\.?[Mm])?\.?\s*(?P<zone>[+-]\d\d:?\d\d|[A-Za-z]{1,5}\b)?"
_WEEKDAY = r"(?:[^\W\d]+\.?,?\s*)?"
_FORMS = [
    re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)T?{_TIME}{_REST}.*"),
    re.compile(rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)T?{_TIME}{_REST}"),
    re.compile(rf"{_WEEKDAY}(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}}){_TIME}{_REST}"),
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d\d?)\.?[\s-]+(?P<name>[^\W\d]+)\.?[\s-]+(?P<year>\d{{4}}|\d\d)\b"
        rf"{_TIME}{_REST}.*"
    ),
    re.compile(  # as the C library and `date` write it
        rf"[^\W\d]+,?\s+(?P<name>[^\W\d]+)\s+(?P<day>\d\d?),?{_TIME}\s*(?P<zone>[A-Z]{{1,5}})?"
        r"\s+(?P<year>\d{4})"
    ),
]


def read_moment(text: object) -> datetime | None:
    """The moment that a text names, aware; without a zone it is taken for UTC. None if unclear."""
    line = " ".join(str(text or "").split())[:_LONGEST]
    if re.fullmatch(r"\d{10}|\d{13}", line):
        return _checked(datetime.fromtimestamp(int(line[:10]), UTC))
    found = next(filter(None, (form.fullmatch(line) for form in _FORMS)), None)
    if not found:
        return None
    part = {"half": None, "zone": None, "month": None, "name": None, **found.groupdict()}
    month = int(part["month"]) if part["month"] else _month(part["name"] or "")
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + 12 * (part["half"][0] in "pP")
    seconds = 60 * (60 * hour + int(part["minute"] or 0)) + min(int(part["second"] or 0), 59)
    try:
        year, of_month = _year(part["year"] or ""), int(part["day"] or "")
        day = datetime(year, month, of_month, tzinfo=_zone(part["zone"]))
    except (ValueError, OverflowError):
        return None
    is_time = hour <= 24 and int(part["minute"] or 0) < 60
    return _checked(day + timedelta(seconds=seconds)) if is_time else None


def _checked(moment: datetime) -> datetime | None:
    return moment if moment.year in YEARS else None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    """1 … 12, or 0; `März`, `mars`, `Mar.` and `marzo` are the same month."""
    word = name.lower()
    return next((MONTHS[word[:size]] for size in (4, 3) if word[:size] in MONTHS), 0)


def _zone(text: str | None) -> timezone:
    if text and text[0] in "+-":
        hours, minutes = int(text[1:3]), int(text[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if text[0] == "-" else offset)
    return timezone(timedelta(hours=ZONES.get((text or "").upper(), 0)))
