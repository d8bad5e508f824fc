"""Incidents as CSV and JSON: the same query string as the pages, the same incidents."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse

from incidents.api.http import LICENCE, error, file_name, strict
from incidents.exports.columns import for_export, row
from incidents.exports.csv_table import lines
from incidents.filters import View
from incidents.models import Article, Claim, Incident, Register
from incidents.selectors.record import PUBLIC_CLAIMS
from incidents.selectors.words import is_leak_site, names_protected

PAGE_SIZE, LARGEST_PAGE = 100, 500


@strict()
def incidents_csv(request: HttpRequest, view: View) -> HttpResponseBase:
    """Every incident of the view as one table."""
    answer = StreamingHttpResponse(lines(view.incidents), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name("csv")}"'
    return answer


@strict("page_size")
def incidents_json(request: HttpRequest, view: View) -> HttpResponseBase:
    """One page of the view: `{count, page, pages, next, register, incidents: […]}`."""
    size = request.GET.get("page_size") or str(PAGE_SIZE)
    if not size.isascii() or not size.isdigit() or not 1 <= int(size) <= LARGEST_PAGE:
        return error(400, f"page_size is a number from 1 to {LARGEST_PAGE}.")
    pages = Paginator(for_export(view.incidents), int(size))
    number = int(view.query.value("page") or 1)
    if number > pages.num_pages:
        return error(404, f"There are {pages.num_pages} pages.")
    page = pages.page(number)
    return JsonResponse(
        {
            "count": pages.count,
            "page": number,
            "pages": pages.num_pages,
            "next": _next(request, number) if page.has_next() else None,
            "view": view.canonical,
            "register": about(),
            "incidents": [row(incident) for incident in page],
        }
    )


def incident_json(request: HttpRequest, number: int) -> HttpResponseBase:
    """One incident with its claims and sources."""
    return _incident(request, number=number)


@strict()
def _incident(request: HttpRequest, view: View, number: int) -> HttpResponseBase:
    incident = for_export(Incident.objects.published()).filter(number=number).first()
    if incident is None:
        return error(404, "No published incident has this number.")
    claims = incident.claims.filter(state__in=PUBLIC_CLAIMS).select_related("article")
    return JsonResponse(
        {
            **row(incident),
            "register": about(),
            "claims": [_claim(claim) for claim in claims if not _names(claim, incident)],
            "articles": [
                {"url": _link(article), "outlet": article.outlet, "language": article.language}
                for article in incident.articles.all()
            ],
        }
    )


def _names(claim: Claim, incident: Incident) -> bool:
    """Whether a claim would give away a name that is protected."""
    bodies = [involved.organisation for involved in incident.involvements.all()]
    return names_protected(f"{claim.value} {claim.quote} {claim.note}", *bodies)


def _claim(claim: Claim) -> dict:
    return {
        "field": claim.field,
        "value": claim.value,
        "quote": claim.quote or None,
        "note": claim.note or None,
        "method": claim.method,
        "confidence": claim.confidence,
        "source": _link(claim.article) if claim.article else None,
    }


def _link(article: Article) -> str | None:
    """The address of a source; leak sites are never linked."""
    return None if is_leak_site(article.link) else article.link or None


def about() -> dict:
    """Which state of the register an answer is of, and under which licence."""
    register = Register.objects.current()
    return {
        "version": register.version,
        "changed_at": register.changed_at.isoformat(timespec="seconds"),
        "licence": LICENCE,
    }


def _next(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
