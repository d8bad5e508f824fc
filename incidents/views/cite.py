"""References to a record, to copy or to download."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents.choices import Status
from incidents.exports import citation
from incidents.selectors import record
from incidents.selectors.words import public_title, zurich_day


@require_safe
def bibtex(request, number):
    return _file(request, number, "bib", "application/x-bibtex", citation.as_bibtex)


@require_safe
def ris(request, number):
    return _file(request, number, "ris", "application/x-research-info-systems", citation.as_ris)


def reference(request, incident) -> citation.Reference:
    """What to cite: the record as it is today, in the language of the page."""
    return citation.Reference(
        public_id=incident.public_id,
        title=public_title(incident)[0],
        url=absolute(request, incident.get_absolute_url()),
        updated=zurich_day(incident.updated_at),
        accessed=timezone.localdate(),
        language=get_language() or "en",
    )


def absolute(request, path: str) -> str:
    """The full address of a path, under SITE_URL when one is set."""
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)


def _file(request, number, ending, kind, write):
    found = record.find(number)
    if found is None or found.status != Status.PUBLISHED:
        raise Http404
    name = f"anamnesis-{found.public_id.lower()}.{ending}"
    return HttpResponse(
        write(reference(request, found)),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
