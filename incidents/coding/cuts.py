"""The ways to cut a name: every run of words that overlaps what rules or tagger take for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from incidents.coding.heads import kind_of
from incidents.coding.parties import Party
from incidents.coding.story import Story
from incidents.coding.tagger import Read, Tagged
from incidents.coding.trim import ends_before

LEFT, RIGHT = 3, 5  # words before and after what rules or tagger take for the name
LONGEST = 9  # words of a name after its first
SENTENCES, SPANS = 14, 40  # that name it and are looked at
STOPS = frozenset(',;:()!?«»“”„"‹›[]–—|….')  # no name goes beyond


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name may stand: the first and the last of its words in a sentence."""

    read: Read
    first: int
    last: int
    by: str  # "rules" or "tagger", where these bound it just so

    @property
    def start(self) -> int:
        return self.read.sentence.start + self.read.words[self.first][0]

    @property
    def end(self) -> int:
        return self.read.sentence.start + self.read.words[self.last][1]

    def word(self, at: int) -> str:
        """A word of the sentence; nothing before its first and after its last."""
        words = self.read.words
        return self.read.sentence.text[slice(*words[at])] if 0 <= at < len(words) else ""


@dataclass(slots=True)
class Cut:
    """One way to cut the name, and where it can be cut so."""

    name: str
    places: list[Place] = field(default_factory=list)


def all_cuts(story: Story, party: Party, seen: list[Tagged], reads: list[Read]) -> list[Cut]:
    """Every run of words that overlaps what rules or tagger take for the name."""
    found: dict[str, Cut] = {}
    known = {read.sentence.index: read for read in reads}
    spans = [(n.sentence.index, n.start, n.end, "rules") for n in party.namings]
    spans += [(t.sentence.index, t.start, t.end, "tagger") for t in seen]
    indices = sorted({index for index, *_ in spans if index in known})[:SENTENCES]
    for index, start, end, by in [span for span in sorted(spans) if span[0] in indices][:SPANS]:
        for place in _around(known[index], start, end, by):
            name = story.text[place.start : place.end]
            if ends_before(name, story.language) == len(name):
                found.setdefault(name, Cut(name)).places.append(place)
    return [cut for cut in found.values() if not _has_opener(cut, found)]


def _has_opener(cut: Cut, found: dict[str, Cut]) -> bool:
    """It begins with the word that opens its sentence, and is bounded without it elsewhere:
    `Oggi Clinica Aurora` beside `Clinica Aurora`. A word for a kind is part of the name."""
    first, _, rest = cut.name.partition(" ")
    if rest not in found or any(place.first for place in cut.places) or kind_of(first):
        return False
    others = [place for place in found[rest].places if place.by]
    return any(place.word(place.first - 1) != first for place in others)


def _around(read: Read, start: int, end: int, by: str) -> Iterator[Place]:
    at = read.sentence.start
    inside = [i for i, (a, _) in enumerate(read.words) if start <= at + a < end]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    left, right = _reach(read, first, -1, LEFT), _reach(read, last, 1, RIGHT)
    for i in range(left, last + 1):
        for j in range(max(i, first), min(right, i + LONGEST) + 1):
            exact = (at + read.words[i][0], at + read.words[j][1]) == (start, end)
            yield Place(read, i, j, by if exact else "")


def _reach(read: Read, at: int, step: int, most: int) -> int:
    """How far a name may go beyond a word, in words."""
    for _ in range(most):
        beyond = at + step
        if not 0 <= beyond < len(read.words):
            break
        if read.sentence.text[slice(*read.words[beyond])] in STOPS:
            break
        at = beyond
    return at
