"""What dashboard and list share: panel, sentence, downloads, and what search engines are told."""

from django.http import HttpRequest
from django.urls import reverse

from incidents.filters import Query, View, legal_values
from incidents.filters.grammar import FACETS, PARAMETERS
from incidents.filters.labels import code_label
from incidents.selectors import counts
from incidents.selectors.words import zurich_day
from incidents.views.cache import register_of
from incidents.views.canonical import address
from incidents.views.cards import attack_groups
from incidents.views.cards.base import Choice
from incidents.views.panel import panel, relaxations
from incidents.views.sentence import day_of_data, sentence

FEW = 5  # below this a list says more than any chart
DOWNLOADS = (  # label, route, media type
    ("CSV", "incidents_csv", "text/csv"),
    ("JSON", "incidents_json", "application/json"),
    ("Atom", "feed", "application/atom+xml"),
)


def frame(request: HttpRequest, view: View, count: int) -> dict:
    query, path = view.query, request.path
    total = count if not _narrowing(query) else counts.recorded(_same(view))
    changed = zurich_day(register_of(request).changed_at)
    missing = _undated(view)
    return {
        "query": query,
        "count": count,
        "is_few": count < FEW,
        "panel": panel(view, path),
        "sentence": sentence(query, count, total, changed),
        "short_sentence": sentence(query, count, total),
        "day_of_data": day_of_data(query, changed),
        "relaxations": [] if count else relaxations(query, path),
        "undated": missing,
        "undated_url": address(path, query.but(undated="1").canonical) if missing else "",
        "downloads": downloads(query),
        "is_indexable": _is_indexable(query),
        "groups": attack_groups(),
        "shows_tables": query.value("tab") == "table",
        "tabs": _tabs(query, path),
    }


def downloads(query: Query) -> list[dict]:
    """This view as files and as a feed."""
    whole = query.without("page", "by", "tab").canonical
    return [
        {"label": label, "url": address(reverse(name), whole), "type": kind}
        for label, name, kind in DOWNLOADS
    ]


def _tabs(query: Query, path: str) -> list[Choice]:
    here = query.without("page")
    return [
        Choice(
            code_label("tab", code),
            address(path, here.but(tab=code).canonical),
            query.value("tab") == code,
        )
        for code in legal_values("tab")
    ]


def _narrowing(query: Query) -> dict[str, str]:
    return query.without("certainty", "asof").filters


def _same(view: View):
    """Everything on record that is as certain, and of the same day, as the view asks for."""
    return view.ignoring(*(name for name in PARAMETERS if name not in {"certainty", "asof"}))


def _undated(view: View) -> int:
    """How many incidents the span of dates hides for want of a date."""
    chosen, basis = view.query.chosen, view.query.value("date")
    if basis == "added" or "undated" in chosen or not chosen.keys() & {"from", "to"}:
        return 0
    return counts.undated(view.ignoring("from", "to"), basis)


def _is_indexable(query: Query) -> bool:
    """The whole register, or one code of one facet."""
    chosen = list(query.chosen.items())
    if len(chosen) != 1:
        return not chosen
    name, text = chosen[0]
    return name in FACETS and text in FACETS[name].codes
