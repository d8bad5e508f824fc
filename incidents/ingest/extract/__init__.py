"""From one fetched document to its own story: title, text, date, language, outlet."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from incidents.ingest.address import tidy_url
from incidents.ingest.extract.decode import clean, decode
from incidents.ingest.extract.markup import read_html
from incidents.ingest.extract.plain import MAX_TITLE, read_text
from incidents.records import Fetched, Page

__all__ = ["ExtractError", "extract", "from_html", "from_text"]


class ExtractError(ValueError):
    """A document holds no story. `reason_code` is stable: `empty`."""

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code
        self.message = message


def extract(fetched: Fetched) -> Page:
    """Read a fetched document by its content type. Raises ExtractError when it has no story."""
    if "html" in fetched.content_type or "xml" in fetched.content_type:
        return from_html(fetched.body, fetched.url, fetched.charset)
    return from_text(decode(fetched.body, fetched.charset), fetched.url)


def from_text(text: str, url: str = "") -> Page:
    """Read a plain text: the title on its first line, then the article or a dump of its page."""
    title, story = read_text(clean(text))
    return _page(title, story.paragraphs, tidy_url(url), published_at=story.published_at)


def from_html(body: bytes, url: str = "", charset: str = "") -> Page:
    """Read an HTML page; its `url` is the canonical one. Raises ExtractError without a story."""
    meta, story, published_at = read_html(decode(body, charset), url)
    return _page(
        meta.title,
        story.paragraphs,
        meta.url or url,
        language=meta.language,
        outlet=meta.outlet,
        published_at=published_at,
    )


def _page(title: str, paragraphs: Sequence[str], url: str, **facts: Any) -> Page:
    if not any(char.isalpha() for paragraph in paragraphs for char in paragraph):
        raise ExtractError("empty", f"{url or 'the document'} holds no article")
    title = shorten(title, MAX_TITLE, placeholder="…")
    text = "\n\n".join([title, *paragraphs] if title else paragraphs)
    return Page(title or shorten(paragraphs[0], MAX_TITLE, placeholder="…"), text, url, **facts)
