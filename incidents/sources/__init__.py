"""One adapter per kind of source: downloaded bytes in, entries out."""

from collections.abc import Callable
from typing import Protocol

from incidents.records import Entry, Fetched
from incidents.sources import feed


class Hints(Protocol):
    """What an adapter may be told about its source."""

    selector: str
    pattern: str


def _feed(fetched: Fetched, hints: Hints) -> tuple[Entry, ...]:
    return feed.read(fetched)


# Keyed by the codes of choices.SourceKind.
ADAPTERS: dict[str, Callable[[Fetched, Hints], tuple[Entry, ...]]] = {"feed": _feed}
