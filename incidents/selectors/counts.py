"""Numbers of a view: one statement each, grouped in the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from incidents.choices import Answer, CareImpact
from incidents.models import Incident
from incidents.selectors.series import PeriodRow, by_period

CARE_HIT = (CareImpact.DEGRADED, CareImpact.OUTAGE)


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    incidents: int
    care_hit: int
    data_stolen: int
    organisations: int
    last_added: datetime | None


def key_numbers(incidents: QuerySet[Incident]) -> KeyNumbers:
    found = incidents.order_by().aggregate(
        incidents=Count("*"),
        care_hit=Count("pk", filter=Q(patient_care_impact__in=CARE_HIT)),
        data_stolen=Count("pk", filter=Q(data_stolen=Answer.YES)),
        organisations=Count("organisation", distinct=True),
        last_added=Max("added_at"),
    )
    return KeyNumbers(**found)


def by_year(incidents: QuerySet[Incident], *, until: int = 0) -> list[PeriodRow]:
    """Years of becoming public, as `by_period` has them."""
    return by_period(incidents, until=until)


def recorded(incidents: QuerySet[Incident]) -> int:
    return incidents.order_by().count()


def undated(incidents: QuerySet[Incident], basis: str) -> int:
    """How many of these have no date of this kind."""
    return incidents.order_by().filter(**{f"{basis}_from__isnull": True}).count()
