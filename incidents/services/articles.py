"""Articles and their versions: from an address to a final state."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from incidents.choices import ArticleState
from incidents.models import Article, ArticleAddress, ArticleVersion, Source
from incidents.records import Coding, Entry, Page

BATCH = 500
YOUNG = timedelta(days=7)  # an older article is not looked at again
# When a report is read again after it was first read: stories change most in their first day.
LOOKS = [timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3)]
REPORTS = {ArticleState.PROPOSED, ArticleState.LINKED}
OF_PAGE = ["title", "outlet", "language", "published_at"]
FINAL = [ArticleState.IRRELEVANT, ArticleState.PROPOSED, ArticleState.LINKED]


def content_hash(text: str) -> str:
    """The identity of a text: SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class LeaseLost(Exception):
    """Another worker holds the article by now: what this one has done must not be written."""


def add_entries(source: Source | None, entries: Iterable[Entry]) -> list[int]:
    """Store entries that are not on file yet as new articles; returns the new rows' ids."""
    wanted = {entry.url: entry for entry in entries}
    added: list[int] = []
    urls = [url for url in wanted if len(url) <= 1000]
    for start in range(0, len(urls), BATCH):
        batch = [wanted[url] for url in urls[start : start + BATCH]]
        added += _add_batch(source, batch)
    return added


@transaction.atomic
def _add_batch(source: Source | None, entries: list[Entry]) -> list[int]:
    urls = [entry.url for entry in entries]
    known = set(Article.objects.filter(url__in=urls).values_list("url", flat=True))
    known |= set(ArticleAddress.objects.filter(url__in=urls).values_list("url", flat=True))
    fresh = [_new_article(source, entry) for entry in entries if entry.url not in known]
    Article.objects.bulk_create(fresh, ignore_conflicts=True)
    added = Article.objects.filter(url__in=[article.url for article in fresh], queued_at=None)
    return list(added.order_by("pk").values_list("pk", flat=True))


def _new_article(source: Source | None, entry: Entry) -> Article:
    return Article(
        url=entry.url,
        host=host_of(entry.url),
        source=source,
        outlet=(source.outlet or source.name) if source else "",
        language=(entry.language or (source.language if source else ""))[:2],
        title=entry.title[:500],
        published_at=entry.published_at,
    )


def host_of(url: str) -> str:
    """`news.example:8080`; empty for what has no web address."""
    try:
        return urlsplit(url).netloc.lower()[:255]
    except ValueError:
        return ""


def start_article(url: str, met_at: str = "") -> Article:
    """The article at this address, made when not on file; one that waits for a retry is due.

    `met_at` is the address it was asked for under, when that is another one.
    """
    article = Article.objects.known_at(url)
    article = article or Article.objects.get_or_create(url=url, defaults={"host": host_of(url)})[0]
    if met_at and met_at != article.url:
        remember_address(article, met_at)
    if article.error:
        _set(article, next_try_at=None)
    return article


def remember_address(article: Article, url: str) -> None:
    """From now on this address leads to the article, unless another article has it."""
    if len(url) <= 1000 and not Article.objects.filter(url=url).exists():
        ArticleAddress.objects.get_or_create(url=url, defaults={"article": article})


def hold(article: Article) -> None:
    """Make sure, until the transaction ends, that this worker still has the article.

    Raises LeaseLost when its lease was over and another one took it, or finished it.
    """
    held = Article.objects.select_for_update().filter(pk=article.pk)
    if not held.filter(next_try_at=article.next_try_at, state=article.state).exists():
        raise LeaseLost(f"article {article.pk}")


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
    twins = ArticleVersion.objects.filter(content_hash=digest, article__state__in=FINAL)
    twin = twins.filter(article__copy_of=None).exclude(article=article).first()
    outcome = "updated" if article.versions.exists() else "new"
    article.versions.create(
        text=page.text, raw=packed(raw), content_hash=digest, fetched_at=timezone.now()
    )
    fill_in(article, page)
    _set(
        article,
        **{name: getattr(article, name) for name in OF_PAGE},
        state=ArticleState.FETCHED,
        copy_of=twin.article if twin else None,
        error="",
        failure="",
        starts=0,
    )
    return "duplicate" if twin else outcome


def fill_in(article: Article, page: Page) -> Article:
    """Set what a page says of its article; nothing is saved."""
    article.title = page.title[:500]
    article.outlet = article.outlet or page.outlet[:120]
    article.language = (page.language or article.language)[:2]
    article.published_at = page.published_at or article.published_at
    return article


