"""Which articles and sources a message in the broker stands for."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from incidents.models import Article, Source


def queue_articles(ids: Iterable[int], patience: timedelta) -> list[int]:
    """Note that a message stands for these articles now; returns those that none stood for.

    Of two processes that queue at the same time only one gets an article.
    """
    now, ids = timezone.now(), list(ids)
    with transaction.atomic():
        free = Article.objects.forgotten(now, patience).filter(pk__in=ids).order_by("pk")
        taken = set(free.select_for_update().values_list("pk", flat=True))
        Article.objects.filter(pk__in=taken).update(queued_at=now)
    return [pk for pk in ids if pk in taken]


def queue_sources(patience: timedelta) -> list[int]:
    """The same for every source that is due."""
    now = timezone.now()
    free = Source.objects.forgotten(now, patience)
    ids = list(free.order_by("next_poll_at").values_list("pk", flat=True))
    return [pk for pk in ids if free.filter(pk=pk).update(queued_at=now) == 1]
