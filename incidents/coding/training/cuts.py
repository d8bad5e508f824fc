"""Teach where names begin and end, from the victims whose names are noted."""

import numpy as np

from incidents.coding import bounds, organisation, victim
from incidents.coding.candidates import Candidate
from incidents.coding.core import telling
from incidents.coding.cuts import all_cuts
from incidents.coding.network import Weights
from incidents.coding.text import fold
from incidents.coding.training import choices
from incidents.coding.training.choices import Choice
from incidents.coding.training.examples import is_meant
from incidents.coding.training.seen import Seen
from incidents.coding.view import View
from incidents.coding.yardstick import same_body

MOST = 96  # cuts of a name that are looked at


def choice(seen: Seen) -> Choice | None:
    """The ways to cut the victim's name, if it is noted and found."""
    wanted, view = seen.row["primary_organisation"], seen.view
    meant = _meant(wanted, view, seen.bodies) if wanted else None
    if meant is None:
        return None
    ways = all_cuts(view.story, meant.party, victim.whole(view, meant), seen.reads)[:MOST]
    told = bounds.signs(view.story, meant.party, ways) if ways else None
    shown = [organisation.shown(cut.name, view.story.language) for cut in ways]
    right = np.array([same_body(wanted, name) for name in shown])
    return Choice(told, right) if told is not None and right.any() else None


def _meant(wanted: str, view: View, found: list[Candidate]) -> Candidate | None:
    """The candidate of that name, else one whose name is a part of it, or the other way round."""
    named = [(c, organisation.display_name(view.story, c.party)[0]) for c in found]
    one = frozenset(map(fold, telling(wanted)))

    same = [c for c, name in named if same_body(wanted, name)]
    part = [c for c in found if is_meant(wanted, view, c.party)]
    some = [c for c in found if any(one & set(map(fold, telling(n.name))) for n in c.party.namings)]
    return next(iter([*same, *part, *some]), None)


def learn(found: list[Choice]) -> Weights:
    """Weights of learned.worth: the right cut of each name should outweigh the others."""
    return choices.learn("cut", found, MOST, or_none=False)
