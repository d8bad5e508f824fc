"""Which lines of a page are its story: trafilatura finds the body, we find what it leaves out."""

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import trafilatura

from incidents.ingest.extract.blocks import Block, Element, names
from incidents.ingest.extract.dates import read_date_line
from incidents.ingest.extract.kinds import Kind, is_ended, is_prose, kind
from incidents.ingest.extract.lists import LISTS

_LEADS: Final = frozenset(LISTS["names"]["leads"])
_LISTS: Final = frozenset(["ul", "ol", "dl", "blockquote", "table", "tbody", "tr"])
_ENDS: Final = frozenset([Kind.RELATED, Kind.END])
_HOME_SHARE = 0.85  # of the found text: what lies elsewhere does not widen the body
_SENTENCE = 40  # characters of the shortest lead without a name
_TOLD = 300  # characters of prose that are more than a lead
_MANY = 3000  # lines: more than an article has, and more than can be compared in good time
_HUGE = 30_000  # elements, the same
_LINKED = 0.6  # a line that is mostly a link leads away

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page without a story


def choose(page: Sequence[Block], tree: Element, title: str, description: str) -> list[str]:
    """The lines of the story in page order, with the date lines above it. Titles are left out."""
    head = _head(page, title)
    found = _found(page, tree, head)
    if not found:
        return []
    body = _body(page, found)
    first = min((n for n in body & found if n > head), default=min(found))
    kept = body | _above(page, head, first, description)
    kept |= {n for n in range(first, len(page)) if kind(page[n].text) in _ENDS}
    leads = {n for n, block in enumerate(page) if _is_same(block.text, description)}
    if leads and not leads & kept:  # it stands below the body, or beside it
        kept |= leads
        return [page[n].text for n in sorted(kept, key=lambda n: (n not in leads, n))]
    return [page[n].text for n in sorted(kept)]


def _head(page: Sequence[Block], title: str) -> int:
    """Where the title stands: the h1 or else the block that says it, or the first h1; else -1."""
    same = [n for n, block in enumerate(page) if _key(block.text) == _key(title)]
    tops = [n for n, block in enumerate(page) if block.tag == "h1"]
    return next((n for n in (*(n for n in same if n in tops), *same, *tops)), -1)


def _found(page: Sequence[Block], tree: Element, head: int) -> set[int]:
    """The prose that trafilatura takes for the body, and that of an element with much of its own.

    On short stories trafilatura may settle for the lead.
    """
    is_huge = len(page) > _MANY or sum(1 for _ in tree.iter()) > _HUGE
    text = "" if is_huge else _main_text(tree)
    known = {_key(line) for line in text.splitlines()}
    whole = _key(text)
    prose = _prose(page, head) or _sentences(page)
    found = {n for n in prose if (key := _key(page[n].text)) in known or key in whole}
    richest = _richest(page, prose)
    return found | richest if _size(page, richest) >= 0.5 * _size(page, found) else found


def _main_text(tree: Element) -> str:
    document: Any = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    return str(document.text or "") if document else ""


def _size(page: Sequence[Block], lines: set[int]) -> int:
    return sum(len(page[n].text) for n in lines)


def _prose(page: Sequence[Block], head: int) -> set[int]:
    """Paragraphs up to where a heading such as "Kommentare" ends the story."""
    prose: set[int] = set()
    told = 0
    for n, block in enumerate(page):
        role = kind(block.text)
        if role is Kind.END and told > _TOLD:
            break
        if role is Kind.PROSE and block.linked < _LINKED:
            prose.add(n)
            told += len(block.text) if n > head else 0
    return prose


def _sentences(page: Sequence[Block]) -> set[int]:
    """What a page has instead of prose when its story is a line or two."""
    return {
        n
        for n, block in enumerate(page)
        if is_ended(block.text) and not block.is_heading and block.linked < _LINKED
    }


def _body(page: Sequence[Block], found: set[int]) -> set[int]:
    """The found lines with the headings, items and short lines that stand between them."""
    home = _home(page, found)
    inside = {n for n, block in enumerate(page) if _is_within(block, home)}
    parents = {page[n].element.getparent() for n in found & inside}
    body = {n for n in inside if n in found or _is_beside(page[n], parents)}
    holders = {parent.getparent() for parent in parents if parent is not home}
    between = range(min(found), max(found))
    body |= {n for n in inside if n in between and _is_chunk(page[n], holders)}
    return {n for n in body if page[n].tag != "h1" and page[n].linked < _LINKED}


def _richest(page: Sequence[Block], prose: set[int]) -> set[int]:
    weights: Counter[Element] = Counter()
    for n in prose:
        weights[page[n].element.getparent()] += len(page[n].text)
    if not weights:
        return set()
    best = weights.most_common(1)[0][0]
    return {n for n in prose if page[n].element.getparent() is best}


def _home(page: Sequence[Block], found: set[int]) -> Element:
    """The innermost element that holds nearly all of the found text."""
    weights: Counter[Element] = Counter()
    for n in found:
        for element in (page[n].element, *page[n].element.iterancestors()):
            weights[element] += len(page[n].text)
    share = _HOME_SHARE * _size(page, found)
    holders = [e for e, weight in weights.items() if weight >= share]
    return max(holders, key=lambda e: sum(1 for _ in e.iterancestors()))


def _is_within(block: Block, home: Element) -> bool:
    return block.element is home or any(e is home for e in block.element.iterancestors())


def _is_beside(block: Block, parents: set[Element]) -> bool:
    """Whether a line is a sibling of the body's paragraphs, or of a list between them."""
    parent = block.element.getparent()
    while parent is not None and parent.tag in _LISTS:
        if parent in parents:
            return True
        parent = parent.getparent()
    return parent in parents


def _is_chunk(block: Block, holders: set[Element]) -> bool:
    """Whether a line stands in a box of its own, as each paragraph of some pages does."""
    element, parent = block.element, block.element.getparent()
    is_alone = element.getprevious() is None and element.getnext() is None
    return is_alone and parent is not None and parent.getparent() in holders


def _above(page: Sequence[Block], head: int, first: int, description: str) -> set[int]:
    """The lead and the date lines that stand above the body, in it or outside of it."""
    return {
        n
        for n, block in enumerate(page[:first])
        if block.linked < _LINKED
        and block.tag != "h1"
        and (
            _is_lead(block)
            or _is_same(block.text, description)
            or (n > head >= 0 and (_may_be_lead(block.text) or read_date_line(block.text)))
        )
    }


def _may_be_lead(line: str) -> bool:
    """Whether a line between title and body reads like a sentence."""
    return is_prose(line) or (len(line) >= _SENTENCE and is_ended(line))


def _is_lead(block: Block) -> bool:
    elements = [block.element, *list(block.element.iterancestors())[:2]]
    is_named = any(name & _LEADS for element in elements for name in names(element))
    return is_named and len(block.text) >= 20


def _is_same(text: str, description: str) -> bool:
    """Whether a line is what the page gives as its description, which may be cut short."""
    one, other = _key(text), _key(description)
    size = min(len(one), len(other), 80)
    return size >= 25 and one[:size] == other[:size] and len(one) >= 0.5 * len(other)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
