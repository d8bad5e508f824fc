"""What every answer to a machine shares: strict parameters, version, licence, 304."""

from collections.abc import Callable, Collection
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from incidents.filters import View, legal_values, read
from incidents.filters.grammar import PARAMETERS
from incidents.models import Register
from incidents.selectors.words import zurich_day

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def strict(*also: str) -> Callable:
    """Hand the endpoint a View; anything not understood is a 400 that names what is legal."""

    def decorate(endpoint: Callable) -> Callable:
        @require_safe
        @wraps(endpoint)
        def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            view = read(request.META.get("QUERY_STRING", ""), also=also)
            if not view.is_valid:
                return refusal(view, also)
            answer = condition(etag_func=_etag)(endpoint)(request, view, *args, **kwargs)
            return dress(answer)

        return wrapper

    return decorate


def refusal(view: View, also: Collection[str] = ()) -> HttpResponseBase:
    """400: what was not understood, and what would have been."""
    faults = [
        {
            "parameter": fault.parameter,
            "value": fault.value,
            "reason": fault.reason.value,
            "legal": list(legal_values(fault.parameter)) if fault.parameter in PARAMETERS else [],
        }
        for fault in view.dropped
    ]
    return error(
        400, "Some parameters were not understood.", faults=faults, parameters=[*PARAMETERS, *also]
    )


def error(status: int, message: str, **details) -> HttpResponseBase:
    return dress(JsonResponse({"error": message, **details}, status=status))


def dress(answer: HttpResponseBase) -> HttpResponseBase:
    """The headers of every answer: licence, and that anyone may read it from anywhere."""
    answer["Link"] = f'<{LICENCE}>; rel="license"'
    answer["Access-Control-Allow-Origin"] = "*"
    if answer.status_code < 300:
        patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
    return answer


def file_name(ending: str) -> str:
    """`anamnesis-v12-2026-11-21.csv`: the register version and the day it changed."""
    register = Register.objects.current()
    return f"anamnesis-v{register.version}-{zurich_day(register.changed_at)}.{ending}"


def _etag(request: HttpRequest, *args, **kwargs) -> str:
    version = Register.objects.current().version
    return f'"{version}-{sha256(request.get_full_path().encode()).hexdigest()[:16]}"'
