"""The weights that were learned: incidents/coding/training makes them, data/judge.npz holds them.

Names begin with their part: 0/ and on for the networks, convolutions/, cut/, glance/, words/.
"""

from functools import cache

import numpy as np

from incidents.coding.lexicon import DATA
from incidents.coding.network import Weights


@cache
def weights() -> Weights:
    """All of them by name, in single precision."""
    with np.load(DATA / "judge.npz", allow_pickle=False) as stored:
        return {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in stored.items()}


@cache
def part(name: str) -> Weights:
    """Those of one part, by the rest of their names."""
    start = f"{name}/"
    return {k.removeprefix(start): v for k, v in weights().items() if k.startswith(start)}


@cache
def networks() -> tuple[Weights, ...]:
    """The weights of each network, by the names that network.py knows."""
    numbers = {name.partition("/")[0] for name in weights()}
    return tuple(part(number) for number in sorted(numbers) if number.isdigit())


def worth(name: str, rows: np.ndarray) -> np.ndarray:
    """(rows,) what a small network holds of each of several, from (rows, signs)."""
    w = part(name)
    rows = (rows - w["mean"]) / w["spread"]
    bent = np.tanh(rows @ w["inner"] + w["inner0"]) @ w["out"]
    return (rows @ w["straight"] + bent)[:, 0] + w.get("out0", 0.0)
