"""How much each word speaks for an incident: the weights of the first look at a page."""

from collections import Counter

import jax
import jax.numpy as jnp
import numpy as np
import optax

from incidents.coding import scope
from incidents.coding.glimpse import stems
from incidents.coding.network import Weights
from incidents.coding.training.fit import Tell
from incidents.coding.training.lessons import Article
from incidents.coding.training.retold import among, beginning, other_news

SURROUNDED = 2  # times that each article is told among other news
SEEN = 4  # articles that a word must stand in
PULL = 3e-4  # towards a weight of 0
WEIGHTS = {"d": 3.0, "a": 0.2, "b": 0.2, "c": 0.2, "e": 0.2}  # of a kind of story, beside 1
STEPS, PACE = 300, 0.03


def learn(taught: list[Article], tell: Tell) -> Weights:
    """Logistic regression of relevance on the words of articles, of their beginnings, and of both
    among other news.

    By descent: for the Newton's steps of `fit.separated` there are too many words.
    """
    others = other_news(taught)
    short = [*taught, *filter(None, map(beginning, taught))]
    surrounded = (
        among(article, others[article.row["language"]], time)
        for time in range(SURROUNDED)
        for article in taught
    )
    told = [*short, *filter(None, surrounded)]
    pages = [stems(line.folded for line in scope.lines(article.text)) for article in told]
    seen = Counter(stem for page in pages for stem in page)
    words = sorted(stem for stem, times in seen.items() if times >= SEEN)
    places = {stem: place for place, stem in enumerate(words)}
    padding = len(words)  # a word of no weight
    rows = np.full((len(pages), max(map(len, pages))), padding, np.int32)
    for row, page in zip(rows, pages, strict=True):
        known = sorted(places[stem] for stem in page if stem in places)
        row[: len(known)] = known
    yes = np.array([float(article.row["relevant"]) for article in told])
    weight = np.array([WEIGHTS.get(article.row["kind"], 1.0) for article in told])
    slopes, offset, loss = _fitted(rows, yes, weight, len(words))
    tell(f"{len(words)} words of {len(pages)} pages: loss {loss:.3f}")
    return {"words": np.array(words), "words/slopes": slopes, "words/offset": offset}


def _fitted(
    rows: np.ndarray, yes: np.ndarray, weight: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray, float]:
    def wrong(weights: Weights) -> jax.Array:
        slopes = jnp.append(weights["slopes"], 0.0)
        told = slopes[rows].sum(axis=1) + weights["offset"]
        surprise = optax.sigmoid_binary_cross_entropy(told, yes) @ weight / weight.sum()
        return surprise + PULL * (weights["slopes"] ** 2).sum()

    optimiser = optax.adam(PACE)

    @jax.jit
    def step(weights: Weights, state: optax.OptState) -> tuple[Weights, optax.OptState, jax.Array]:
        loss, bends = jax.value_and_grad(wrong)(weights)
        change, state = optimiser.update(bends, state)
        return optax.apply_updates(weights, change), state, loss

    weights = {"slopes": jnp.zeros(size), "offset": jnp.zeros(())}
    state, loss = optimiser.init(weights), jnp.inf
    for _ in range(STEPS):
        weights, state, loss = step(weights, state)
    return np.asarray(weights["slopes"]), np.asarray(weights["offset"]), float(loss)
