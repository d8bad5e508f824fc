"""Feast days as news tells them: `on Good Friday`, `am Tag nach Pfingstmontag`, `à Noël 2022`.

The word lists give each a rule: a day of the year (`12-26`), one counted from Easter (`easter-2`)
or from the first Sunday in Advent (`advent`), or the nth weekday of a month (`09-SU3`), each with
days to add, and `first/last` where the words stand for several days.
"""

import re
from datetime import date, timedelta

from dateutil import relativedelta
from dateutil.easter import easter

from incidents.coding.calendar import COMING, Calendar, week_of, year_of
from incidents.records import PartialDate

_RULE = re.compile(
    r"(?:(?P<name>easter|advent)|(?P<month>\d\d)-(?:(?P<day>\d\d)|(?P<wd>[A-Z]{2})(?P<nth>\d)))"
    r"(?P<shift>[+-]\d+)?"
)


def feast(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
    """The days that a match of the calendar's form `feast` stands for.

    Unless a year is told it is the last such feast, or the coming one if that is near. Raises
    ValueError for a year out of reach.
    """
    rule = tables.feasts[next(i for i in range(len(tables.feasts)) if m[f"f{i}"])]
    year = year_of(m, tables, published)
    years = [year] if year else range(published.year - 1, published.year + 2)
    found = [_days(rule, one) for one in years]
    past = [days for days in found if days[0] <= published]
    soon = [days for days in found if published < days[0] <= published + COMING]
    first, last = soon[0] if soon else (past or found)[-1]
    if m["eve"] or m["next"]:
        return PartialDate.of_day(first - timedelta(1) if m["eve"] else last + timedelta(1))
    if m["fwd"]:
        return PartialDate.of_day(_beside(first, last, tables.days[m["fwd"]], bool(m["till"])))
    if m["far"]:
        far = timedelta(days=tables.count(m["far"]) * (7 if m["week"] else 1))
        day = first - far if m["short"] else last + far
        return PartialDate(*week_of(day)) if m["week"] else PartialDate.of_day(day)
    if m["around"]:
        return PartialDate.of_month(first.year, first.month)
    return PartialDate(first, last)


def _days(rule: str, year: int) -> tuple[date, date]:
    first, _, last = rule.partition("/")
    return _day(first, year), _day(last or first, year)


def _day(rule: str, year: int) -> date:
    m = _RULE.fullmatch(rule)
    if m is None:
        raise ValueError(f"{rule} is no rule for a feast")
    if m["name"] == "easter":
        day = easter(year)
    elif m["name"] == "advent":
        day = date(year, 12, 24) + relativedelta.relativedelta(weekday=relativedelta.SU(-4))
    elif m["wd"]:
        weekday = getattr(relativedelta, m["wd"])(int(m["nth"]))
        day = date(year, int(m["month"]), 1) + relativedelta.relativedelta(weekday=weekday)
    else:
        day = date(year, int(m["month"]), int(m["day"]))
    return day + timedelta(days=int(m["shift"] or 0))


def _beside(first: date, last: date, weekday: int, before: bool) -> date:
    """The nearest such weekday before or after a feast: the Tuesday after Whitsun."""
    if before:
        return first - timedelta(days=(first.isoweekday() - weekday - 1) % 7 + 1)
    return last + timedelta(days=(weekday - last.isoweekday() - 1) % 7 + 1)
