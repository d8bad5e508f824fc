"""What only the database and the clock can tell: which slugs exist, and which days are over."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import slugify

from incidents.choices import Status
from incidents.filters.grammar import NAMED, NOT_NAMED, Query
from incidents.filters.kinds import Dropped, Reason
from incidents.models import Incident, Involvement, Organisation
from incidents.text import fold

Names = Mapping[str, tuple[str, ...]]


def recognise(query: Query) -> Query:
    """Leave out slugs that nobody bears and days to come; remember what the others stand for."""
    if not query.chosen.keys() & {*NAMED, "asof"}:
        return query
    query = _past_days(query)
    for name in NAMED:
        if text := query.chosen.get(name):
            slugs = [token.removeprefix("-") for token in text.split(",")]
            known = _actors(query, slugs) if name == "threat_actor" else organisations(slugs)
            query = _keep(query, name, known)
    return query


def actor_slug(name: str) -> str:
    """`LockBit 2.0` → `lockbit-20`; nobody named → `unknown`."""
    return slugify(fold(name)) or NOT_NAMED


def actors(names: Iterable[str]) -> Names:
    """Attackers by slug; spellings that share a slug are one."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        slug = actor_slug(name)
        found[slug] = (*found.get(slug, ()), name)
    return found


def organisations(slugs: Iterable[str]) -> Names:
    """Bodies that take part in a published incident and may be named."""
    public = Involvement.objects.filter(
        organisation=OuterRef("pk"), incident__status=Status.PUBLISHED
    )
    found = Organisation.objects.filter(Exists(public), slug__in=list(slugs), is_protected=False)
    return {one.slug: (one.public_name,) for one in found}


def _actors(query: Query, slugs: list[str]) -> Names:
    records: Any = Incident.history if "asof" in query.chosen else Incident.objects
    public = records.filter(status=Status.PUBLISHED).order_by()
    named = public.values_list("threat_actor", flat=True).distinct()
    known = {NOT_NAMED: ("",), **actors(named)}
    return {slug: known[slug] for slug in slugs if slug in known}


def _keep(query: Query, name: str, known: Names) -> Query:
    """The query with only the slugs that are known, and the others among what was dropped."""
    tokens = query.chosen[name].split(",")
    kept = [token for token in tokens if token.removeprefix("-") in known]
    lost = [Dropped(name, token, Reason.NOT_ON_RECORD) for token in tokens if token not in kept]
    chosen = {**query.chosen, name: ",".join(kept)}
    return replace(
        query,
        chosen={key: text for key, text in chosen.items() if text},
        dropped=(*query.dropped, *lost),
        names={**query.names, **{(name, slug): names for slug, names in known.items()}},
    )


def _past_days(query: Query) -> Query:
    day = query.day("asof")
    if day is None or day <= timezone.localdate():
        return query
    late = Dropped("asof", query.chosen["asof"], Reason.TO_COME)
    chosen = query.without("asof").chosen
    return replace(query, chosen=chosen, dropped=(*query.dropped, late))
