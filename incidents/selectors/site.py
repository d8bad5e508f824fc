"""Addresses of the pages that hold something, for the sitemap."""

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.filters.known import actors
from incidents.models import Organisation
from incidents.selectors.pages import LANDINGS
from incidents.selectors.related import counted
from incidents.selectors.words import zurich_day


@dataclass(frozen=True, slots=True)
class Entry:
    """A route with what it takes, and the ISO day of its last change where that is known."""

    route: str
    kwargs: dict[str, str]
    changed: str = ""


def sitemap_entries() -> Iterator[Entry]:
    """Incidents first, the newest change first; then organisations, codes, attackers."""
    public = counted().order_by()
    for number, slug, changed in public.order_by("-updated_at").values_list(
        "number", "slug", "updated_at"
    ):
        day = zurich_day(changed).isoformat()
        yield Entry("incident", {"number": str(number), "slug": slug}, day)
    named = Organisation.objects.filter(is_protected=False, involvements__incident__in=public)
    for slug in named.order_by("slug").values_list("slug", flat=True).distinct():
        yield Entry("organisation", {"slug": slug})
    for facet, route in LANDINGS.items():
        for code in public.values_list(facet, flat=True).distinct():
            yield Entry(route, {"code": code.lower() or "none"})
    for slug, names in actors(public.values_list("threat_actor", flat=True).distinct()).items():
        if any(names):
            yield Entry("actor", {"slug": slug})
