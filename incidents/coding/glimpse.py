"""A first look: whether by its words alone a page may tell of an incident in healthcare.

Most pages of a feed are about something else altogether; they end here, before they are taken
apart. The weights of the words are learned (training/words.py) and lie in incidents/data/judge.npz.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from math import exp, fsum

from incidents.coding import gazetteer
from incidents.coding.evidence import KINDS
from incidents.coding.heads import head_places
from incidents.coding.judge import judge
from incidents.coding.lexicon import LANGUAGES, occurrences
from incidents.coding.parties import HEALTH

ATTACKS = frozenset(["event.attack", *KINDS])  # lists of words
LETTERS = 5  # of a word that count: its forms, and much of what it is joined with, fall together
LEAST = 0.13  # odds below which a page is read no further; 4 in 1,000 incidents have less
TOP_AT_MOST = 800  # characters of title, lead and what follows
SAID = 40  # characters of a line that is a sentence
TOLD_AT_TOP = 0.7  # odds of what tells of an attack and of healthcare there
PASSAGE = 800  # characters
LEAST_OF_PASSAGE = 0.1  # odds, where other stories may stand on a page; costs no incident in 750
BRIEF, LEAST_OF_BRIEF = 1500, 0.04  # characters; a short page says less, and costs little to read

_WORD = re.compile(r"[a-z]{3,}")


def stems(line: str) -> set[str]:
    """The beginnings of the words of a folded line."""
    return {word[:LETTERS] for word in _WORD.findall(line)}


def odds(lines: Sequence[str], language: str) -> float:
    """The odds that folded lines tell of an incident, by which words are in them; without any
    known word there are none.

    Plain words weigh little, for talk about attacks has the same: a title or lead that tells of an
    attack and of a body of healthcare is to be read whatever the rest says.
    """
    by_words = _odds([_known(line) for line in lines])
    is_low = by_words < TOLD_AT_TOP
    return TOLD_AT_TOP if is_low and _is_told_at_top(lines, language) else by_words


def _is_told_at_top(lines: Sequence[str], language: str) -> bool:
    known = language if language in LANGUAGES else LANGUAGES[0]
    said = [line for line in lines[1:] if len(line) >= SAID]  # no author, no name of a section
    top = "\n".join([*lines[:1], *said[:2]])[:TOP_AT_MOST]
    if not occurrences(known, top, ATTACKS):
        return False
    kinds = (str(found.lastgroup).partition("_")[2] for found in head_places(known, top))
    is_known = bool(gazetteer.find(top.upper(), top))  # folded lines have no capitals to go by
    return is_known or any(kind in HEALTH for kind in kinds)


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
