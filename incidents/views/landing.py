"""Pages about one code: an organisation type, a canton, a kind of attack, an attacker.

One view with a fixed facet. Any further filter leads to the list, so that one view has one address.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from incidents.filters import Query, read
from incidents.filters.grammar import FACETS
from incidents.filters.labels import code_label
from incidents.selectors import codebook, counts
from incidents.selectors.facets import facet_counts
from incidents.selectors.rows import rows
from incidents.selectors.words import zurich_day
from incidents.views.cache import register_of, revalidated
from incidents.views.frame import FEW, downloads
from incidents.views.landing_blocks import (
    BREAKDOWNS,
    Subject,
    breakdowns,
    key_numbers,
    list_address,
    neighbours,
    years,
)
from incidents.views.sentence import sentence

MOST_ROWS = 100
KINDS = {
    "org_type": gettext_lazy("Organisation type"),
    "canton": gettext_lazy("Canton"),
    "attack_type": gettext_lazy("Kind of attack"),
    "threat_actor": gettext_lazy("Attacker, as sources name it"),
}


@require_safe
@revalidated
def sector(request, code):
    return _coded(request, "org_type", code)


@require_safe
@revalidated
def canton(request, code):
    return _coded(request, "canton", code)


@require_safe
@revalidated
def attack(request, code):
    return _coded(request, "attack_type", code)


@require_safe
@revalidated
def actor(request, slug):
    view = read({"threat_actor": slug.lower()})
    names = view.query.names.get(("threat_actor", slug.lower()), ())
    if not any(names) or not view.incidents.exists():
        raise Http404
    about = _(
        "Sources attribute these incidents to this group, or to software of this name. That is "
        "their finding, or the group’s own claim, not ours."
    )
    subject = Subject("threat_actor", slug, ", ".join(names), about)
    return _page(request, subject, view)


def _coded(request, facet, code):
    if code.lower() not in FACETS[facet].codes:
        raise Http404
    label = code_label(facet, code.lower())
    heading = codebook.group_name(code.lower()) if facet == "org_type" else label
    view = read({facet: code.lower()})
    subject = Subject(facet, code, heading, codebook.meaning(facet, code.lower()))
    return _page(request, subject, view)


def _page(request, subject, view):
    code, query, incidents = subject.code.lower(), view.query, view.incidents
    if code != subject.code:
        return redirect(request.path.replace(subject.code, code), permanent=True)
    if raw := request.META.get("QUERY_STRING", ""):
        return redirect(_elsewhere(request.path, raw, query))
    numbers = counts.key_numbers(incidents)
    found = rows(incidents, most=MOST_ROWS)
    counted = _counted(incidents, subject.facet)
    context = {
        "subject": subject,
        "kind": KINDS[subject.facet],
        "anchor": f"{subject.facet}-{code}" if subject.facet in codebook.CODED else "",
        "count": numbers.incidents,
        "sentence": _sentence(request, query, numbers.incidents),
        "is_large": numbers.incidents >= FEW,
        "rows": found,
        "list_url": list_address(query),
        "neighbours": neighbours(subject, counted),
        "downloads": downloads(query),
    }
    if context["is_large"]:
        by_year = counts.by_year(incidents, until=timezone.localdate().year)
        context |= {
            "numbers": key_numbers(numbers, query, by_year),
            "years": years(by_year, query),
            "breakdowns": breakdowns(query, subject.facet, counted),
        }
    return render(request, "incidents/landing.html", context)


def _elsewhere(path: str, raw: str, query: Query) -> str:
    """Further filters belong to the list; anything else is dropped."""
    both = read(raw).query.but(**query.chosen)
    return list_address(both) if both.chosen.keys() - query.chosen.keys() else path


def _counted(incidents, facet: str) -> dict[str, dict[str, int]]:
    """Counts of every other code of this facet, and of this view by the other facets."""
    wanted = {name: incidents for name in BREAKDOWNS if name != facet}
    return facet_counts({**wanted, facet: read("").incidents})


def _sentence(request, query: Query, count: int) -> str:
    total = counts.recorded(read("").incidents)
    return sentence(query, count, total, zurich_day(register_of(request).changed_at))
