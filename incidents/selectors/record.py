"""One incident with its evidence: every value beside the words it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from incidents.choices import ClaimState, Field, Role, Status
from incidents.models import Claim, Incident, Organisation
from incidents.models.claim import QUOTE_LENGTH
from incidents.records import PartialDate
from incidents.selectors import pages
from incidents.selectors.sources import Source, published, source
from incidents.selectors.words import (
    date_in_words,
    distance_in_words,
    names_protected,
    number_in_words,
    value_in_words,
    zurich_day,
)

PUBLIC_CLAIMS = [ClaimState.ACCEPTED, ClaimState.EDITED]
NO_ANSWER = {"", "unknown"}
GROUPS = (  # in the order of the page
    (_("Who"), (Field.ORGANISATION, Field.ORG_TYPE, Field.CANTON, Field.SWISS_LINK)),
    (_("What"), (Field.ATTACK_TYPE, Field.THREAT_ACTOR, Field.CERTAINTY)),
    (_("When"), (Field.OCCURRED, Field.DETECTED, Field.DISCLOSED, Field.RECOVERED)),
    (
        _("Consequences"),
        (
            Field.PATIENT_CARE_IMPACT,
            Field.DATA_STOLEN,
            Field.RECORDS_AFFECTED,
            Field.RANSOM_DEMANDED,
            Field.RANSOM_PAID,
            Field.OUTCOME,
        ),
    ),
)
FACTS = tuple(field for _label, fields in GROUPS for field in fields)
OWN_WORDS = {Field.THREAT_ACTOR, Field.SWISS_LINK, Field.OUTCOME}
DATES = (Field.OCCURRED, Field.DETECTED, Field.DISCLOSED, Field.RECOVERED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one claim says, and where."""

    source: Source | None
    quote: str
    note: str
    method: str
    value: str  # in words, only when it differs from what the register says


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the record; `value` is empty when it is not known."""

    field: str
    label: str
    value: str
    note: str
    language: str  # of value and note, when they are own words, not a code or a proper name
    evidence: tuple[Evidence, ...]
    url: str = ""  # of the page about this value

    @property
    def value_language(self) -> str:
        """Of the value alone: a name is of no language."""
        return "" if self.field == Field.THREAT_ACTOR else self.language

    @property
    def words(self) -> list[Evidence]:
        """The evidence that says more than which source it is."""
        return [e for e in self.evidence if e.quote or e.note or e.value]

    @property
    def has_quote(self) -> bool:
        return any(e.quote for e in self.evidence)

    @property
    def sources(self) -> list[Source]:
        """The sources that support the value, each once, in order."""
        found = {e.source.number: e.source for e in self.evidence if e.source}
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that answer one question."""

    label: str
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Event:
    """A step of the chronology; `after` says how long after the one before, when that is known."""

    label: str
    when: str
    span: PartialDate
    sources: list[Source]
    after: str


@dataclass(frozen=True, slots=True)
class Party:
    """Another organisation involved."""

    name: str
    language: str  # of the name; empty for a proper name and for one in the reader's language
    role: str
    url: str  # of its page; empty when it has none


def find(number: int) -> Incident | None:
    """The incident of this number that a reader may be told about, whatever its state."""
    public = [Status.PUBLISHED, Status.MERGED, Status.RETRACTED]
    return (
        Incident.objects.select_related("organisation", "merged_into")
        .prefetch_related(
            "involvements__organisation",
            "reports__article",
            Prefetch(
                "claims",
                Claim.objects.filter(state__in=PUBLIC_CLAIMS).select_related("article"),
                to_attr="public_claims",
            ),
        )
        .filter(number=number, status__in=public)
        .first()
    )


def survivor(incident: Incident) -> Incident | None:
    """The published incident that a merged one went into, through several merges if need be."""
    seen = set()
    current: Incident | None = incident
    while current and current.status == Status.MERGED and current.pk not in seen:
        seen.add(current.pk)
        current = current.merged_into
    return current if current and current.status == Status.PUBLISHED else None


def tombstone(incident: Incident) -> tuple[date, str]:
    """When a record was withdrawn, and the public reason."""
    last = incident.history.filter(status=Status.RETRACTED).order_by("history_date").first()
    when = last.history_date if last else incident.updated_at
    return zurich_day(when), (last.history_change_reason or "") if last else ""


