"""Teach which of the bodies in an article was hit, from articles whose victim is noted."""

import numpy as np

from incidents.coding import candidates
from incidents.coding.network import Weights
from incidents.coding.training import choices
from incidents.coding.training.choices import Choice
from incidents.coding.training.examples import is_meant
from incidents.coding.training.seen import Seen

MOST = 24  # bodies of an article that are looked at


def choice(seen: Seen) -> Choice | None:
    """The bodies of an article whose victim is noted, if it is among them."""
    wanted, view, found = seen.row["primary_organisation"], seen.view, seen.bodies[:MOST]
    right = np.array([bool(wanted) and is_meant(wanted, view, c.party) for c in found])
    if not right.any():
        return None
    told = candidates.signs(view, found)
    return Choice(candidates.close_signs(view, found, told), right)


def learn(found: list[Choice]) -> Weights:
    """Weights of candidates.beside_others: the victim should outweigh the others."""
    return choices.learn("victim", found, MOST, or_none=False)
