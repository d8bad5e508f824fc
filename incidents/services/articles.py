"""Articles and their versions: from an address to a final state."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from incidents.choices import ArticleState
from incidents.models import Article, ArticleVersion, Source
from incidents.records import Coding, Entry, Page

FINAL = [ArticleState.IRRELEVANT, ArticleState.PROPOSED, ArticleState.LINKED]


def content_hash(text: str) -> str:
    """The identity of a text: SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def add_entries(source: Source, entries: Iterable[Entry]) -> list[int]:
    """Store entries that are not on file yet as new articles; returns the new rows' ids."""
    wanted = {entry.url: entry for entry in entries}
    known = set(Article.objects.filter(url__in=wanted).values_list("url", flat=True))
    fresh = [
        Article(
            url=url,
            source=source,
            outlet=source.outlet or source.name,
            language=entry.language or source.language,
            title=entry.title[:500],
            published_at=entry.published_at,
        )
        for url, entry in wanted.items()
        if url not in known
    ]
    Article.objects.bulk_create(fresh, ignore_conflicts=True)
    added = Article.objects.filter(url__in=[article.url for article in fresh], queued_at=None)
    return list(added.values_list("pk", flat=True))


def start_article(url: str) -> Article:
    """The article at this address, made when not on file; one that waits for a retry is due."""
    article = Article.objects.get_or_create(url=url)[0]
    if article.error:
        _set(article, next_try_at=None)
    return article


@transaction.atomic
def save_page(article: Article, page: Page, raw: bytes = b"") -> str:
    """Store a text as a version of its article: `new`, `updated`, `unchanged` or `duplicate`.

    Repeating the call changes nothing. An article whose text another finished article already
    has is remembered as its copy.
    """
    digest = content_hash(page.text)
    if article.versions.filter(content_hash=digest).exists():
        if article.state in {ArticleState.NEW, ArticleState.FAILED}:
            _set(article, state=ArticleState.FETCHED)
        return "unchanged"
    twin = ArticleVersion.objects.filter(content_hash=digest, article__state__in=FINAL).first()
    outcome = "updated" if article.versions.exists() else "new"
    article.versions.create(
        text=page.text,
        raw=zlib.compress(raw) if raw else b"",
        content_hash=digest,
        fetched_at=timezone.now(),
    )
    _set(
        article,
        title=page.title[:500],
        outlet=article.outlet or page.outlet[:120],
        language=(page.language or article.language)[:2],
        published_at=page.published_at or article.published_at,
        state=ArticleState.FETCHED,
        copy_of=twin.article if twin else None,
        error="",
    )
    return "duplicate" if twin else outcome


@transaction.atomic
def save_coding(version: ArticleVersion, coding: Coding) -> None:
    """Keep what the coder read with the text it read it from."""
    version.coding = asdict(coding)
    version.save(update_fields=["coding"])
    _set(
        version.article,
        state=ArticleState.CODED,
        language=coding.language or version.article.language,
        score=coding.score,
        reasons=list(coding.reasons),
    )


def finish_article(article: Article, state: ArticleState) -> None:
    """Put an article into a final state: the pipeline will not touch it again."""
    _set(article, state=state, error="", next_try_at=None, attempts=0)


def mark_failed(article: Article, reason: str) -> None:
    """Give an article up, with a reason that an operator can act on."""
    _set(article, state=ArticleState.FAILED, error=reason[:300], next_try_at=None)


def retry_later(article: Article, reason: str, at: datetime) -> None:
    """Note a passing failure and when to try again."""
    _set(article, error=reason[:300], attempts=article.attempts + 1, next_try_at=at)


def mark_queued(ids: Iterable[int]) -> list[int]:
    """Note that a message in the broker now stands for these articles; returns their ids."""
    queued = list(ids)
    Article.objects.filter(pk__in=queued).update(queued_at=timezone.now())
    return queued


def backoff(attempts: int, jitter: float) -> timedelta:
    """How long to wait before try number `attempts` + 1: 1, 2, 4 … minutes, ± a quarter."""
    return timedelta(minutes=min(2**attempts, 24 * 60) * (0.75 + jitter / 2))


def _set(article: Article, **values: object) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    article.save(update_fields=list(values))
