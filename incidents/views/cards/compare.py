"""Two kinds of organisation or attack beside each other, by year, when a view holds exactly two."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from incidents.filters import Query
from incidents.filters.labels import code_label
from incidents.selectors.groups import Group
from incidents.selectors.series import PeriodRow
from incidents.views.cards.base import Card, Cell, Head, Line, in_words, list_url
from incidents.views.cards.time import period_label, period_markers, period_words, span_of

COMPARABLE = ("org_type", "attack_type")
SERIES = ("bar", "bar-2")


def two_of(query: Query) -> tuple[str, tuple[Group, ...]] | None:
    """The facet of which exactly two codes were chosen, and the two."""
    for name in COMPARABLE:
        codes = query.chosen.get(name, "").split(",")
        if len(codes) == len(SERIES) and not codes[0].startswith("-"):
            return name, tuple(Group(code, code_label(name, code), (code,)) for code in codes)
    return None


def compared(
    rows: Sequence[PeriodRow],
    two: tuple[str, tuple[Group, ...]],
    query: Query,
    sentence: str,
    today: date,
) -> Card:
    name, groups = two
    lines = tuple(_line(row, name, groups, query, today) for row in rows)
    labels = [str(group.label) for group in groups]
    return Card(
        id="compared",
        kind="columns",
        title=_("%(one)s and %(other)s compared") % {"one": labels[0], "other": labels[1]},
        subtitle=_("Incidents of each, side by side. Hatched: not over yet, or not known."),
        summary=in_words(_("Grouped column chart"), sentence, lines),
        heads=(
            Head(_("Quarter") if query.value("by") == "quarter" else _("Year")),
            *(Head(label, series) for label, series in zip(labels, SERIES, strict=True)),
        ),
        lines=lines,
        has_key=True,
        markers=period_markers(rows),
    )


def _line(row: PeriodRow, name: str, groups: Sequence[Group], query: Query, today: date) -> Line:
    def cell(n: int, group: Group) -> Cell:
        linked = n and row.year
        return Cell(
            n, list_url(query.but(**period_words(row), **{name: group.code})) if linked else ""
        )

    cells = tuple(cell(n, group) for n, group in zip(row.by_group, groups, strict=True))
    if not row.year:
        return Line(_("not known"), cells, is_unknown=True)
    span = span_of(row)
    return Line(
        period_label(row),
        cells,
        is_unfinished=span.first <= today <= span.last,
        first=span.first.isoformat(),
        last=span.last.isoformat(),
    )
