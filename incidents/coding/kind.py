"""What kind of body was hit: from its name, and from what the sentences tell of it."""

import numpy as np

from incidents.choices import OrgType
from incidents.coding.answers import BY_RULES, Answers, likelier
from incidents.coding.parties import Party
from incidents.coding.view import View

SEEN_BY_RULES = (*OrgType.values, "outside", "speaker", "")


def read(view: View, party: Party, answers: Answers) -> tuple[str, float]:
    """The code of OrgType that fits best, and its probability; what is on our list is sure."""
    if party.known:
        return party.known.org_type, 0.97
    at = view.rows({n.sentence.index for n in party.namings})
    weighed = answers.weigh("kind", [party.name], [at], signs(party.org_type)[None])[0]
    odds = answers.named("kind", weighed)
    if party.org_type in odds:
        odds = likelier(odds, party.org_type, BY_RULES)
    return next(iter(odds.items()))


def signs(ruled: str) -> np.ndarray:
    """(signs,) the kind that the rules see."""
    return np.array([float(ruled == kind) for kind in SEEN_BY_RULES])
