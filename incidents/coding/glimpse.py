"""A first look: whether by its words alone a page may tell of an incident in healthcare.

Most pages of a feed are about something else altogether; they end here, before they are taken
apart. The weights of the words are learned (training/words.py) and lie in incidents/data/judge.npz.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, fsum

from incidents.coding import gazetteer, learned, scope
from incidents.coding.evidence import KINDS
from incidents.coding.heads import head_places
from incidents.coding.language import language_of
from incidents.coding.lexicon import LANGUAGES, occurrences
from incidents.coding.parties import HEALTH
from incidents.coding.text import Line
from incidents.records import Page

ATTACKS = frozenset(["event.attack", *KINDS])  # lists of words
LETTERS = 5  # of a word that count: its forms, and much of what it is joined with, fall together
LEAST = 0.13  # odds below which a page is read no further; 4 in 1,000 incidents have less
TOP_AT_MOST = 800  # characters of title, lead and what follows
SAID = 40  # characters of a line that is a sentence
TOLD_AT_TOP = 0.7  # odds of what tells of an attack and of healthcare there
PASSAGE = 800  # characters
LEAST_OF_PASSAGE = 0.1  # odds, where other stories may stand on a page; costs no incident in 750
BRIEF, LEAST_OF_BRIEF = 1500, 0.04  # characters; a short page says less, and costs little to read

_STEM = re.compile(rf"([a-z]{{3,{LETTERS}}})[a-z]*")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A page as the first look sees it: the lines of its story, which known words are in each, and
    the odds by these that it tells of an incident."""

    language: str
    lines: list[Line]
    known: list[set[str]]
    odds: float

    @property
    def is_other_news(self) -> bool:
        """Whether the page is read no further."""
        least = LEAST if sum(len(line.folded) for line in self.lines) > BRIEF else LEAST_OF_BRIEF
        return self.odds < least

    def highest(self) -> float:
        """The highest odds of the title with any passage of the lines: on a page of many stories
        that of the one story which may be meant."""
        best, passage, length = 0.0, self.known[:1], 0
        for line, words in zip(self.lines[1:], self.known[1:], strict=True):
            passage.append(words)
            length += len(line.folded)
            if length >= PASSAGE:
                best, passage, length = max(best, _odds(passage)), self.known[:1], 0
        return max(best, _odds(passage))


def glimpse_of(page: Page) -> Glimpse:
    """Look at a page's words; without any known word the odds are 0.

    Plain words weigh little, for talk about attacks has the same: a title or lead that tells of an
    attack and of a body of healthcare is to be read whatever the rest says.
    """
    lines = scope.lines(page.text)
    folded = [line.folded for line in lines]
    language = language_of(" ".join(folded), page.language)
    slopes, _, _ = _weights()
    known = [stems(line) & slopes.keys() for line in folded]
    odds = _odds(known)
    if odds < TOLD_AT_TOP and _is_told_at_top(folded, language):
        odds = TOLD_AT_TOP
    return Glimpse(language, lines, known, odds)


def stems(line: str) -> set[str]:
    """The beginnings of the words of a folded line."""
    return set(_STEM.findall(line))


def _is_told_at_top(lines: Sequence[str], language: str) -> bool:
    known = language if language in LANGUAGES else LANGUAGES[0]
    said = [line for line in lines[1:] if len(line) >= SAID]  # no author, no name of a section
    top = "\n".join([*lines[:1], *said[:2]])[:TOP_AT_MOST]
    if not occurrences(known, top, ATTACKS):
        return False
    kinds = (str(found.lastgroup).partition("_")[2] for found in head_places(known, top))
    is_known = bool(gazetteer.find(top.upper(), top))  # folded lines have no capitals to go by
    return is_known or any(kind in HEALTH for kind in kinds)


def _odds(known: Sequence[Collection[str]]) -> float:
    slopes, offset, mix = _weights()
    if not any(known):
        return 0.0
    page, line = sums(known, slopes)
    told = mix[0] * (page + offset) + mix[1] * line + mix[2]
    return 1 / (1 + exp(-max(-30.0, min(30.0, told))))


def sums(lines: Sequence[Collection[str]], slopes: Mapping[str, float]) -> tuple[float, float]:
    """What the known words of a whole page say, each once, and those of its most telling line:
    other news on the page makes the first smaller, not the second."""
    page = set().union(*lines)
    best = max(fsum(map(slopes.__getitem__, line)) for line in lines)
    return fsum(map(slopes.__getitem__, page)), best


@cache
def _weights() -> tuple[dict[str, float], float, list[float]]:
    own = learned.part("words")
    slopes = zip(learned.weights()["words"].tolist(), own["slopes"].tolist(), strict=True)
    return dict(slopes), float(own["offset"]), own["mix"].tolist()
