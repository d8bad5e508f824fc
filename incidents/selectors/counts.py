"""Numbers of a view: one statement each, grouped in the database."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.db.models.functions import ExtractYear

from incidents.choices import Answer, CareImpact, OrgType
from incidents.models import Incident, Register
from incidents.selectors.groups import ATTACK_GROUP_OF, ATTACK_GROUPS
from incidents.selectors.words import ZURICH, zurich_day

CARE_HIT = (CareImpact.DEGRADED, CareImpact.OUTAGE)


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    incidents: int
    care_hit: int
    data_stolen: int
    organisations: int
    last_added: datetime | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year, or with year 0 the incidents whose year is not known."""

    year: int
    by_group: tuple[int, ...]  # in the order of ATTACK_GROUPS

    @property
    def total(self) -> int:
        return sum(self.by_group)


def key_numbers(incidents: QuerySet[Incident]) -> KeyNumbers:
    found = incidents.order_by().aggregate(
        incidents=Count("*"),
        care_hit=Count("pk", filter=Q(patient_care_impact__in=CARE_HIT)),
        data_stolen=Count("pk", filter=Q(data_stolen=Answer.YES)),
        organisations=Count("organisation", distinct=True),
        last_added=Max("added_at"),
    )
    return KeyNumbers(**found)


def by_year(
    incidents: QuerySet[Incident], basis: str = "disclosed", *, until: int = 0
) -> list[YearRow]:
    """Years from the first to the last, none left out, and on to `until` when given.

    Last the row without a year, if there are incidents without one.
    """
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        incidents.order_by()
        .annotate(year=_year_of(basis))
        .values("year", "attack_type")
        .annotate(n=Count("*"))
        .values_list("year", "attack_type", "n")
    )
    for year, attack_type, n in rows:
        counted[year or 0][ATTACK_GROUP_OF[attack_type].code] += n
    years = sorted(year for year in counted if year)
    spread = [*range(years[0], max(years[-1], until) + 1)] if years else []
    return [
        YearRow(year, tuple(counted[year][group.code] for group in ATTACK_GROUPS))
        for year in [*spread, *([0] if 0 in counted else [])]
    ]


def by_org_type(incidents: QuerySet[Incident]) -> list[tuple[str, int]]:
    """(code, count) of every organisation type, the largest first, also those that are 0."""
    rows = incidents.order_by().values_list("org_type").annotate(n=Count("*"))
    counts = dict.fromkeys(OrgType.values, 0) | dict(rows)
    return sorted(counts.items(), key=lambda pair: -pair[1])


def recorded(incidents: QuerySet[Incident]) -> int:
    return incidents.order_by().count()


def undated(incidents: QuerySet[Incident], basis: str) -> int:
    """How many of these have no date of this kind."""
    return incidents.order_by().filter(**{f"{basis}_from__isnull": True}).count()


def data_day() -> date | None:
    """The day, in Zurich, of the last change to the register."""
    register = Register.objects.first()
    return zurich_day(register.changed_at) if register else None


def _year_of(basis: str) -> Case | ExtractYear:
    """The year of a date that lies within one year, else null."""
    if basis == "added":
        return ExtractYear("added_at", tzinfo=ZURICH)
    last = ExtractYear(f"{basis}_to")
    return Case(When(**{f"{basis}_from__year": last}, then=last), default=None)
