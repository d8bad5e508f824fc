"""How wrong the network is: what learning makes smaller."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import optax

from incidents.coding import network
from incidents.coding.network import Weights
from incidents.coding.training import convolutions
from incidents.coding.training.examples import QUIET, UNKNOWN

DOUBT = 0.04  # share of an answer that is spread over all: nobody codes without error
WEIGHT = {"story": 1.0, "attack": 1.0, "data": 0.7, "care": 0.7}
SENTENCE, VICTIM, DAY, KIND = 0.5, 1.0, 0.5, 0.7


def loss(weights: Weights, batch: Any, key: Any) -> Any:
    """How wrong the answers are, on articles and on single sentences."""
    articles, single = batch["articles"], batch["single"]
    if "line" in batch:
        sums = convolutions.sums(weights, batch["line"])
        n = len(articles["page"]["held"])
        articles = articles | {"page": articles["page"] | {"sums": sums[:n]}}
        single = single | {"page": single["page"] | {"sums": sums[n:, :1]}}
    one, other = jax.random.split(key)
    return _wrong(weights, articles, one) + _wrong(weights, single, other)


def _wrong(weights: Weights, batch: Any, key: Any) -> Any:
    keys = iter(jax.random.split(key, 32))

    def dropout(array: Any, share: float) -> Any:
        kept = jax.random.bernoulli(next(keys), 1 - share, array.shape)
        return array * kept / (1 - share)

    page = _single_precision(batch["page"])
    read = network.story(jnp, weights, page, dropout)
    loss = 0.0
    for topic, answer in batch["answers"].items():
        loss += WEIGHT[topic] * _surprise(read[topic], answer)
        spoken = batch["spoken"][topic]
        share = jnp.where(spoken > 0, 1.0, 1.0 if topic == "story" else QUIET)
        loss += SENTENCE * _surprise(read[f"{topic} sentence"], spoken, share)
    weighed = partial(network.weighed, jnp, weights, dropout=dropout)
    asked = {name: _single_precision(arrays) for name, arrays in batch["asked"].items()}
    scores = {name: weighed(name, read, arrays) for name, arrays in asked.items()}
    loss += DAY * _surprise(scores["day"], asked["day"]["answer"])
    loss += KIND * _surprise(scores["kind"], asked["kind"]["answer"])
    if "victim" in asked:
        loss += VICTIM * _choice(scores["victim"], asked["victim"]["answer"])
    return loss


def _single_precision(arrays: Any) -> Any:
    return {k: v.astype(jnp.float32) if v.dtype == jnp.float16 else v for k, v in arrays.items()}


def _surprise(scores: Any, answer: Any, share: Any = 1.0) -> Any:
    """Mean cross entropy over what is known."""
    share = share * (answer != UNKNOWN)
    sure = jax.nn.one_hot(answer, scores.shape[-1])
    each = optax.softmax_cross_entropy(scores, optax.smooth_labels(sure, DOUBT))
    return (each * share).sum() / (share.sum() + 1e-6)


def _choice(scores: Any, answer: Any) -> Any:
    """How little of the choice among the candidates of a story falls on right ones."""
    worth = scores[..., 1] - scores[..., 0] + jnp.where(answer == UNKNOWN, -1e9, 0.0)
    right = jnp.where(answer == 1, worth, -1e9)
    each = jax.nn.logsumexp(worth, axis=-1) - jax.nn.logsumexp(right, axis=-1)
    known = (answer == 1).any(axis=-1)
    return jnp.where(known, each, 0.0).sum() / (known.sum() + 1e-6)
