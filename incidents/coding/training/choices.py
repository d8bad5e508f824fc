"""Teach which of several is right: small networks that weigh signs, as learned.worth reads them."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import optax

from incidents.coding.network import Weights

INNER = 32  # what the signs are drawn together to
STEPS, AT_ONCE, PACE, DECAY = 800, 512, 0.02, 3e-3


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from: signs (ways, signs), and which are right (ways,)."""

    signs: np.ndarray
    right: np.ndarray


def learn(part: str, choices: list[Choice], most: int, *, or_none: bool, seed: int = 0) -> Weights:
    """Weights of learned.worth for a part: what is right should outweigh the rest.

    With `or_none` it is weighed against nothing at all, whose worth is 0: where nothing is right,
    that should outweigh all. No choice may have more than `most` ways.
    """
    rows = np.concatenate([one.signs for one in choices])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 0.1
    signs = np.zeros((len(choices), most + or_none, rows.shape[1]), np.float32)
    held, right = np.zeros((2, len(choices), most + or_none), bool)
    for n, one in enumerate(choices):
        k = len(one.right)
        signs[n, :k], held[n, :k], right[n, :k] = (one.signs - mean) / spread, True, one.right
        if or_none:
            held[n, -1], right[n, -1] = True, not one.right.any()
    dice = np.random.RandomState(seed)
    weights = {
        "straight": jnp.zeros((rows.shape[1], 1)),
        "inner": jnp.asarray(0.1 * dice.randn(rows.shape[1], INNER), jnp.float32),
        "inner0": jnp.zeros(INNER),
        "out": jnp.asarray(0.1 * dice.randn(INNER, 1), jnp.float32),
    }
    if or_none:
        weights["out0"] = jnp.zeros(1)
    optimiser = optax.adam(optax.cosine_decay_schedule(PACE, STEPS))
    state = optimiser.init(weights)

    @jax.jit
    def step(weights, state, *batch):  # type: ignore[no-untyped-def]
        slopes = jax.grad(_loss)(weights, *batch)
        change, state = optimiser.update(slopes, state, weights)
        return optax.apply_updates(weights, change), state

    for _ in range(STEPS):
        some = dice.choice(len(choices), min(AT_ONCE, len(choices)), replace=False)
        weights, state = step(weights, state, signs[some], held[some], right[some])
    found = {f"{part}/{name}": np.asarray(values) for name, values in weights.items()}
    return found | {
        f"{part}/mean": mean.astype(np.float32),
        f"{part}/spread": spread.astype(np.float32),
    }


def _loss(weights: Weights, signs: jax.Array, held: jax.Array, right: jax.Array) -> jax.Array:
    bent = jnp.tanh(signs @ weights["inner"] + weights["inner0"]) @ weights["out"]
    worth = (signs @ weights["straight"] + bent)[..., 0]
    if "out0" in weights:  # nothing stands last, at 0
        worth = jnp.concatenate([worth[:, :-1] + weights["out0"], jnp.zeros_like(worth[:, -1:])], 1)
    all_of_them = jax.nn.logsumexp(jnp.where(held, worth, -1e9), axis=1)
    wrong = all_of_them - jax.nn.logsumexp(jnp.where(right, worth, -1e9), axis=1)
    size = sum((weights[name] ** 2).sum() for name in ("straight", "inner", "out"))
    return wrong.mean() + DECAY * size
