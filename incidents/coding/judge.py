"""The judge: learned weights for what the rules find and what the sentences mean.

They are learned by incidents/coding/training and lie in incidents/data/judge.npz.
"""

from functools import cache

import numpy as np

from incidents.coding import rules
from incidents.coding.answers import Answers, answers
from incidents.coding.lexicon import DATA
from incidents.coding.network import Weights, softmax
from incidents.coding.rules import Ruled
from incidents.coding.view import View

PARTS = {"title": 0, "lead": 1, "body": 2}


def glance(view: View, ruled: Ruled) -> float:
    """The odds by the rules alone that a story is about an incident."""
    weights = judge()
    signs = rules.signs(view, ruled) @ weights["glance/slopes"] + weights["glance/offsets"]
    return float(softmax(np, signs)[1])


def read(view: View, ruled: Ruled) -> Answers:
    """Have the networks read a story."""
    return answers(networks(), page(view, ruled, [str(key) for key in judge()["lists"]]))


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


@cache
def judge() -> Weights:
    """The weights that are delivered; those of the networks are called 0/…, 1/… by network."""
    with np.load(DATA / "judge.npz", allow_pickle=False) as stored:
        return {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in stored.items()}


@cache
def networks() -> tuple[Weights, ...]:
    """The weights of each network, by the names that network.py knows."""
    found: dict[str, Weights] = {}
    for name, values in judge().items():
        number, _, own = name.partition("/")
        if number.isdigit():
            found.setdefault(number, {})[own] = values
    return tuple(found[number] for number in sorted(found))
