"""Long names that an abbreviation follows: `Zentrum für Psychiatrie und Prävention Uri (ZPPU)`.

The method is that of Schwartz and Hearst (A Simple Algorithm for Identifying Abbreviation
Definitions in Biomedical Text, 2003): from the abbreviation's last letter to its first, each is
looked for from right to left in the words before it, the first of them at the start of a word.
"""

import re
from collections.abc import Iterator

from incidents.coding.text import Sentence, Span

FEWEST, MOST = 3, 9  # letters of an abbreviation: two are a canton
WORDS = 4  # that a name may have for each letter
_SHORT = re.compile(
    r"(?:\s\((?:kurz:?\s|abgekürzt\s|ci-après\s|in breve\s|in short\s|short\s)?[«\"“]?"
    r"|,\s(?:kurz|abgekürzt|en abrégé|in breve|in sigla|ou|or)\s)"
    r"([A-ZÀ-Þ][A-Za-zÀ-ÿ-]+)(?![\w])"
)
_STOP = re.compile(r"[;:!?()«»“”„\"‹›–—|…\[\]]|\s-\s")  # no name goes beyond
_WORD = re.compile(r"(?<![\w-])\w[\w-]*")


def written_out(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Bounds in the sentence of each name that its abbreviation follows, and the abbreviation."""
    for m in _SHORT.finditer(sentence.text):
        letters = sentence.folded[m.start(1) : m.end(1)].replace("-", "")
        capitals = sum(char.isupper() for char in m[1])
        if capitals >= FEWEST and len(letters) <= MOST and 2 * capitals > len(letters):
            start = _start(sentence, m.start(), letters)
            if start is not None:
                yield (start, m.start()), m[1]


def _start(sentence: Sentence, end: int, letters: str) -> int | None:
    """Where the name begins whose letters, in order, are those of its abbreviation."""
    text, folded = sentence.text, sentence.folded
    least = max((m.end() for m in _STOP.finditer(text, 0, end)), default=0)
    words = [m.start() for m in _WORD.finditer(text, least, end)][-WORDS * len(letters) :]
    at = end
    for i, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= least and not (
            folded[at] == letter and (i or (at in words and text[at].isupper()))
        ):
            at -= 1
        if at < least:
            return None
    return at if words and at >= words[0] else None
