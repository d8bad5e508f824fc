"""One adapter per kind of source: downloaded bytes in, entries out."""

from collections.abc import Callable

from incidents.records import Entry, Fetched
from incidents.sources import feed

# Keyed by the codes of choices.SourceKind.
ADAPTERS: dict[str, Callable[[Fetched], tuple[Entry, ...]]] = {"feed": feed.read}
