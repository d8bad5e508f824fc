"""How reading goes: articles by outcome, what waits, polls of the last month. Counts only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from incidents.choices import ArticleState
from incidents.models import Article, Poll, Source

DAYS = 30
REPORTS = [ArticleState.PROPOSED, ArticleState.LINKED]
# Upper edges in seconds, from published to proposed: 15 min, 1 h, 3 h, 12 h, 1 d, 3 d, 1 week.
LATENCIES = [900, 3_600, 10_800, 43_200, 86_400, 259_200, 604_800]


@dataclass(frozen=True, slots=True)
class Queue:
    """What the pipeline still owes."""

    due: int  # articles that may be worked on now
    queued: int  # of these, with a message in the broker
    waiting: int  # unfinished, for a later try
    oldest: float  # seconds since the oldest unfinished article was stored


@dataclass(frozen=True, slots=True)
class Day:
    """The polls of one day."""

    day: date
    well: int
    failed: int


def count_articles() -> list[tuple[str, str, int]]:
    """(state, kind of failure or "", number), largest first."""
    counted = Article.objects.order_by().values_list("state", "failure").annotate(n=Count("*"))
    totals: dict[tuple[str, str], int] = {}
    for state, failure, n in counted:
        key = state, failure if state == ArticleState.FAILED else ""
        totals[key] = totals.get(key, 0) + n
    return sorted(((*key, n) for key, n in totals.items()), key=lambda row: -row[2])


def queue() -> Queue:
    now = timezone.now()
    open_ones = Article.objects.filter(finished_at=None).exclude(
        state__in=[*REPORTS, ArticleState.IRRELEVANT, ArticleState.FAILED]
    )
    due = Article.objects.due(now).count()
    facts = open_ones.aggregate(n=Count("*"), oldest=Min("added_at"))
    return Queue(
        due=due,
        queued=Article.objects.standing(now, settings.REQUEUE_AFTER).count(),
        waiting=open_ones.filter(next_try_at__gt=now).count(),
        oldest=(now - facts["oldest"]).total_seconds() if facts["oldest"] else 0.0,
    )


def latency() -> tuple[list[int], float]:
    """Reports by time from published to proposed: cumulative counts per edge and all, and the sum.

    The last count is that of all reports which a source brought and whose time is known.
    """
    took = ExpressionWrapper(F("finished_at") - F("published_at"), DurationField())
    known = Article.objects.filter(
        state__in=REPORTS, source__isnull=False, published_at__lte=F("finished_at")
    ).annotate(took=took)
    edges = {
        f"within_{edge}": Count("pk", filter=Q(took__lte=timedelta(seconds=edge)))
        for edge in LATENCIES
    }
    facts = known.order_by().aggregate(all=Count("*"), **edges)
    total = sum((one.total_seconds() for one in known.values_list("took", flat=True)), 0.0)
    return [*(facts[name] for name in edges), facts["all"]], total


def count_polls(since: datetime) -> list[tuple[str, bool, int]]:
    """(outcome, whether it is a failure, number) of the polls since a moment, largest first."""
    polls = Poll.objects.filter(at__gte=since).order_by().values_list("outcome", "failed")
    return sorted(polls.annotate(n=Count("*")), key=lambda row: -row[2])


def days_of_polls(today: date) -> list[Day]:
    """The last thirty days, oldest first, those without a poll included."""
    first = today - timedelta(days=DAYS - 1)
    polls = Poll.objects.annotate(day=TruncDate("at")).filter(day__gte=first).order_by()
    counted = {
        day: (well, failed)
        for day, well, failed in polls.values_list("day").annotate(
            well=Count("pk", filter=Q(failed=False)), failed=Count("pk", filter=Q(failed=True))
        )
    }
    days = (first + timedelta(days=n) for n in range(DAYS))
    return [Day(day, *counted.get(day, (0, 0))) for day in days]


def sources_by_health() -> list[Source]:
    """Enabled sources, those in trouble first, with the polls of the last month counted."""
    since = timezone.now() - timedelta(days=DAYS)
    recent = Q(polls__at__gte=since)
    sources = Source.objects.filter(enabled=True).annotate(
        well=Count("polls", filter=recent & Q(polls__failed=False)),
        failed=Count("polls", filter=recent & Q(polls__failed=True)),
    )
    return list(sources.order_by("-failures", "name"))


def failures_by_reason() -> list[tuple[str, int]]:
    """(kind of failure, number of articles), largest first."""
    failed = Article.objects.filter(state=ArticleState.FAILED).order_by()
    counted = failed.values_list("failure").annotate(n=Count("*"))
    return sorted(counted, key=lambda row: (-row[1], row[0]))
