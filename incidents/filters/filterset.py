"""From a query to a queryset: which incidents it means, and in which order."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import django_filters as df
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from incidents.choices import Canton
from incidents.filters.grammar import NO_CANTON, PARAMETERS, Query, legal_values
from incidents.filters.past import published_on
from incidents.models import Incident, Involvement, Report
from incidents.models.incident import IncidentQuerySet
from incidents.text import fold

ZURICH = ZoneInfo("Europe/Zurich")
DATED = {"disclosed": "disclosed", "detected": "detected"}  # code in the address: column stem


class CodesFilter(df.Filter):
    """`column IN (codes)`; no condition at all when every code is let through."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        query: Query = self.parent.query
        if not query.narrows(self.field_name):
            return qs
        return qs.filter(**{f"{self.field_name}__in": sorted(self.stored(query))})

    def stored(self, query: Query) -> set[str]:
        return set(query.codes(self.field_name))


class CantonFilter(CodesFilter):
    """Lower case in the address, upper case in the database; `none` is the empty column."""

    def stored(self, query: Query) -> set[str]:
        codes = query.codes(self.field_name)
        return {"" if code == NO_CANTON else Canton(code.upper()).value for code in codes}


class AttackerFilter(df.Filter):
    """The names behind the slugs; `-slug` leaves those out."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        slugs = [token.removeprefix("-") for token in value.split(",")]
        known = self.parent.query.names
        names = {name for slug in slugs for name in known.get(("threat_actor", slug), ())}
        named = Q(threat_actor__in=sorted(names))
        return qs.exclude(named) if value.startswith("-") else qs.filter(named)


class RelatedFilter(df.Filter):
    """Incidents that have such a relation; left out are those that have any of them."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        related = Exists(self.related([token.removeprefix("-") for token in value.split(",")]))
        return qs.exclude(related) if value.startswith("-") else qs.filter(related)

    def related(self, codes: list[str]) -> QuerySet:
        raise NotImplementedError


class OrganisationFilter(RelatedFilter):
    def related(self, codes: list[str]) -> QuerySet:
        parts = Involvement.objects.filter(incident=OuterRef("id"))
        return parts.filter(organisation__slug__in=codes, organisation__is_protected=False)


class SourceLanguageFilter(RelatedFilter):
    def related(self, codes: list[str]) -> QuerySet:
        return Report.objects.filter(incident=OuterRef("id"), article__language__in=codes)


class IncidentFilterSet(df.FilterSet):
    """Published incidents that a query means. Built from a Query only, so it is always valid."""

    q = df.CharFilter(method="search")
    date = df.ChoiceFilter(  # together with `from`, `to` and `undated`
        method="within", choices=[(code, code) for code in legal_values("date")]
    )
    org_type = CodesFilter()
    attack_type = CodesFilter()
    canton = CantonFilter()
    patient_care_impact = CodesFilter()
    data_stolen = CodesFilter()
    ransom_demanded = CodesFilter()
    ransom_paid = CodesFilter()
    certainty = CodesFilter()
    threat_actor = AttackerFilter()
    org = OrganisationFilter()
    source_lang = SourceLanguageFilter()
    sort = df.ChoiceFilter(
        method="arrange", choices=[(code, code) for code in legal_values("sort")]
    )

    def __init__(self, query: Query, queryset: QuerySet | None = None):
        self.query = query
        data = {name: query.value(name) for name in PARAMETERS}
        super().__init__(data, _published(query) if queryset is None else queryset)

    def search(self, queryset: IncidentQuerySet, name: str, value: str) -> QuerySet:
        if not fold(value):
            return queryset.none()
        if queryset.model is Incident:
            return queryset.search(value)
        return queryset.filter(id__in=Incident.objects.search(value).values("id"))

    def within(self, queryset: QuerySet, name: str, basis: str) -> QuerySet:
        """Incidents whose date, a span of possible days, overlaps the days asked for."""
        first, last = self.query.day("from"), self.query.day("to")
        if not first and not last:
            return queryset
        if basis not in DATED:
            return queryset.filter(_added_between(first, last))
        stem = DATED[basis]
        known = Q(**{f"{stem}_from__isnull": False})
        if first:
            known &= Q(**{f"{stem}_to__gte": first})
        if last:
            known &= Q(**{f"{stem}_from__lte": last})
        if self.query.value("undated") == "1":
            known |= Q(**{f"{stem}_from__isnull": True})
        return queryset.filter(known)

    def arrange(self, queryset: QuerySet, name: str, order: str) -> QuerySet:
        return queryset.order_by(*ordering(order, self.query.value("date")))


def ordering(order: str, basis: str) -> list:
    """Columns to sort by; the last one makes the order total."""
    stem = DATED.get(basis)
    newest = [F(f"{stem}_to").desc(nulls_last=True), "-id"] if stem else ["-added_at", "-id"]
    if order == "date":
        return [F(f"{stem}_from").asc(nulls_last=True), "id"] if stem else ["added_at", "id"]
    if order == "-added":
        return ["-added_at", "-id"]
    if order == "org":  # where a protected name would stand is not told either
        return ["organisation__is_protected", Lower("organisation__name"), *newest]
    return newest


def _published(query: Query) -> QuerySet:
    day = query.day("asof")
    return published_on(day) if day else Incident.objects.published()


def _added_between(first, last) -> Q:
    condition = Q()
    if first:
        condition &= Q(added_at__gte=datetime.combine(first, time(), ZURICH))
    if last:
        condition &= Q(added_at__lt=datetime.combine(last + timedelta(days=1), time(), ZURICH))
    return condition
