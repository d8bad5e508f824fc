"""C1: one mark per incident, by date and kind of organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.selectors.groups import ORG_GROUPS
from incidents.selectors.rows import Row
from incidents.selectors.words import number_in_words, span_in_words
from incidents.views.cards.base import Marker
from incidents.views.cards.time import markers


@dataclass(frozen=True, slots=True)
class Strip:
    rows: Sequence[Row]
    until: int  # the year to draw up to, 0 when the last mark decides
    lanes: list[str]
    summary: str
    is_cut: bool
    markers: tuple[Marker, ...]


def strip(rows: Sequence[Row], sentence: str, count: int, until: int) -> Strip:
    years = [year for row in rows if row.span for year in (row.span.first.year, row.span.last.year)]
    return Strip(
        rows=rows,
        until=until,
        lanes=[str(group.label) for group in ORG_GROUPS],
        summary=_in_words(rows, sentence, years),
        is_cut=count > len(rows),
        markers=markers(min(years), max(*years, until)) if years else (),
    )


def _in_words(rows: Sequence[Row], sentence: str, years: list[int]) -> str:
    text = _("One mark per incident, by date and kind of organisation") + ". " + sentence
    if years:
        text += f" {span_in_words(str(min(years)), str(max(years)))}."
    if missing := sum(row.span is None for row in rows):
        text += " " + ngettext(
            "%(n)s without a known date.", "%(n)s without a known date.", missing
        ) % {"n": number_in_words(missing)}
    return text
