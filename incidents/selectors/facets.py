"""How many incidents each option of the filter panel would leave."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, Lower

from incidents.models import Incident, Involvement, Organisation, Report


def facet_counts(incidents_by_facet: Mapping[str, QuerySet[Incident]]) -> dict[str, dict[str, int]]:
    """Per column and stored code the number of incidents, each column over its own incidents.

    One statement: `{"canton": {"BE": 4, "": 12}, "org_type": {"hospital": 8}}`; no zeros.
    """
    parts = [_counted(name, incidents) for name, incidents in incidents_by_facet.items()]
    counts: dict[str, dict[str, int]] = {name: {} for name in incidents_by_facet}
    for name, code, n in parts[0].union(*parts[1:], all=True):
        counts[name][code] = n
    return counts


def organisations(
    incidents: QuerySet[Incident], chosen: Iterable[str] = (), *, most: int = 12
) -> list[tuple[str, str, int]]:
    """(slug, name, count): first those chosen, then those in most incidents; none protected."""
    rank = Case(When(organisation__slug__in=list(chosen), then=0), default=1)
    found = (
        Involvement.objects.filter(incident__in=incidents.order_by().values("id"))
        .filter(organisation__is_protected=False)
        .values(
            slug=F("organisation__slug"),
            name=F("organisation__name"),
            names=F("organisation__names"),
        )
        .annotate(n=Count("incident"), rank=rank)
        .order_by("rank", "-n", Lower("name"), "slug")
    )
    return [
        (row["slug"], Organisation(name=row["name"], names=row["names"]).public_name, row["n"])
        for row in found[:most]
    ]


def _counted(name: str, incidents: QuerySet) -> QuerySet:
    records, column, what = incidents.order_by(), name, Count("*")
    if name == "source_lang":  # an incident counts once per language of its sources
        records = Report.objects.order_by().filter(incident__in=records.values("id"))
        column, what = "article__language", Count("incident", distinct=True)
    grouped = records.values(facet=Value(name, CharField()), code=Cast(column, CharField()))
    return grouped.annotate(n=what).values_list("facet", "code", "n")
