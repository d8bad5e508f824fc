"""Dates as articles write them: full, partial, or counted from the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from incidents.coding.calendar import COMING, Calendar, calendar, year_of
from incidents.coding.feasts import feast
from incidents.records import PartialDate

UNITS = ("days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression in a piece of folded text, and the days it may mean."""

    start: int
    end: int
    when: PartialDate
    kind: str = "absolute"  # absolute, weekday, relative or year


@lru_cache(maxsize=1024)  # several readings ask for the same sentence
def dates(folded: str, language: str, published: date | None) -> tuple[Dated, ...]:
    """Every date expression, in order; the longest reading of each place wins."""
    found: list[Dated] = []
    tables = calendar(language)
    is_festive = bool(tables.festive.search(folded))
    for name, form in tables.expressions:
        if name == "feast" and not is_festive:
            continue
        for m in form.finditer(folded):
            if any(d.start < m.end() and m.start() < d.end for d in found):
                continue
            read = _read(name, m, tables, published)
            if read:
                kind = (
                    name if name in ("weekday", "year", "weekend", "night", "today") else "absolute"
                )
                found.append(Dated(m.start(), m.end(), read, kind))
    return tuple(sorted(found, key=lambda d: d.start))


def _read(
    name: str, m: re.Match[str], tables: Calendar, published: date | None
) -> PartialDate | None:
    try:
        if name == "feast":
            return feast(m, tables, published) if published else None
        return _absolute(name, m, tables, published) or _relative(name, m, tables, published)
    except (ValueError, OverflowError):
        return None


def _absolute(
    name: str, m: re.Match[str], tables: Calendar, published: date | None
) -> PartialDate | None:
    groups = m.groupdict()
    year = year_of(m, tables, published)
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
        if abs(end - begin) == timedelta(days=1):
            before = m.string[max(0, m.start() - 20) : m.start()]
            return PartialDate.of_day(_of_two(min(begin, end), before, tables))
        return PartialDate(min(begin, end), max(begin, end))
    if day:
        return PartialDate.of_day(date(year, month, day))
    return PartialDate.of_month(year, month)


def _of_two(first: date, before: str, tables: Calendar) -> date:
    """Of two days the one that counts: of a weekend the first; a night belongs to the second."""
    is_saturday = first.isoweekday() == 6 and not re.search(tables.at_night, before)
    is_weekend = is_saturday or re.search(tables.weekend, before)
    return first if is_weekend else first + timedelta(days=1)


def _likely_year(month: int, day: int, published: date | None) -> int | None:
    """A day and month without a year: the coming one if it is near, else the last one."""
    if published is None:
        return None
    today, last = ((one.year, one.month, one.day) for one in (published, published + COMING))
    near = [year for year in (today[0], last[0]) if day and today < (year, month, day) <= last]
    return near[0] if near else published.year - ((month, day) > today[1:])


def _relative(
    name: str, m: re.Match[str], tables: Calendar, published: date | None
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
    if name in ("ago", "to_the_day", "weekday_ago"):
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
    m: re.Match[str], tables: Calendar, published: date, *, exactly: bool
) -> PartialDate | None:
    """So many days, weeks, months or years before publication, as exact as one counts in them."""
    weekday = tables.days.get(m.groupdict().get("wd") or "")
    count, name = [group for group in m.groups() if group][bool(weekday) :][:2]
    number = int(count) if count.isdigit() else tables.numbers.get(count, 0)
    if not 0 < number < 400:
        return None
    unit = UNITS[next(i for i, u in enumerate(tables.units) if name.startswith(u))]
    day = published - relativedelta(**{unit: number})  # type: ignore[arg-type]
    monday = day - timedelta(days=day.weekday())
    if weekday:
        return PartialDate.of_day(monday + timedelta(weekday - 1)) if unit == "weeks" else None
    if unit == "days" or exactly:
        return PartialDate.of_day(day)
    if unit == "weeks":
        return PartialDate(monday, monday + timedelta(days=6))
    if unit == "months":
        return PartialDate.of_month(day.year, day.month)
    return PartialDate.parse(str(day.year))
