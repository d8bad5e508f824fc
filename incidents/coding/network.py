"""The network that reads a story: from sentences to answers. Pure arithmetic, learned weights.

Sentences come as sums of word-piece features (meaning.py) with marks of the rules (rules.py). Each
becomes a state; all look at each other once; every topic looks at those that matter to it and
gives odds. Bodies, days and kinds of body are weighed by what the sentences that name them say.

Written once for NumPy, which reads, and for JAX, which learns: `xp` is either module. Arrays have
a first axis of stories. `dropout(array, share)` is the identity when reading.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any
Weights = dict[str, Array]
Dropout = Callable[[Array, float], Array]

STATE = 192  # numbers that tell of a sentence
HEADS = 4  # ways in which sentences look at each other
LOOKS = 3  # ways in which a topic looks at the sentences
POSITIONS = 10  # sentences whose place is told apart
NAMELESS = 0.4  # share of names that are hidden while it learns what the story tells of them
TOPICS = ("story", "attack", "data", "care")


def keep(array: Array, share: float) -> Array:
    """No dropout: what reads a story uses all it has."""
    return array


def softmax(xp: Any, scores: Array, axis: int = -1) -> Array:
    raised = xp.exp(scores - scores.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


def normal(xp: Any, rows: Array) -> Array:
    """Each row moved to mean 0 and spread 1."""
    rows = rows - rows.mean(axis=-1, keepdims=True)
    return rows / xp.sqrt((rows * rows).mean(axis=-1, keepdims=True) + 1e-5)


def bent(xp: Any, rows: Array) -> Array:
    """The gaussian error unit, by its usual tanh form."""
    return 0.5 * rows * (1 + xp.tanh(0.7978845608 * (rows + 0.044715 * rows * rows * rows)))


def states(
    xp: Any, w: Weights, sums: Array, counts: Array, told: Array, dropout: Dropout = keep
) -> Array:
    """(…, STATE) of sentences, names or days: sums (…, 1280), counts (…), told (…, STATE)."""
    mean = (dropout(sums, 0.1) @ w["sum"] + counts[..., None] * w["sum0"]) / xp.sqrt(counts)[
        ..., None
    ]
    one = xp.maximum(mean @ w["d0"], 0)
    two = xp.maximum(mean @ w["p1"] + one @ w["d1"], 0)
    three = xp.maximum(two @ w["d2"], 0)
    vector = xp.tanh(two @ w["p3"] + three @ w["d3"])
    length = xp.sqrt((vector * vector).sum(axis=-1, keepdims=True) + 1e-6)
    vector = vector / length * np.sqrt(512).astype(np.float32)
    joined = dropout(xp.concatenate([normal(xp, two), vector], axis=-1), 0.2)
    return dropout(normal(xp, bent(xp, joined @ w["in"] + told + w["in0"])), 0.2)


def story(xp: Any, w: Weights, page: dict[str, Array], dropout: Dropout = keep) -> dict[str, Array]:
    """Read whole stories.

    page: sums (n, s, 1280), counts (n, s), marks (n, s, m), part (n, s), held (n, s; 1 or 0),
    signs (n, r). Returns for each topic its scores (n, labels) and `<topic> sentence` (n, s,
    labels), what each says by itself; `sentences` (n, s, STATE), `held` and `whole` (n, STATE).
    """
    held, signs = page["held"], (page["signs"] - w["signs/mean"]) / w["signs/spread"]
    alone = states(
        xp, w, page["sums"], page["counts"], dropout(page["marks"], 0.15) @ w["marks"], dropout
    )
    order = xp.minimum(xp.arange(held.shape[1]), POSITIONS - 1)
    rows = _looking(xp, w, alone + w["part"][page["part"]] + w["order"][order], held, dropout)
    whole = (rows * held[..., None]).sum(axis=1) / held.sum(axis=1, keepdims=True)
    signs = dropout(signs, 0.15)
    signs = xp.concatenate([signs, bent(xp, signs @ w["signs"] + w["signs0"])], axis=-1)
    out = {"sentences": rows, "held": held, "whole": whole}
    for topic in TOPICS:
        share = softmax(xp, rows @ w[f"{topic}/look"] + (held[..., None] - 1) * 1e9, axis=1)
        seen = xp.einsum("nsl,nsd->nld", share, rows).reshape(len(held), LOOKS * STATE)
        seen = dropout(xp.concatenate([seen, whole, rows[:, 0]], axis=-1), 0.2)
        seen = xp.concatenate([seen, signs], axis=-1)
        out[topic] = seen @ w[f"{topic}/out"] + w[f"{topic}/out0"]
        out[f"{topic} sentence"] = alone @ w[f"{topic}/said"] + w[f"{topic}/said0"]
    return out


def _looking(xp: Any, w: Weights, rows: Array, held: Array, dropout: Dropout) -> Array:
    """One round in which every sentence looks at the others (a transformer's layer)."""
    n, s, _ = rows.shape
    calm = normal(xp, rows)
    asks, keys, holds = (
        (calm @ w[f"look/{name}"]).reshape(n, s, HEADS, STATE // HEADS) for name in "qkv"
    )
    near = xp.einsum("nihd,njhd->nhij", asks, keys) / np.sqrt(STATE // HEADS).astype(np.float32)
    share = softmax(xp, near + (held[:, None, None, :] - 1) * 1e9)
    seen = xp.einsum("nhij,njhd->nihd", share, holds).reshape(n, s, STATE) @ w["look/o"]
    rows = rows + dropout(seen, 0.2)
    inner = bent(xp, normal(xp, rows) @ w["look/1"] + w["look/10"]) @ w["look/2"] + w["look/20"]
    return normal(xp, rows + dropout(inner, 0.2))


def weighed(
    xp: Any,
    w: Weights,
    question: str,
    read: dict[str, Array],
    asked: dict[str, Array],
    dropout: Dropout = keep,
) -> Array:
    """(n, k, labels) scores for k bodies or days of each story.

    asked: sums (n, k, 1280) and counts (n, k) of its name or the words around it, at (n, k, s; 1
    where a sentence names it), signs (n, k, r). `read` is what `story` returned.
    """
    rows, at = read["sentences"], asked["at"]
    is_sought = f"{question}/look" in w  # in the whole story
    own = states(xp, w, asked["sums"], asked["counts"], w[f"{question}/kind"], dropout)
    if is_sought:
        own = own * dropout(xp.ones_like(own[..., :1]), NAMELESS)
    mean = xp.einsum("nks,nsd->nkd", at, rows) / xp.maximum(at.sum(axis=-1, keepdims=True), 1)
    first = xp.where(at > 0, 1.0, 0.0) * xp.exp(-1.0 * xp.cumsum(at, axis=-1))
    first = xp.einsum("nks,nsd->nkd", first, rows) * float(np.e)
    signs = (asked["signs"] - w[f"{question}/mean"]) / w[f"{question}/spread"]
    inner = (
        own @ w[f"{question}/name"]
        + mean @ w[f"{question}/mentions"]
        + first @ w[f"{question}/first"]
        + (read["whole"] @ w[f"{question}/whole"])[:, None]
        + dropout(signs, 0.1) @ w[f"{question}/signs"]
        + w[f"{question}/inner0"]
    )
    if is_sought:
        inner = inner + _elsewhere(xp, w, question, read, at) @ w[f"{question}/elsewhere"]
    return dropout(bent(xp, inner), 0.2) @ w[f"{question}/out"] + w[f"{question}/out0"]


def _elsewhere(xp: Any, w: Weights, question: str, read: dict[str, Array], at: Array) -> Array:
    """(n, k, LOOKS * STATE) what the whole story tells of each of k bodies: `the practice` in a
    sentence that does not name it. Whether a sentence names it or is next to one that does counts
    as was learned."""
    rows, held = read["sentences"], read["held"]
    edge = xp.zeros_like(at[..., :1])
    after = xp.concatenate([edge, at[..., :-1]], axis=-1)
    before = xp.concatenate([at[..., 1:], edge], axis=-1)
    near = xp.stack([at, xp.maximum(after, before)], axis=-1) @ w[f"{question}/near"]
    scores = (rows @ w[f"{question}/look"])[:, None] + near + (held[:, None, :, None] - 1) * 1e9
    seen = xp.einsum("nksl,nsd->nkld", softmax(xp, scores, axis=2), rows)
    return seen.reshape(*at.shape[:2], LOOKS * STATE)
