"""Which incident on file a draft belongs to."""

from datetime import date

from django.utils import timezone

from incidents.choices import Status
from incidents.coding.match import match
from incidents.models import Article, Incident
from incidents.records import Draft, Known
from incidents.text import fold_name

GONE = [Status.REJECTED, Status.MERGED]


def find_incident(article: Article, draft: Draft) -> Incident | None:
    """The known incident that a draft tells of, or none."""
    own = Incident.objects.filter(reports__article=article).exclude(status__in=GONE)
    candidates = {incident.pk: incident for incident in [*own, *_candidates(draft)]}
    found = match(draft, map(_known, candidates.values()), _day(article))
    if found:
        return candidates[found.key]
    return own.first() if own.count() == 1 else None


def _candidates(draft: Draft) -> list[Incident]:
    """Known incidents that share a telling word of a name with the draft, or kind and canton."""
    words = {
        max(fold_name(name).split(), key=len, default="")
        for mention in draft.mentions
        for name in (mention.name, *mention.aliases)
    }
    known = Incident.objects.exclude(status__in=GONE).prefetch_related("organisations", "articles")
    found: dict[int, Incident] = {}
    for word in words - {""}:
        found |= {one.pk: one for one in known.filter(organisations__folded_names__contains=word)}
    alike = {"org_type": draft.value("org_type"), "canton": draft.value("canton")}
    if all(alike.values()):
        found |= {one.pk: one for one in known.filter(**alike).order_by("-pk")[:200]}
    return list(found.values())


def _known(incident: Incident) -> Known:
    names = [name for body in incident.organisations.all() for name in body.all_names()]
    dates = [incident.date(name) for name in ("occurred", "detected", "disclosed")]
    return Known(
        key=incident.pk,
        names=tuple(names),
        org_type=incident.org_type,
        canton=incident.canton,
        attack_type=incident.attack_type,
        threat_actor=incident.threat_actor,
        dates=tuple(date for date in dates if date),
        reported=tuple(day for one in incident.articles.all() if (day := _day(one))),
    )


def _day(article: Article) -> date | None:
    moment = article.published_at
    return timezone.localtime(moment).date() if moment else article.published_to
