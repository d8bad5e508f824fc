"""One article from its address to a final state. Crash-safe.

Each step ends in one transaction that moves the article to its next state, so a process killed
anywhere leaves an article that the next one goes on with. A step writes only while its worker
still holds the article: one that was overtaken leaves nothing behind.
"""

import logging
import random
import time
from dataclasses import asdict
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents import services
from incidents.choices import ArticleState
from incidents.coding.coder import code
from incidents.ingest.address import tidy_url
from incidents.ingest.copies import find_original
from incidents.ingest.extract import ExtractError, extract
from incidents.ingest.fetch import PAGES, FetchError
from incidents.ingest.pipeline.log import say
from incidents.ingest.pipeline.matching import find_incident
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.reader import Reader
from incidents.ingest.turns import Later
from incidents.models import Article, ArticleVersion, Register
from incidents.models.article import UNFINISHED
from incidents.records import Coding, Outcome, Page

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
MAX_STARTS = 25  # of one step: an article that kills its worker each time is given up
SOON = 60.0  # seconds that a message may wait; for longer the ledger remembers
SAME_NEWS = timedelta(days=3)  # how far apart a text and its copies appear


def process(pk: int) -> Outcome | None:
    """Bring one article to a final state, waiting for its host's turn. For commands."""
    while True:
        try:
            return attempt(pk, command_reader())
        except Later as later:
            if later.seconds > SOON:
                article = Article.objects.get(pk=pk)
                return _outcome(article, "later", later.reason)
            time.sleep(later.seconds)


def attempt(pk: int, reader: Reader) -> Outcome | None:
    """Bring one article to a final state, or note when to try again.

    None when there is nothing to do: another worker has it, or it is done. Raises Later when it
    is not its host's turn, having counted no attempt. Never raises for what an address or its
    text is like; each trouble is an outcome.
    """
    if not Article.objects.claim(pk, timezone.now(), settings.LEASE):
        return None
    article = Article.objects.get(pk=pk)
    began = time.monotonic()
    try:
        outcome = _try(article, reader)
    except services.LeaseLost:
        return None  # whoever has it now goes on with it
    except Later as later:
        until = timezone.now() + timedelta(seconds=later.seconds)
        services.release(article, until if later.seconds > SOON else None)
        raise
    say(
        "article",
        id=pk,
        outcome=outcome.outcome,
        incident=outcome.incident,
        url=outcome.address,
        reason=outcome.reason if outcome.outcome == "failed" else "",
        seconds=time.monotonic() - began,
    )
    return outcome


def _try(article: Article, reader: Reader) -> Outcome:
    if article.starts > MAX_STARTS:
        services.mark_failed(article, "the worker died on it each time", "fatal")
        return _outcome(article, "failed", article.error)
    try:
        if article.state not in UNFINISHED:
            return _look_again(article, reader)
        return _advance(article, reader)
    except FetchError as error:
        return _failed(article, error)
    except ExtractError as error:
        return _failed(article, FetchError(error.reason_code, error.message))
    except SoftTimeLimitExceeded:
        return _failed(article, FetchError("timed_out", "took too long to read", transient=True))
    except IntegrityError:  # two twins gave way at once: the next try sees the other's row
        raise Later(1.0, "another worker has just stored its twin") from None
    except (services.LeaseLost, Later, DatabaseError):
        raise  # without its database no process can note anything
    except Exception:
        log.exception("article %s failed", article.pk)
        return _failed(
            article, FetchError("internal", "internal error; see the log", transient=True)
        )


def _advance(article: Article, reader: Reader) -> Outcome:
    if article.state == ArticleState.NEW:
        fetched = reader.read(article.url, accept=PAGES)
        page = extract(fetched)
        home = _keep(article, page, tidy_url(fetched.url), fetched.body)
        if home.pk != article.pk:
            return _outcome(home, "duplicate", f"the same article as {home.url}")
        services.note_visit(article, fetched.etag, fetched.last_modified)
    return _conclude(article)


@transaction.atomic
def _keep(article: Article, page: Page, landed: str, body: bytes) -> Article:
    home = services.settle(article, page, landed)
    if home.pk == article.pk:
        services.save_page(article, page, body)
    return home


