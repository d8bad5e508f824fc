"""Days counted from that of publication: yesterday, last Friday, three weeks ago, this spring."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from incidents.coding.calendar import Calendar, season_of, week_of
from incidents.coding.feasts import feast
from incidents.records import PartialDate

Reader = Callable[[re.Match[str], Calendar, date], PartialDate | None]

UNITS = ("days", "weeks", "months", "years")


def counted(name: str, m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """The days that a match of the calendar's form `name` means; None for what means none."""
    reader = READERS.get(name)
    return reader(m, tables, published) if reader else None


def _days_ago(days: int) -> Reader:
    return lambda m, tables, published: PartialDate.of_day(published - timedelta(days=days))


def _weeks_ago(weeks: int) -> Reader:
    def read(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
        monday, sunday = week_of(published - timedelta(weeks=weeks))
        return PartialDate(monday, min(sunday, published))

    return read


def _months_ago(months: int) -> Reader:
    def read(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
        day = published - relativedelta(months=months)
        return PartialDate.of_month(day.year, day.month)

    return read


def _years_ago(years: int) -> Reader:
    return lambda m, tables, published: PartialDate.parse(str(published.year - years))


def _weekday(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """The last such weekday, the day of publication among them; none of `every first Monday`."""
    if m.groupdict().get("habit"):
        return None
    back = (published.isoweekday() - tables.days[m["wd"]]) % 7
    return PartialDate.of_day(published - timedelta(days=back))


def _weekday_before(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    return _weekday(m, tables, published - timedelta(weeks=1))


def _weekday_last_week(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
    monday, _ = week_of(published - timedelta(weeks=1))
    return PartialDate.of_day(monday + timedelta(days=tables.days[m["wd"]] - 1))


def _weekday_numbered(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """`Tuesday, 11` is the last day of that number and weekday, of this month or the one before."""
    for months in range(2):
        day = published - relativedelta(months=months) + relativedelta(day=int(m["d"]))
        is_it = day.day == int(m["d"]) and day.isoweekday() == tables.days[m["wd"]]
        if is_it and day <= published:
            return PartialDate.of_day(day)
    return None


def _weekend(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
    """The last weekend, as far as it is over."""
    saturday = published - timedelta(days=(published.isoweekday() - 6) % 7)
    return PartialDate(saturday, min(saturday + timedelta(days=1), published))


def _this_season(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
    this = season_of(m, published.year)
    return this if this.first <= published else season_of(m, published.year - 1)


def _last_season(m: re.Match[str], tables: Calendar, published: date) -> PartialDate:
    this = season_of(m, published.year)
    return this if this.last < published else season_of(m, published.year - 1)


def _ago(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """So many days, weeks, months or years before publication, as exact as one counts in them."""
    counted = _counted(m, tables, published)
    if counted is None:
        return None
    day, unit = counted
    if unit == "days":
        return PartialDate.of_day(day)
    if unit == "weeks":
        return PartialDate(*week_of(day))
    if unit == "months":
        return PartialDate.of_month(day.year, day.month)
    return PartialDate.parse(str(day.year))


def _to_the_day(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    counted = _counted(m, tables, published)
    return PartialDate.of_day(counted[0]) if counted else None


def _weekday_ago(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """The Friday of the week so many weeks ago."""
    counted = _counted(m, tables, published)
    if counted is None or counted[1] != "weeks":
        return None
    monday, _ = week_of(counted[0])
    return PartialDate.of_day(monday + timedelta(days=tables.days[m["wd"]] - 1))


def _counted(m: re.Match[str], tables: Calendar, published: date) -> tuple[date, str] | None:
    """The day so far back, and the unit counted in, by the match's number and unit."""
    groups = [group for group in m.groups() if group]
    numeral, name = groups["wd" in m.groupdict() :][:2]
    number = tables.count(numeral)
    if not 0 < number < 400:
        return None
    unit = UNITS[next(i for i, u in enumerate(tables.units) if name.startswith(u))]
    return published - relativedelta(**{unit: number}), unit  # type: ignore[arg-type]


def _days_after(m: re.Match[str], tables: Calendar, published: date) -> PartialDate | None:
    """`On Friday, eleven days after the attack`: counted back from that Friday, or from today."""
    days = tables.count(m["far"])
    if not 0 < days < 100:
        return None
    weekday = tables.days[m["wd0"]] if m["wd0"] else published.isoweekday()
    told = published - timedelta(days=(published.isoweekday() - weekday) % 7)
    return PartialDate.of_day(told - timedelta(days=days))


READERS: dict[str, Reader] = {
    "feast": feast,
    "today": _days_ago(0),
    "tonight": _days_ago(0),
    "yesterday": _days_ago(1),
    "before_yesterday": _days_ago(2),
    "weekday": _weekday,
    "night": _weekday,
    "weekday_before_last": _weekday_before,
    "weekday_last_week": _weekday_last_week,
    "last_week_weekday": _weekday_last_week,
    "weekday_numbered": _weekday_numbered,
    "weekday_ago": _weekday_ago,
    "weekend": _weekend,
    "this_week": _weeks_ago(0),
    "last_week": _weeks_ago(1),
    "fortnight_ago": _weeks_ago(2),
    "this_month": _months_ago(0),
    "last_month": _months_ago(1),
    "this_season": _this_season,
    "last_season": _last_season,
    "this_year": _years_ago(0),
    "last_year": _years_ago(1),
    "ago": _ago,
    "since": _ago,
    "days_after": _days_after,
    "to_the_day": _to_the_day,
}
