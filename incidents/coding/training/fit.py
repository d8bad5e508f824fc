"""How the network learns: gradient descent on the examples, with JAX."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from incidents.coding.meaning import encoder
from incidents.coding.network import LOOKS, POSITIONS, STATE, TOPICS, Weights
from incidents.coding.training import convolutions
from incidents.coding.training.examples import ASKED, ASKED_OF_ONE, LABELS, SIZES, Example, collated
from incidents.coding.training.loss import loss

AT_ONCE, SINGLE = 24, 96  # articles, and single sentences, in a step
PACE, UPPER_PACE = 8e-4, 1.5e-4  # of new weights; of those that the encoder brought along
SLOWER = 0.4  # of these, for a network that goes on
DEEP_PACES = {"new": 1.2e-4, "upper": 3e-5, "convolutions": 3e-4}  # where the convolutions learn
DECAY = 0.02
INNER = 96  # of a question
SIGNS = 48  # what the signs of the rules are drawn together to
UPPER = {"sum": "cnn_W", "sum0": "cnn_b", **{k: k for k in ("d0", "d1", "d2", "d3", "p1", "p3")}}
SOUGHT = ("kind",)  # questions that the whole story is asked, not only what names the body
FIXED = ("mean", "spread")  # ends of names of weights that do not learn

Tell = Callable[[str], None]


def fit(
    examples: list[Example],
    single: list[Example],
    rounds: int,
    seed: int,
    tell: Tell,
    start: Weights,
    *,
    deep: bool = False,
) -> Weights:
    """Weights of the network, learned in `rounds` through all the articles.

    `start` holds those of a network that goes on, more slowly; nothing for a new one. With `deep`
    the convolutions learn, too, and are among the weights; a round then takes an hour.
    """
    like = next(e for e in examples if e.asked.keys() == ASKED.keys())
    weights = _first(examples, like, seed) | (convolutions.first() if deep else {})
    kept = {name: start[name] for name in weights.keys() & start.keys()}
    weights = {k: jnp.asarray(values, jnp.float32) for k, values in (weights | kept).items()}
    steps = rounds * (len(examples) // AT_ONCE)
    slower = SLOWER if start else 1.0
    paces = {"new": slower * PACE, "upper": slower * UPPER_PACE}
    optimiser = _optimiser(weights, steps, DEEP_PACES if deep else paces)
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, batch: Any, key: Any) -> Any:
        wrong, slopes = jax.value_and_grad(loss)(weights, batch, key)
        change, state = optimiser.update(slopes, state, weights)
        return optax.apply_updates(weights, change), state, wrong

    dice, key = np.random.RandomState(seed), jax.random.PRNGKey(seed)
    for done in range(rounds):
        losses = []
        order = dice.permutation(len(examples))
        for at in range(0, len(order) - AT_ONCE + 1, AT_ONCE):
            articles = [examples[i] for i in order[at : at + AT_ONCE]]
            others = [single[i] for i in dice.randint(len(single), size=SINGLE)]
            batch = _together(articles, others, like, dice if deep else None)
            key, now = jax.random.split(key)
            weights, state, wrong = step(weights, state, batch, now)
            losses.append(float(wrong))
        tell(f"round {done + 1} of {rounds}: loss {np.mean(losses):.3f}")
    learned = {name: np.asarray(values) for name, values in weights.items()}
    named = {f"{topic}/labels": np.array(labels) for topic, labels in LABELS.items()}
    return learned | named


def _together(
    articles: list[Example],
    single: list[Example],
    like: Example,
    dice: np.random.RandomState | None,
) -> dict[str, Any]:
    """What is learned from in one step; with dice also the word pieces, on a line."""
    if dice is None:
        return {
            "articles": collated(articles, like, ASKED),
            "single": collated(single, like, ASKED_OF_ONE),
        }
    left = convolutions.ROOM - convolutions.space([p for one in single for p in one.pieces])
    articles = _fitting(articles, left - convolutions.MARGIN)
    stories = [one.pieces for one in (*articles, *single)]
    return {
        "articles": collated(articles, like, ASKED, SIZES[-1:]),
        "single": collated(single, like, ASKED_OF_ONE),
        "line": convolutions.line(stories, SIZES[-1], dice),
    }


def _fitting(articles: list[Example], room: int) -> list[Example]:
    """As many, but the shortest again instead of the longest until there is room for all."""
    spaces = [convolutions.space(one.pieces) for one in articles]
    order = list(np.argsort(spaces))
    while order[-1] != order[0] and sum(spaces[i] for i in order) > room:
        order = [order[0], *order[:-1]]
    return [articles[i] for i in order]


def _optimiser(
    weights: Weights, steps: int, paces: dict[str, float]
) -> optax.GradientTransformation:
    """Each group of weights at its pace."""
    each = {
        name: optax.adamw(_pace(most, steps), weight_decay=DECAY) for name, most in paces.items()
    }
    each |= {"fixed": optax.set_to_zero()}
    return optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(each, {name: _group(name) for name in weights}),
    )


def _pace(most: float, steps: int) -> optax.Schedule:
    return optax.warmup_cosine_decay_schedule(0.0, most, max(1, steps // 10), steps, most / 30)


def _group(name: str) -> str:
    if name.startswith(convolutions.PREFIX):
        return "convolutions"
    if name.endswith(FIXED):
        return "fixed"
    return "upper" if name in UPPER else "new"


def _first(examples: list[Example], like: Example, seed: int) -> Weights:
    """Weights before learning: those of the encoder, small random ones, means and spreads."""
    dice = np.random.RandomState(seed)

    def random(rows: int, columns: int, size: float | None = None) -> np.ndarray:
        return (dice.randn(rows, columns) * (size or rows**-0.5)).astype(np.float32)

    def none(size: int) -> np.ndarray:
        return np.zeros(size, np.float32)

    w: Weights = {name: encoder().weights[theirs] for name, theirs in UPPER.items()}
    signs = np.array([e.page["signs"] for e in examples])
    n_signs, n_marks = signs.shape[1], like.page["marks"].shape[1]
    w |= {"signs/mean": signs.mean(axis=0), "signs/spread": signs.std(axis=0) + 0.1}
    w |= {"signs": random(n_signs, SIGNS, 0.1), "signs0": none(SIGNS)}
    w |= {"in": random(512 + w["d1"].shape[0], STATE), "in0": none(STATE)}
    w |= {"marks": random(n_marks, STATE, 0.05)}
    w |= {"part": random(3, STATE, 0.1), "order": random(POSITIONS, STATE, 0.1)}
    w |= {f"look/{name}": random(STATE, STATE) for name in "qkv"}
    w |= {"look/o": random(STATE, STATE, 0.02), "look/1": random(STATE, 2 * STATE)}
    w |= {"look/10": none(2 * STATE), "look/2": random(2 * STATE, STATE, 0.02)}
    w |= {"look/20": none(STATE)}
    seen = (LOOKS + 2) * STATE + SIGNS + n_signs
    for topic in TOPICS:
        labels, said = len(LABELS[topic]), len(LABELS[f"{topic} sentence"])
        w |= {f"{topic}/look": random(STATE, LOOKS, 0.1), f"{topic}/out0": none(labels)}
        w |= {f"{topic}/out": random(seen, labels, 0.02), f"{topic}/said0": none(said)}
        w[f"{topic}/said"] = random(STATE, said, 0.05)
    for question in ASKED:
        told = np.concatenate([e.asked[question]["signs"] for e in examples if question in e.asked])
        w[f"{question}/mean"] = told.mean(axis=0).astype(np.float32)
        w[f"{question}/spread"] = (told.std(axis=0) + 0.1).astype(np.float32)
        w |= {f"{question}/{name}": random(STATE, INNER) for name in ("name", "mentions", "first")}
        w |= {f"{question}/whole": random(STATE, INNER, 0.05), f"{question}/inner0": none(INNER)}
        w |= {f"{question}/signs": random(told.shape[1], INNER), f"{question}/kind": none(STATE)}
        w[f"{question}/out"] = random(INNER, len(LABELS[question]), 0.05)
        w[f"{question}/out0"] = none(len(LABELS[question]))
    for question in SOUGHT:
        w |= {f"{question}/look": random(STATE, LOOKS, 0.1), f"{question}/near": random(2, LOOKS)}
        w[f"{question}/elsewhere"] = random(LOOKS * STATE, INNER)
    return {name: jnp.asarray(values, jnp.float32) for name, values in w.items()}


def separated(
    signs: np.ndarray, yes: np.ndarray, held: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Logistic regression by Newton's steps: slopes (signs, 2) and offsets (2,) for no and yes.

    `held` pulls the slopes of the standardised signs towards 0.
    """
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 0.1
    rows = np.hstack([(signs - mean) / spread, np.ones((len(signs), 1))])
    pull = held * np.append(np.ones(signs.shape[1]), 1e-3)
    slopes = np.zeros(rows.shape[1])
    for _ in range(25):
        odds = 1 / (1 + np.exp(-np.clip(rows @ slopes, -30, 30)))
        bend = (rows * (odds * (1 - odds))[:, None]).T @ rows + np.diag(pull)
        slopes -= np.linalg.solve(bend, rows.T @ (odds - yes) + pull * slopes)
    own = slopes[:-1] / spread
    offset = slopes[-1] - mean @ own
    return np.stack([-own, own], axis=1) / 2, np.array([-offset, offset]) / 2
