"""Recognises the copy of an agency's text: most of its words in the same order."""

import re
from collections.abc import Hashable, Sequence

from rapidfuzz import fuzz

ALIKE = 55.0  # of 100; copies keep above 70, other reports of the same attack below 40
LONGEST = 2_000  # words compared
SHORTEST = 40  # words; below that, likeness says little

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[Hashable]:
    """The words of a text as they are compared."""
    return list(_WORD.findall(text.casefold()))[:LONGEST]


def find_original(text: str, candidates: Sequence[tuple[int, str]]) -> int | None:
    """The key of the candidate (key, text) that `text` repeats, the most alike one, or None."""
    words = words_of(text)
    if len(words) < SHORTEST:
        return None
    best, found = ALIKE, None
    for key, other in candidates:
        score = fuzz.ratio(words, words_of(other), score_cutoff=best)
        if score >= best:
            best, found = score, key
    return found
