"""A first look: whether by its words alone a page may tell of an incident in healthcare.

Most pages of a feed are about something else altogether; they end here, before they are taken
apart. The weights of the words are learned (training/words.py) and lie in incidents/data/judge.npz.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from math import exp, fsum

from incidents.coding.judge import judge

LETTERS = 5  # of a word that count: its forms, and much of what it is joined with, fall together
LEAST = 0.13  # odds below which a page is read no further; 4 in 1,000 incidents have less
PASSAGE = 800  # characters
LEAST_OF_PASSAGE = 0.1  # odds, where other stories may stand on a page; costs no incident in 750
BRIEF, LEAST_OF_BRIEF = 1500, 0.04  # characters; a short page says less, and costs little to read

_WORD = re.compile(r"[a-z]{3,}")


def stems(line: str) -> set[str]:
    """The beginnings of the words of a folded line."""
    return {word[:LETTERS] for word in _WORD.findall(line)}


def odds(lines: Iterable[str]) -> float:
    """The odds that folded lines tell of an incident, by which words are in them; without any
    known word there are none."""
    return _odds([_known(line) for line in lines])


def highest(lines: Sequence[str]) -> float:
    """The highest odds of the title with any passage of the lines: on a page of many stories
    that of the one story which may be meant."""
    known = [_known(line) for line in lines]
    best, passage, length = 0.0, known[:1], 0
    for line, words in zip(lines[1:], known[1:], strict=True):
        passage.append(words)
        length += len(line)
        if length >= PASSAGE:
            best, passage, length = max(best, _odds(passage)), known[:1], 0
    return max(best, _odds(passage))


def _known(line: str) -> list[str]:
    slopes, _, _ = _weights()
    return [stem for stem in stems(line) if stem in slopes]


def _odds(known: Sequence[Collection[str]]) -> float:
    slopes, offset, mix = _weights()
    if not any(known):
        return 0.0
    page, line = sums(known, slopes)
    told = mix[0] * (page + offset) + mix[1] * line + mix[2]
    return 1 / (1 + exp(-max(-30.0, min(30.0, told))))


def least(lines: Iterable[str]) -> float:
    """The odds below which a page of these folded lines is read no further."""
    return LEAST if sum(map(len, lines)) > BRIEF else LEAST_OF_BRIEF


def sums(lines: Sequence[Collection[str]], slopes: Mapping[str, float]) -> tuple[float, float]:
    """What the words of a whole page say, each once, and those of its most telling line: other
    news on the page makes the first smaller, not the second."""
    page = {stem for line in lines for stem in line}
    best = max(fsum(slopes.get(stem, 0.0) for stem in line) for line in lines)
    return fsum(slopes.get(stem, 0.0) for stem in page), best


@cache
def _weights() -> tuple[dict[str, float], float, list[float]]:
    learned = judge()
    slopes = zip(learned["words"].tolist(), learned["words/slopes"].tolist(), strict=True)
    return dict(slopes), float(learned["words/offset"]), learned["words/mix"].tolist()
