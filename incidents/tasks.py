"""Celery shells over the pipeline: ids in, nothing out. The database is the ledger."""

from collections.abc import Iterable

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from incidents import services
from incidents.ingest import pipeline


@worker_init.connect
def load_coder(**_: object) -> None:
    """Before the pool forks: its processes share what the coder has read, and start at once."""
    pipeline.warm_up()


@shared_task
def poll_due_sources() -> None:
    """Queue a poll for each source whose time has come and that no message stands for."""
    for pk in services.queue_sources(settings.REQUEUE_AFTER):
        poll_source.apply_async((pk,), expires=settings.REQUEUE_AFTER.total_seconds())


@shared_task
def poll_source(pk: int) -> None:
    """Read one source and queue articles, among them those it added."""
    try:
        pipeline.poll(pk, pipeline.worker_reader())
    except pipeline.Later as later:
        if later.seconds <= pipeline.SOON:
            poll_source.apply_async((pk,), countdown=later.seconds)
        return
    sweep()


@shared_task
def process_articles(ids: list[int]) -> None:
    """Bring articles to a final state and go on with the next ones of their hosts."""
    reader = pipeline.worker_reader()
    work = pipeline.work_off(ids, reader)
    _send(pipeline.messages_again(work))
    _send(pipeline.next_messages(reader.turns.waits(work.hosts)))


@shared_task
def sweep() -> None:
    """Queue articles that are due and that no message in the broker stands for."""
    _send(pipeline.next_messages())


@shared_task
def look_after() -> None:
    """Tell operators of sources that fail for long, and forget what no page shows any more."""
    pipeline.alert_operators()
    services.drop_old_polls()


def _send(messages: Iterable[pipeline.Message]) -> None:
    for message in messages:  # without a wait, no detour through the worker's timer
        process_articles.apply_async((message.ids,), countdown=message.wait or None)
