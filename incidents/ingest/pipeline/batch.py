"""Articles in batches: claimed together, read in turn, stored together where possible."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from incidents import services
from incidents.ingest.pipeline.article import outcome_of, store, try_article
from incidents.ingest.pipeline.log import say
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.reader import Reader
from incidents.ingest.turns import Later
from incidents.models import Article
from incidents.records import Outcome
from incidents.services import Finding

BATCH = 32  # articles of one message
PATIENCE = 10.0  # seconds after which a batch begins no further article
SOON = 60.0  # seconds that a message may wait; for longer the ledger remembers


@dataclass
class Work:
    """What became of a batch."""

    outcomes: list[Outcome] = field(default_factory=list)
    waiting: dict[int, Later] = field(default_factory=dict)  # not their host's turn
    hosts: set[str] = field(default_factory=set)  # that were read from


def process(pk: int) -> Outcome | None:
    """Bring one article to a final state, waiting for its host's turn. For commands.

    None when there is nothing to do: another worker has it, or it is done.
    """
    while True:
        work = work_off([pk], command_reader())
        if not work.waiting:
            return work.outcomes[0] if work.outcomes else None
        later = work.waiting[pk]
        if later.seconds > SOON:
            return outcome_of(Article.objects.get(pk=pk), "later", later.reason)
        time.sleep(later.seconds)


def work_off(ids: Sequence[int], reader: Reader) -> Work:
    """Bring articles to a final state, or note when to try again.

    Those of which it is not the host's turn are given back uncounted. Those that another worker
    has, or that are done, are passed over.
    """
    work, findings = Work(), []
    ends_at = time.monotonic() + min(PATIENCE, settings.LEASE.total_seconds() / 3)
    for article in Article.objects.claim(ids, timezone.now(), settings.LEASE):
        began = time.monotonic()
        try:
            if began > ends_at:
                raise Later(0.0, "others took long")
            result = try_article(article, reader)
        except services.LeaseLost:
            continue  # whoever has it now goes on with it
        except Later as later:
            _give_back(article, later, work)
            continue
        work.hosts.add(article.host)
        if isinstance(result, Finding):
            findings.append(result)
        else:
            work.outcomes.append(_said(article, result, time.monotonic() - began))
    if findings:
        _store_all(findings, work)
    return work


def _store_all(findings: list[Finding], work: Work) -> None:
    try:
        stored = services.shelve(findings)
    except IntegrityError:  # somebody has stored the same at once: the next try sees it
        for finding in findings:
            _give_back(finding.article, Later(1.0, "another worker was faster"), work)
        return
    for finding in findings:
        article = finding.article
        try:
            if article.pk in stored:
                outcome = Outcome(
                    article.url, article.state, "; ".join(article.reasons), title=article.title
                )
            else:
                outcome = store(article, finding.fetched, finding.page, finding.coding)
        except services.LeaseLost:
            continue
        work.outcomes.append(_said(article, outcome))


def _give_back(article: Article, later: Later, work: Work) -> None:
    until = timezone.now() + timedelta(seconds=later.seconds)
    services.release(article, until if later.seconds > SOON else None)
    work.waiting[article.pk] = later


def _said(article: Article, outcome: Outcome, seconds: float | str = "") -> Outcome:
    say(
        "article",
        id=article.pk,
        outcome=outcome.outcome,
        incident=outcome.incident,
        url=outcome.address,
        reason=outcome.reason if outcome.outcome == "failed" else "",
        seconds=seconds,
    )
    return outcome
