"""Pages for when something is not there, or does not work."""

import logging
import sys

from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from incidents.filters import read
from incidents.selectors.rows import rows

LATEST = 5
RETRY_AFTER = 60  # seconds
log = logging.getLogger(__name__)


def not_found(request, exception=None):
    """The page for addresses that lead nowhere. Works without a database, only poorer."""
    return render(request, "404.html", {"latest": _latest()}, status=404)


def server_error(request):
    """Four languages on one page; 503 when the database does not answer."""
    if isinstance(sys.exc_info()[1], OperationalError):
        headers = {"Retry-After": str(RETRY_AFTER)}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)


def _latest() -> list:
    try:
        return rows(read("").incidents, most=LATEST)
    except DatabaseError as error:
        log.warning("the page for lost readers has no incidents: %s", error)
        return []
