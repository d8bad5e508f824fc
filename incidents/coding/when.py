"""Dates as articles write them: full, partial, or counted from the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from incidents.coding.calendar import COMING, Calendar, calendar, season_of, year_of
from incidents.coding.counted import counted
from incidents.records import PartialDate

KINDS = ("weekday", "year", "weekend", "night", "today")
WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
SATURDAY = 6


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
    for form_name, form in tables.expected(folded):
        for m in form.finditer(folded):
            if any(d.start < m.end() and m.start() < d.end for d in found):
                continue
            name = str(m.lastgroup) if form_name == "whole" else form_name
            read = _read(name, m, tables, published)
            if read:
                kind = name if name in KINDS else "absolute"
                found.append(Dated(m.start(), m.end(), read, kind))
    return tuple(sorted(found, key=lambda d: d.start))


def _read(
    name: str, m: re.Match[str], tables: Calendar, published: date | None
) -> PartialDate | None:
    try:
        found = _absolute(name, m, tables, published)
        return found or (counted(name, m, tables, published) if published else None)
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
        return season_of(m, year)
    month = tables.months.get(groups.get("month") or "") or int(groups.get("m") or 0)
    if not month:
        return None
    day = int(groups["d"]) if groups.get("d") else 0
    if year is None:
        year = _likely_year(month, day, published)
    if year is None:
        return None
    if name.startswith("nth_weekday"):
        return PartialDate.of_day(_nth(groups, tables.days[groups["wd"] or ""], year, month))
    if name.startswith("nth_weekend"):
        saturday = _nth(groups, SATURDAY, year, month)
        return PartialDate(saturday, saturday + timedelta(days=1))
    if name in ("span", "day_to"):
        return _span(m, date(year, month, day), tables)
    if day:
        beside = bool(groups.get("next")) - bool(groups.get("eve"))
        return PartialDate.of_day(date(year, month, day) + timedelta(days=beside))
    return PartialDate.of_month(year, month)


def _nth(groups: dict[str, str | None], weekday: int, year: int, month: int) -> date:
    """The second Friday or the last Monday of a month; weekdays are counted from 1."""
    nth = next(i for i in range(5) if groups.get(f"nth{i}"))
    first, day = date(year, month, 1), WEEKDAYS[weekday - 1]
    if nth == 4:
        return first + relativedelta(day=31, weekday=day(-1))
    return first + relativedelta(weekday=day(nth + 1))


def _span(m: re.Match[str], begin: date, tables: Calendar) -> PartialDate:
    """From a day to one of the same month, of another month, or to the weekday that follows."""
    groups = m.groupdict()
    if groups.get("wd2"):
        end = begin + timedelta(days=1)
        if end.isoweekday() != tables.days[groups["wd2"]]:
            return PartialDate.of_day(begin)
    else:
        month = tables.months[groups["month2"]] if groups.get("month2") else begin.month
        end = date(begin.year + (month < begin.month), month, int(groups["d2"]))
    first, last = sorted((begin, end))
    if last - first == timedelta(days=1):
        before = m.string[max(0, m.start() - 20) : m.start()]
        return PartialDate.of_day(_of_two(first, before, tables))
    return PartialDate(first, last)


def _of_two(first: date, before: str, tables: Calendar) -> date:
    """Of two days the one that counts: of a weekend the first; a night belongs to the second."""
    is_saturday = first.isoweekday() == SATURDAY and not re.search(tables.at_night, before)
    is_weekend = is_saturday or re.search(tables.weekend, before)
    return first if is_weekend else first + timedelta(days=1)


def _likely_year(month: int, day: int, published: date | None) -> int | None:
    """A day and month without a year: the coming one if it is near, else the last one."""
    if published is None:
        return None
    today, last = ((one.year, one.month, one.day) for one in (published, published + COMING))
    near = [year for year in (today[0], last[0]) if day and today < (year, month, day) <= last]
    return near[0] if near else published.year - ((month, day) > today[1:])
