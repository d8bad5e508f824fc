"""One article from its address to a final state, step by step. Crash-safe.

Each step ends in one transaction that moves the article to its next state, so a process killed
anywhere leaves an article that the next one goes on with. A step writes only while its worker
still holds the article: one that was overtaken leaves nothing behind.
"""

import logging
import random
from copy import copy
from dataclasses import asdict
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import Error as DatabaseError
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents import services
from incidents.choices import ArticleState
from incidents.coding.coder import at_first_look, code
from incidents.ingest.address import tidy_url
from incidents.ingest.copies import find_original
from incidents.ingest.extract import ExtractError, extract, opened
from incidents.ingest.fetch import PAGES, FetchError
from incidents.ingest.pipeline.matching import find_incident
from incidents.ingest.reader import Reader
from incidents.ingest.turns import Later
from incidents.models import Article, ArticleVersion, Register
from incidents.models.article import UNFINISHED
from incidents.records import Coding, Fetched, Outcome, Page
from incidents.services import Finding

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
MAX_STARTS = 25  # of one step: an article that kills its worker each time is given up
SAME_NEWS = timedelta(days=3)  # how far apart a text and its copies appear


def try_article(article: Article, reader: Reader) -> Outcome | Finding:
    """Bring a claimed article to a final state, or note when to try again.

    What turns out to be new and irrelevant is returned as it was found, for the caller to store
    with others. Never raises for what an address or its text is like; each trouble is an outcome.
    Raises Later and LeaseLost.
    """
    if article.starts > MAX_STARTS:
        services.mark_failed(article, "the worker died on it each time", "fatal")
        return outcome_of(article, "failed", article.error)
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


def _advance(article: Article, reader: Reader) -> Outcome | Finding:
    if article.state != ArticleState.NEW:
        return _conclude(article)
    fetched = reader.read(article.url, accept=PAGES)
    document = opened(fetched)
    if skimmed := _at_first_look(article, document.skim(), fetched):
        return skimmed
    page = document.read()
    if not _is_plain(article, page, fetched):
        return store(article, fetched, page)
    coding = code(_as_filed(article, page))
    if not coding.relevant:
        return Finding(article, fetched, page, coding)
    return store(article, fetched, page, coding)


def _at_first_look(article: Article, page: Page | None, fetched: Fetched) -> Finding | None:
    """What a page is found to be that is about something else, as most are: its own story need
    not be told from the rest. None where it has to be read."""
    if page is None or not _is_plain(article, page, fetched):
        return None
    coding = at_first_look(_as_filed(article, page))
    return Finding(article, fetched, page, coding) if coding else None


def _is_plain(article: Article, page: Page, fetched: Fetched) -> bool:
    """Whether a page may be coded before it is stored: its first reading, at its own address.

    A page that broke the coder, or killed its worker, is stored first when it is tried again.
    """
    is_first = article.starts <= 1 and not article.attempts
    return is_first and (page.url or tidy_url(fetched.url)) == article.url


def store(article: Article, fetched: Fetched, page: Page, coding: Coding | None = None) -> Outcome:
    """Keep the text of a new article and bring it to a final state. Raises LeaseLost."""
    home = _keep(article, page, fetched)
    if home.pk != article.pk:
        return outcome_of(home, "duplicate", f"the same article as {home.url}")
    return _conclude(article, coding)


@transaction.atomic
def _keep(article: Article, page: Page, fetched: Fetched) -> Article:
    home = services.settle(article, page, tidy_url(fetched.url))
    if home.pk == article.pk:
        services.save_page(article, page, fetched.body)
        services.note_visit(article, fetched.etag, fetched.last_modified)
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
        return outcome_of(article, "unchanged", error.message)
    with transaction.atomic():
        services.hold(article)
        stored = services.save_page(article, page, fetched.body) if page else "unchanged"
        if stored == "unchanged":
            services.finish_look(article)
    if stored == "unchanged":
        return outcome_of(article, "unchanged")
    services.note_visit(article, fetched.etag, fetched.last_modified)
    return _conclude(article)


def _conclude(article: Article, coding: Coding | None = None) -> Outcome:
    """Code the newest text, unless that was done, and give the article its final state."""
    version = article.versions.latest()
    if article.copy_of:
        return _finish_copy(article, article.copy_of)
    if article.state == ArticleState.FETCHED:
        coding = coding or code(page_of(version))
        with transaction.atomic():
            services.hold(article)
            services.save_coding(version, coding)
    coding = Coding.from_dict(version.coding or asdict(code(page_of(version))))
    with transaction.atomic():
        if coding.relevant:
            Register.objects.lock()
        services.hold(article)
        original = _original(article, version) if coding.relevant else None
        if original:
            services.mark_copy(article, original)
        else:
            _settle_incidents(article, version, coding)
    if original:
        return _finish_copy(article, original)
    return outcome_of(article, article.state, "; ".join(coding.reasons))


def _finish_copy(article: Article, original: Article) -> Outcome:
    with transaction.atomic():
        services.hold(article)
        services.finish_article(article, services.link_copy(article))
    return outcome_of(article, "duplicate", original.url)


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


def _as_filed(article: Article, page: Page) -> Page:
    """The page as `page_of` will give it back once it is stored."""
    filed = services.fill_in(copy(article), page)
    return page_of(ArticleVersion(article=filed, text=page.text))


def _failed(article: Article, error: FetchError) -> Outcome:
    if error.transient and article.attempts + 1 < MAX_ATTEMPTS:
        wait = services.backoff(article.attempts, random.random())  # noqa: S311 - jitter
        least = timedelta(seconds=min(error.retry_after or 0, 86_400))
        at = timezone.now() + max(wait, least)
        services.retry_later(article, error.message, at, error.reason_code)
    else:
        services.mark_failed(article, error.message, error.reason_code)
    return outcome_of(article, "failed", error.message)


def outcome_of(article: Article, outcome: str, reason: str = "") -> Outcome:
    """What became of an article, with its incident."""
    incident = article.incidents.order_by("pk").first()
    return Outcome(
        address=article.url,
        outcome=str(outcome),
        reason=reason,
        incident=incident.public_id if incident else "",
        title=article.title,
    )
