"""What stands on a page beside its story: taken out by tag, by name, and by what it says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lxml import etree

from incidents.ingest.extract.blocks import Block, Element, names
from incidents.ingest.extract.kinds import CALLS, Kind, fold, kind
from incidents.ingest.extract.lists import LISTS

_TAGS: Final = frozenset(
    """script style noscript template nav footer aside button select svg math iframe object
    embed video audio canvas figure figcaption dialog head""".split()  # noqa: SIM905
)
_ROLES: Final = frozenset(
    ["navigation", "complementary", "contentinfo", "dialog", "alertdialog", "search", "menu"]
)
_BOXES: Final = frozenset(LISTS["names"]["boxes"])
_LINK_BOXES: Final = frozenset(LISTS["names"]["links"])
_MODIFIERS: Final = frozenset(LISTS["names"]["modifiers"])
_NEVER: Final = frozenset(["html", "body", "main"])
_MOST = 0.5  # of the page's text: more than this is no box
_LINKED = 0.25  # of a teaser's text, its heading
_SMALL = 700  # characters of a teaser or an invitation
_REMARKED = etree.XPath("descendant::*[@role or @style or @hidden or @aria-hidden]")
_STORY = etree.XPath(
    "boolean(descendant-or-self::*[self::h1 or @itemprop='articleBody'])", smart_strings=False
)


def prune(tree: Element) -> None:
    """Take out, in place, what tag, role or name tells apart from a story."""
    remarked: Any = _REMARKED(tree)
    for element in [*tree.iter(*_TAGS), *filter(_is_apart, remarked)]:
        _drop(element)
    total = len(tree.text_content()) or 1
    for element in [e for e in tree.iter("*") if _is_named_box(e)]:
        if len(element.text_content()) <= _MOST * total or _is_comments(element):
            _drop(element)


def _is_apart(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        (element.get("role") or "").lower() in _ROLES
        or "display:none" in style
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    ) and element.tag not in _NEVER


def _is_named_box(element: Element) -> bool:
    if element.tag in _NEVER:
        return False
    words = [name for name in names(element) if not name & _MODIFIERS]
    if any(name & _BOXES for name in words):
        return True
    return any(name & _LINK_BOXES for name in words) and _link_share(element) >= _LINKED


def _is_comments(element: Element) -> bool:
    return any(word.startswith(("comment", "komment")) for n in names(element) for word in n)


def _holds_story(element: Element) -> bool:
    return bool(_STORY(element))


def _link_share(element: Element) -> float:
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked / (len(element.text_content()) or 1)


def _drop(element: Element) -> None:
    """Remove an element, unless it holds the story, but not the text that follows it."""
    if element.getparent() is not None and not _holds_story(element):
        element.drop_tree()


def without_boxes(page: Sequence[Block]) -> list[Block]:
    """The blocks that are not in a box which its words give away: the class names may be hashed."""
    spans = _spans(page)
    dropped: set[int] = set()
    for position, block in enumerate(page):
        dropped.update(_box(page, spans, position, block))
    return [
        block
        for position, block in enumerate(page)
        if position not in dropped and not block.is_field
    ]


Spans = dict[Element, tuple[int, int]]


def _spans(page: Sequence[Block]) -> Spans:
    """For every element the first and the last of its blocks."""
    spans: Spans = {}
    for position, block in enumerate(page):
        for element in _lineage(block):
            first, _ = spans.get(element, (position, position))
            spans[element] = (first, position)
    return spans


def _lineage(block: Block) -> Iterator[Element]:
    yield block.element
    yield from block.element.iterancestors()


def _box(page: Sequence[Block], spans: Spans, position: int, block: Block) -> Iterable[int]:
    """The blocks of the box that this one gives away, if it does."""
    if block.is_field or (block.linked > 0.5 and fold(block.text) in CALLS):
        return _around(page, spans, position)
    role = kind(block.text)
    if role is Kind.RELATED or (role is Kind.STRAY and "newsletter" in block.text.lower()):
        return _below(page, spans, position)
    if block.linked >= 0.9 and block.tag != "h1":
        is_title = block.is_heading and len(block.text) >= 15
        return _teaser(page, spans, position) if is_title else (position,)
    return ()


def _ranges(page: Sequence[Block], spans: Spans, position: int) -> Iterator[range]:
    """Ever larger boxes around a block, as long as they are small enough to be one."""
    seen = range(position, position + 1)
    for element in _lineage(page[position]):
        first, last = spans[element]
        if len(inside := range(first, last + 1)) == len(seen):
            continue
        is_story = element.tag in _NEVER or any(page[n].tag == "h1" for n in inside)
        if is_story or sum(len(page[n].text) for n in inside) > _SMALL:
            return
        seen = inside
        yield inside


def _around(page: Sequence[Block], spans: Spans, position: int) -> Iterable[int]:
    """An invitation: the first box with more in it than buttons and fields."""
    for inside in _ranges(page, spans, position):
        said = [page[n].text for n in inside if fold(page[n].text) not in CALLS]
        if sum(map(len, said)) >= 20:
            return inside
    return (position,)


def _below(page: Sequence[Block], spans: Spans, position: int) -> Iterable[int]:
    """A headed box: the first one that begins with its heading and goes on behind it."""
    for inside in _ranges(page, spans, position):
        return inside if inside.start == position else ()
    return ()


def _teaser(page: Sequence[Block], spans: Spans, position: int) -> Iterable[int]:
    """A linked heading with at most a kicker above and a summary below."""
    for inside in _ranges(page, spans, position):
        above = range(inside.start, position)
        if all(len(page[n].text) <= 60 for n in above) and len(inside) <= 4:
            return inside
        break
    return (position,)
