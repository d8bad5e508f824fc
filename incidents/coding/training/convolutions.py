"""The convolutions of the encoder go on learning with the network that reads what they make.

The arithmetic of meaning.py for JAX: the word pieces of many stories stand on one line of a fixed
length, so that it is compiled once.
"""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from incidents.coding.meaning import LAYERS, MARGIN, WIDTH, WINDOWS, encoder
from incidents.coding.network import Weights
from incidents.coding.training.examples import Example

ROOM = 14_336  # places on the line, margins among them
SENTENCES = 1_400  # at most on it
HIDDEN = 0.03  # share of word pieces that are hidden while it learns
PREFIX = "convolutions/"  # of their names among the weights of the network

Story = list[list[int]]  # word pieces of each sentence


def first() -> Weights:
    """What the package carries."""
    return {f"{PREFIX}{name}": values for name, values in encoder().convolutions.items()}


def parted(weights: Weights) -> Weights:
    """Take the convolutions out of the weights of a network."""
    names = [name for name in weights if name.startswith(PREFIX)]
    return {name.removeprefix(PREFIX): weights.pop(name) for name in names}


def resum(examples: list[Example], convolutions: Weights) -> None:
    """Make the sums of the examples' sentences anew, by other convolutions."""
    for one in examples:
        one.page["sums"] = encoder().summed(one.pieces, convolutions).astype(np.float16)


def space(story: Story) -> int:
    """The places that a story takes on the line."""
    return sum(len(pieces) + MARGIN for pieces in story)


def line(stories: list[Story], most: int, dice: np.random.RandomState | None = None) -> Weights:
    """The stories on a line: words (ROOM, 512), held (ROOM,; 1 or 0), sentence (ROOM,) its number,
    at (stories, most) numbers of the sentences of each. With dice some words are hidden.

    Raises ValueError where the stories need more than ROOM.
    """
    needed = MARGIN + sum(map(space, stories))
    if needed > ROOM:
        raise ValueError(f"{needed} places are needed, there are {ROOM}")
    words = np.zeros((ROOM, encoder().rows.shape[-1]), np.float32)
    held, sentence = np.zeros(ROOM, np.float32), np.full(ROOM, SENTENCES)
    at, place, number = np.full((len(stories), most), SENTENCES), MARGIN, 0
    for i, story in enumerate(stories):
        for j, pieces in enumerate(story):
            own = slice(place, place + len(pieces))
            words[own] = encoder().words(np.array(pieces))
            held[own], sentence[own], at[i, j] = 1, number, number
            place, number = place + len(pieces) + MARGIN, number + 1
    if dice:
        words *= dice.rand(ROOM, 1) >= HIDDEN
    return {"words": words.astype(np.float16), "held": held, "sentence": sentence, "at": at}


def sums(weights: Weights, on: Weights) -> Any:
    """(stories, most, 1280) sums over the word pieces of each sentence on the line."""
    own = {name: weights[f"{PREFIX}{name}"] for name in encoder().convolutions}
    words, held = on["words"].astype(jnp.float32), on["held"][:, None]
    inner = _normal(words @ own["in"] + own["in0"], *encoder().norm) * held
    found = [words]
    for i, (width, before) in enumerate(WINDOWS):
        told = inner[:, i * WIDTH : (i + 1) * WIDTH]
        for layer in (name for name in LAYERS if name.endswith(f"_{width}")):
            seen = [jnp.roll(told, before - j, axis=0) for j in range(width)]
            parts = jnp.split(own[f"w{layer}"], width)
            new = sum(one @ part for one, part in zip(seen, parts, strict=True))
            told = (jnp.maximum(new + own[f"b{layer}"], 0) + told) * held
        found.append(told)
    kept = encoder().weights
    whole = _normal(jnp.concatenate(found, axis=1), kept["ln_g"], kept["ln_b"]) * held
    return jax.ops.segment_sum(whole, on["sentence"], SENTENCES + 1)[on["at"]]


def _normal(rows: Any, gain: np.ndarray, shift: np.ndarray) -> Any:
    rows = rows - rows.mean(axis=-1, keepdims=True)
    spread = (rows * rows).mean(axis=-1, keepdims=True) + float(encoder().weights["eps"])
    return rows / jnp.sqrt(spread) * gain + shift
