"""Dates as articles write them: full, partial, or counted from the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from incidents.coding.lexicon import words
from incidents.records import PartialDate

FIRST, LAST = 1995, 2100


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression in a piece of folded text, and the days it may mean."""

    start: int
    end: int
    when: PartialDate
    kind: str = "absolute"  # absolute, weekday, relative or year


@dataclass(frozen=True, slots=True)
class _Tables:
    months: dict[str, int]
    days: dict[str, int]
    numbers: dict[str, int]
    units: tuple[str, ...]
    weekend: str
    expressions: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _tables(language: str) -> _Tables:
    found = words("calendar")[language]

    def numbered(key: str) -> dict[str, int]:
        return {w: i for i, ws in enumerate(found[key], 1) for w in ws.split("|")}

    months = "|".join(sorted("|".join(found["months"]).split("|"), key=len, reverse=True))
    days = "|".join(found["days"])
    year = r"(?:,? (?:de |del |des jahres |of )?(?P<y>(?:19|20)\d\d)\b)?"
    part = f"(?P<early>{found['early']})|(?P<middle>{found['middle']})|(?P<late>{found['late']})"
    the = r"(?:(?:den|dem|le|il|the) |l')?"
    of = r"(?:de |di |of )?"
    named = rf"(?P<month>{months})s?\b"
    joint = r"-|/|auf den|auf|und|et|e|and|bis|au|al|to|zum"
    nth = r"(?:\.|er|st|nd|rd|th|°|º)?"
    before = r"im|in|en|au mois de|a|nel mese di|nel|seit|last|de|von|since|from|depuis|da|dal"
    before += r"|settimane di|giorni di|dello scorso|des|courant|durant|course of|corso di|during"
    now = r"diese[nsmr]?|in diesem|ce|cet|cette|this|questa|quest'"
    of_year = r"im jahr|in|en|nel|im|annee|jahr|anno|of|dal|de|del|seit|depuis|since"
    some = "un|a|ein|einem|einen|ogni|chaque|every|jeden|une"
    no_day_of_habit = "".join(rf"(?<!\b{word} )" for word in some.split("|"))
    seasons = "|".join(f"(?P<s{i}>{season})" for i, season in enumerate(found["seasons"]))
    daytime = "morgen|vormittag|nachmittag|abend|nacht|mittag|fruh"
    forms = {
        "iso": r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        "dotted": r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:20)?\d\d)?(?!\d)",
        "slashed": r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)",
        "span": rf"(?:(?:{days}),? {the})?(?P<d>\d{{1,2}}){nth} ?(?:{joint}) ?{the}"
        rf"(?:(?:{days}),? {the})?(?P<d2>\d{{1,2}}){nth} {of}{named}\.?{year}",
        "day": rf"(?:(?P<wd>{days}),? {the})?(?P<d>\d{{1,2}}){nth} ?{of}{named}\.?{year}",
        "day_after": rf"(?P<month>{months})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?!\d|:|\.\d| (?:uhr|h\b|franken)){year}",
        "month_part": rf"(?:{part})[- ]?{named}{year}",
        "month": rf"{named}\.?,? (?:de |del |des jahres |of )?(?P<y>(?:19|20)\d\d)\b",
        "month_alone": rf"(?:{before}) (?:monat )?{named}(?! \d)",
        "season": rf"(?:{seasons}) (?:de |del |of )?(?P<y>20\d\d)\b",
        "weekday_last_week": rf"(?P<wd>{days})\w*,? (?:der |de |della |of )?(?:la )?"
        rf"(?:{found['last_week']})",
        "last_week_weekday": rf"(?:{found['last_week']}),? (?:am )?(?P<wd>{days})\b",
        "this_season": rf"(?:{now}) ?(?:{seasons})\b",
        "to_the_day": str(found["to_the_day"]).replace("{ago}", f"(?:{found['ago']})"),
        "night": rf"(?:{found['night']}){the}(?P<wd>{days})\b",
        "this_month": f"(?:{found['this_month']})",
        "weekday": rf"{no_day_of_habit}(?P<wd>{days})(?:{daytime})?",
        "weekend": rf"(?:{found['weekend']})",
        "before_yesterday": f"(?:{found['before_yesterday']})",
        "yesterday": f"(?:{found['yesterday']})",
        "tonight": f"(?:{found['tonight']})",
        "today": f"(?:{found['today']})",
        "last_week": f"(?:{found['last_week']})",
        "last_month": f"(?:{found['last_month']})",
        "last_year": f"(?:{found['last_year']})",
        "this_year": f"(?:{found['this_year']})",
        "ago": found["ago"],
        "year": rf"(?:{of_year}) (?P<y>(?:19|20)\d\d)\b(?!\s?(?:franken|patient|person))",
    }
    compiled = tuple(
        (name, re.compile(rf"(?<!\w)(?:{form})(?!\w)")) for name, form in forms.items()
    )
    return _Tables(
        *(numbered("months"), numbered("days"), numbered("numbers")),
        tuple(found["units"]),
        str(found["weekend"]),
        compiled,
    )


