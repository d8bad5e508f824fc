"""Strings the steps together: source or address or file → text → coding → incident."""

from incidents.coding.coder import warm_up
from incidents.ingest.pipeline.alerts import alert_operators
from incidents.ingest.pipeline.backfill import Walk, backfill, unfinished
from incidents.ingest.pipeline.batch import SOON, Work, process, work_off
from incidents.ingest.pipeline.hand import import_article, read_page
from incidents.ingest.pipeline.queue import Message, messages_again, next_messages
from incidents.ingest.pipeline.reading import command_reader, worker_reader
from incidents.ingest.pipeline.source import ingest, look, poll
from incidents.ingest.pipeline.trial import Trial, trial
from incidents.ingest.turns import Later

__all__ = [
    "SOON",
    "Later",
    "Message",
    "Trial",
    "Walk",
    "Work",
    "alert_operators",
    "backfill",
    "command_reader",
    "import_article",
    "ingest",
    "look",
    "messages_again",
    "next_messages",
    "poll",
    "process",
    "read_page",
    "trial",
    "unfinished",
    "warm_up",
    "work_off",
    "worker_reader",
]
