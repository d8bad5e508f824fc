"""What a source would give, for the operator who sets it up. Stores nothing."""

from dataclasses import dataclass

from django.utils import timezone

from incidents.ingest.fetch import FetchError
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.pipeline.source import address_of, look
from incidents.ingest.turns import Later
from incidents.models import Source
from incidents.records import Entry
from incidents.sources.errors import SourceError

PATIENCE = 10.0  # seconds: robots.txt comes first, and the host's pause after it


@dataclass(frozen=True, slots=True)
class Trial:
    """One reading of a source: how it ended and what it offered."""

    address: str
    outcome: str
    reason: str = ""
    entries: tuple[Entry, ...] = ()
    content_type: str = ""
    size: int = 0


def trial(source: Source) -> Trial:
    """Read a source as a poll would, whatever was read before."""
    address = address_of(source, timezone.localdate())
    try:
        found = look(source, command_reader(), afresh=True, patience=PATIENCE)
    except Later as later:
        return Trial(address, "later", later.reason)
    except (FetchError, SourceError) as failure:
        return Trial(address, failure.reason_code, failure.message)
    outcome = "updated" if found.entries else "empty"
    fetched = found.fetched
    return Trial(address, outcome, "", found.entries, fetched.content_type, len(fetched.body))