def sources(incident: Incident) -> dict[int, Source]:
    """By article: those that report the incident and those that a public claim rests on."""
    articles = {report.article_id: report.article for report in incident.reports.all()}
    articles |= {c.article.pk: c.article for c in _claims(incident) if c.article}
    hidden = _organisations(incident)
    ordered = sorted(articles.values(), key=lambda a: (published(a) or date.max, a.pk))
    return {a.pk: source(number, a, hidden) for number, a in enumerate(ordered, 1)}


def facts(incident: Incident, known: dict[int, Source]) -> list[Fact]:
    """The record's values, each with its evidence, also those that are not known."""
    claims: dict[str, list[Claim]] = {}
    for claim in _claims(incident):
        claims.setdefault(claim.field, []).append(claim)
    hidden = _organisations(incident)
    found = []
    for field in FACTS:
        value = _value(incident, field)
        evidence = tuple(_evidence(c, value, known, hidden) for c in claims.get(field, []))
        note = incident.threat_actor_note if field == Field.THREAT_ACTOR else ""
        if value or field not in (Field.SWISS_LINK, Field.OUTCOME):
            language = _language(incident, field)
            url = pages.of_fact(incident, field)
            found.append(Fact(field.value, str(field.label), value, note, language, evidence, url))
    return found


def grouped(found: Iterable[Fact]) -> list[Group]:
    """The same facts under the questions they answer."""
    by_field = {fact.field: fact for fact in found}
    return [
        Group(str(label), [by_field[field] for field in fields if field in by_field])
        for label, fields in GROUPS
    ]


def chronology(incident: Incident, found: Iterable[Fact]) -> list[Event]:
    """The dates that are known, the earliest first."""
    by_field = {fact.field: fact for fact in found}
    dated = [(span, field) for field in DATES if (span := incident.date(field))]
    dated.sort(key=lambda pair: (pair[0].first, pair[0].last))
    events = []
    before = None
    for span, field in dated:
        after = distance_in_words(before, span) if before else ""
        sources = by_field[field].sources
        events.append(Event(str(field.label), date_in_words(span), span, sources, after))
        before = span
    return events


def parties(incident: Incident) -> list[Party]:
    """The organisations involved beside the primary victim, suppliers last."""
    others = [
        i for i in incident.involvements.all() if i.organisation_id != incident.organisation_id
    ]
    others.sort(key=lambda i: i.role == Role.SUPPLIER)
    return [
        Party(
            i.organisation.public_name,
            i.organisation.name_language,
            i.get_role_display(),
            pages.of_organisation(i.organisation, incident),
        )
        for i in others
    ]


def _claims(incident: Incident) -> list[Claim]:
    """What `find` fetched: fails rather than show a claim that nobody accepted."""
    return incident.public_claims  # type: ignore[attr-defined]


def _value(incident: Incident, field: Field) -> str:
    """A field of the record in words, empty when it is not known."""
    if field == Field.ORGANISATION:
        return incident.organisation.public_name
    if field in DATES:
        return date_in_words(incident.date(field))
    if field == Field.RECORDS_AFFECTED:
        n = incident.records_affected
        return "" if n is None else number_in_words(n)
    raw = getattr(incident, field.value)
    if field == Field.ATTACK_TYPE:
        return value_in_words(field, raw)
    return "" if raw in NO_ANSWER else value_in_words(field, raw)


def _language(incident: Incident, field: Field) -> str:
    if field == Field.ORGANISATION:
        return incident.organisation.name_language
    return incident.language if field in OWN_WORDS else ""


def _evidence(
    claim: Claim, shown: str, known: dict[int, Source], hidden: list[Organisation]
) -> Evidence:
    quote, note = claim.quote[:QUOTE_LENGTH], claim.note
    value = value_in_words(claim.field, claim.value)
    if claim.field in (Field.ORGANISATION, Field.SUMMARY) or value == shown:
        value = ""
    return Evidence(
        source=known.get(claim.article_id) if claim.article_id else None,
        quote="" if names_protected(quote, *hidden) else quote,
        note="" if names_protected(note, *hidden) else note,
        method=claim.get_method_display(),
        value="" if names_protected(value, *hidden) else value,
    )


def _organisations(incident: Incident) -> list[Organisation]:
    """All that are involved: whichever of them are protected must not be named."""
    return [incident.organisation, *(i.organisation for i in incident.involvements.all())]
