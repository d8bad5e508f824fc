"""Teach whose name is the attackers', from articles that name them and such as name nobody."""

import numpy as np

from incidents.coding import suspects
from incidents.coding.network import Weights
from incidents.coding.training import choices
from incidents.coding.training.choices import Choice
from incidents.coding.training.lessons import SILENT
from incidents.coding.training.seen import Seen
from incidents.coding.yardstick import same_body


def choice(seen: Seen) -> Choice | None:
    """The names an article has, unless its codes leave open who did it."""
    group = seen.row["threat_actor"] or ""
    found = suspects.suspects(seen.view.story, seen.names) if group != SILENT else []
    if not found:
        return None
    right = [bool(group) and same_body(group, suspect.name) for suspect in found]
    return Choice(suspects.signs(seen.view, found, seen.reads), np.array(right))


def learn(found: list[Choice]) -> Weights:
    """Weights of suspects.odds: the right name should outweigh the others, or nothing all."""
    return choices.learn("suspect", found, suspects.MOST, or_none=True)
