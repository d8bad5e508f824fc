"""When a page says it was published: whole date lines, and datelines before the first sentence."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from incidents.ingest.extract.lists import LISTS

ZURICH: Final = ZoneInfo("Europe/Zurich")
FIRST_YEAR, LAST_YEAR = 1990, 2100

_WHEN: Final = LISTS["when"]
MONTHS: Final = {word: n for n, words in enumerate(_WHEN["months"], 1) for word in words.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = (
    r"\s*(?:(?:[,|/·•–-]|\b(?:um|à|a|alle|ore|at)\b)\s*)*(?P<hour>\d{1,2})"
    r"(?:\s?[:.h]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?|(?=\s?(?:Uhr|h\b|[ap]\.?m)))"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
)
_ISO = re.compile(
    r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_WRITTEN = [
    re.compile(form + rf"(?:{_TIME})?", re.IGNORECASE)
    for form in (
        r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d\d)\b(?!\.\d)",
        r"\b(?P<day>\d{1,2})(?:\.|er|º|°|st|nd|rd|th)?\s+(?:de |di )?"
        rf"(?P<name>{_MONTH})\b\.?,?\s+(?P<year>\d{{4}})\b",
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
    )
]
_UPDATE = re.compile(_WHEN["update"], re.IGNORECASE)
_DATE_WORDS: Final = frozenset(" ".join(_WHEN[code] for code in ("de", "fr", "it", "en")).split())
_AGENCIES: Final = frozenset(_WHEN["agencies"].split())
_PARTICLES: Final = frozenset(_WHEN["particles"].split())
_NAME_WORD = re.compile(r"[A-ZÀ-Þ][\w.’'-]*$")
_WORD = re.compile(r"[^\s,|·•()/&+]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]?(\d\d)?h?$")
_IN_BRACKETS = r"\([^()]{1,40}\)"
_AFTER_PLACE = re.compile(
    rf"[.,]?\s*(?:{_IN_BRACKETS}\s*)?(?:[–—:]|-\s|$)|\.\s+(?=[A-ZÀ-Þ])|\s*{_IN_BRACKETS}\s"
)
_PLACE_LINE = re.compile(r"[A-ZÀ-Þ][^|:\d]{1,40}, [^|:,]*")
_AFTER_NOTHING = re.compile(r"\)\s|\)?[.,]?\s*(?:[–—:]|-\s)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only says when: aware moments, None for what it does not say."""

    published: datetime | None = None
    updated: datetime | None = None


def read_date_line(line: str) -> DateLine | None:
    """Read a line that holds dates, their words and at most a name; None for any other line."""
    if len(line) > 160 or not any(c.isdigit() for c in line):
        return None
    found = _dates(line)
    if not found or not _is_furniture(_without(line, found)):
        return None
    published = updated = None
    before = 0
    for match, moment in found:
        if _UPDATE.search(line[before : match.start()]):
            updated = updated or moment
        else:
            published = published or moment
        before = match.end()
    return DateLine(published, updated)


def read_dateline(paragraph: str) -> datetime | None:
    """The date in `Zürich, 3. März 2024 (sda) – The story…`; None when there is none."""
    head = paragraph[:120]
    for match, moment in _dates(head):
        before = head[: match.start()].strip(" ,(")
        words = [w for w in _WORD.findall(before) if w.lower() not in _DATE_WORDS]
        is_place = len(words) <= 6 and all(_NAME_WORD.match(w) or _is_agency(w) for w in words)
        after = _AFTER_PLACE if words else _AFTER_NOTHING
        if is_place and bool(words or not before) and after.match(head[match.end() :]):
            return moment
    return None


def names_place(line: str) -> bool:
    """Whether a date line is `Luzern, 22. Januar 2026`, as letters begin: it tells where."""
    is_signed = line.split(" ", 1)[0].lower() in _PARTICLES
    return bool(not is_signed and _PLACE_LINE.fullmatch(line) and read_dateline(line))


def read_moment(text: str) -> datetime | None:
    """The first date in a short text such as a meta value; aware."""
    found = _dates(text[:200])
    return found[0][1] if found else None


def _dates(text: str) -> list[tuple[re.Match[str], datetime]]:
    """Every legal date in a text, in order, none within another."""
    found: list[tuple[re.Match[str], datetime]] = []
    for form in (_ISO, *_WRITTEN):
        for match in form.finditer(text):
            moment = _moment(match)
            if moment and not any(_overlap(match, other) for other, _ in found):
                found.append((match, moment))
    return sorted(found, key=lambda pair: pair[0].start())


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _moment(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    half = (parts.get("half") or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        moment = datetime(year, month, int(parts["day"]), hour if hour < 24 else 0, minute)
    except ValueError:
        return None
    zone = _zone(parts.get("zone"))
    aware = moment.replace(tzinfo=zone)
    # UTC is how machines write a time; the day that readers saw is the one in Zurich.
    return aware if aware.utcoffset() else aware.astimezone(ZURICH)


def _zone(text: str | None) -> ZoneInfo | timezone:
    if not text:
        return ZURICH
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(sign * offset) if offset < timedelta(hours=24) else UTC


def _without(line: str, found: list[tuple[re.Match[str], datetime]]) -> str:
    for match, _ in reversed(found):
        line = line[: match.start()] + " " + line[match.end() :]
    return line


def _is_agency(word: str) -> bool:
    return word.strip("()").lower() in _AGENCIES


def _is_furniture(rest: str) -> bool:
    """Whether what is left beside the dates is only date words and at most a name."""
    words = [word.strip(".:;–—-") for word in _WORD.findall(rest)]
    left = [w for w in words if w and w.lower() not in _DATE_WORDS and not _is_agency(w)]
    names = [w for w in left if w.lower() not in _PARTICLES and not _CLOCK.match(w)]
    return len(names) <= 5 and all(_NAME_WORD.match(name) for name in names)
