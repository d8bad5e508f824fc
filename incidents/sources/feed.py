"""RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed: bytes in, entries out. No network."""

import codecs
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from feedparser.encodings import convert_to_utf8
from lxml import etree, html

from incidents.records import Entry, Fetched
from incidents.sources.errors import SourceError
from incidents.sources.moments import read_moment

MAX_ENTRIES = 500
MAX_TITLE = 500
MAX_UNCLOSED = 50_000
_MARKS = {  # UTF-32 before UTF-16, whose mark is the beginning of its own
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL)
# An entity that holds another one, or what stands elsewhere.
_BOMB = re.compile(rb"""<!ENTITY\s+[^\s%]+\s+(?:"[^"]*&\w|'[^']*&\w|SYSTEM|PUBLIC)""")
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


def read(fetched: Fetched, max_entries: int = MAX_ENTRIES) -> tuple[Entry, ...]:
    """The entries of a feed, in its order, one per address, at most `max_entries`.

    Entries without an http(s) address are left out; an empty feed is an empty tuple.
    Raises SourceError("not_a_feed") for anything else.
    """
    entries = _read_json(fetched) if _is_json(fetched) else _read_xml(fetched)
    unique: dict[str, Entry] = {}
    for entry in entries:
        if len(unique) == max_entries:
            break
        unique.setdefault(entry.url, entry)
    return tuple(unique.values())


def _is_json(fetched: Fetched) -> bool:
    return fetched.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _read_json(fetched: Fetched) -> Iterator[Entry]:
    try:
        feed = json.loads(fetched.body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _not_a_feed(fetched) from None
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise _not_a_feed(fetched)
    language = _language(feed.get("language"))
    for item in items:
        if not isinstance(item, dict):
            continue
        yield from _entry(
            link=item.get("url") or item.get("external_url") or _if_address(item.get("id")),
            base=fetched.url,
            title=item.get("title"),
            published_at=read_moment(item.get("date_published") or item.get("date_modified")),
            language=_language(item.get("language")) or language,
        )


def _read_xml(fetched: Fetched) -> Iterator[Entry]:
    feed = _parse(fetched)
    if not feed.version and not feed.entries:
        raise _not_a_feed(fetched)
    language = _language(feed.feed.get("language"))
    for item in feed.entries:
        yield from _entry(
            link=_link(item),
            base=fetched.url,
            title=item.get("title"),
            published_at=_when(item),
            language=_language(item.get("language")) or _language(_of_title(item)) or language,
        )


def _parse(fetched: Fetched) -> Any:
    """Let feedparser read, but never expand what a feed declares: an entity can be a bomb."""
    headers = {"content-type": f"{fetched.content_type}; charset={fetched.charset}"}
    found: dict[str, Any] = {"bozo": False}
    body = _without_mark(fetched.body) or convert_to_utf8(
        headers if fetched.charset else {}, fetched.body, found
    )
    body = _without_entities(body, fetched)
    if _unclosed(body) > MAX_UNCLOSED:  # feedparser's time grows with the square of the depth
        raise SourceError("not_a_feed", f"{_name(fetched)} opens more tags than it closes")
    return feedparser.parse(
        _shortened(body),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": fetched.url,
        },
        sanitize_html=False,  # only titles are used, as plain text
        resolve_relative_uris=False,  # of the content; links are resolved all the same
    )


def _without_mark(body: bytes) -> bytes:
    """A body whose first bytes say that it is UTF-16 or UTF-32, as UTF-8; else nothing."""
    code = next((code for mark, code in _MARKS.items() if body.startswith(mark)), "")
    text = body.decode(code, "replace") if code else ""
    return _DECLARATION.sub("", text, count=1).encode()


def _without_entities(body: bytes, fetched: Fetched) -> bytes:
    """Without the entities that it declares: their names stay where they stand.

    Refused when they are built of one another or of files, which no honest feed does.
    """
    if b"<!ENTITY" not in body:
        return body
    bare = _DOCTYPE.sub(b"", body, count=1)
    if b"<!ENTITY" in bare or _BOMB.search(body):
        raise SourceError("not_a_feed", f"{_name(fetched)} declares entities of its own")
    return bare


def _shortened(body: bytes) -> bytes:
    """Without what comes long after the last entry that could be read: parsing it takes minutes."""
    ends = (found.end() for found in _END.finditer(body))
    last = next(itertools.islice(ends, 4 * MAX_ENTRIES, None), len(body))
    return body[:last]


def _unclosed(body: bytes) -> int:
    """About how many tags stay open; void ones of HTML in descriptions count as well."""
    silent = sum(body.count(mark) for mark in (b"/>", b"<!", b"<?"))
    return body.count(b"<") - 2 * body.count(b"</") - silent


def _link(item: Mapping[str, Any]) -> str:
    """The address of an entry: its own rather than a counter's, or what else it says of where."""
    links = {link.get("rel"): link.get("href") for link in reversed(item.get("links") or [])}
    own, link = item.get("feedburner_origlink"), item.get("link")
    return own or link or _if_address(item.get("id")) or links.get("self") or ""


def _when(item: dict[str, Any]) -> datetime | None:
    # Past feedparser's own `get`, which warns when it has to answer for a missing date.
    said = (dict.get(item, name) for name in ("published", "updated", "created"))
    return next(filter(None, map(read_moment, said)), None)


def _of_title(item: Mapping[str, Any]) -> Any:
    return (item.get("title_detail") or {}).get("language")


def _entry(
    link: object, base: str, title: object, published_at: datetime | None, language: str
) -> Iterable[Entry]:
    """One entry, or none when it has no web address."""
    try:
        url = urljoin(base, str(link or "").strip())
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and parts.port != 0
        (parts.hostname or "").encode("idna")
    except ValueError:
        return ()
    if not link or not is_web or not parts.hostname:
        return ()
    return (Entry(url, _plain(title), published_at, language),)


def _if_address(identifier: object) -> str:
    """An identifier may be the address, or anything else, which must not be resolved to one."""
    text = str(identifier or "")
    return text if text.startswith(("http://", "https://")) else ""


def _plain(title: object) -> str:
    """A title as one line of text, without markup."""
    text = title[: MAX_TITLE * 4] if isinstance(title, str) else ""
    if "<" in text or "&" in text:
        try:
            text = "".join(map(str, html.fromstring(f"<div>{text}</div>").itertext()))
        except (etree.LxmlError, ValueError):
            text = ""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:MAX_TITLE]


def _language(value: object) -> str:
    """`de-CH` → `de`; empty when it is no language tag."""
    primary = str(value or "").strip().lower().replace("_", "-").split("-")[0]
    return primary if primary.isascii() and primary.isalpha() and len(primary) in (2, 3) else ""


def _name(fetched: Fetched) -> str:
    return fetched.url or "the file"


def _not_a_feed(fetched: Fetched) -> SourceError:
    return SourceError("not_a_feed", f"{_name(fetched)} is not an RSS, Atom or JSON feed")
