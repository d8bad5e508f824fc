"""Strings the steps together: address or file → text → coding → incident. Crash-safe.

Each step ends in one transaction that moves the article to its next state, so a process killed
anywhere leaves an article that the next one goes on with.
"""

import logging
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from incidents import services
from incidents.choices import ArticleState, Status
from incidents.coding.coder import code
from incidents.coding.match import match
from incidents.ingest.address import canonical_url
from incidents.ingest.extract import ExtractError, extract
from incidents.ingest.fetch import FEEDS, PAGES, FetchError, fetch
from incidents.models import Article, ArticleVersion, Incident, Register, Source
from incidents.models.article import UNFINISHED
from incidents.records import Coding, Draft, Entry, Fetched, Known, Outcome, Page
from incidents.sources import ADAPTERS
from incidents.sources.errors import SourceError
from incidents.sources.file import read as read_file
from incidents.text import fold_name

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # how long a worker may hold an article or a source
MAX_ATTEMPTS = 6
GONE = [Status.REJECTED, Status.MERGED]


# One article


def process(pk: int) -> Outcome | None:
    """Bring one article to a final state, or note when to try again.

    None when there is nothing to do: another worker has it, or it is done. Never raises for what
    an address or its text is like; each trouble is an outcome.
    """
    if not Article.objects.claim(pk, timezone.now(), LEASE):
        return None
    article = Article.objects.get(pk=pk)
    try:
        return _advance(article)
    except FetchError as error:
        return _failed(article, error.message, error.transient, error.retry_after)
    except ExtractError as error:
        return _failed(article, error.message)
    except Exception:
        log.exception("article %s failed", article.pk)
        return _failed(article, "internal error; see the log", transient=True)


def _advance(article: Article) -> Outcome:
    if article.state == ArticleState.NEW:
        fetched = fetch(article.url, **_fetch_options(), accept=PAGES)
        services.save_page(article, extract(fetched), fetched.body)
    version = article.versions.latest()
    if article.state == ArticleState.FETCHED:
        if article.copy_of:
            state = services.link_copy(article)
            services.finish_article(article, state)
            return _outcome(article, "duplicate", article.copy_of.url)
        services.save_coding(version, code(_page(version)))
    return _conclude(article, version)


def _conclude(article: Article, version: ArticleVersion) -> Outcome:
    """Match each coded incident with the known ones and link it, or propose a new one."""
    coding = Coding.from_dict(version.coding or asdict(code(_page(version))))
    state = ArticleState.IRRELEVANT
    with transaction.atomic():
        Register.objects.lock()
        for draft in coding.drafts if coding.relevant else ():
            known = _match(article, draft)
            if known:
                services.link_draft(known, version, draft)
            else:
                services.propose_draft(version, draft)
            linked = known is not None and state != ArticleState.PROPOSED
            state = ArticleState.LINKED if linked else ArticleState.PROPOSED
        services.finish_article(article, state)
    return _outcome(article, state, "; ".join(coding.reasons))


def _match(article: Article, draft: Draft) -> Incident | None:
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


def _page(version: ArticleVersion) -> Page:
    article = version.article
    return Page(
        title=article.title,
        text=version.text,
        url=article.link,
        language=article.language,
        published_at=article.published_at and timezone.localtime(article.published_at),
        outlet=article.outlet,
    )


def _failed(
    article: Article, reason: str, transient: bool = False, after: float | None = None
) -> Outcome:
    if transient and article.attempts + 1 < MAX_ATTEMPTS:
        wait = services.backoff(article.attempts, random.random())  # noqa: S311 - jitter
        at = timezone.now() + max(wait, timedelta(seconds=min(after or 0, 86_400)))
        services.retry_later(article, reason, at)
    else:
        services.mark_failed(article, reason)
    return _outcome(article, "failed", reason)


def _outcome(article: Article, outcome: str, reason: str = "") -> Outcome:
    incident = article.incidents.order_by("pk").first()
    return Outcome(
        address=article.url,
        outcome=str(outcome),
        reason=reason,
        incident=incident.public_id if incident else "",
        title=article.title,
    )


def _fetch_options() -> dict[str, Any]:
    return {"contact": settings.CONTACT, "allowed_networks": settings.FETCH_ALLOW}


# Articles given by hand


def read_page(place: str) -> tuple[Page, bytes]:
    """Fetch an address or read a file and extract its story. Writes nothing.

    Raises FetchError, SourceError (files) or ExtractError, each with a `message` for people.
    """
    if "://" in place:
        fetched = fetch(place, **_fetch_options(), accept=PAGES)
    else:
        fetched = read_file(Path(place))
    return extract(fetched), fetched.body


def import_article(place: str) -> Outcome:
    """Read one address or file and bring it to a final state; nothing is stored if it fails."""
    try:
        page, body = read_page(place)
    except (FetchError, ExtractError, SourceError) as error:
        return Outcome(address=place, outcome="failed", reason=error.message)
    url = page.url or (canonical_url(place) if "://" in place else _urn(page))
    article = services.start_article(url)
    stored = services.save_page(article, page, body)
    if stored == "unchanged" and article.state not in UNFINISHED:
        return _outcome(article, "unchanged")
    outcome = process(article.pk)
    return outcome or _outcome(article, "unchanged", "another worker has it")


def _urn(page: Page) -> str:
    return f"urn:sha256:{services.content_hash(page.text)}"


# Sources


def poll(pk: int) -> tuple[str, list[int]]:
    """Read one due source; returns the outcome and the ids of the articles it added.

    The outcome is `updated`, `not_modified`, `empty`, `busy` or the code of the failure.
    """
    if not Source.objects.claim(pk, timezone.now(), LEASE):
        return "busy", []
    source = Source.objects.get(pk=pk)
    try:
        fetched = fetch(
            source.url,
            **_fetch_options(),
            accept=PAGES | FEEDS,
            etag=source.etag,
            last_modified=source.last_modified,
        )
        if fetched.not_modified:
            services.finish_poll(source, "not_modified")
            return "not_modified", []
        entries = _entries(source, fetched)
    except (FetchError, SourceError) as error:
        services.finish_poll(source, error.reason_code, error=error.message)
        return error.reason_code, []
    added = services.add_entries(source, entries)
    outcome = "updated" if entries else "empty"
    services.finish_poll(source, outcome, etag=fetched.etag, last_modified=fetched.last_modified)
    return outcome, added


def _entries(source: Source, fetched: Fetched) -> list[Entry]:
    read: Callable[[Fetched], tuple[Entry, ...]] | None = ADAPTERS.get(source.kind)
    if read is None:
        raise SourceError("unknown_kind", f"sources of kind {source.kind} cannot be read yet")
    unique = {canonical_url(entry.url): entry for entry in read(fetched)}
    return [
        Entry(url, entry.title, entry.published_at, entry.language) for url, entry in unique.items()
    ]


def ingest(source: Source, progress: Callable[[str], None] = lambda line: None) -> Counter[str]:
    """Poll a source now and process what it brought; counts articles by outcome."""
    outcome, added = poll(source.pk)
    tally = Counter({f"source {outcome}": 1})
    for n, pk in enumerate(added, 1):
        done = process(pk)
        tally[done.outcome if done else "busy"] += 1
        progress(f"{source.name}: {n}/{len(added)}")
    return tally


def forgotten() -> list[int]:
    """Claim the articles that are due but that no message stands for; returns their ids."""
    waiting = Article.objects.forgotten(timezone.now(), settings.REQUEUE_AFTER)
    return services.mark_queued(waiting.order_by("pk").values_list("pk", flat=True)[:500])
