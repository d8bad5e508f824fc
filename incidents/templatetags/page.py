"""The frame of a page: languages, absolute addresses, contact, captured words. No queries."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info

from incidents.selectors import pages

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


@register.simple_tag
def contact(subject: str = "") -> dict:
    """Where to write: `url` and `label`; both empty when the setting CONTACT is."""
    address = settings.CONTACT.strip()
    if "@" in address and "://" not in address:
        bare = address.removeprefix("mailto:")
        tail = f"?subject={quote(subject)}" if subject else ""
        return {"url": f"mailto:{bare}{tail}", "label": bare}
    return {"url": address, "label": address.partition("://")[2].rstrip("/") or address}


@register.simple_tag
def landing(query) -> str:
    """The page about the one code that a view consists of; empty for any other view."""
    chosen = list(getattr(query, "chosen", {}).items())
    if len(chosen) != 1 or "," in chosen[0][1] or chosen[0][1].startswith("-"):
        return ""
    return pages.of_code(*chosen[0])


@register.tag
def capture(parser, token):
    """`{% capture name %}…{% endcapture %}`: keep what is written inside, and write nothing."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(name, nodelist)


class Capture(template.Node):
    """Blocks may stand inside, so that a title is written once and shown twice."""

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        words = self.nodelist.render(context).strip()  # escaped where it was written
        context[self.name] = mark_safe(words)  # noqa: S308
        return ""
