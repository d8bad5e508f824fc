"""Teach which of several is right: small networks that weigh signs, as learned.worth reads them."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import optax

from incidents.coding.network import Weights

NETWORKS = 3  # that are taught and joined
INNER = 32  # what the signs are drawn together to
STEPS, AT_ONCE, PACE, DECAY = 800, 512, 0.02, 3e-3


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from: signs (ways, signs), and which are right (ways,)."""

    signs: np.ndarray
    right: np.ndarray


def learn(part: str, choices: list[Choice], most: int, *, or_none: bool) -> Weights:
    """Weights of learned.worth for a part: what is right should outweigh the rest.

    With `or_none` it is weighed against nothing at all, whose worth is 0: where nothing is right,
    that should outweigh all. No choice may have more than `most` ways. Several networks are taught,
    with dice of their own; what comes out is one that answers with their mean.
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
    networks = [_taught(signs, held, right, seed, or_none=or_none) for seed in range(NETWORKS)]
    joined = {
        "straight": np.mean([w["straight"] for w in networks], axis=0),
        "inner": np.concatenate([w["inner"] for w in networks], axis=1),
        "inner0": np.concatenate([w["inner0"] for w in networks]),
        "out": np.concatenate([w["out"] for w in networks]) / NETWORKS,
        "mean": mean,
        "spread": spread,
    }
    if or_none:
        joined["out0"] = np.mean([w["out0"] for w in networks], axis=0)
    return {f"{part}/{name}": values.astype(np.float32) for name, values in joined.items()}


def _taught(
    signs: np.ndarray, held: np.ndarray, right: np.ndarray, seed: int, *, or_none: bool
) -> Weights:
    """One network from (choices, ways, signs), (choices, ways) and (choices, ways)."""
    dice = np.random.RandomState(seed)
    weights = {
        "straight": jnp.zeros((signs.shape[-1], 1)),
        "inner": jnp.asarray(0.1 * dice.randn(signs.shape[-1], INNER), jnp.float32),
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
        some = dice.choice(len(signs), min(AT_ONCE, len(signs)), replace=False)
        weights, state = step(weights, state, signs[some], held[some], right[some])
    return {name: np.asarray(values) for name, values in weights.items()}


def _loss(weights: Weights, signs: jax.Array, held: jax.Array, right: jax.Array) -> jax.Array:
    bent = jnp.tanh(signs @ weights["inner"] + weights["inner0"]) @ weights["out"]
    worth = (signs @ weights["straight"] + bent)[..., 0]
    if "out0" in weights:  # nothing stands last, at 0
        worth = jnp.concatenate([worth[:, :-1] + weights["out0"], jnp.zeros_like(worth[:, -1:])], 1)
    all_of_them = jax.nn.logsumexp(jnp.where(held, worth, -1e9), axis=1)
    wrong = all_of_them - jax.nn.logsumexp(jnp.where(right, worth, -1e9), axis=1)
    size = sum((weights[name] ** 2).sum() for name in ("straight", "inner", "out"))
    return wrong.mean() + DECAY * size
