"""The filter panel: facets with counts, what is active and how to take it away again."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.filters import Query, View, legal_values
from incidents.filters.grammar import ARRANGEMENT, FACETS, NO_CANTON, NOT_NAMED
from incidents.filters.known import actors
from incidents.filters.labels import PARAMETER_LABELS, code_label
from incidents.selectors.facets import facet_counts, organisations
from incidents.text import fold
from incidents.views.canonical import address
from incidents.views.sentence import label, parts

MOST_TRIED = 6  # one statement each
MOST_NAMES = 12  # options of a facet that has as many as there are names


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
    chosen: int  # how many options are ticked, 0 when the reader chose nothing
    left_out: list[str]  # names that were taken out by hand, as the address has them
    is_cut: bool = False  # whether there are more options than are shown


@dataclass(frozen=True, slots=True)
class Preset:
    """A span of dates at one click."""

    label: str
    url: str
    is_current: bool


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
    """What `_filters.html` and `_active.html` need, and `counts` per facet for the charts."""
    query = view.query
    chosen = active(query, path)
    found, counted = facets(view)
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
        "kept": [
            (name, query.chosen[name])
            for name in (*ARRANGEMENT, "asof")
            if name in query.chosen and name != "page"
        ],
        "presets": presets(query, path),
        "facets": found,
        "counts": {name: _let_through(query, name, counted[name]) for name in FACETS},
        "active": chosen,
        "clear": address(path, query.without(*query.filters).without("page").canonical),
    }


def facets(view: View) -> tuple[list[Facet], dict[str, dict[str, int]]]:
    """The facets, and what they were counted from."""
    by_code = {name: view.ignoring(name) for name in (*FACETS, "threat_actor")}
    counted = facet_counts(by_code)
    found = [_facet(view.query, name, counted[name]) for name in FACETS]
    named = [_attackers(view.query, counted["threat_actor"]), _organisations(view)]
    return [*found[:-1], *named, found[-1]], counted


def _let_through(query: Query, name: str, counted: dict[str, int]) -> dict[str, int]:
    """Counts over the view itself: a facet ignores only its own choice."""
    codes = {stored(name, code) for code in query.codes(name)}
    return {code: n for code, n in counted.items() if code in codes}


def presets(query: Query, path: str) -> list[Preset]:
    """This year, the last twelve months as months, all: links that mean tomorrow what they say."""
    today = timezone.localdate()
    year_ago = today.year - (today.month < 12), today.month % 12 + 1
    spans = {
        str(today.year): (str(today.year), str(today.year)),
        _("Last 12 months"): ("{}-{:02}".format(*year_ago), f"{today:%Y-%m}"),
        _("All years"): ("", ""),
    }
    here = query.without("page")
    return [
        Preset(words, address(path, target.canonical), target.canonical == here.canonical)
        for words, (first, last) in spans.items()
        for target in [here.but(**{"from": first, "to": last, "undated": ""})]
    ]


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
    return Facet(name, str(PARAMETER_LABELS[name]), options, len(ticked) if is_active else 0, [])


def _attackers(query: Query, counted: dict[str, int]) -> Facet:
    """Whom anyone named, the most frequent first; the spellings of one slug are one."""
    numbers = {
        slug: sum(counted[name] for name in names) for slug, names in actors(counted).items()
    }
    ticked = _ticked(query, "threat_actor")
    slugs = sorted(numbers.keys() | ticked, key=lambda slug: (-numbers.get(slug, 0), slug))
    shown = [slug for slug in slugs if slug in ticked or slug in slugs[:MOST_NAMES]]
    known = {slug: names[0] for slug, names in actors(counted).items()}
    options = [
        Option(
            slug,
            known.get(slug) or label(query, "threat_actor", slug),
            numbers.get(slug, 0),
            slug in ticked,
        )
        for slug in sorted(shown, key=lambda slug: (slug == NOT_NAMED, slugs.index(slug)))
    ]
    return _named(query, "threat_actor", options, len(slugs) > len(shown))


def _organisations(view: View) -> Facet:
    ticked = _ticked(view.query, "org")
    found = organisations(view.ignoring("org"), ticked, most=MOST_NAMES + 1)
    numbers = {slug: (name, n) for slug, name, n in found[: max(MOST_NAMES, len(ticked))]}
    numbers |= {slug: (label(view.query, "org", slug), 0) for slug in ticked if slug not in numbers}
    options = [Option(slug, name, n, slug in ticked) for slug, (name, n) in numbers.items()]
    return _named(view.query, "org", options, len(found) > MOST_NAMES)


def _named(query: Query, name: str, options: list[Option], is_cut: bool) -> Facet:
    left_out = [token for token in query.chosen.get(name, "").split(",") if token.startswith("-")]
    ticked = sum(option.is_checked for option in options)
    return Facet(
        name, str(PARAMETER_LABELS[name]), options, ticked or len(left_out), left_out, is_cut
    )


def _ticked(query: Query, name: str) -> set[str]:
    text = query.chosen.get(name, "")
    return set() if not text or text.startswith("-") else set(text.split(","))


def stored(name: str, code: str) -> str:
    """The code as the database has it."""
    if name != "canton":
        return code
    return "" if code == NO_CANTON else code.upper()
