"""Celery shells over the pipeline: ids in, nothing out. The database is the ledger."""

from celery import shared_task
from django.conf import settings

from incidents import services
from incidents.ingest import pipeline
from incidents.models import Article

NOW = 0.02  # seconds: a shorter wait is none


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
def process_article(pk: int) -> None:
    """Bring one article to a final state and go on with the next one of its host."""
    reader = pipeline.worker_reader()
    host = Article.objects.filter(pk=pk).values_list("host", flat=True).first()
    try:
        pipeline.attempt(pk, reader)
    except pipeline.Later as later:
        if later.seconds <= pipeline.SOON:
            process_article.apply_async((pk,), countdown=later.seconds)
        return
    for next_pk in pipeline.next_articles(host):
        wait = reader.turns.wait(host or "")  # without one, no detour through the worker's timer
        process_article.apply_async((next_pk,), countdown=wait if wait > NOW else None)


@shared_task
def sweep() -> None:
    """Queue articles that are due and that no message in the broker stands for."""
    for pk in pipeline.next_articles():
        process_article.delay(pk)


@shared_task
def look_after() -> None:
    """Tell operators of sources that fail for long, and forget what no page shows any more."""
    pipeline.alert_operators()
    services.drop_old_polls()
