"""Bodies that may be the victim, and what speaks for each."""

from dataclasses import dataclass

import numpy as np

from incidents.coding import learned, places
from incidents.coding.around import around
from incidents.coding.core import telling
from incidents.coding.parties import HEALTH, Party
from incidents.coding.tagger import PARTS, Tagged
from incidents.coding.text import fold
from incidents.coding.view import View

KINDS = ("outside", "speaker", "")
MENTIONS = 12  # of a body that are looked at closely
# The signs in which a body is compared with the others: the tagger's shares, and what rules weigh.
LED = [*range(2 * len(PARTS)), *range(2 * len(PARTS) + 1, 2 * len(PARTS) + 4)]


@dataclass(slots=True)
class Candidate:
    """A body of the story, and where the tagger saw it."""

    party: Party
    seen: list[Tagged]

    def highest(self, part: str) -> float:
        return max((t.shares[part] for t in self.seen), default=0.0)

    def total(self, part: str) -> float:
        return sum(t.shares[part] for t in self.seen)


def at(view: View, party: Party) -> set[int]:
    """The rows of the sentences that name a body."""
    return view.rows({n.sentence.index for n in party.namings})


def signs(view: View, found: list[Candidate]) -> np.ndarray:
    """(candidates, signs): where and how often each is told of, and what its name looks like."""
    return np.array([_told(view, candidate) for candidate in found])


def beside_others(view: View, found: list[Candidate], told: np.ndarray) -> np.ndarray:
    """(candidates,) how likely each is the victim rather than another, `told` being their signs: a
    small network weighs them against each other, while those of judge.py ask of each by itself."""
    worth = learned.worth("victim", close_signs(view, found, told))
    odds = np.exp(worth - worth.max())
    return odds / odds.sum()


def close_signs(view: View, found: list[Candidate], told: np.ndarray) -> np.ndarray:
    """(candidates, signs): their `signs` as told, what stands around all mentions and the
    first, and how much more tagger and rules see in it than in any other."""
    rows = []
    for candidate in found:
        spans = {(n.start, n.end): n.sentence for n in candidate.party.namings}
        spans |= {(t.start, t.end): t.sentence for t in candidate.seen}
        mentions = list(spans.items())[:MENTIONS]
        near = np.array([around(view.story, *span, sentence) for span, sentence in mentions])
        rows.append(np.concatenate([near.max(axis=0), near.mean(axis=0), near[0]]))
    lead = told[:, LED] - np.array([_highest_but(told[:, LED], i) for i in range(len(found))])
    count = np.full((len(found), 1), len(found) / 8)
    return np.concatenate([told, np.array(rows), lead, count], axis=1, dtype=np.float32)


def _highest_but(rows: np.ndarray, one: int) -> np.ndarray:
    """The highest of each column but for one row; 0 where there is no other."""
    rest = np.delete(rows, one, axis=0)
    return rest.max(axis=0) if len(rest) else np.zeros(rows.shape[1])


def _told(view: View, candidate: Candidate) -> list[float]:
    """What rules and tagger see of a candidate."""
    party, story = candidate.party, view.story
    at = sorted(n.sentence.index for n in party.namings)
    parts = {n.sentence.part for n in party.namings}
    words = telling(party.name)
    return [
        *(candidate.highest(part) for part in PARTS),
        *(min(6.0, candidate.total(part)) / 3 for part in PARTS),
        float(bool(candidate.seen)),
        max(-3.0, min(4.0, party.weight / 8)),
        min(3, party.cues) / 2,
        min(4, party.attacked) / 2,
        float(party.told),
        float(party is view.first),
        float(party.org_type in HEALTH),
        *(float(party.org_type == kind) for kind in KINDS),
        float("title" in parts),
        float("lead" in parts),
        1 / (1 + at[0]),
        at[0] / len(story.sentences),
        min(6, len(at)) / 3,
        float(party.is_named),
        len(words) / 4,
        float(all(places.is_place(fold(word)) for word in words)),
        float(party.name.isupper()),
        float(party.name[:1].islower()),
    ]
