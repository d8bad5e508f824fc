"""People whom a story names: given names tell them from organisations.

incidents/data/given_names.txt holds the names; what carries a word for a kind or a legal form, as
`Klinik Anna Meier` and `Hans Meier AG`, is a body for all that.
"""

import re
from functools import cache, lru_cache

from incidents.coding.heads import CAPITAL, LEGAL_FORM, heads, listed
from incidents.coding.lexicon import DATA, LANGUAGES
from incidents.coding.story import Story
from incidents.coding.text import Sentence, Span, fold

FULL = (2, 3)  # words of a name in full: given names and a surname
_JOINED = re.compile(r"\s(?:[A-Z]\.\s)?")
_PARTICLE = re.compile(r"\s(?:von|de|du|des|di|da|dal|del|dos|van|el|al)(?:\s(?:la|le))?\s")
_BODY_AFTER = re.compile(rf"\s(?:[&+]\s|{LEGAL_FORM.pattern})")


@cache
def _given() -> frozenset[str]:
    lines = (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_given(word: str) -> bool:
    """Whether a capitalised word is a given name, or begins with one: Marie-Josée."""
    return word[:1].isupper() and fold(word.partition("-")[0]) in _given()


@lru_cache(maxsize=1024)  # rules and tagger ask for the same sentences
def people(sentence: Sentence, language: str) -> tuple[Span, ...]:
    """Where a sentence names people in full, as offsets in it: given names and a surname."""
    text, end = sentence.text, 0
    found: list[Span] = []
    for m in CAPITAL.finditer(text):
        if m.start() < end or not is_given(m[0]) or fold(m[0]) in listed(language, "determiners"):
            continue
        start, end, words, gap = m.start(), m.end(), 1, _PARTICLE
        while joined := gap.match(text, end) or _JOINED.match(text, end):
            more = CAPITAL.match(text, joined.end())
            if not more:
                break
            gap = gap if is_given(more[0]) else _JOINED
            end, words = more.end(), words + 1
        if FULL[0] <= words <= FULL[1] and not _is_body(text, start, end):
            found.append((start, end))
    return tuple(found)


def named(story: Story) -> frozenset[str]:
    """The people of a story as it may call them, folded: in full and by surname."""
    full = [
        sentence.folded[start:end]
        for sentence in story.sentences
        for start, end in people(sentence, story.language)
    ]
    return frozenset(full) | frozenset(name.split()[-1] for name in full)


def _is_body(text: str, start: int, end: int) -> bool:
    """With a word for a kind in it or before it, or with a legal form."""
    if _BODY_AFTER.match(text, end) or LEGAL_FORM.search(text, start, end):
        return True
    before = re.search(r"(\w+)\s$", text[max(0, start - 30) : start])
    near = text[start:end].split() + ([before[1]] if before and before[1][0].isupper() else [])
    return any(heads(code).fullmatch(fold(word)) for word in near for code in LANGUAGES)
