"""Teach where names begin and end, from the victims whose names are noted."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pycrfsuite

from incidents.coding import bounds, organisation, tagger, victim
from incidents.coding.core import telling
from incidents.coding.cuts import all_cuts
from incidents.coding.network import Weights
from incidents.coding.text import fold
from incidents.coding.training.examples import is_meant
from incidents.coding.training.lessons import Article
from incidents.coding.view import View
from incidents.coding.yardstick import same_body

INNER = 32  # what the signs are drawn together to
STEPS, AT_ONCE, PACE, DECAY = 800, 512, 0.02, 3e-3
MOST = 96  # cuts of a name that are looked at


@dataclass(frozen=True, slots=True)
class Choice:
    """The ways to cut one name: signs (cuts, signs), and which are right (cuts,)."""

    signs: np.ndarray
    right: np.ndarray


def choice(article: Article, model: pycrfsuite.Tagger) -> Choice | None:
    """The victim's name in an article that the tagger has not learned from, if it is found."""
    wanted = article.row["primary_organisation"]
    if not article.row["relevant"] or not wanted:
        return None
    view = Article(article.row, article.text).view  # other lessons may have named its bodies
    reads = tagger.read(view.story, model)
    found = victim.candidates(view, tagger.names_in(view.story, reads))
    meant = _meant(wanted, view, found)
    if meant is None:
        return None
    seen = victim.whole(view, meant)
    ways = all_cuts(view.story, meant.party, seen, reads)[:MOST]
    told = bounds.signs(view.story, meant.party, ways) if ways else None
    shown = [organisation.shown(cut.name, view.story.language) for cut in ways]
    right = np.array([same_body(wanted, name) for name in shown])
    return Choice(told, right) if told is not None and right.any() else None


def _meant(wanted: str, view: View, found: list[victim.Candidate]) -> victim.Candidate | None:
    """The candidate of that name, else one whose name is a part of it, or the other way round."""
    named = [(c, organisation.display_name(view.story, c.party)[0]) for c in found]
    one = frozenset(map(fold, telling(wanted)))

    same = [c for c, name in named if same_body(wanted, name)]
    part = [c for c in found if is_meant(wanted, view, c.party)]
    some = [c for c in found if any(one & set(map(fold, telling(n.name))) for n in c.party.namings)]
    return next(iter([*same, *part, *some]), None)


def learn(choices: list[Choice], seed: int = 0) -> Weights:
    """Weights of bounds.weigh: the right cut of each name should outweigh the others."""
    rows = np.concatenate([one.signs for one in choices])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 0.1
    signs = np.zeros((len(choices), MOST, rows.shape[1]), np.float32)
    held, right = np.zeros((2, len(choices), MOST), bool)
    for n, one in enumerate(choices):
        k = len(one.right)
        signs[n, :k], held[n, :k], right[n, :k] = (one.signs - mean) / spread, True, one.right
    dice = np.random.RandomState(seed)
    weights = {
        "straight": jnp.zeros((rows.shape[1], 1)),
        "inner": jnp.asarray(0.1 * dice.randn(rows.shape[1], INNER), jnp.float32),
        "inner0": jnp.zeros(INNER),
        "out": jnp.asarray(0.1 * dice.randn(INNER, 1), jnp.float32),
    }
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
    learned = {f"cut/{name}": np.asarray(values) for name, values in weights.items()}
    return learned | {"cut/mean": mean.astype(np.float32), "cut/spread": spread.astype(np.float32)}


def _loss(weights: Weights, signs: jax.Array, held: jax.Array, right: jax.Array) -> jax.Array:
    bent = jnp.tanh(signs @ weights["inner"] + weights["inner0"]) @ weights["out"]
    worth = (signs @ weights["straight"] + bent)[..., 0]
    all_of_them = jax.nn.logsumexp(jnp.where(held, worth, -1e9), axis=1)
    wrong = all_of_them - jax.nn.logsumexp(jnp.where(right, worth, -1e9), axis=1)
    size = sum((weights[name] ** 2).sum() for name in ("straight", "inner", "out"))
    return wrong.mean() + DECAY * size
