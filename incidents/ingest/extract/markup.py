"""An HTML page: its tree, its lines, its story."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree, html

from incidents.ingest.extract.blocks import Block, Element, blocks
from incidents.ingest.extract.body import choose
from incidents.ingest.extract.boxes import prune, without_boxes
from incidents.ingest.extract.meta import Meta, date_in_address, read_meta, read_time
from incidents.ingest.extract.plain import read_lines
from incidents.ingest.extract.story import Story, tell

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG: Final = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Markup:
    """An HTML page taken apart as far as its lines; the boxes beside its story are gone."""

    url: str
    meta: Meta
    tree: Element | None
    lines: list[Block]

    def skim(self) -> Story:
        """All the lines: what no box gives away of other stories stands among them."""
        return tell([line.text for line in self.lines], self.meta.title, is_chosen=True)

    def read(self) -> Story:
        """The lines of the page's own story, which are chosen at half the price of it all."""
        if self.tree is None:
            return Story()
        meta = self.meta
        chosen = choose(self.lines, self.tree, meta.title, meta.description)
        story = tell(chosen, meta.title, is_chosen=True)
        if not story.paragraphs and meta.body:
            return tell(read_lines(_to_lines(meta.body)), meta.title)
        return story

    def published_at(self, story: Story) -> datetime | None:
        """When the page was published, by what it and its story say."""
        read = read_time(self.tree) if self.tree is not None else None
        moments = (self.meta.published_at, story.published, read, story.published_at)
        return next(filter(None, moments), None) or date_in_address(self.url)


def take_apart(text: str, url: str = "") -> Markup:
    """Parse a page, read what it says of itself, and leave its boxes out."""
    tree = _parse(text)
    if tree is None:
        return Markup(url, Meta(), None, [])
    meta = read_meta(tree, url)
    prune(tree)
    return Markup(url, meta, tree, without_boxes(blocks(tree)))


def _parse(text: str) -> Element | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(_DECLARATION.sub("", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None  # nothing in it but comments or blanks


def _to_lines(text: str) -> str:
    """A text that may hold a few tags, with a line for each."""
    return _TAG.sub("\n", text)
