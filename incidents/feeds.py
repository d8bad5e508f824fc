"""Any view is also a feed: same query string, same incidents, newest change first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.api.http import LICENCE, error, strict
from incidents.filters import View
from incidents.models import Incident, Register
from incidents.selectors.past import restore
from incidents.selectors.words import public_summary, public_title

PAGE_SIZE = 100  # as on the page; older ones stand under rel="next"


class Atom(Atom1Feed):
    """Atom with the licence and the links of RFC 5005 to further pages."""

    def latest_post_date(self):
        """Of a feed without entries: the day the register last changed."""
        return super().latest_post_date() if self.items else Register.objects.current().changed_at

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, address in self.feed["further"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})


@strict()
def feed(request: HttpRequest, view: View) -> HttpResponseBase:
    """The view as Atom, ordered by when incidents were added or corrected."""
    newest = view.incidents.order_by("-updated_at", "-id")
    incidents = restore(newest) if view.is_past else newest.for_list()
    pages = Paginator(incidents, PAGE_SIZE)
    number = int(view.query.value("page") or 1)
    if number > pages.num_pages:
        return error(404, f"There are {pages.num_pages} pages.")
    here = request.build_absolute_uri(request.get_full_path())
    atom = Atom(
        title=_("Cyberattacks on Swiss healthcare"),
        link=request.build_absolute_uri(_address(reverse("incidents"), view.canonical)),
        description=_("Incidents added or corrected, the newest change first"),
        feed_url=here,
        feed_guid=request.build_absolute_uri(_address(request.path, view.canonical)),
        language=get_language(),
        feed_copyright=LICENCE,
        further=_further(request, view, number, pages.num_pages),
    )
    for incident in pages.page(number):
        _add(atom, request, incident)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _add(atom: Atom, request: HttpRequest, incident: Incident) -> None:
    permanent = reverse("incident", kwargs={"number": incident.number, "slug": ""})
    atom.add_item(
        title=f"{public_title(incident)[0]} ({incident.public_id})",
        link=request.build_absolute_uri(incident.get_absolute_url()),
        description=public_summary(incident)[0],
        unique_id=request.build_absolute_uri(permanent),
        pubdate=incident.published_at or incident.added_at,
        updateddate=incident.updated_at,
        categories=[incident.get_org_type_display(), incident.get_attack_type_display()],
    )


def _further(request: HttpRequest, view: View, number: int, last: int) -> dict[str, str]:
    found = {"next": number + 1, "previous": number - 1}
    return {
        rel: request.build_absolute_uri(
            _address(request.path, view.query.but(page=str(page)).canonical)
        )
        for rel, page in found.items()
        if 1 <= page <= last
    }


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
