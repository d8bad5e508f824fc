"""How much each word speaks for an incident: the weights of the first look at a page."""

from collections import Counter
from collections.abc import Iterator

import jax
import jax.numpy as jnp
import numpy as np
import optax

from incidents.coding import scope
from incidents.coding.glimpse import stems, sums
from incidents.coding.network import Weights
from incidents.coding.training.fit import Tell, separated
from incidents.coding.training.lessons import FOLDS, Article
from incidents.coding.training.retold import ORDINARY, among, beginning, other_news

TELLINGS = 2  # times that each article is told among other news
SEEN = 4  # articles that a word must stand in
PULL = 3e-4  # towards a weight of 0
WEIGHTS = {"d": 3.0, "a": 0.2, "b": 0.2, "c": 0.2, "e": 0.2}  # of a kind of story, beside 1
RARER = 20  # times that incidents are rarer in a feed, beside other news, than here
STEPS, PACE = 300, 0.03


def learn(taught: list[Article], tell: Tell) -> Weights:
    """Logistic regression of relevance on the words of articles, of their beginnings, and of both
    among other news; then of the sums of a page and of its most telling line.

    By descent: for the Newton's steps of `fit.separated` there are too many words.
    """
    told = [*taught, *filter(None, map(beginning, taught)), *_surrounded(taught)]
    pages = [_lines(article) for article in told]
    seen = Counter(stem for page in pages for stem in set().union(*page))
    words = sorted(stem for stem, times in seen.items() if times >= SEEN)
    rows = _rows(pages, words)
    yes = np.array([float(article.row["relevant"]) for article in told])
    weight = np.array([WEIGHTS.get(article.row["kind"], 1.0) for article in told])
    folds = np.array([article.fold for article in told])
    marks = np.zeros((len(told), 2))
    for fold in range(FOLDS):
        rest, apart = folds != fold, np.flatnonzero(folds == fold)
        slopes, offset, _ = _fitted(rows[rest], yes[rest], weight[rest], len(words))
        known = dict(zip(words, slopes.tolist(), strict=True))
        marks[apart] = [sums([line & known.keys() for line in pages[i]], known) for i in apart]
        marks[apart, 0] += offset
    slopes, offset, loss = _fitted(rows, yes, weight, len(words))
    is_plain = np.array([article.row["kind"] == ORDINARY for article in told]) | (yes == 1)
    mixed, moved = separated(marks[is_plain], yes[is_plain])
    mix = np.array([*(mixed[:, 1] - mixed[:, 0]), moved[1] - moved[0] - np.log(RARER)])
    tell(f"{len(words)} words of {len(pages)} pages: loss {loss:.3f}, mixed by {mix.round(2)}")
    return {
        "words": np.array(words),
        "words/slopes": slopes,
        "words/offset": offset,
        "words/mix": mix,
    }


def _surrounded(taught: list[Article]) -> Iterator[Article]:
    others = other_news(taught)
    for time in range(TELLINGS):
        for article in taught:
            longer = among(article, others[article.row["language"]], time)
            if longer:
                yield longer


def _lines(article: Article) -> list[set[str]]:
    return [stems(line.folded) for line in scope.lines(article.text)]


def _rows(pages: list[list[set[str]]], words: list[str]) -> np.ndarray:
    """(pages, most words of one) places in `words`; what is left is filled with one too many."""
    places = {stem: place for place, stem in enumerate(words)}
    known = [sorted(places[s] for s in set().union(*page) if s in places) for page in pages]
    rows = np.full((len(pages), max(map(len, known))), len(words), np.int32)
    for row, own in zip(rows, known, strict=True):
        row[: len(own)] = own
    return rows


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
