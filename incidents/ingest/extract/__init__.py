"""From one fetched document to its own story: title, text, date, language, outlet."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from incidents.ingest.address import tidy_url
from incidents.ingest.extract.decode import clean, decode
from incidents.ingest.extract.markup import Markup, take_apart
from incidents.ingest.extract.plain import MAX_TITLE, read_text
from incidents.ingest.extract.story import Story
from incidents.records import Fetched, Page

__all__ = ["ExtractError", "extract", "from_html", "from_text", "opened"]

SKIMMED_AT_LEAST = 400  # characters


class ExtractError(ValueError):
    """A document holds no story. `reason_code` is stable: `empty`."""

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code
        self.message = message


def extract(fetched: Fetched) -> Page:
    """Read a fetched document by its content type. Raises ExtractError when it has no story."""
    return opened(fetched).read()


def from_html(body: bytes, url: str = "", charset: str = "") -> Page:
    """Read an HTML page; its `url` is the canonical one. Raises ExtractError without a story."""
    return Html(take_apart(decode(body, charset), url)).read()


def from_text(text: str, url: str = "") -> Page:
    """Read a plain text: the title on its first line, then the article or a dump of its page."""
    return Plain(clean(text), url).read()


def opened(fetched: Fetched) -> "Html | Plain":
    """Decode and parse a document, as far as is needed for a first look."""
    text = decode(fetched.body, fetched.charset)
    if "html" in fetched.content_type or "xml" in fetched.content_type:
        return Html(take_apart(text, fetched.url))
    return Plain(text, fetched.url)


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text, which costs next to nothing to read."""

    text: str
    url: str

    def skim(self) -> Page | None:
        return None

    def read(self) -> Page:
        """Raises ExtractError without a story."""
        title, story = read_text(self.text)
        return _page(title, story.paragraphs, tidy_url(self.url), published_at=story.published_at)


@dataclass(frozen=True, slots=True)
class Html:
    """An HTML page: to choose the lines of its story costs nearly as much as all before that."""

    markup: Markup

    def skim(self) -> Page | None:
        """The page with all its lines, for a first look; None where they say little, perhaps
        because the story is only in what the page gives to machines.

        Boxes are left out; what else stands there of other stories is taken along.
        """
        story = self.markup.skim()
        least = max(SKIMMED_AT_LEAST, len(self.markup.meta.body) // 2)
        is_told = sum(map(len, story.paragraphs)) >= least
        return self._told(story) if is_told else None

    def read(self) -> Page:
        """The page's own story. Raises ExtractError without one."""
        return self._told(self.markup.read())

    def _told(self, story: Story) -> Page:
        meta, published_at = self.markup.meta, self.markup.published_at(story)
        facts = {"language": meta.language, "outlet": meta.outlet, "published_at": published_at}
        return _page(meta.title, story.paragraphs, meta.url or self.markup.url, **facts)


def _page(title: str, paragraphs: Sequence[str], url: str, **facts: Any) -> Page:
    if not any(char.isalpha() for paragraph in paragraphs for char in paragraph):
        raise ExtractError("empty", f"{url or 'the document'} holds no article")
    title = shorten(title, MAX_TITLE, placeholder="…")
    text = "\n\n".join([title, *paragraphs] if title else paragraphs)
    return Page(title or shorten(paragraphs[0], MAX_TITLE, placeholder="…"), text, url, **facts)
