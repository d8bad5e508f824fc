"""One adapter per kind of source: downloaded bytes in, entries out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incidents.records import Entry, Fetched
from incidents.sources import feed, listing, sitemap


@dataclass(frozen=True, slots=True)
class Hints:
    """What an adapter is told about its source."""

    selector: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What one document of a source offers: articles, and documents that offer more."""

    entries: tuple[Entry, ...] = ()
    more: tuple[sitemap.Child, ...] = ()


def _feed(fetched: Fetched, hints: Hints) -> Offer:
    return Offer(feed.read(fetched))


def _sitemap(fetched: Fetched, hints: Hints) -> Offer:
    found = sitemap.read(fetched, hints.since)
    return Offer(found.entries, found.children)


def _listing(fetched: Fetched, hints: Hints) -> Offer:
    return Offer(listing.read(fetched, hints.selector))


# Keyed by the codes of choices.SourceKind.
ADAPTERS: dict[str, Callable[[Fetched, Hints], Offer]] = {
    "feed": _feed,
    "sitemap": _sitemap,
    "listing": _listing,
}
