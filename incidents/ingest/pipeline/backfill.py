"""Walks a source's archive back to a month; interrupted, it goes on where it stopped."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

from django.utils import timezone

from incidents import services
from incidents.choices import SourceKind
from incidents.ingest.fetch import FetchError
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.pipeline.source import ACCEPTED, address_of, wanted
from incidents.ingest.turns import Later
from incidents.models import ArchivePage, Article, Source
from incidents.models.article import UNFINISHED
from incidents.records import PartialDate
from incidents.sources import sitemap
from incidents.sources.errors import SourceError

# A sitemap of a past month stays as it is; read sooner than this after its end, it may have grown.
SETTLED = timedelta(days=2)
RESUMED = timedelta(days=1)  # an interrupted run that is taken up within a day reads nothing twice
DEPTH = 3  # indexes of indexes
PATIENCE = 600.0
_MONTH = re.compile(r"(?<!\d)(\d{4})[-/_]?(\d\d)(?!\d)")

Progress = Callable[["Walk"], None]


@dataclass
class Walk:
    """How far a backfill has come."""

    read: int = 0  # pages of the archive
    known: int = 0  # pages found so far, read or not
    added: int = 0  # articles that were not on file
    faults: list[str] = field(default_factory=list)  # pages that could not be read


def backfill(
    source: Source, since: date, pattern: str = "", progress: Progress = lambda walk: None
) -> Walk:
    """Store every article that a source's archive dates on or after a day.

    The archive is the source's own sitemap, else those that its site's robots.txt names. With
    `pattern`, only articles whose address or title it matches. A page that cannot be read is
    noted and tried again by the next run. Whoever processes articles does the rest.
    """
    walk, done = Walk(), _finished(source, since)
    waiting = [(address, 0) for address in _roots(source, since)]
    walk.known = len(waiting)
    while waiting:
        address, depth = waiting.pop(0)
        if address not in done:
            try:
                added, more = _read(source, address, since, re.compile(pattern, re.IGNORECASE))
            except (FetchError, SourceError, Later) as error:
                walk.faults.append(f"{address}: {error}")
                added, more = 0, []
            children = more if depth < DEPTH else []
            waiting += [(child, depth + 1) for child in children]
            walk.known += len(children)
            walk.added += added
        walk.read += 1
        progress(walk)
    return walk


def unfinished(source: Source) -> list[int]:
    """The articles of a source that still wait to be processed."""
    waiting = Article.objects.filter(source=source, state__in=UNFINISHED)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _roots(source: Source, since: date) -> list[str]:
    """Where the archive begins: one sitemap per month, newest first, or what the site names."""
    month = timezone.localdate().replace(day=1)
    if source.kind != SourceKind.SITEMAP:
        return _named_sitemaps(source.url)
    if address_of(source, month) == source.url:
        return [source.url]
    roots = []
    while month >= since.replace(day=1):
        roots.append(address_of(source, month))
        month = (month - timedelta(days=1)).replace(day=1)
    return roots


def _named_sitemaps(url: str) -> list[str]:
    reader = command_reader()
    while True:
        try:
            named = reader.rules(url).sitemaps
            return named or [urljoin(url, "/sitemap.xml")]
        except Later as later:
            time.sleep(min(later.seconds, PATIENCE))
        except FetchError:
            return [urljoin(url, "/sitemap.xml")]


def _finished(source: Source, since: date) -> set[str]:
    """Pages that need not be read again: just read, or of a month that was over by then."""
    pages = ArchivePage.objects.filter(source=source, since__lte=since)
    fresh = timezone.now() - RESUMED
    return {page.url for page in pages if page.read_at >= min(fresh, _settled_at(page.url))}


def _settled_at(address: str) -> datetime:
    month = _month_of(address)
    return _start(month.last) + SETTLED if month else datetime.max.replace(tzinfo=UTC)


def _month_of(address: str) -> PartialDate | None:
    found = _MONTH.search(address)
    try:
        return PartialDate.of_month(int(found[1]), int(found[2])) if found else None
    except ValueError:  # a number that only looks like a month
        return None


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def _read(
    source: Source, address: str, since: date, pattern: re.Pattern[str]
) -> tuple[int, list[str]]:
    fetched = command_reader().read_patiently(
        address, PATIENCE, accept=ACCEPTED, max_bytes=sitemap.MAX_BYTES
    )
    found = sitemap.read(fetched, _start(since))
    entries = [e for e in wanted(source, found.entries) if pattern.search(f"{e.url} {e.title}")]
    added = services.add_entries(source, entries)
    if not found.children:  # an index grows; its leaves are what need not be read again
        services.note_archive_page(
            ArchivePage(source=source, url=address, since=since, added=len(added))
        )
    return len(added), [child.url for child in found.children if _may_hold(child, since)]


def _may_hold(child: sitemap.Child, since: date) -> bool:
    """Whether a sitemap can name pages on or after a day."""
    month = _month_of(child.url)
    if month and month.last < since:
        return False
    return child.changed_at is None or child.changed_at >= _start(since)
