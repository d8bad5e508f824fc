"""Numbers that charts are drawn from: one statement each, grouped in the database."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear
from django.db.models.lookups import Exact

from incidents.choices import Answer, AttackType, CareImpact
from incidents.models import Incident, Report
from incidents.selectors.groups import ATTACK_GROUPS, Group
from incidents.selectors.words import ZURICH


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A year or a quarter; with year 0 the incidents of which it is not known."""

    year: int
    quarter: int  # 1 to 4, or 0 for the whole year
    by_group: tuple[int, ...]  # in the order of the groups asked for

    @property
    def total(self) -> int:
        return sum(self.by_group)


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of the record: of how many incidents it is known, and of how many not."""

    field: str
    known: int
    unknown: int


KNOWN = {  # what counts as knowing it
    "occurred": Q(occurred_from__isnull=False),
    "detected": Q(detected_from__isnull=False),
    "disclosed": Q(disclosed_from__isnull=False),
    "canton": ~Q(canton=""),
    "attack_type": ~Q(attack_type=AttackType.UNKNOWN),
    "threat_actor": ~Q(threat_actor=""),
    "patient_care_impact": ~Q(patient_care_impact=CareImpact.UNKNOWN),
    "data_stolen": ~Q(data_stolen=Answer.UNKNOWN),
    "records_affected": Q(records_affected__isnull=False),
    "ransom_demanded": ~Q(ransom_demanded=Answer.UNKNOWN),
    "ransom_paid": ~Q(ransom_paid=Answer.UNKNOWN),
}


def by_period(
    incidents: QuerySet[Incident],
    basis: str = "disclosed",
    by: str = "year",
    *,
    until: int = 0,
    field: str = "attack_type",
    groups: Sequence[Group] = ATTACK_GROUPS,
) -> list[PeriodRow]:
    """Periods from the first to the last, none left out, and on to the year `until` when given.

    Last the row without a period, if there are incidents that may belong to several.
    """
    per_year = 4 if by == "quarter" else 1
    group_of = {code: group.code for group in groups for code in group.members}
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        incidents.order_by()
        .annotate(period=_period(basis, per_year))
        .values_list("period", field)
        .annotate(n=Count("*"))
    )
    for period, code, n in rows:
        counted[period or 0][group_of[code]] += n
    known = sorted(period for period in counted if period)
    end = max(known[-1], (until + 1) * per_year - 1 if until else 0) if known else 0
    spread = [*range(known[0], end + 1)] if known else []
    return [
        PeriodRow(
            period // per_year,
            period % per_year + 1 if period and per_year > 1 else 0,
            tuple(counted[period][group.code] for group in groups),
        )
        for period in [*spread, *([0] if 0 in counted else [])]
    ]


def org_by_attack(incidents: QuerySet[Incident]) -> Counter[tuple[str, str]]:
    """{(organisation type, kind of attack): count}"""
    rows = incidents.order_by().values_list("org_type", "attack_type").annotate(n=Count("*"))
    return Counter({(org_type, attack_type): n for org_type, attack_type, n in rows})


def gaps(incidents: QuerySet[Incident]) -> list[Gap]:
    """Per field how much is known, in the order of the record."""
    counts = {f"n_{name}": Count("id", filter=condition) for name, condition in KNOWN.items()}
    found = incidents.order_by().aggregate(total=Count("id"), **counts)
    return [Gap(name, found[f"n_{name}"], found["total"] - found[f"n_{name}"]) for name in KNOWN]


def by_sources(incidents: QuerySet[Incident], most: int = 8) -> list[int]:
    """How many incidents have 0, 1, 2 … sources; the last number is of `most` and more."""
    reports = Report.objects.filter(incident=OuterRef("id")).order_by()
    counted = reports.values("incident").annotate(n=Count("*")).values("n")
    rows = (
        incidents.order_by()
        .annotate(of_sources=Coalesce(Subquery(counted), 0))
        .values_list("of_sources")
        .annotate(n=Count("id"))
    )
    found: Counter[int] = Counter()
    for sources, n in rows:
        found[min(sources, most)] += n
    return [found[n] for n in range(max(found, default=0) + 1)]


def disclosed_and_added(incidents: QuerySet[Incident]) -> dict[int, tuple[int, int]]:
    """{year: (made public in it, added in it)}, no year left out; 0 for no known year."""
    records = incidents.order_by()
    parts = [
        records.annotate(kind=Value(kind, CharField()), period=_period(kind, 1))
        .values_list("kind", "period")
        .annotate(n=Count("id"))
        for kind in ("disclosed", "added")
    ]
    found: dict[str, Counter[int]] = {"disclosed": Counter(), "added": Counter()}
    for kind, year, n in parts[0].union(parts[1], all=True):
        found[kind][year or 0] = n
    years = sorted(year for counter in found.values() for year in counter if year)
    spread = [*range(years[0], years[-1] + 1)] if years else []
    if found["disclosed"][0]:
        spread.append(0)
    return {year: (found["disclosed"][year], found["added"][year]) for year in spread}


def _period(basis: str, per_year: int) -> Case | Combinable:
    """Year × periods + which, when the date lies within one period; else null."""
    if basis == "added":
        return _number("added_at", per_year, ZURICH)
    first, last = _number(f"{basis}_from", per_year), _number(f"{basis}_to", per_year)
    return Case(When(Exact(first, last), then=last), default=None)


def _number(column: str, per_year: int, zone: ZoneInfo | None = None) -> Combinable:
    year = ExtractYear(column, tzinfo=zone)
    return year if per_year == 1 else year * 4 + ExtractQuarter(column, tzinfo=zone) - 1
