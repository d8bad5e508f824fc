"""Addresses of the pages about one code, one organisation, one attacker. No queries."""

from django.urls import reverse

from incidents.choices import Certainty, Field
from incidents.filters.known import actor_slug
from incidents.models import Incident, Organisation

LANDINGS = {"org_type": "sector", "canton": "canton", "attack_type": "attack"}  # facet: route


def of_code(facet: str, code: str) -> str:
    """`("canton", "ZH")` → `/en/cantons/zh/`; empty when there is no such page."""
    if facet not in LANDINGS or not code:
        return ""
    return reverse(LANDINGS[facet], kwargs={"code": code.lower()})


def of_actor(name: str) -> str:
    return reverse("actor", kwargs={"slug": actor_slug(name)}) if name else ""


def of_organisation(organisation: Organisation, incident: Incident) -> str:
    """Its page, unless the name is protected or the incident does not count."""
    if organisation.is_protected or incident.certainty not in Certainty.counted():
        return ""
    return reverse("organisation", kwargs={"slug": organisation.slug})


def of_fact(incident: Incident, field: Field) -> str:
    """The page about a value of a record."""
    if field == Field.ORGANISATION:
        return of_organisation(incident.organisation, incident)
    if field == Field.THREAT_ACTOR:
        counts = incident.certainty in Certainty.counted()
        return of_actor(incident.threat_actor) if counts else ""
    return of_code(field.value, getattr(incident, field.value, ""))
