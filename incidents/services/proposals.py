"""From a coded article to a proposed incident, or to a known one with more evidence."""

from django.db import transaction
from django.utils import timezone

from incidents.choices import ArticleState, OrgType, Status
from incidents.models import Article, ArticleVersion, Claim, Incident, Register
from incidents.models.claim import QUOTE_LENGTH
from incidents.records import Claim as Read
from incidents.records import Draft, PartialDate
from incidents.services.organisations import save_organisation
from incidents.services.values import describe, refresh_search, write_value


@transaction.atomic
def propose_draft(version: ArticleVersion, draft: Draft) -> Incident:
    """Make a proposed incident of a draft, its claims and its article. One transaction."""
    organisations = [(save_organisation(mention), mention) for mention in draft.mentions]
    primary = organisations[0][0]
    incident = Incident(
        number=Register.objects.next_number(),
        status=Status.PROPOSED,
        language=version.article.language or "de",
        organisation=primary,
        org_type=draft.value("org_type") or primary.org_type or OrgType.OTHER,
    )
    for name in dict.fromkeys(claim.field for claim in draft.claims):
        write_value(incident, name, draft.value(name))
    first_report = _first_report(version.article, draft)
    if first_report:
        incident.set_date("disclosed", PartialDate.parse(first_report))
    describe(incident)
    incident.save()
    for organisation, mention in organisations:
        incident.involvements.get_or_create(
            organisation=organisation, defaults={"role": mention.role}
        )
    _attach(incident, version, draft)
    if first_report:
        incident.claims.create(
            article=version.article,
            version=version,
            field="disclosed",
            value=first_report,
            method="rule",
            confidence=0.5,
            reason="The text does not say when it became public: day of the first report on file.",
        )
    refresh_search(incident)
    return incident


@transaction.atomic
def link_draft(incident: Incident, version: ArticleVersion, draft: Draft) -> None:
    """Add an article and its claims to a known incident. Published values stay as they are."""
    _attach(incident, version, draft)
    if incident.status == Status.PROPOSED:
        refresh_search(incident)


@transaction.atomic
def link_copy(article: Article) -> ArticleState:
    """Give a copy the incidents of its original, and return the state that it ends in."""
    original = article.copy_of
    if original is None or original.state == ArticleState.IRRELEVANT:
        return ArticleState.IRRELEVANT
    for report in original.reports.all():
        report.incident.reports.get_or_create(article=article)
    return ArticleState.LINKED


def _attach(incident: Incident, version: ArticleVersion, draft: Draft) -> None:
    incident.reports.get_or_create(article=version.article)
    said = set(incident.claims.filter(article=version.article).values_list("field", "value"))
    Claim.objects.bulk_create(
        _claim(incident, version, read)
        for read in draft.claims
        if (read.field, read.value) not in said
    )


def _claim(incident: Incident, version: ArticleVersion, read: Read) -> Claim:
    return Claim(
        incident=incident,
        article=version.article,
        version=version,
        field=read.field,
        value=read.value[:1000],
        quote=read.quote[:QUOTE_LENGTH],
        start=read.start,
        end=read.end,
        method=read.method,
        confidence=read.confidence,
        reason=read.reason[:300],
    )


def _first_report(article: Article, draft: Draft) -> str:
    """The article's own day, when nothing better says when the incident became public."""
    if draft.value("disclosed") or not article.published_at:
        return ""
    return timezone.localtime(article.published_at).date().isoformat()
