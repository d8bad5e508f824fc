"""Pages are asked for again and again and change seldom: a repeat visit is answered with 304.

A page depends on its address (with the language in it), the register version, the day (what is "to
date", which months are the last twelve) and on code, templates and catalogues: all of it is in the
ETag. A page that carries a notice is of one reader only and is never kept.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

from incidents.models import Register

SHAPING = (  # whatever shapes a page, apart from the data
    ("incidents", "**/*.py"),
    ("config", "**/*.py"),
    ("templates", "**/*.html"),
    ("locale", "**/*.mo"),
    ("staticfiles", "staticfiles.json"),
)


def revalidated(page: Callable) -> Callable:
    """An ETag for readers, who have no cookie; nothing is kept for anyone who has one."""

    @wraps(page)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        is_kept = not request.COOKIES and not settings.DEBUG
        answer = condition(etag_func=etag)(page) if is_kept else page
        response = answer(request, *args, **kwargs)
        if is_kept and response.status_code in (200, 304):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        else:
            add_never_cache_headers(response)
        patch_vary_headers(response, ["Cookie"])
        return response

    return wrapper


def etag(request: HttpRequest, *args, **kwargs) -> str:
    about = (request.get_host(), request.get_full_path(), timezone.localdate(), edition())
    digest = sha256("\n".join(map(str, about)).encode()).hexdigest()[:20]
    return f'"{register_of(request).version}-{digest}"'


def register_of(request: HttpRequest) -> Register:
    """The register's counters, read once per request."""
    found = getattr(request, "register", None)
    if found is None:
        found = request.register = Register.objects.current()  # type: ignore[attr-defined]
    return found


@cache
def edition() -> str:
    """A digest of code, templates, catalogues and static files, taken once per process."""
    digest = sha256()
    for folder, pattern in SHAPING:
        for path in sorted((Path(settings.BASE_DIR) / folder).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
