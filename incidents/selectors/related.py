"""Incidents near one: of the same bodies, by the same attacker, before and after it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from incidents.choices import Certainty
from incidents.models import Incident
from incidents.models.incident import IncidentQuerySet
from incidents.selectors.rows import Row, rows

MOST = 5


@dataclass(frozen=True, slots=True)
class Related:
    same_organisation: list[Row]
    same_actor: list[Row]
    earlier: Row | None
    later: Row | None


def counted() -> IncidentQuerySet:
    """What numbers count: published, and more than an attacker's word."""
    return Incident.objects.published().filter(certainty__in=Certainty.counted())


def related(incident: Incident) -> Related:
    """In at most four statements, with what `record.find` fetched."""
    bodies = [
        involved.organisation_id
        for involved in incident.involvements.all()
        if not involved.organisation.is_protected
    ]
    others = counted().exclude(pk=incident.pk)
    earlier, later = _neighbours(others, incident)
    return Related(
        same_organisation=_rows(others.filter(pk__in=_involving(bodies))) if bodies else [],
        same_actor=_rows(others.filter(threat_actor__iexact=incident.threat_actor))
        if incident.threat_actor
        else [],
        earlier=earlier,
        later=later,
    )


def _involving(bodies: list[int]) -> QuerySet:
    return Incident.objects.filter(involvements__organisation__in=bodies).values("pk")


def _rows(incidents: IncidentQuerySet) -> list[Row]:
    return rows(incidents.order_by("-disclosed_to", "-pk"), most=MOST)


def _neighbours(others: IncidentQuerySet, incident: Incident) -> tuple[Row | None, Row | None]:
    """The incidents made public just before and just after; none for an undated one."""
    day = incident.disclosed_to
    if day is None:
        return None, None
    before = Q(disclosed_to__lt=day) | Q(disclosed_to=day, pk__lt=incident.pk)
    after = Q(disclosed_to__gt=day) | Q(disclosed_to=day, pk__gt=incident.pk)
    earlier = rows(others.filter(before).order_by("-disclosed_to", "-pk"), most=1)
    later = rows(others.filter(after).order_by("disclosed_to", "pk"), most=1)
    return next(iter(earlier), None), next(iter(later), None)
