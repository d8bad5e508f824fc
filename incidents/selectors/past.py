"""Rows of history as incidents: how the register stood is read by the code that reads it today.

Values and texts are those of then. Names, and whether a body may be named, are those of today, and
a record that was withdrawn since keeps its values in the counts but gives no words away.
"""

from itertools import islice
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from incidents.choices import Status
from incidents.models import Incident, Involvement, Organisation, Report
from incidents.models.incident import TEXT_LANGUAGES

WORDS = (
    *("remarks", "outcome", "swiss_link", "threat_actor_note"),
    *(f"{kind}_{code}" for kind in ("title", "summary") for code in TEXT_LANGUAGES),
)


def is_past(incidents: QuerySet) -> bool:
    return incidents.model is not Incident


def restore(incidents: QuerySet, *, first: int = 0, most: int | None = None) -> list[Incident]:
    """Rows of history as unsaved incidents with organisation and `source_count`, in order."""
    now = Incident.objects.filter(pk=OuterRef("id")).values("status")
    reports = Report.objects.filter(incident=OuterRef("id")).order_by()
    counted = reports.values("incident").annotate(n=Count("*")).values("n")
    found = incidents.select_related("organisation").annotate(
        status_now=Subquery(now), source_count=Coalesce(Subquery(counted), 0)
    )
    return [_incident(row) for row in found[first : None if most is None else first + most]]


def with_parts(incidents: list[Incident], size: int = 500) -> list[Incident]:
    """The same incidents, with today's involvements fetched for those that still stand."""
    rest = (one for one in incidents if not _is_prefetched(one))
    while batch := list(islice(rest, size)):
        ids = [one.pk for one in batch]
        parts: dict[int, list[Involvement]] = {pk: [] for pk in ids}
        for part in Involvement.objects.filter(incident__in=ids).select_related("organisation"):
            parts[part.incident_id].append(part)
        for one in batch:
            _set_parts(one, parts[one.pk])
    return incidents


def _incident(row: Any) -> Incident:
    names = {field.attname for field in row._meta.concrete_fields}
    columns = [f.attname for f in Incident._meta.concrete_fields if f.attname in names]
    incident = Incident(**{name: getattr(row, name) for name in columns})
    incident.source_count = row.source_count  # type: ignore[attr-defined]
    if row.status_now in (Status.PUBLISHED, Status.MERGED):
        incident.organisation = row.organisation
    else:
        _take_words_away(incident, row.organisation)
    return incident


def _take_words_away(incident: Incident, body: Organisation) -> None:
    for name in WORDS:
        setattr(incident, name, "")
    incident.organisation = Organisation(
        pk=body.pk, name=body.name, org_type=body.org_type, canton=body.canton, is_protected=True
    )
    _set_parts(incident, [])


def _set_parts(incident: Incident, parts: list[Involvement]) -> None:
    fetched = Involvement.objects.none()
    fetched._result_cache = parts
    incident.__dict__.setdefault("_prefetched_objects_cache", {})["involvements"] = fetched


def _is_prefetched(incident: Incident) -> bool:
    return "involvements" in getattr(incident, "_prefetched_objects_cache", {})
