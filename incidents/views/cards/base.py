"""What every card has: a title, a table, a sentence; one line when there is nothing to compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.filters import Query
from incidents.filters.labels import code_label
from incidents.selectors.groups import ATTACK_GROUPS
from incidents.selectors.words import number_in_words
from incidents.views.canonical import address

Counts = Mapping[str, Mapping[str, int]]  # per facet and code, over the incidents of the view


@dataclass(frozen=True, slots=True)
class Head:
    """A column; `series` names its colour when a chart draws it."""

    label: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the incidents it counts."""

    value: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; a period of time also has its first and last day."""

    label: str
    cells: tuple[Cell, ...]
    is_unknown: bool = False
    is_unfinished: bool = False
    first: str = ""
    last: str = ""

    @property
    def count(self) -> int:
        return self.cells[-1].value


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    kind: str  # what draws it: `bars` or `columns`
    title: str
    subtitle: str
    summary: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    is_stacked: bool = False
    has_key: bool = False
    markers: tuple["Marker", ...] = ()
    fixed: "Fixed | None" = None
    switch: tuple["Choice", ...] = ()

    @property
    def series(self) -> list[Head]:
        return [head for head in self.heads if head.series]


@dataclass(frozen=True, slots=True)
class Marker:
    """A day that a chart over time points out."""

    sign: str
    day: str
    label: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """Instead of a chart with one bar: what it would have said, and the way out."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    is_current: bool


def attack_groups() -> list[dict]:
    return [{"code": group.code, "label": str(group.label)} for group in ATTACK_GROUPS]


def list_url(query: Query) -> str:
    return address(reverse("incidents"), query.without("page", "by", "tab").canonical)


def fixed_to_one(query: Query, name: str, path: str, count: int) -> Fixed | None:
    """When a facet lets one code through only, a chart of that facet has nothing to compare."""
    text = query.chosen.get(name, "")
    if not text or "," in text or text.startswith("-"):
        return None
    words = ngettext(
        "%(n)s incident, as chosen: %(label)s.", "All %(n)s incidents, as chosen: %(label)s.", count
    ) % {"n": number_in_words(count), "label": code_label(name, text)}
    return Fixed(words, address(path, query.without(name, "page").canonical))


def in_words(kind: str, sentence: str, lines: Sequence[Line]) -> str:
    """A chart in words: what it is, of what, where it is highest, how much is not known."""
    text = f"{kind}. {sentence}"
    known = [line for line in lines if line.count and not line.is_unknown]
    ranked = sorted(known, key=lambda line: -line.count)[:4]
    places = [
        _("%(labels)s (%(n)s)")
        % {"labels": ", ".join(line.label for line in same), "n": number_in_words(count)}
        for count, same in ((n, list(group)) for n, group in groupby(ranked, lambda x: x.count))
    ][:2]
    if places:
        text += " " + _("Highest: %(places)s.") % {"places": "; ".join(places)}
    unknown = sum(line.count for line in lines if line.is_unknown)
    if unknown:
        text += " " + ngettext("%(n)s not known.", "%(n)s not known.", unknown) % {
            "n": number_in_words(unknown)
        }
    return text
