"""A story as the rules see it: its bodies, its victim, its seat, and the sentences that count."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from incidents.choices import Field
from incidents.coding import asides, canton, names, organisation, parties
from incidents.coding.answers import Answers, Odds
from incidents.coding.parties import Party
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
from incidents.records import Claim

FEW = 6  # sentences, the title among them
SECOND, SILENT = 0.25, 0.8  # odds: for showing the runner-up; for saying nothing


@dataclass(slots=True)
class View:
    """A story with its bodies, its victim by the rules, its seat, and its sentences' vectors."""

    story: Story
    ranked: list[Party]
    first: Party | None
    seat: canton.Seat
    seen: list[Sentence]  # whose meaning counts
    is_part: bool = False  # one of several cases, told in a few sentences

    @property
    def meanings(self) -> tuple[np.ndarray, np.ndarray]:
        """(sentences seen, 1280) and how many word pieces each has."""
        return self.story.meanings(self.seen)

    @property
    def words_of_hit(self) -> frozenset[str]:
        """The folded words that tell those who were hit from others."""
        hit = [p for p in self.ranked if p.org_type and (p is self.first or p.cues)]
        return frozenset(word for party in hit for word in party.core)

    def rows(self, indices: set[int]) -> set[int]:
        """Where among those seen the sentences of these indices stand."""
        return {row for row, sentence in enumerate(self.seen) if sentence.index in indices}

    def of(self, first: Party) -> "View":
        """The same with another body as the victim."""
        return replace(self, first=first, seat=canton.read(self.story, first))

    def cut(self, ranked: list[Party], first: Party) -> "View":
        """The view of one of several cases, once its story has set the others aside."""
        own = [row for row, s in enumerate(self.seen) if s.index not in self.story.aside] or [0]
        seat = canton.read(self.story, first)
        return View(self.story, ranked, first, seat, [self.seen[row] for row in own], is_part=True)

    def at(self, weights: np.ndarray) -> Hit:
        """The sentence with the highest of (sentences seen,) weights."""
        sentence = self.seen[int(weights.argmax())]
        return Hit(sentence.start, sentence.end, sentence)

    def likeliest(
        self,
        field: Field,
        odds: Odds,
        places: Mapping[Any, Hit],
        answers: Answers,
        topic: str,
        reasons: Mapping[Any, str],
    ) -> list[Claim]:
        """The likeliest value and, where the judge wavers, the next; none if silence is likelier.

        A claim quotes the place where the rules found the value, else the sentence that speaks of
        it most.
        """
        if odds.get("", 0.0) > SILENT:
            return []
        claims: list[Claim] = []
        for value, confidence in [pair for pair in odds.items() if pair[0]][:2]:
            if not claims or confidence >= SECOND:
                hit = places.get(value) or self.at(answers.saying(topic, value))
                reason = reasons[value]
                claims.append(self.story.claim(field, value, hit, confidence, reason))
        return claims

    @property
    def is_brief(self) -> bool:
        """Too short for the network alone: it learned from whole stories."""
        return self.is_part or len(self.seen) < FEW

    @property
    def is_known(self) -> bool:
        """Whether the victim by the rules is on our list."""
        return bool(self.first and self.first.known)

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
    return View(story, ranked, first, canton.read(story, first), story.sentences)
