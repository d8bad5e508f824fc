"""Strings the steps together: source or address or file → text → coding → incident."""

from incidents.ingest.pipeline.alerts import alert_operators
from incidents.ingest.pipeline.article import SOON, attempt, process
from incidents.ingest.pipeline.backfill import Walk, backfill, unfinished
from incidents.ingest.pipeline.hand import import_article, read_page
from incidents.ingest.pipeline.queue import next_articles
from incidents.ingest.pipeline.reading import command_reader, worker_reader
from incidents.ingest.pipeline.source import ingest, look, poll
from incidents.ingest.pipeline.trial import Trial, trial
from incidents.ingest.turns import Later

__all__ = [
    "SOON",
    "Later",
    "Trial",
    "Walk",
    "alert_operators",
    "attempt",
    "backfill",
    "command_reader",
    "import_article",
    "ingest",
    "look",
    "next_articles",
    "poll",
    "process",
    "read_page",
    "trial",
    "unfinished",
    "worker_reader",
]
