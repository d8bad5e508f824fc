"""Coded values as text, the form in which claims hold them: read from and written to incidents."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import override

from incidents.choices import Answer, AttackType, Canton, CareImpact, Certainty, OrgType
from incidents.models import Incident
from incidents.models.incident import DATES, TEXT_LANGUAGES
from incidents.records import PartialDate
from incidents.text import fold

PLAIN = (
    "org_type",
    "canton",
    "attack_type",
    "threat_actor",
    "data_stolen",
    "patient_care_impact",
    "ransom_demanded",
    "ransom_paid",
    "certainty",
    "swiss_link",
    "outcome",
)
LIMITS = {name: Incident._meta.get_field(name).max_length for name in PLAIN}  # type: ignore[union-attr]
UNSAID = {
    "",
    Answer.UNKNOWN,
    CareImpact.UNKNOWN,
    AttackType.UNKNOWN,
    Certainty.MEDIA_REPORT,  # the report itself is the evidence
}


def read_values(incident: Incident) -> dict[str, str]:
    """Every coded field of an incident as text; `''` where nothing is recorded."""
    values = {name: getattr(incident, name) for name in PLAIN}
    values |= {name: str(incident.date(name) or "") for name in DATES}
    records = incident.records_affected
    return {
        "organisation": incident.organisation.name,
        "records_affected": "" if records is None else str(records),
        **values,
    }


def stated_values(incident: Incident) -> dict[str, str]:
    """The coded values that say something, and so need evidence."""
    return {name: value for name, value in read_values(incident).items() if value not in UNSAID}


def write_value(incident: Incident, name: str, value: str) -> None:
    """Set one coded field from its text form. The organisation is not set here.

    Raises ValueError for a date or number that is none.
    """
    if name in DATES:
        incident.set_date(name, PartialDate.parse(value) if value else None)
    elif name == "records_affected":
        incident.records_affected = int(value) if value else None
    elif name in PLAIN:
        setattr(incident, name, value[: LIMITS[name]])


def describe(incident: Incident) -> None:
    """Give an incident without titles neutral ones in each language, made from its codes."""
    for code in TEXT_LANGUAGES:
        if not getattr(incident, f"title_{code}"):
            with override(code):
                kind = AttackType(incident.attack_type).label
                title = f"{kind}: {incident.organisation.public_name}"
            setattr(incident, f"title_{code}", title[:200])
    if not incident.slug:
        incident.slug = slugify(fold(incident.title_en))[:120]


def refresh_search(incident: Incident) -> None:
    """Store the search text anew; what is derived leaves no revision behind."""
    incident.search_text = search_text(incident)
    Incident.objects.filter(pk=incident.pk).update(search_text=incident.search_text)


def search_text(incident: Incident) -> str:
    """Everything a reader may search an incident by, folded, in four languages."""
    return " ".join(dict.fromkeys(fold(" ".join(filter(None, _words(incident)))).split()))


def _words(incident: Incident) -> Iterator[str]:
    yield incident.public_id
    for code in TEXT_LANGUAGES:
        yield getattr(incident, f"title_{code}")
        yield getattr(incident, f"summary_{code}")
        with override(code):
            yield str(OrgType(incident.org_type).label) if incident.org_type else ""
            yield str(AttackType(incident.attack_type).label)
            yield str(Canton(incident.canton).label) if incident.canton else ""
    yield incident.threat_actor
    for organisation in incident.organisations.all():
        if not organisation.is_protected:
            yield from organisation.all_names()
            yield organisation.city
