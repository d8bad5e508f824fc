"""The frame of a page: languages and absolute addresses. No queries."""

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info

register = template.Library()
CODES = tuple(code for code, _name in settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def languages(context) -> list[dict]:
    """This page in every language: `code`, `name`, `path` with its query, `is_current`."""
    request = context["request"]
    first, _slash, rest = request.path.lstrip("/").partition("/")
    tail = rest if first in CODES else ""
    query = request.META.get("QUERY_STRING", "")
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "path": f"/{code}/{tail}" + (f"?{query}" if query else ""),
            "is_current": code == get_language(),
        }
        for code in CODES
    ]


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """The full address of a path, under SITE_URL when one is set."""
    if settings.SITE_URL:
        return settings.SITE_URL + path
    return context["request"].build_absolute_uri(path)
