"""The judge: learned weights for what the rules find and what the sentences mean."""

import numpy as np

from incidents.coding import learned, rules
from incidents.coding.answers import Answers, answers
from incidents.coding.network import softmax
from incidents.coding.rules import Ruled
from incidents.coding.view import View

PARTS = {"title": 0, "lead": 1, "body": 2}


def glance(view: View, ruled: Ruled) -> float:
    """The odds by the rules alone that a story is about an incident."""
    weights = learned.part("glance")
    signs = rules.signs(view, ruled) @ weights["slopes"] + weights["offsets"]
    return float(softmax(np, signs)[1])


def read(view: View, ruled: Ruled) -> Answers:
    """Have the networks read a story."""
    return answers(learned.networks(), page(view, ruled, lists()))


def lists() -> list[str]:
    """The lists of words whose marks the networks know, in their order."""
    return [str(key) for key in learned.weights()["lists"]]


def page(view: View, ruled: Ruled, lists: list[str]) -> dict[str, np.ndarray]:
    """What the network takes, for one story; see network.story."""
    sums, counts = view.meanings
    return {
        "sums": sums,
        "counts": counts,
        "marks": rules.marks(view, lists),
        "part": np.array([PARTS[s.part] for s in view.seen]),
        "held": np.ones(len(view.seen), dtype=np.float32),
        "signs": rules.signs(view, ruled),
    }
