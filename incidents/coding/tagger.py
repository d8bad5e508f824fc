"""Names of organisations and attackers, found by the words around them and the form they have.

A conditional random field (CRFsuite) over the words of a sentence, learned from articles and
single sentences of ours; its model lies in incidents/data/names.crfsuite. It knows names that no
list holds, which the rules of names.py find only where a word tells the kind.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pycrfsuite

from incidents.coding import actors, places
from incidents.coding.abbreviation import written_out
from incidents.coding.heads import head_places
from incidents.coding.lexicon import DATA
from incidents.coding.persons import people
from incidents.coding.story import Story
from incidents.coding.text import Sentence, Span
from incidents.coding.trim import trimmed, with_kind

PARTS = ("victim", "body", "attacker")
READ_AT_MOST = 32  # sentences
AROUND = 3  # words on either side that are looked at closely
WIDE = 9  # words on either side whose stems are looked at
STEM = 6
JOINING = ("&", "+", "und", "et", "e", "and")  # Bernasconi & Galli
FIRM = 0.75  # share of the surest word of a name, below which a word is no part of it
SEEN, LEAD = 0.25, 3.0  # least probability of attackers, and how many times that of a body
FAINT = 0.85  # probability to be no name, below which a word is looked at yet

_WORD = re.compile(
    r"(?:[ldnsjcqmtLDNSJCQMT]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Uu]n|[Cc]oll)['’](?=\w)"
    r"|\w+(?:[-.&'’+](?=\w)\w+)*|[^\w\s]"
)
_OPENING, _CLOSING = "«“„‹", "»”›"
_NAMED = ("Aa", "AA", "AaA", "aA", "A", "a9")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name as the tagger sees it; text[start:end] of the page."""

    start: int
    end: int
    sentence: Sentence
    shares: dict[str, float]  # part -> mean probability of its words

    def of(self, text: str) -> str:
        """The name as the page writes it."""
        return text[self.start : self.end]

    @property
    def body(self) -> float:
        """How surely it is an organisation, hit or not."""
        return self.shares["victim"] + self.shares["body"]

    @property
    def is_attacker(self) -> bool:
        """Those who did it rather than any organisation."""
        return self.shares["attacker"] >= max(SEEN, LEAD * self.body)


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence as the tagger sees it: its words, the likeliest tags, and the odds of each tag."""

    sentence: Sentence
    words: list[Span]  # offsets in the sentence
    path: list[str]
    odds: dict[str, list[float]]  # tag -> word by word

    @property
    def outside(self) -> list[float]:
        return self.odds["O"]

    def share(self, part: str, first: int, last: int) -> float:
        """The mean odds that the words from first up to last, without it, are of a part."""
        tags = [tag for tag in self.odds if tag.endswith(part)]
        return sum(sum(self.odds[tag][first:last]) for tag in tags) / (last - first)


def tagged(story: Story, model: pycrfsuite.Tagger | None = None) -> list[Tagged]:
    """Every name in the first sentences, in order."""
    return names_in(story, read(story, model))


def read(story: Story, model: pycrfsuite.Tagger | None = None) -> list[Read]:
    """The first sentences of a story as the tagger sees them."""
    tagger = model or delivered()
    tags = tagger.labels()
    counts = counts_of(story.sentences)
    found = []
    for sentence in story.sentences[:READ_AT_MOST]:
        words = words_of(sentence)
        path = tagger.tag(features(sentence, words, story.language, counts))
        odds = {tag: [tagger.marginal(tag, i) for i in range(len(words))] for tag in tags}
        found.append(Read(sentence, words, path, odds))
    return found


def names_in(story: Story, reads: list[Read]) -> list[Tagged]:
    """The names in sentences that the tagger has read, in order."""
    found = []
    for one in reads:
        sentence, words, outside = one.sentence, one.words, one.outside
        things = [(hit.start, hit.end) for hit in story.within("data.noun", sentence)]
        joins = [sentence.text[a:b] in JOINING for a, b in words]
        whole = [_firm(run, outside, joins) for run in _runs(one.path)]
        for first, last in [*whole, *_faint(sentence, words, one.path, outside)]:
            shares = {part: one.share(part, first, last) for part in PARTS}
            start, end = sentence.start + words[first][0], sentence.start + words[last - 1][1]
            start, end = trimmed(story.text, start, end, things, story.language)
            start = with_kind(sentence, start, end, story.language)
            found.append(Tagged(start, end, sentence, shares))
    return found


def _runs(path: list[str]) -> Iterator[Span]:
    """(first word, one after the last) of every name on a path of tags."""
    start = None
    for i, tag in enumerate([*path, "O"]):
        if start is not None and not tag.startswith("I"):
            yield start, i
            start = None
        if tag.startswith("B") or (tag.startswith("I") and start is None):
            start = i


def _firm(run: Span, outside: list[float], joins: list[bool]) -> Span:
    """The first stretch of a name that is as sure as its surest word, or nearly."""
    first, last = run
    shares = [1 - outside[i] for i in range(first, last)]
    firm = [share >= FIRM * max(shares) for share in shares]
    firm = [sure or (joins[first + i] and 0 < i < len(firm) - 1) for i, sure in enumerate(firm)]
    start = firm.index(True)
    end = firm.index(False, start) if False in firm[start:] else len(firm)
    return first + start, first + end


def _faint(
    sentence: Sentence, words: list[Span], path: list[str], outside: list[float]
) -> Iterator[Span]:
    """Runs of words beside the path that may yet be a name, from a capital on."""
    start = None
    for i in range(len(words) + 1):
        may_be = i < len(words) and path[i] == "O" and outside[i] < FAINT
        if start is None and may_be and sentence.text[words[i][0]].isupper():
            start = i
        elif start is not None and not may_be:
            yield start, i
            start = None


def words_of(sentence: Sentence) -> list[Span]:
    """Offsets of words and signs in the sentence."""
    return [m.span() for m in _WORD.finditer(sentence.text)]


def counts_of(sentences: list[Sentence]) -> tuple[Counter[str], Counter[str]]:
    """How often each folded word is written small, and large inside a sentence."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for sentence in sentences[:READ_AT_MOST]:
        for i, (start, end) in enumerate(words_of(sentence)):
            if sentence.text[start].islower():
                small[sentence.folded[start:end]] += 1
            elif i and sentence.text[start].isupper():
                large[sentence.folded[start:end]] += 1
    return small, large


