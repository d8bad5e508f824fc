"""Which articles get a message next: few at a time, and never many of one host.

A host answers one request at a time, so more than two messages for it would only wait. Whoever
has finished articles asks for the next ones of their hosts; the sweep starts what stands still.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from incidents import services
from incidents.ingest.pipeline.batch import BATCH, SOON, Work
from incidents.models import Article

PER_HOST = 2  # one being fetched, one being coded
NOW = 0.02  # seconds: a shorter wait is none


@dataclass(frozen=True, slots=True)
class Message:
    """Articles that a worker is to work on together, not before `wait` seconds are over."""

    ids: list[int]
    wait: float = 0.0


def next_messages(waits: Mapping[str, float] | None = None) -> list[Message]:
    """Claim the queue places of articles that are due, and say which go together.

    `waits` names the only hosts that are asked for, with the seconds until each may be asked.
    Never more than QUEUE_LIMIT articles have a message at any time.
    """
    now, patience = timezone.now(), settings.REQUEUE_AFTER
    standing = Article.objects.standing(now, patience)
    busy = dict(standing.order_by().values_list("host").annotate(n=Count("pk")))
    room = settings.QUEUE_LIMIT - sum(busy.values())
    if room <= 0 or waits == {}:
        return []
    waiting = Article.objects.forgotten(now, patience)
    if waits is not None:
        waiting = waiting.filter(host__in=waits)
    # Where no pause is asked for, hosts are read from as fast as they answer.
    most = PER_HOST if settings.HOST_GAP else PER_HOST * BATCH
    place = Window(RowNumber(), partition_by=F("host"), order_by=F("pk").asc())
    ranked = waiting.annotate(place=place).filter(place__lte=most).order_by("place", "pk")
    chosen: dict[int, tuple[float, bool]] = {}
    for pk, host, starts in ranked.values_list("pk", "host", "starts")[: settings.QUEUE_LIMIT]:
        if busy.get(host, 0) < most and len(chosen) < room:
            busy[host] = busy.get(host, 0) + 1
            chosen[pk] = (waits or {}).get(host, 0.0), starts > 0
    queued = services.queue_articles(chosen, patience)
    alone = [pk for pk in queued if chosen[pk][1]]  # may have killed its worker, and its batch
    together = [(pk, chosen[pk][0]) for pk in queued if not chosen[pk][1]]
    return [*_messages(together), *(Message([pk], _rounded(chosen[pk][0])) for pk in alone)]


def messages_again(work: Work) -> list[Message]:
    """For articles of which it was not their host's turn; the ledger remembers long waits."""
    waits = [(pk, later.seconds) for pk, later in work.waiting.items() if later.seconds <= SOON]
    return _messages(waits)


def _messages(waits: Iterable[tuple[int, float]]) -> list[Message]:
    """Articles that wait about as long go together."""
    by_wait: dict[float, list[int]] = defaultdict(list)
    for pk, wait in waits:
        by_wait[_rounded(wait)].append(pk)
    return [
        Message(ids[start : start + BATCH], wait)
        for wait, ids in by_wait.items()
        for start in range(0, len(ids), BATCH)
    ]


def _rounded(wait: float) -> float:
    """Up to the next quarter of a second; nothing for next to nothing."""
    return 0.0 if wait < NOW else math.ceil(wait * 4) / 4
