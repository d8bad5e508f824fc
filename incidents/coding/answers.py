"""What the network reads in one story, to be asked for by the readings."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from incidents.coding import network
from incidents.coding.meaning import of_words
from incidents.coding.network import Weights, softmax, weighed

Odds = dict[str, float]  # label -> probability, the likeliest first


def likelier(odds: Odds, labels: Collection[str], times: float) -> Odds:
    """The same odds with some labels so many times likelier."""
    changed = {label: p * (times if label in labels else 1.0) for label, p in odds.items()}
    whole = sum(changed.values())
    return {name: p / whole for name, p in sorted(changed.items(), key=lambda pair: -pair[1])}


@dataclass(frozen=True, slots=True)
class Answers:
    """The odds of every topic, and of bodies and days that are asked about.

    Several networks, alike but for the dice they were taught with, each give theirs; what counts
    is the mean.
    """

    networks: tuple[Weights, ...]
    read: tuple[dict[str, np.ndarray], ...]  # what network.story returned to each

    def labels(self, topic: str) -> list[str]:
        """What a topic can say, in the order of its scores."""
        return [str(label) for label in self.networks[0][f"{topic}/labels"]]

    def of(self, topic: str) -> Odds:
        """The odds of the whole story: story, attack, data or care."""
        return self.named(topic, self._mean(topic))

    def saying(self, topic: str, label: str) -> np.ndarray:
        """(sentences,) probability that each says just this."""
        said = f"{topic} sentence"
        return self._mean(said)[:, self.labels(said).index(label)]

    def _mean(self, name: str) -> np.ndarray:
        return np.mean([softmax(np, read[name][0]) for read in self.read], axis=0)

    def weigh(
        self, question: str, texts: list[str], at: list[set[int]], signs: np.ndarray
    ) -> np.ndarray:
        """(asked, labels) odds for bodies or days: their names, the rows that name them, signs."""
        sums, counts = of_words(texts)
        rows = self.read[0]["sentences"].shape[1]
        where = np.array([[float(row in own) for row in range(rows)] for own in at], np.float32)
        asked = {"sums": sums, "counts": counts, "at": where, "signs": signs.astype(np.float32)}
        asked = {name: array[None] for name, array in asked.items()}
        scores = (
            weighed(np, weights, question, read, asked)[0]
            for weights, read in zip(self.networks, self.read, strict=True)
        )
        return np.mean([softmax(np, one) for one in scores], axis=0)

    def named(self, topic: str, odds: np.ndarray) -> Odds:
        """(labels,) odds by label."""
        pairs = zip(self.labels(topic), map(float, odds), strict=True)
        return dict(sorted(pairs, key=lambda pair: -pair[1]))


def answers(networks: tuple[Weights, ...], page: dict[str, np.ndarray]) -> Answers:
    """Read one story; `page` is that of network.story without its first axis."""
    batch = {name: np.asarray(array)[None] for name, array in page.items()}
    return Answers(networks, tuple(network.story(np, one, batch) for one in networks))
