"""One view, one address: any other spelling of a query is sent on to the canonical one."""

from functools import wraps
from urllib.parse import parse_qsl

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.filters import read
from incidents.filters.labels import REASONS

MOST_NAMED = 5  # a message travels in a cookie
LONGEST_NAMED = 40


def canonical(page):
    """Hand the page a View read from the query string, or redirect to its canonical address.

    How a comma or a space is escaped makes no difference: some clients change that on the way, and
    would be sent round in circles.
    """

    @wraps(page)
    def wrapper(request, *args, **kwargs):
        raw = request.META.get("QUERY_STRING", "")
        view = read(raw)
        if parse_qsl(raw, keep_blank_values=True) == parse_qsl(view.canonical):
            return page(request, view, *args, **kwargs)
        if view.dropped:
            messages.warning(request, notice(view.dropped))
        return redirect(address(request.path, view.canonical))

    return wrapper


def address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def notice(dropped) -> str:
    """`We ignored canton=xx (not a known value).`"""
    named = [
        f"{_short(part.parameter)}={_short(part.value)} ({REASONS[part.reason]})"
        for part in dropped[:MOST_NAMED]
    ]
    text = _("We ignored %(what)s.") % {"what": "; ".join(named)}
    more = len(dropped) - MOST_NAMED
    if more > 0:
        text += " " + ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
    return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1] + "…"