def packed(raw: bytes) -> bytes:
    """The bytes of a page as they are stored: compressed, quickly rather than tightly."""
    return zlib.compress(raw, 1) if raw else b""


def note_visit(article: Article, etag: str, last_modified: str) -> None:
    """Keep what makes the next request for this article conditional."""
    _set(article, etag=etag[:500], last_modified=last_modified[:100])


@transaction.atomic
def save_coding(version: ArticleVersion, coding: Coding) -> None:
    """Keep what the coder read with the text it read it from.

    Of an irrelevant page the text is enough: pages are ten times as large, and most of them are.
    """
    version.coding = asdict(coding)
    if not coding.relevant:
        version.raw = b""
    version.save(update_fields=["coding", "raw"])
    _set(
        version.article,
        state=ArticleState.CODED,
        language=coding.language or version.article.language,
        score=coding.score,
        reasons=list(coding.reasons),
        starts=0,
    )


def finish_article(article: Article, state: ArticleState) -> None:
    """Put an article into a final state: nothing but a later look will touch it again."""
    _set(
        article,
        state=state,
        error="",
        failure="",
        next_try_at=None,
        attempts=0,
        starts=0,
        finished_at=article.finished_at or timezone.now(),
        **_next_look(article, state),
    )


def finish_look(article: Article, error: str = "") -> None:
    """Note that a finished article was read again without a change, and when to look next."""
    _set(
        article,
        error=error[:300],
        next_try_at=None,
        starts=0,
        **_next_look(article, ArticleState(article.state)),
    )


def _next_look(article: Article, state: ArticleState) -> dict[str, object]:
    """The next of the later looks that young reports get."""
    first = article.versions.order_by("fetched_at").values_list("fetched_at", flat=True).first()
    now = timezone.now()
    is_old = (article.published_at or now) < now - YOUNG
    if state not in REPORTS or is_old or not first or not article.link:
        return {"revisit_at": None}
    coming = [n for n, after in enumerate(LOOKS) if first + after > now]
    return {"revisit_at": first + LOOKS[coming[0]] if coming else None}


def mark_copy(article: Article, original: Article) -> None:
    """Note that an article repeats another one's text."""
    _set(article, copy_of=original)


def mark_failed(article: Article, reason: str, code: str = "") -> None:
    """Give an article up, with a reason that an operator can act on and its code."""
    _set(
        article,
        state=ArticleState.FAILED,
        error=reason[:300],
        failure=code[:40],
        next_try_at=None,
        revisit_at=None,
        finished_at=timezone.now(),
    )


def retry_later(article: Article, reason: str, at: datetime, code: str = "") -> None:
    """Note a passing failure and when to try again."""
    _set(
        article,
        error=reason[:300],
        failure=code[:40],
        attempts=article.attempts + 1,
        next_try_at=at,
        queued_at=None,
    )


def release(article: Article, until: datetime | None = None) -> None:
    """Give a claimed article back untouched, because it is not its host's turn.

    With `until`, the message for it is done with and so are those of all others of its host:
    the sweep sends new ones then.
    """
    values: dict[str, object] = {"next_try_at": until, "starts": max(article.starts - 1, 0)}
    _set(article, **values, **({"queued_at": None} if until else {}))
    if until:
        waiting = Article.objects.due(timezone.now()).filter(host=article.host, queued_at=None)
        waiting.filter(state=ArticleState.NEW).update(next_try_at=until)


@transaction.atomic
def try_again(articles: Iterable[Article]) -> int:
    """Let failed articles start over; returns how many there were."""
    chosen = [article for article in articles if article.state == ArticleState.FAILED]
    for article in chosen:
        has_text = article.versions.exists()
        _set(
            article,
            state=ArticleState.FETCHED if has_text else ArticleState.NEW,
            attempts=0,
            starts=0,
            next_try_at=None,
            queued_at=None,
            finished_at=None,
        )
    return len(chosen)


def backoff(attempts: int, jitter: float) -> timedelta:
    """How long to wait before try number `attempts` + 1: 1, 2, 4 … minutes, ± a quarter."""
    return timedelta(minutes=min(2**attempts, 24 * 60) * (0.75 + jitter / 2))


def _set(article: Article, **values: object) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    article.save(update_fields=list(values))
