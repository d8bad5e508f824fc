from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from incidents.choices import Role
from incidents.filters import read
from incidents.selectors import organisations, pages
from incidents.selectors.words import number_in_words, value_in_words
from incidents.views.cache import revalidated
from incidents.views.frame import downloads
from incidents.views.landing_blocks import list_address


@require_safe
@revalidated
def organisation(request, slug):
    """What is on record about one organisation: never a score, never a ranking."""
    if request.META.get("QUERY_STRING"):
        return redirect(request.path)
    found = organisations.find(slug)
    if found is None:
        raise Http404
    parts, view = organisations.parts(found), read({"org": slug})
    count = len({row.public_id for part in parts for row in part.rows})
    context = {
        "organisation": found,
        "name": found.public_name,
        "name_language": found.name_language,
        "other_names": organisations.other_names(found),
        "org_type": value_in_words("org_type", found.org_type),
        "org_type_url": pages.of_code("org_type", found.org_type),
        "canton": value_in_words("canton", found.canton),
        "canton_url": pages.of_code("canton", found.canton),
        "website": found.website if found.website.startswith(("http://", "https://")) else "",
        "sentence": _sentence(count, organisations.years(parts)),
        "list_url": list_address(view.query),
        "downloads": downloads(view.query),
        "parts": [{"heading": _heading(part.role), "rows": part.rows} for part in parts],
    }
    return render(request, "incidents/organisation.html", context)


def _heading(role: str) -> str:
    return {
        Role.VICTIM: _("Incidents at this organisation"),
        Role.AFFECTED: _("Affected through another organisation"),
        Role.SUPPLIER: _("Incidents that led through it as a supplier"),
    }[Role(role)]


def _sentence(count: int, years: str) -> str:
    """`2 recorded incidents, 2019–2024.`"""
    text = ngettext("%(n)s recorded incident", "%(n)s recorded incidents", count) % {
        "n": number_in_words(count)
    }
    return f"{text}, {years}." if years else f"{text}."
