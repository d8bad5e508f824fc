"""An HTML page: its tree, its lines, its story."""

import re
from datetime import datetime
from typing import Final

from lxml import etree, html

from incidents.ingest.extract.blocks import Element, blocks
from incidents.ingest.extract.body import choose
from incidents.ingest.extract.boxes import prune, without_boxes
from incidents.ingest.extract.meta import Meta, date_in_address, read_meta, read_time
from incidents.ingest.extract.plain import read_lines
from incidents.ingest.extract.story import Story, tell

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG: Final = re.compile(r"<[^<>]{1,200}>")


def read_html(text: str, url: str = "") -> tuple[Meta, Story, datetime | None]:
    """What the page says of itself, its story, and when it was published."""
    tree = _parse(text)
    if tree is None:
        return Meta(), Story(), None
    meta = read_meta(tree, url)
    prune(tree)
    page = without_boxes(blocks(tree))
    lines = choose(page, tree, meta.title, meta.description)
    story = tell(lines, meta.title, is_chosen=True)
    if not story.paragraphs and meta.body:
        story = tell(read_lines(_to_lines(meta.body)), meta.title)
    moments = (meta.published_at, story.published, read_time(tree), story.published_at)
    return meta, story, next(filter(None, moments), None) or date_in_address(url)


def _parse(text: str) -> Element | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(_DECLARATION.sub("", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None  # nothing in it but comments or blanks


def _to_lines(text: str) -> str:
    """A text that may hold a few tags, with a line for each."""
    return _TAG.sub("\n", text)
