"""One source: what it offers becomes articles, before anything is queued."""

import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from incidents import services
from incidents.choices import SourceKind
from incidents.ingest.address import canonical_url
from incidents.ingest.fetch import FEEDS, PAGES, SITEMAPS, FetchError
from incidents.ingest.pipeline.batch import SOON, process
from incidents.ingest.pipeline.log import say
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.reader import Reader
from incidents.ingest.turns import Later
from incidents.models import Poll, Source
from incidents.records import Entry, Fetched
from incidents.sources import ADAPTERS, Hints, Offer
from incidents.sources.errors import SourceError
from incidents.sources.sitemap import Child

ACCEPTED = PAGES | FEEDS | SITEMAPS
RECENT = timedelta(days=7)  # older pages of a sitemap are left to a backfill
CHILDREN = 2  # sitemaps of an index that one poll reads
PATIENCE = 10.0  # seconds that a poll may wait for each of them


@dataclass(frozen=True, slots=True)
class Found:
    """What a source offers just now."""

    entries: tuple[Entry, ...]
    fetched: Fetched


def poll(pk: int, reader: Reader) -> tuple[str, list[int]]:
    """Read one due source; returns the outcome and the ids of the articles it added.

    The outcome is `updated`, `not_modified`, `empty`, `busy` or the code of the failure. Raises
    Later when it is not its host's turn.
    """
    if not Source.objects.claim(pk, timezone.now(), settings.LEASE):
        return "busy", []
    source = Source.objects.get(pk=pk)
    before, began = source.last_outcome, time.monotonic()
    visit = Poll(at=timezone.now(), outcome="updated")
    added: list[int] = []
    error, wait = "", 0.0
    try:
        found = look(source, reader)
        added = services.add_entries(source, found.entries)
        visit.outcome = _outcome_of(found)
        visit.entries, visit.added = len(found.entries), len(added)
        if not found.fetched.not_modified:
            source.etag = found.fetched.etag[:500]
            source.last_modified = found.fetched.last_modified[:100]
    except Later as later:
        services.release_source(source, timezone.now() + timedelta(seconds=later.seconds))
        raise
    except (FetchError, SourceError) as failure:
        visit.outcome, error = failure.reason_code, failure.message
        wait = getattr(failure, "retry_after", None) or 0.0
    visit.seconds = time.monotonic() - began
    services.finish_poll(source, visit, error=error, wait=min(wait, 86_400.0))
    is_old_news = not added and visit.outcome == before
    say(
        "poll",
        level=logging.DEBUG if is_old_news else logging.INFO,
        source=source.slug,
        outcome=visit.outcome,
        entries=visit.entries,
        added=visit.added,
        failures=source.failures or "",
        reason=error,
        seconds=visit.seconds,
    )
    return visit.outcome, added


def look(source: Source, reader: Reader, *, afresh: bool = False, patience: float = 0.0) -> Found:
    """Read a source and store nothing; waits up to `patience` seconds for its host's turn.

    Raises FetchError, SourceError or Later.
    """
    now = timezone.now()
    fetched = reader.read_patiently(
        address_of(source, timezone.localdate(now)),
        patience,
        accept=ACCEPTED,
        etag="" if afresh else source.etag,
        last_modified="" if afresh else source.last_modified,
    )
    if fetched.not_modified:
        return Found((), fetched)
    offer = offer_of(source, fetched, now - RECENT)
    entries = list(offer.entries)
    for child in newest(offer.more):
        try:
            page = reader.read_patiently(child.url, PATIENCE, accept=ACCEPTED)
        except Later:
            break  # the next poll sees it
        entries += offer_of(source, page, now - RECENT).entries
    return Found(tuple({entry.url: entry for entry in entries}.values()), fetched)


def address_of(source: Source, day: date) -> str:
    """The address to read on a day: a sitemap may have one per month, as .../YYYY/MM/...."""
    if source.kind != SourceKind.SITEMAP or "YYYY" not in source.url:
        return source.url
    return source.url.replace("YYYY", f"{day:%Y}").replace("MM", f"{day:%m}")


def newest(children: tuple[Child, ...]) -> list[Child]:
    """Of the sitemaps that an index names, the few that can hold today's articles."""
    order = sorted(
        enumerate(children), key=lambda pair: (str(pair[1].changed_at or ""), pair[0]), reverse=True
    )
    return [child for _, child in order[:CHILDREN]]


def offer_of(source: Source, fetched: Fetched, since: datetime | None) -> Offer:
    """What a source's own adapter reads, under canonical addresses, one entry per address."""
    read = ADAPTERS.get(source.kind)
    if read is None:
        raise SourceError("unknown_kind", f"sources of kind {source.kind} cannot be read yet")
    offer = read(fetched, Hints(source.selector, since))
    return Offer(wanted(source, offer.entries), offer.more)


def wanted(source: Source, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that fit the source's pattern, under canonical addresses, one per address."""
    pattern = re.compile(source.pattern)
    unique: dict[str, Entry] = {}
    for entry in entries:
        try:
            url = canonical_url(entry.url)
        except ValueError:
            continue
        if pattern.search(url):
            unique.setdefault(url, replace(entry, url=url))
    return tuple(unique.values())


def _outcome_of(found: Found) -> str:
    if found.fetched.not_modified:
        return "not_modified"
    return "updated" if found.entries else "empty"


def ingest(source: Source, progress: Callable[[str], None] = lambda line: None) -> Counter[str]:
    """Poll a source now and process what it brought; counts articles by outcome."""
    outcome, added = _poll_patiently(source)
    tally = Counter({f"source {outcome}": 1})
    for n, pk in enumerate(added, 1):
        done = process(pk)
        tally[done.outcome if done else "busy"] += 1
        progress(f"{source.name}: {n}/{len(added)}")
    return tally


def _poll_patiently(source: Source) -> tuple[str, list[int]]:
    while True:
        try:
            return poll(source.pk, command_reader())
        except Later as later:
            if later.seconds > SOON:
                return "later", []
            time.sleep(later.seconds)
            services.make_due(source)
