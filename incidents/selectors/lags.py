"""From the day an attack was noticed to the day the public knew, where both days are known."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from incidents.models import Incident
from incidents.selectors.groups import ATTACK_GROUP_OF
from incidents.selectors.past import is_past, restore
from incidents.selectors.words import date_in_words, public_title

COLUMNS = (
    *("number", "slug", "language", "attack_type", "title_de", "title_fr", "title_it", "title_en"),
    *("detected_from", "detected_to", "disclosed_from", "disclosed_to"),
)
NAMES = ("name", "names", "aliases", "org_type", "canton", "is_protected")
MOST = 100


@dataclass(frozen=True, slots=True)
class Lag:
    """An incident and its days in between; below 0 when the public knew first."""

    url: str
    title: str
    title_language: str
    attack_group: str
    detected: str
    disclosed: str
    days: int


def lags(incidents: QuerySet[Incident]) -> list[Lag]:
    """The newest MOST, in order of days; a month or a year is not precise enough."""
    exact = incidents.filter(
        detected_from=F("detected_to"), disclosed_from=F("disclosed_to")
    ).order_by("-disclosed_from", "-id")
    if is_past(incidents):
        found = restore(exact, most=MOST)
    else:
        names = [f"organisation__{name}" for name in NAMES]
        found = list(exact.select_related("organisation").only(*COLUMNS, *names)[:MOST])
    return sorted(map(_lag, found), key=lambda lag: lag.days)


def _lag(incident: Incident) -> Lag:
    title, language = public_title(incident)
    return Lag(
        url=incident.get_absolute_url(),
        title=title,
        title_language=language,
        attack_group=ATTACK_GROUP_OF[incident.attack_type].code,
        detected=date_in_words(incident.date("detected")),
        disclosed=date_in_words(incident.date("disclosed")),
        days=(incident.disclosed_from - incident.detected_from).days,  # type: ignore[operator]
    )