def _look_again(article: Article, reader: Reader) -> Outcome:
    """Read a finished article once more: an edit becomes a version, and its claims are new."""
    try:
        fetched = reader.read(
            article.url, accept=PAGES, etag=article.etag, last_modified=article.last_modified
        )
        page = None if fetched.not_modified else extract(fetched)
    except (FetchError, ExtractError) as error:
        services.finish_look(article, error.message)
        return _outcome(article, "unchanged", error.message)
    with transaction.atomic():
        services.hold(article)
        stored = services.save_page(article, page, fetched.body) if page else "unchanged"
        if stored == "unchanged":
            services.finish_look(article)
    if stored == "unchanged":
        return _outcome(article, "unchanged")
    services.note_visit(article, fetched.etag, fetched.last_modified)
    return _conclude(article)


def _conclude(article: Article) -> Outcome:
    """Code the newest text, unless that was done, and give the article its final state."""
    version = article.versions.latest()
    if article.copy_of:
        return _finish_copy(article, article.copy_of)
    if article.state == ArticleState.FETCHED:
        coding = code(page_of(version))
        with transaction.atomic():
            services.hold(article)
            services.save_coding(version, coding)
    coding = Coding.from_dict(version.coding or asdict(code(page_of(version))))
    with transaction.atomic():
        Register.objects.lock()
        services.hold(article)
        original = _original(article, version) if coding.relevant else None
        if original:
            services.mark_copy(article, original)
        else:
            _settle_incidents(article, version, coding)
    if original:
        return _finish_copy(article, original)
    return _outcome(article, article.state, "; ".join(coding.reasons))


def _finish_copy(article: Article, original: Article) -> Outcome:
    with transaction.atomic():
        services.hold(article)
        services.finish_article(article, services.link_copy(article))
    return _outcome(article, "duplicate", original.url)


def _settle_incidents(article: Article, version: ArticleVersion, coding: Coding) -> None:
    """Link each coded incident with the known one, or propose a new one. Under the register."""
    state = ArticleState.LINKED if article.reports.exists() else ArticleState.IRRELEVANT
    for draft in coding.drafts if coding.relevant else ():
        known = find_incident(article, draft)
        if known:
            services.link_draft(known, version, draft)
            state = ArticleState.LINKED if state != ArticleState.PROPOSED else state
        else:
            services.propose_draft(version, draft)
            state = ArticleState.PROPOSED
    services.finish_article(article, state)


def _original(article: Article, version: ArticleVersion) -> Article | None:
    """The report on file, of about the same day, whose text this one repeats."""
    day = article.published_at or article.added_at
    if article.claims.exists():
        return None  # it counts as a source already
    near = Article.objects.independent().exclude(pk=article.pk)
    near = near.filter(state__in=services.REPORTS, language=article.language)
    near = near.filter(published_at__range=(day - SAME_NEWS, day + SAME_NEWS)) | near.filter(
        published_at=None, added_at__range=(day - SAME_NEWS, day + SAME_NEWS)
    )
    newest = ArticleVersion.objects.filter(article__in=near).order_by("article", "-fetched_at")
    texts: dict[int, str] = {}
    for pk, text in newest.values_list("article", "text")[:2000]:
        texts.setdefault(pk, text)
    found = find_original(version.text, list(texts.items()))
    return Article.objects.get(pk=found) if found else None


def page_of(version: ArticleVersion) -> Page:
    """A stored text as the page it was read from."""
    article = version.article
    return Page(
        title=article.title,
        text=version.text,
        url=article.link,
        language=article.language,
        published_at=article.published_at and timezone.localtime(article.published_at),
        outlet=article.outlet,
    )


def _failed(article: Article, error: FetchError) -> Outcome:
    if error.transient and article.attempts + 1 < MAX_ATTEMPTS:
        wait = services.backoff(article.attempts, random.random())  # noqa: S311 - jitter
        least = timedelta(seconds=min(error.retry_after or 0, 86_400))
        at = timezone.now() + max(wait, least)
        services.retry_later(article, error.message, at, error.reason_code)
    else:
        services.mark_failed(article, error.message, error.reason_code)
    return _outcome(article, "failed", error.message)


def _outcome(article: Article, outcome: str, reason: str = "") -> Outcome:
    incident = article.incidents.order_by("pk").first()
    return Outcome(
        address=article.url,
        outcome=str(outcome),
        reason=reason,
        incident=incident.public_id if incident else "",
        title=article.title,
    )
