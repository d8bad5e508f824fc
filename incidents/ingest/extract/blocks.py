"""A page's tree as lines of text in reading order, each with the element it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml import etree

Element = Any  # lxml.html.HtmlElement; its stubs type attributes and text too narrowly

_INLINE: Final = frozenset(
    """a abbr acronym b bdi bdo big cite code data dfn em font i ins del kbd label mark q s samp
    small span strike strong sub sup time tt u var wbr nobr picture img""".split()  # noqa: SIM905
)
_CAMEL = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text: its words, its nearest block element, how much of it is linked."""

    text: str
    element: Element
    linked: float = 0.0  # 0..1
    is_field: bool = False  # an input for an address or a comment; no text

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def is_heading(self) -> bool:
        return self.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}


def blocks(tree: Element) -> list[Block]:
    """Every line of a tree that has text, or is a field to write in."""
    return list(_Reader(tree).read())


class _Reader:
    """Collects inline text until a block begins or ends. No recursion: pages may be deep."""

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self.open = [tree]
        self.pieces: list[tuple[str, bool]] = []
        self.links = 0
        self.breaks = 0

    def read(self) -> Iterator[Block]:
        for event, element in etree.iterwalk(self.tree, events=("start", "end")):
            yield from self._start(element) if event == "start" else self._end(element)
        yield from self._flush()

    def _start(self, element: Element) -> Iterator[Block]:
        if element.tag == "br":
            self.breaks += 1
            if self.breaks > 1:
                yield from self._flush()
            self._add(" ")
        elif element.tag not in _INLINE:
            yield from self._flush()
            self.open.append(element)
        if element.tag == "a" and element.get("href"):
            self.links += 1
        if element.tag == "textarea" or (element.tag, element.get("type")) == ("input", "email"):
            yield Block("", element, is_field=True)
        self._add(element.text)

    def _end(self, element: Element) -> Iterator[Block]:
        if element.tag == "a" and element.get("href"):
            self.links -= 1
        if element.tag not in _INLINE and element.tag != "br":
            yield from self._flush()
            self.open.pop()
        if element is not self.tree:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and text.strip():
            self.breaks = 0
        if text:
            self.pieces.append((text, self.links > 0))

    def _flush(self) -> Iterator[Block]:
        text = " ".join("".join(piece for piece, _ in self.pieces).split())
        linked = sum(len(piece.strip()) for piece, is_link in self.pieces if is_link)
        self.pieces, self.breaks = [], 0
        if text:
            yield Block(text, self.open[-1], min(linked / len(text), 1.0))


def names(element: Element) -> tuple[frozenset[str], ...]:
    """The words of each class and of the id: `article-Comments x` → {article, comments}, {x}."""
    return _words_of(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(10_000)  # a site gives the same few to most of its elements
def _words_of(attributes: str) -> tuple[frozenset[str], ...]:
    found = attributes.split()[:40]
    return tuple(frozenset(word.lower() for word in _CAMEL.findall(name)) for name in found)
