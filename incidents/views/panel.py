"""The filter panel: facets with counts, what is active and how to take it away again."""

from dataclasses import dataclass

from incidents.filters import Query, View, legal_values
from incidents.filters.grammar import FACETS, NO_CANTON
from incidents.filters.labels import PARAMETER_LABELS, code_label
from incidents.selectors import counts
from incidents.text import fold
from incidents.views.canonical import address
from incidents.views.sentence import parts

MOST_TRIED = 6  # one statement each


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    count: int
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    is_active: bool


@dataclass(frozen=True, slots=True)
class Active:
    """A filter in force, and the address of the same view without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What taking a filter away would bring back."""

    label: str
    count: int
    url: str


def panel(view: View, path: str) -> dict:
    """What `_filters.html` and `_active.html` need."""
    query = view.query
    chosen = active(query, path)
    return {
        "path": path,
        "q": query.value("q"),
        "from": query.value("from"),
        "to": query.value("to"),
        "undated": query.value("undated") == "1",
        "bases": [
            (code, code_label("date", code), query.value("date") == code)
            for code in legal_values("date")
        ],
        "sort": query.chosen.get("sort", ""),
        "facets": facets(view),
        "active": chosen,
        "clear": address(path, query.without(*query.filters).without("page").canonical),
    }


def facets(view: View) -> list[Facet]:
    counted = counts.facet_counts({name: view.ignoring(name) for name in FACETS})
    return [_facet(view.query, name, counted[name]) for name in FACETS]


def active(query: Query, path: str) -> list[Active]:
    """Every word, span and code in force by itself, so that each can go by itself."""
    here = query.without("page")
    return [
        Active(words, address(path, here.but(**changes).canonical))
        for changes, words in parts(here)
    ]


def relaxations(query: Query, path: str) -> list[Relaxation]:
    """For an empty result: which filters to take away, those that bring back most first."""
    here = query.without("page")
    found = []
    for changes, words in parts(here)[:MOST_TRIED]:
        wider = here.but(**changes)
        if n := View(wider).incidents.order_by().count():
            found.append(Relaxation(words, n, address(path, wider.canonical)))
    return sorted(found, key=lambda relaxation: -relaxation.count)[:3]


def _facet(query: Query, name: str, counted: dict[str, int]) -> Facet:
    is_active = name in query.chosen
    ticked = query.codes(name) if is_active or query.narrows(name) else frozenset()
    options = [
        Option(code, code_label(name, code), counted.get(stored(name, code), 0), code in ticked)
        for code in FACETS[name].codes
    ]
    if name == "canton":
        options.sort(key=lambda option: (option.code == NO_CANTON, fold(option.label)))
    return Facet(name, str(PARAMETER_LABELS[name]), options, is_active)


def stored(name: str, code: str) -> str:
    """The code as the database has it."""
    if name != "canton":
        return code
    return "" if code == NO_CANTON else code.upper()
