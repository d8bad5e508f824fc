"""What search engines ask for first."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from incidents.selectors.site import sitemap_entries
from incidents.views.cite import absolute

MOST = 50_000  # addresses that one sitemap may hold
LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXTS = ("dashboard", "incidents", "methodology", "accuracy", "data", "about", "accessibility")


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines.append(f"Sitemap: {absolute(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    """Every page that search engines may list, in every language."""
    entries = list(sitemap_entries())
    found = []
    for code in LANGUAGES:
        with override(code):
            found += [(absolute(request, reverse(name)), "") for name in (*TEXTS, "easy")]
            found += [
                (absolute(request, reverse(entry.route, kwargs=entry.kwargs)), entry.changed)
                for entry in entries[: MOST // len(LANGUAGES) - len(TEXTS) - 1]
            ]
    context = {"entries": found}
    return render(request, "sitemap.xml", context, content_type="application/xml; charset=utf-8")


@require_safe
def favicon(request):
    """For those who ask without reading the page."""
    return redirect(static("favicon.svg"), permanent=True)
