"""Irrelevant articles, which most are: their texts are stored together, many in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from incidents.choices import ArticleState
from incidents.models import Article, ArticleVersion
from incidents.records import Coding, Fetched, Page
from incidents.services.articles import FINAL, OF_PAGE, content_hash, fill_in

STORED = [
    *OF_PAGE,
    "etag",
    "last_modified",
    "state",
    "score",
    "reasons",
    "error",
    "failure",
    "starts",
    "attempts",
    "next_try_at",
    "finished_at",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands at a new article's address, and what the coder read in it; not stored yet."""

    article: Article
    fetched: Fetched
    page: Page
    coding: Coding


@transaction.atomic
def shelve(findings: Sequence[Finding]) -> set[int]:
    """Store irrelevant articles with their texts as finished; returns the ids of those stored.

    Left out are those that another worker holds by now, and those whose text is on file already:
    they are for the steps one by one.
    """
    ids = [finding.article.pk for finding in findings]
    rows = Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    held = {pk: state for pk, *state in rows.values_list("pk", "next_try_at", "state")}
    by_text = {content_hash(finding.page.text): finding for finding in findings}
    twins = ArticleVersion.objects.filter(
        content_hash__in=by_text, article__state__in=FINAL, article__copy_of=None
    )
    known = set(twins.values_list("content_hash", flat=True))
    fresh = {
        digest: one
        for digest, one in by_text.items()
        if digest not in known
        and held.get(one.article.pk) == [one.article.next_try_at, one.article.state]
    }
    now = timezone.now()
    ArticleVersion.objects.bulk_create(
        ArticleVersion(
            article=one.article,
            text=one.page.text,
            content_hash=digest,
            fetched_at=now,
            coding=asdict(one.coding),
        )
        for digest, one in fresh.items()
    )
    articles = [_finished(one) for one in fresh.values()]
    Article.objects.bulk_create(  # they exist: this is one UPDATE with values for each
        articles, update_conflicts=True, unique_fields=["pk"], update_fields=STORED
    )
    return {article.pk for article in articles}


def _finished(finding: Finding) -> Article:
    article, fetched, coding = finding.article, finding.fetched, finding.coding
    fill_in(article, finding.page)
    article.etag, article.last_modified = fetched.etag[:500], fetched.last_modified[:100]
    article.state = ArticleState.IRRELEVANT
    article.language = coding.language or article.language
    article.score, article.reasons = coding.score, list(coding.reasons)
    article.error = article.failure = ""
    article.starts = article.attempts = 0
    article.next_try_at, article.finished_at = None, timezone.now()
    return article
