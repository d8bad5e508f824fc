"""Celery shells over the pipeline: ids in, nothing out. The database is the ledger."""

from celery import shared_task
from django.utils import timezone

from incidents.ingest import pipeline
from incidents.models import Source


@shared_task
def poll_due_sources() -> None:
    """Queue a poll for each source whose time has come."""
    for pk in Source.objects.due(timezone.now()).values_list("pk", flat=True):
        poll_source.delay(pk)


@shared_task
def poll_source(pk: int) -> None:
    """Read one source and queue the articles it added."""
    pipeline.poll(pk)
    sweep()


@shared_task
def process_article(pk: int) -> None:
    """Bring one article to a final state."""
    pipeline.process(pk)


@shared_task
def sweep() -> None:
    """Queue every article that is due and that no message in the broker stands for."""
    for pk in pipeline.forgotten():
        process_article.delay(pk)
