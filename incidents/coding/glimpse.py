"""A first look: whether by its words alone a page may tell of an incident in healthcare.

Most pages of a feed are about something else altogether; they end here, before they are taken
apart. The weights of the words are learned (training/words.py) and lie in incidents/data/judge.npz.
"""

import re
from collections.abc import Iterable
from functools import cache
from math import exp

from incidents.coding.judge import judge

LETTERS = 5  # of a word that count: its forms, and much of what it is joined with, fall together
LEAST = 0.33  # odds below which a page is read no further; 3 in 1,000 incidents have less

_WORD = re.compile(r"[a-z]{3,}")


def stems(lines: Iterable[str]) -> set[str]:
    """The beginnings of the words of folded lines."""
    return {word[:LETTERS] for line in lines for word in _WORD.findall(line)}


def odds(lines: Iterable[str]) -> float:
    """The odds that folded lines tell of an incident, by which words are in them; without any
    known word there are none."""
    slopes, offset = _weights()
    known = [slopes[stem] for stem in stems(lines) if stem in slopes]
    told = offset + sum(known) if known else -30.0
    return 1 / (1 + exp(-max(-30.0, min(30.0, told))))


@cache
def _weights() -> tuple[dict[str, float], float]:
    learned = judge()
    slopes = zip(learned["words"].tolist(), learned["words/slopes"].tolist(), strict=True)
    return dict(slopes), float(learned["words/offset"])
