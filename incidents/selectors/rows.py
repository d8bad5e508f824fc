"""Incidents as rows: of a list, of a strip of marks, of the latest few."""

from dataclasses import dataclass
from datetime import date

from incidents.choices import CareImpact
from incidents.models import Incident
from incidents.models.incident import IncidentQuerySet
from incidents.records import PartialDate
from incidents.selectors.groups import ATTACK_GROUP_OF, LANE_OF
from incidents.selectors.past import is_past, restore
from incidents.selectors.words import (
    date_in_words,
    day_in_words,
    number_in_words,
    public_title,
    value_in_words,
    zurich_day,
)

LONG_TEXTS = (
    "search_text",
    "remarks",
    "outcome",
    "swiss_link",
    *(f"summary_{code}" for code in ("de", "fr", "it", "en")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader sees of an incident in a list, in words of the active language."""

    public_id: str
    url: str
    title: str
    title_language: str
    organisation: str
    organisation_language: str  # empty for a proper name and for one in the reader's language
    org_type: str
    canton: str  # empty when nationwide or not stated
    attack: str
    attack_group: str
    lane: int
    span: PartialDate | None
    when: str  # empty when not known
    care_hit: str  # `degraded`, `outage` or empty
    care: str  # in words when care was hit
    care_words: str
    data_stolen: str
    records: str  # empty when not known
    certainty: str
    sources: int
    added: str
    is_edge: bool  # whether its date may lie in the span that was asked for, or beside it

    @property
    def year(self) -> int:
        """The year of the last possible day, 0 when not known."""
        return self.span.last.year if self.span else 0


Within = tuple[date | None, date | None]  # first and last day asked for


def rows(
    incidents: IncidentQuerySet,
    basis: str = "disclosed",
    *,
    first: int = 0,
    most: int = 100,
    within: Within = (None, None),
) -> list[Row]:
    """At most so many rows from the first one on, in one statement."""
    if is_past(incidents):
        found = restore(incidents, first=first, most=most)
    else:
        found = list(incidents.for_list().defer(*LONG_TEXTS)[first : first + most])
    return [_row(incident, basis, within) for incident in found]


def _row(incident: Incident, basis: str, within: Within) -> Row:
    title, language = public_title(incident)
    when = _date(incident, basis)
    hit = incident.patient_care_impact in (CareImpact.DEGRADED, CareImpact.OUTAGE)
    return Row(
        public_id=incident.public_id,
        url=incident.get_absolute_url(),
        title=title,
        title_language=language,
        organisation=incident.organisation.public_name,
        organisation_language=incident.organisation.name_language,
        org_type=value_in_words("org_type", incident.org_type),
        canton=value_in_words("canton", incident.canton),
        attack=value_in_words("attack_type", incident.attack_type),
        attack_group=ATTACK_GROUP_OF[incident.attack_type].code,
        lane=LANE_OF[incident.org_type],
        span=when,
        when=date_in_words(when),
        care_hit=incident.patient_care_impact if hit else "",
        care=value_in_words("patient_care_impact", incident.patient_care_impact) if hit else "",
        care_words=value_in_words("patient_care_impact", incident.patient_care_impact),
        data_stolen=value_in_words("data_stolen", incident.data_stolen),
        records=""
        if incident.records_affected is None
        else number_in_words(incident.records_affected),
        certainty=value_in_words("certainty", incident.certainty),
        sources=incident.source_count,  # type: ignore[attr-defined]
        added=day_in_words(_added(incident)),
        is_edge=_reaches_beyond(when, *within),
    )


def _reaches_beyond(span: PartialDate | None, first: date | None, last: date | None) -> bool:
    if span is None:
        return False
    return bool((first and span.first < first) or (last and span.last > last))


def _date(incident: Incident, basis: str) -> PartialDate | None:
    return PartialDate.of_day(_added(incident)) if basis == "added" else incident.date(basis)


def _added(incident: Incident) -> date:
    return zurich_day(incident.added_at)
