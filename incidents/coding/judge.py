"""The judge: learned weights for what the rules and the sentences' meaning say together.

A *topic* is asked of single sentences: how alike is each to sentences whose label is known? A
*question* weighs signs of the whole story, or of one candidate, and gives odds for its answers.
All weights are linear, learned by incidents/coding/training, and lie in incidents/data/judge.npz.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from incidents.coding.lexicon import DATA

SPREAD = 1.0  # of the likeness of two sentences: exp(-SPREAD * squared distance)
LEAST = 1e-3  # odds are told apart down to here

Weights = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Judge:
    """Topics and questions by name; see `training/learn.py` for what the arrays are."""

    weights: Weights

    def labels(self, name: str) -> list[str]:
        """What a topic or a question can say, in the order of the columns of its odds."""
        return [str(label) for label in self.weights[f"{name}/labels"]]

    def alike(self, sentences: np.ndarray) -> np.ndarray:
        """(sentences, landmarks) likeness to the sentences that topics go by."""
        return likeness(sentences, self.weights["landmarks"])

    def topic(self, name: str, alike: np.ndarray) -> np.ndarray:
        """(sentences, labels) probabilities of what each sentence says on a topic."""
        return softmax(alike @ self.weights[f"{name}/slopes"] + self.weights[f"{name}/offsets"])

    def odds(self, question: str, signs: np.ndarray) -> np.ndarray:
        """(rows, labels) probabilities for (rows, signs) numbers."""
        return softmax(
            signs @ self.weights[f"{question}/slopes"] + self.weights[f"{question}/offsets"]
        )

    def answer(self, question: str, signs: np.ndarray) -> dict[str, float]:
        """The odds of one question as label -> probability, the likeliest first."""
        odds = self.odds(question, signs[None])[0]
        pairs = zip(self.labels(question), map(float, odds), strict=True)
        return dict(sorted(pairs, key=lambda pair: -pair[1]))


def likeness(sentences: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """(sentences, landmarks) between 0 and 1, for rows of length 1."""
    return np.exp(-SPREAD * np.maximum(0.0, 2.0 - 2.0 * sentences @ landmarks.T))


def pooled(odds: np.ndarray) -> np.ndarray:
    """(5 * labels,) logarithms: highest, three highest, mean, first sentence, the next two."""
    ranked = np.sort(odds, axis=0)[::-1]
    after = odds[1:3].max(axis=0) if len(odds) > 1 else odds[0]
    parts = [ranked[0], ranked[:3].sum(axis=0), odds.mean(axis=0), odds[0], after]
    return np.log(np.concatenate(parts) + LEAST)


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


@cache
def judge() -> Judge:
    """The one whose weights are delivered."""
    with np.load(DATA / "judge.npz", allow_pickle=False) as stored:
        return Judge(
            {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in stored.items()}
        )
