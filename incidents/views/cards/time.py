"""Columns over time: incidents per year or quarter, and when they came into the register."""

import calendar
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from incidents.filters import Query
from incidents.filters.labels import code_label
from incidents.records import PartialDate
from incidents.selectors.groups import ATTACK_GROUPS
from incidents.selectors.series import PeriodRow
from incidents.selectors.words import day_in_words
from incidents.views.canonical import address
from incidents.views.cards.base import (
    Card,
    Cell,
    Choice,
    Fixed,
    Head,
    Line,
    Marker,
    in_words,
    list_url,
)

QUARTERS_FROM = 60  # incidents; with fewer a quarter says nothing
DUTY, FINES = date(2025, 4, 1), date(2025, 10, 1)


def markers(first: int, last: int) -> tuple[Marker, ...]:
    """The days of the law that lie in these years."""
    signs = (
        ("A", DUTY, _("hospitals and others must report cyberattacks")),
        ("B", FINES, _("fines for not reporting")),
    )
    return tuple(
        Marker(sign, day.isoformat(), f"{day_in_words(day)}: {words}")
        for sign, day, words in signs
        if first <= day.year <= last
    )


def periods(rows: Sequence[PeriodRow], query: Query, path: str, sentence: str, today: date) -> Card:
    """C2: how many per year or quarter, by kind of attack."""
    by = query.value("by")
    lines = tuple(_line(row, query, today) for row in rows)
    total = sum(line.count for line in lines)
    kind = _("Stacked column chart")
    return Card(
        id="years",
        kind="columns",
        title=code_label("by", by),
        subtitle=_("By kind of attack. Hatched: not over yet, or not known."),
        summary=in_words(kind, sentence, lines),
        heads=(
            Head(_("Quarter") if by == "quarter" else _("Year")),
            *(Head(str(group.label), group.code) for group in ATTACK_GROUPS),
            Head(_("Total")),
        ),
        lines=lines,
        is_stacked=True,
        has_key=True,
        markers=period_markers(rows),
        fixed=_one_year(query, path, total) if len(lines) == 1 else None,
        switch=_switch(query, path, total),
    )


def added(counted: dict[int, tuple[int, int]], sentence: str, this_year: int) -> Card:
    """C11: a year whose incidents were added long after it is a year seen late."""
    lines = tuple(
        Line(
            str(year) if year else _("not known"),
            (Cell(disclosed), Cell(added)),
            is_unknown=not year,
            is_unfinished=year == this_year,
            first=f"{year}-01-01" if year else "",
            last=f"{year}-12-31" if year else "",
        )
        for year, (disclosed, added) in counted.items()
    )
    years = [year for year in counted if year]
    return Card(
        id="added",
        kind="columns",
        title=_("How complete are recent years"),
        subtitle=_("When incidents became public, and when they came into this register."),
        summary=in_words(_("Grouped column chart, by year of adding"), sentence, lines),
        heads=(
            Head(_("Year")),
            Head(_("Made public"), "bar"),
            Head(_("Added to the register"), "bar-2"),
        ),
        lines=lines,
        has_key=True,
        markers=markers(min(years), max(years)) if years else (),
    )


def _line(row: PeriodRow, query: Query, today: date) -> Line:
    cells = tuple(Cell(n) for n in row.by_group)
    if not row.year:
        return Line(_("not known"), (*cells, Cell(row.total)), is_unknown=True)
    span = span_of(row)
    url = list_url(query.but(**period_words(row))) if row.total else ""
    return Line(
        period_label(row),
        (*cells, Cell(row.total, url)),
        is_unfinished=span.first <= today <= span.last,
        first=span.first.isoformat(),
        last=span.last.isoformat(),
    )


def period_label(row: PeriodRow) -> str:
    if not row.quarter:
        return str(row.year)
    return _("Q%(quarter)s %(year)s") % {"quarter": row.quarter, "year": row.year}


def period_words(row: PeriodRow) -> dict[str, str]:
    """What a query must say for this period alone."""
    last = row.quarter * 3 or 12
    first_month, last_month = f"{row.year}-{last - 2:02}", f"{row.year}-{last:02}"
    if not row.quarter:
        first_month = last_month = str(row.year)
    return {"from": first_month, "to": last_month, "undated": ""}


def span_of(row: PeriodRow) -> PartialDate:
    last = row.quarter * 3 or 12
    first = date(row.year, last - 2 if row.quarter else 1, 1)
    return PartialDate(first, date(row.year, last, calendar.monthrange(row.year, last)[1]))


def period_markers(rows: Sequence[PeriodRow]) -> tuple[Marker, ...]:
    years = [row.year for row in rows if row.year]
    return markers(min(years), max(years)) if years else ()


def _one_year(query: Query, path: str, count: int) -> Fixed | None:
    if not query.chosen.keys() & {"from", "to"}:
        return None
    text = _("All of them lie in one period.")
    return Fixed(text, address(path, query.without("from", "to", "undated", "page").canonical))


def _switch(query: Query, path: str, total: int) -> tuple[Choice, ...]:
    """Years or quarters; quarters only when there is enough to share out."""
    if total < QUARTERS_FROM and query.value("by") == "year":
        return ()
    here = query.without("page")
    return tuple(
        Choice(
            code_label("by", code),
            address(path, here.but(by=code).canonical),
            query.value("by") == code,
        )
        for code in ("year", "quarter")
    )
