"""Sitemaps, news sitemaps and their indexes, gzipped or not: bytes in, entries out."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from incidents.records import Entry, Fetched
from incidents.sources.errors import SourceError

MAX_BYTES = 50_000_000  # what the protocol allows one file to hold
MAX_ENTRIES = 50_000
MAX_TITLE = 500
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file: addresses of pages, or, when it is an index, of further sitemaps."""

    entries: tuple[Entry, ...] = ()
    children: tuple["Child", ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    url: str
    changed_at: datetime | None = None


def read(fetched: Fetched, since: datetime | None = None) -> Sitemap:
    """The pages or the further sitemaps that a sitemap names, in its order.

    With `since`, pages that are dated before it are left out. An entry's `published_at` is set
    only by a news sitemap. Raises SourceError: not_a_sitemap, too_large.
    """
    body = _unpacked(fetched)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(tuple(_from_lines(body, fetched)))
    entries: dict[str, Entry] = {}
    children: dict[str, Child] = {}
    for name, facts in _elements(body, fetched):
        url = urljoin(fetched.url, facts.get("loc", ""))
        if not url.startswith(("http://", "https://")) or len(url) > 1000:
            continue
        published = _moment(facts.get("publication_date"))
        changed = _moment(facts.get("lastmod"))
        if name == "sitemap":
            children.setdefault(url, Child(url, changed))
        elif not since or not (published or changed) or (published or changed or since) >= since:
            title = " ".join(facts.get("title", "").split())[:MAX_TITLE]
            language = facts.get("language", "")[:2].lower()
            entries.setdefault(url, Entry(url, title, published, language))
        if len(entries) + len(children) >= MAX_ENTRIES:
            break
    return Sitemap(tuple(entries.values()), tuple(children.values()))


def _unpacked(fetched: Fetched) -> bytes:
    if not fetched.body.startswith(_GZIP):
        return fetched.body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(fetched.body, MAX_BYTES + 1)
    except zlib.error:
        raise _not_a_sitemap(fetched) from None
    if len(body) > MAX_BYTES:
        raise SourceError("too_large", f"{fetched.url} unpacks to more than {MAX_BYTES:,} bytes")
    return body


def _elements(body: bytes, fetched: Fetched) -> Iterator[tuple[str, dict[str, str]]]:
    """Each <url> or <sitemap> with the texts below it, by bare tag name; entities stay closed."""
    if b"<!ENTITY" in body[:4096]:
        raise SourceError("not_a_sitemap", f"{fetched.url} declares entities of its own")
    walk = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    is_sitemap = False
    try:
        for event, element in walk:
            name = _bare(element.tag)
            if event == "start":
                is_sitemap = is_sitemap or name in {"urlset", "sitemapindex"}
                if not is_sitemap:
                    raise _not_a_sitemap(fetched)
            elif name in {"url", "sitemap"}:
                yield name, {_bare(e.tag): (e.text or "").strip() for e in element.iter()}
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]  # what was read need not be kept
    except etree.XMLSyntaxError:
        if not is_sitemap:
            raise _not_a_sitemap(fetched) from None


def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _from_lines(body: bytes, fetched: Fetched) -> Iterator[Entry]:
    """The plain form: one address per line, and nothing else."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines if line][:MAX_ENTRIES]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise _not_a_sitemap(fetched)
    for url in dict.fromkeys(lines):
        if len(url) <= 1000:
            yield Entry(url)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _not_a_sitemap(fetched: Fetched) -> SourceError:
    return SourceError("not_a_sitemap", f"{fetched.url or 'the file'} is not a sitemap")
