"""The list: every incident of the view, a hundred to a page, by year or as a table."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.filters import Query, legal_values
from incidents.filters.labels import code_label
from incidents.selectors.rows import rows
from incidents.views import cards
from incidents.views.cache import revalidated
from incidents.views.canonical import address, canonical
from incidents.views.cards.base import Choice
from incidents.views.frame import frame
from incidents.views.overview import MOST_MARKS

PAGE_SIZE = 100


@require_safe
@canonical
@revalidated
def incidents(request, view):
    query, basis = view.query, view.query.value("date")
    count = view.incidents.order_by().count()
    number, last = int(query.chosen.get("page", "1")), max(1, -(-count // PAGE_SIZE))
    if number > last:
        messages.warning(request, _("There is no page %(n)s.") % {"n": number})
        return redirect(address(request.path, query.but(page=str(last)).canonical))
    context = frame(request, view, count)
    within, start = (query.day("from"), query.day("to")), (number - 1) * PAGE_SIZE
    page = rows(view.incidents, basis, first=start, most=PAGE_SIZE, within=within)
    context |= {
        "page": page,
        "has_edges": any(row.is_edge for row in page),
        "years": _by_year(page, query.value("sort")),
        "sorts": _sorts(query),
        "shows_added": query.value("sort") == "-added",
        "pages": _pages(query, number, last),
    }
    if not context["is_few"] and not context["shows_tables"]:
        marks = page if count <= PAGE_SIZE else rows(view.incidents, basis, most=MOST_MARKS)
        until = 0 if query.value("to") or query.value("asof") else timezone.localdate().year
        context["strip"] = cards.strip(marks, context["short_sentence"], count, until)
    return render(request, "incidents/list.html", context)


def _by_year(page: list, sort: str) -> list[dict]:
    """Rows under their years; in one run without a heading when not sorted by date."""
    if sort not in ("-date", "date"):
        return [{"year": "", "rows": page}] if page else []
    return [
        {"year": str(year) if year else _("Date not known"), "rows": list(group)}
        for year, group in groupby(page, lambda row: row.year)
    ]


def _sorts(query: Query) -> list[Choice]:
    here = query.without("page")
    return [
        Choice(
            code_label("sort", code),
            address(reverse("incidents"), here.but(sort=code).canonical),
            query.value("sort") == code,
        )
        for code in legal_values("sort")
    ]


def _pages(query: Query, number: int, last: int) -> list[dict]:
    """The first, the last and those around; `gap` where some are left out."""
    if last == 1:
        return []
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    return [
        {
            "number": str(n),
            "url": address(reverse("incidents"), query.but(page=str(n)).canonical),
            "is_current": n == number,
            "gap": n - before > 1,
        }
        for before, n in zip([0, *near], near, strict=False)
    ]