def shape(word: str) -> str:
    """Capitals, digits and signs: Aa for Spital, AA for HUG, aA for iPhone, 9 for 2024."""
    if word.isupper():
        return "AA" if len(word) > 1 else "A"
    if word[0].isupper():
        return "Aa" if word[1:].islower() or "-" in word else "AaA"
    if word.isdigit():
        return "9"
    if any(c.isupper() for c in word):
        return "aA"
    if any(c.isdigit() for c in word):
        return "a9"
    return "a" if word[0].isalpha() else word[0]


def features(
    sentence: Sentence,
    words: list[Span],
    language: str,
    counts: tuple[Counter[str], Counter[str]],
) -> list[list[str]]:
    """What the field goes by, word by word."""
    folded = [sentence.folded[a:b] for a, b in words]
    shapes = [shape(sentence.text[a:b]) for a, b in words]
    marks = _marks(sentence, words, language)
    quoted = _quoted(sentence, words)
    rows = []
    for i, (word, form) in enumerate(zip(folded, shapes, strict=True)):
        row = ["b", f"w={word}", f"sh={form}", f"s3={word[-3:]}", f"s4={word[-4:]}"]
        row += [f"p3={word[:3]}", f"p4={word[:4]}", f"part={sentence.part}", f"{language}{form}"]
        row.append(f"n={min(2, counts[0][word])}{min(3, counts[1][word])}{form}")
        row += marks[i]
        if i == 0:
            row += ["first", f"first{form}"]
        if quoted[i]:
            row.append(f"q{form}")
        for step in (*range(-AROUND, 0), *range(1, AROUND + 1)):
            row += _beside(i + step, step, folded, shapes, marks)
        if 0 < i < len(words) - 1:
            row.append(f"shs={shapes[i - 1]}|{form}|{shapes[i + 1]}")
        if form in _NAMED:
            row += [f"s5={word[-5:]}", f"s6={word[-6:]}", f"p5={word[:5]}"]
            row += [f"L={w[:STEM]}" for w in folded[max(0, i - WIDE) : i] if len(w) > 4]
            row += [f"R={w[:STEM]}" for w in folded[i + 1 : i + 1 + WIDE] if len(w) > 4]
        rows.append(row)
    return rows


def _beside(
    at: int, step: int, folded: list[str], shapes: list[str], marks: list[list[str]]
) -> list[str]:
    if not 0 <= at < len(folded):
        return [f"{step}edge"]
    word = folded[at]
    row = [f"{step}w={word}", *(f"{step}{mark}" for mark in marks[at])]
    if abs(step) <= 2:
        row += [f"{step}sh={shapes[at]}", f"{step}p4={word[:4]}", f"{step}s3={word[-3:]}"]
    return row


def _marks(sentence: Sentence, words: list[Span], language: str) -> list[list[str]]:
    """Words for kinds of bodies, places, groups of attackers, names written out, and people."""
    marks: list[list[str]] = [[] for _ in words]

    def mark(start: int, end: int, name: str) -> None:
        for row, (a, _) in zip(marks, words, strict=True):
            if start <= a < end:
                row.append(name)

    for m in head_places(language, sentence.folded):
        mark(m.start(), m.end(), f"hk={m.lastgroup}")
    for place in places.places(sentence.text, sentence.folded):
        mark(place.start, place.end, f"pl={place.kind}{'' if place.country == 'CH' else 'x'}")
    for m in actors.expression().finditer(sentence.text):
        mark(m.start(), m.end(), "ac")
    for (start, end), _ in written_out(sentence):
        mark(start, end, "ab")
    for start, end in people(sentence, language):
        mark(start, end, "pe")
    return marks


def _quoted(sentence: Sentence, words: list[Span]) -> list[bool]:
    inside, found = False, []
    for start, end in words:
        word = sentence.text[start:end]
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word == '"':
            inside = not inside
        found.append(inside)
    return found


@cache
def delivered() -> pycrfsuite.Tagger:
    """The field that comes with the project, opened once."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(DATA / "names.crfsuite"))
    return tagger
