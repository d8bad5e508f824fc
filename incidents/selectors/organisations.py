"""One organisation and its part in incidents. Protected ones have no page."""

from dataclasses import dataclass
from datetime import date

from incidents.choices import Role
from incidents.models import Incident, Organisation
from incidents.selectors.related import counted
from incidents.selectors.rows import Row, rows
from incidents.selectors.words import span_in_words

MOST = 200  # per role; no body comes near
LANGUAGES = ("de", "fr", "it", "en")


@dataclass(frozen=True, slots=True)
class Part:
    """The incidents in which an organisation had one role."""

    role: str  # a code of choices.Role
    rows: list[Row]


def find(slug: str) -> Organisation | None:
    """The organisation of this address, when it may be named and an incident that counts is out."""
    public = counted().filter(involvements__organisation__slug=slug)
    found = Organisation.objects.filter(slug=slug, is_protected=False).first()
    return found if found and public.exists() else None


def parts(organisation: Organisation) -> list[Part]:
    """Its incidents by role, one statement each; roles without any are left out."""
    found = []
    for role in Role.values:
        mine = Incident.objects.filter(
            involvements__organisation=organisation, involvements__role=role
        ).values("pk")
        incidents = counted().filter(pk__in=mine).order_by("-disclosed_to", "-pk")
        found.append(Part(role, rows(incidents, most=MOST)))
    return [part for part in found if part.rows]


def years(found: list[Part]) -> str:
    """`2019–2024`: from the first to the last known date; empty when none is known."""
    spans = [row.span for part in found for row in part.rows if row.span]
    if not spans:
        return ""
    first: date = min(span.first for span in spans)
    last: date = max(span.last for span in spans)
    return (
        str(first.year)
        if first.year == last.year
        else span_in_words(str(first.year), str(last.year))
    )


def other_names(organisation: Organisation) -> list[tuple[str, str]]:
    """(language, name) of what it is called besides the name shown; the language may be empty."""
    shown = organisation.public_name
    named = [("", organisation.name)]
    named += [(code, organisation.names.get(code, "")) for code in LANGUAGES]
    named += [("", alias) for alias in organisation.aliases]
    found: dict[str, str] = {}
    for code, name in named:
        if name and name != shown:
            found[name] = found.get(name) or code
    return [(code, name) for name, code in found.items()]
