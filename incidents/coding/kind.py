"""What kind of body was hit: from its name, the words for it, and what the sentences tell."""

import numpy as np

from incidents.choices import OrgType
from incidents.coding.judge import LEAST, Judge
from incidents.coding.meaning import vectors
from incidents.coding.parties import Party
from incidents.coding.view import View

BY_RULES = (*OrgType.values, "outside", "speaker", "")


def read(view: View, party: Party, judge: Judge) -> tuple[str, float]:
    """The code of OrgType that fits best, and its probability; what is on our list is sure."""
    if party.known:
        return party.known.org_type, 0.97
    at = {n.sentence.index for n in party.namings}
    odds = judge.answer("kind", signs(view, party.name, at, party.org_type, judge))
    return next(iter(odds.items()))


def signs(view: View, name: str, at: set[int], ruled: str, judge: Judge) -> np.ndarray:
    """Of the sentences that name it, of the whole story, of the bare name; and the rules' view."""
    told = view.topic("kind sentence", judge)[view.rows(at)]
    mean = view.vectors.mean(axis=0, keepdims=True)
    whole = judge.topic("kind sentence", judge.alike(mean))
    bare = judge.topic("kind name", judge.alike(vectors([name])))
    odds = np.concatenate([told.max(axis=0), told.mean(axis=0), whole[0], bare[0]])
    return np.concatenate([np.log(odds + LEAST), [float(ruled == kind) for kind in BY_RULES]])
