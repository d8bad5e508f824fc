"""Which articles get a message next: few at a time, and never many of one host.

A host answers one request at a time, so more than two messages for it would only wait. Whoever
has finished an article asks for the next one of its host; the sweep starts what stands still.
"""

from django.conf import settings
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from incidents import services
from incidents.models import Article

PER_HOST = 2  # one being fetched, one being coded


def next_articles(host: str | None = None) -> list[int]:
    """Claim the queue places of articles that are due; of this host only, when one is named.

    Never more than QUEUE_LIMIT articles have a message at any time.
    """
    now, patience = timezone.now(), settings.REQUEUE_AFTER
    standing = Article.objects.standing(now, patience)
    busy = dict(standing.order_by().values_list("host").annotate(n=Count("pk")))
    room = settings.QUEUE_LIMIT - sum(busy.values())
    if room <= 0:
        return []
    waiting = Article.objects.forgotten(now, patience)
    if host is not None:
        waiting = waiting.filter(host=host)
    place = Window(RowNumber(), partition_by=F("host"), order_by=F("pk").asc())
    ranked = waiting.annotate(place=place).filter(place__lte=PER_HOST).order_by("place", "pk")
    chosen: list[int] = []
    for pk, where in ranked.values_list("pk", "host")[: settings.QUEUE_LIMIT]:
        if busy.get(where, 0) < PER_HOST and len(chosen) < room:
            busy[where] = busy.get(where, 0) + 1
            chosen.append(pk)
    return services.queue_articles(chosen, patience)
