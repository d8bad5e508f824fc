"""What the rules see in a story, and what its sentences mean: all that the judge goes by."""

from dataclasses import dataclass, replace

import numpy as np

from incidents.coding import asides, canton, meaning, names, organisation, parties
from incidents.coding.judge import Judge
from incidents.coding.parties import Party
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence

SENTENCES_AT_MOST = 48  # whose meaning is looked up; what matters stands before


@dataclass(slots=True)
class View:
    """A story with its bodies, its victim by the rules, its seat, and its sentences' vectors."""

    story: Story
    ranked: list[Party]
    first: Party | None
    seat: canton.Seat
    seen: list[Sentence]  # whose meaning counts
    is_part: bool = False  # one of several cases, told in a few sentences
    _vectors: np.ndarray | None = None
    _alike: np.ndarray | None = None  # to the landmarks of the judge

    @property
    def vectors(self) -> np.ndarray:
        """(sentences seen, 512), looked up when first asked for."""
        if self._vectors is None:
            self._vectors = meaning.vectors([s.text for s in self.seen])
        return self._vectors

    def topic(self, name: str, judge: Judge) -> np.ndarray:
        """(sentences seen, labels) odds of what each sentence says on a topic of the judge."""
        if self._alike is None:
            self._alike = judge.alike(self.vectors)
        return judge.topic(name, self._alike)

    def rows(self, indices: set[int]) -> list[int]:
        """Where among those seen the sentences of these indices stand; the first if none does."""
        return [i for i, sentence in enumerate(self.seen) if sentence.index in indices] or [0]

    def of(self, first: Party) -> "View":
        """The same with another body as the victim."""
        return replace(self, first=first, seat=canton.read(self.story, first))

    def cut(self, ranked: list[Party], first: Party) -> "View":
        """The view of one of several cases, once its story has set the others aside."""
        own = [row for row, s in enumerate(self.seen) if s.index not in self.story.aside] or [0]
        seat = canton.read(self.story, first)
        seen, vectors = [self.seen[row] for row in own], self.vectors[own]
        return View(self.story, ranked, first, seat, seen, is_part=True, _vectors=vectors)

    def at(self, weights: np.ndarray) -> Hit:
        """The sentence with the highest of (sentences seen,) weights."""
        sentence = self.seen[int(weights.argmax())]
        return Hit(sentence.start, sentence.end, sentence)

    @property
    def org_type(self) -> str:
        return self.first.org_type if self.first else ""

    @property
    def outside(self) -> float:
        """The weight of the weightiest body outside healthcare."""
        return max((p.weight for p in self.ranked if p.org_type == "outside"), default=0.0)


def view_of(story: Story) -> View:
    """Apply the rules: gather bodies, choose the victim, set other cases aside."""
    ranked = parties.parties(story, names.namings(story))
    first = organisation.victim(ranked)
    if first:
        story.set_aside(asides.asides(story, first, ranked))
    seen = story.sentences[:SENTENCES_AT_MOST]
    return View(story, ranked, first, canton.read(story, first), seen)
