"""Folding and sentences. Everything keeps character offsets, so that quotes can be exact."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Span = tuple[int, int]  # where something stands: its first character, and the one after its last

READ_AT_MOST = 20_000  # characters: a longer text is a dump, its story stands at the top
QUOTE_AT_MOST = 300
LONGEST_SENTENCE = 800  # characters; what is longer is no sentence
LONGEST_WORD = 100

_SAME = {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"'}
_SAME |= {"›": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " ", "\u202f": " ", "ß": "s", "\n": "\n"}


_ODD = re.compile(r"[^\x00-_a-\x7f]")  # what lower() alone does not fold


@cache
def _plain(char: str) -> str:
    return _SAME.get(char) or unicodedata.normalize("NFKD", char)[0].casefold()[:1] or char


def fold(text: str) -> str:
    """Lower case without accents, quotes and dashes made plain; as long as the text itself."""
    return _ODD.sub(lambda found: _plain(found[0]), text).lower()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story; text[start:end] of the page."""

    start: int
    end: int
    folded: str
    part: str  # title, lead or body


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the story; text[start:end] of the page."""

    start: int
    end: int
    text: str
    folded: str
    part: str  # title, lead or body
    index: int


_MONSTER = re.compile(rf"[^\s]{{{LONGEST_WORD},}}")
_BREAK = re.compile(r"[.!?…]+[\"'»”’)\]]*[ \t]+(?=[^\sa-zà-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:St|Ste|Dr|Drs|Dres|med|dent|Prof|ca|Nr|No|Hr|Fr|bzw|Art|Abs|art|env|ex|sig|Mr|Mrs|Ms|Inc"
    r"|Mio|Mia|Mrd|Tel|Str|vgl|resp|inkl|lic|iur|phil|evtl|M|Mme|dott|ing|z\.\s?B|d\.\s?h|u\.\s?a)"
    r"|\b[A-Z]|(?<!\d)\d{1,2})\.$"
)


def sentences(text: str, lines: list[Line]) -> list[Sentence]:
    """Sentences inside the given lines, in order."""
    found: list[Sentence] = []
    for line in lines:
        for start, end in _cuts(text, line.start, line.end):
            folded = line.folded[start - line.start : end - line.start]
            found.append(Sentence(start, end, text[start:end], folded, line.part, len(found)))
    return found


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts, begin = [], start
    for found in _BREAK.finditer(text, start, end):
        stop = found.start() + 1
        if _ABBREVIATION.search(text, max(begin, stop - 8), stop):
            continue
        cuts.append((begin, found.end()))
        begin = found.end()
    cuts.append((begin, end))
    pieces = [piece for cut in cuts for piece in _bounded(text, *cut)]
    return [pair for piece in pieces if (pair := _trimmed(text, *piece))]


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span in pieces that no expression can take long over, without monstrous words."""
    if end - start <= LONGEST_WORD:
        yield start, end
        return
    for found in _MONSTER.finditer(text, start, end):
        yield from _chunks(text, start, found.start())
        start = found.end()
    yield from _chunks(text, start, end)


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def quote_around(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The sentence as a span, or as much of it around start..end as a quote may hold."""
    if sentence.end - sentence.start <= QUOTE_AT_MOST:
        return sentence.start, sentence.end
    end = min(end, start + QUOTE_AT_MOST)
    room = (QUOTE_AT_MOST - (end - start)) // 2
    left, right = max(sentence.start, start - room), min(sentence.end, end + room)
    while left < start and left > sentence.start and not text[left - 1].isspace():
        left += 1
    while right > end and right < sentence.end and not text[right].isspace():
        right -= 1
    return _trimmed(text, left, right) or (start, end)