def dates(folded: str, language: str, published: date | None) -> list[Dated]:
    """Every date expression, in order; the longest reading of each place wins."""
    found: list[Dated] = []
    tables = _tables(language)
    for name, form in tables.expressions:
        for m in form.finditer(folded):
            if any(d.start < m.end() and m.start() < d.end for d in found):
                continue
            read = _read(name, m, tables, published)
            if read:
                kind = (
                    name if name in ("weekday", "year", "weekend", "night", "today") else "absolute"
                )
                found.append(Dated(m.start(), m.end(), read, kind))
    return sorted(found, key=lambda d: d.start)


def _read(
    name: str, m: re.Match[str], tables: _Tables, published: date | None
) -> PartialDate | None:
    try:
        return _absolute(name, m, tables, published) or _relative(name, m, tables, published)
    except (ValueError, OverflowError):
        return None


def _absolute(
    name: str, m: re.Match[str], tables: _Tables, published: date | None
) -> PartialDate | None:
    groups = m.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if year is not None and year < 100:
        year += 2000
    if year is not None and not FIRST <= year <= LAST:
        return None
    if name == "year":
        return PartialDate.parse(str(year))
    if name == "season" and year:
        return _season(groups, year)
    month = tables.months.get(groups.get("month") or "") or int(groups.get("m") or 0)
    if not month:
        return None
    day = int(groups["d"]) if groups.get("d") else 0
    if year is None:
        year = _likely_year(month, day, published)
    if year is None:
        return None
    if name == "span":
        begin, end = date(year, month, day), date(year, month, int(groups["d2"]))
        if abs(end - begin) == timedelta(days=1):  # a night belongs to the day on which it ends
            is_weekend = re.search(tables.weekend, m.string[max(0, m.start() - 20) : m.start()])
            return PartialDate.of_day(min(begin, end) if is_weekend else max(begin, end))
        return PartialDate(min(begin, end), max(begin, end))
    if day:
        return PartialDate.of_day(date(year, month, day))
    return PartialDate.of_month(year, month)


def _likely_year(month: int, day: int, published: date | None) -> int | None:
    """A day and month without a year: the last one before publication."""
    if published is None:
        return None
    return published.year - ((month, day) > (published.month, published.day))


def _relative(
    name: str, m: re.Match[str], tables: _Tables, published: date | None
) -> PartialDate | None:
    if published is None:
        return None
    if name in ("weekday", "night"):
        back = (published.isoweekday() - tables.days[m["wd"]]) % 7
        return PartialDate.of_day(published - timedelta(days=back))
    if name in ("weekday_last_week", "last_week_weekday"):
        monday = published - timedelta(days=published.weekday() + 7)
        return PartialDate.of_day(monday + timedelta(days=tables.days[m["wd"]] - 1))
    if name == "this_month":
        return PartialDate.of_month(published.year, published.month)
    if name == "weekend":
        back = (published.isoweekday() - 6) % 7
        first = published - timedelta(days=back)
        return PartialDate(first, min(first + timedelta(days=1), published))
    if name == "this_season":
        this = _season(m.groupdict(), published.year)
        return this if this.first <= published else _season(m.groupdict(), published.year - 1)
    if name in ("ago", "to_the_day"):
        return _ago(m, tables, published, exactly=name == "to_the_day")
    days = {"today": 0, "tonight": 0, "yesterday": 1, "before_yesterday": 2}
    if name in days:
        return PartialDate.of_day(published - timedelta(days=days[name]))
    if name == "last_week":
        monday = published - timedelta(days=published.weekday() + 7)
        return PartialDate(monday, monday + timedelta(days=6))
    if name == "last_month":
        last = published.replace(day=1) - timedelta(days=1)
        return PartialDate.of_month(last.year, last.month)
    if name in ("last_year", "this_year"):
        return PartialDate.parse(str(published.year - (name == "last_year")))
    return None


def _season(groups: dict[str, str | None], year: int) -> PartialDate:
    """Three months; winter, which has parts of two years, is the year."""
    season = next(i for i in range(4) if groups.get(f"s{i}"))
    if season == 3:
        return PartialDate.parse(str(year))
    first = date(year, 3 + 3 * season, 1)
    return PartialDate(first, PartialDate.of_month(year, 5 + 3 * season).last)


def _ago(
    m: re.Match[str], tables: _Tables, published: date, *, exactly: bool
) -> PartialDate | None:
    """So many days, weeks, months or years before publication, as exact as one counts in them."""
    count, name = [group for group in m.groups() if group][:2]
    number = int(count) if count.isdigit() else tables.numbers.get(count, 0)
    if not 0 < number < 400:
        return None
    unit = next(i for i, u in enumerate(tables.units) if name.startswith(u))
    if unit == 0 or (unit == 1 and exactly):
        return PartialDate.of_day(published - timedelta(days=number * (1, 7)[unit]))
    if unit == 1:
        day = published - timedelta(weeks=number)
        monday = day - timedelta(days=day.weekday())
        return PartialDate(monday, monday + timedelta(days=6))
    if unit == 2:
        months = published.year * 12 + published.month - 1 - number
        return PartialDate.of_month(months // 12, months % 12 + 1)
    return PartialDate.parse(str(published.year - number))
