"""Teach the judge: first the topics of sentences, then the questions that build on them.

A question must learn from topics that have not seen its article, or it would trust them too much:
so the topics are learned five times, each time without a fifth of the articles.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pycrfsuite
from sklearn.linear_model import LogisticRegression

from incidents.coding import actor, attack, data, dates, impact, kind, relevance, victim
from incidents.coding.judge import Judge, Weights, likeness
from incidents.coding.meaning import vectors
from incidents.coding.tagger import counts_of, features, tagged, words_of
from incidents.coding.training.lessons import (
    FOLDS,
    SILENT,
    Article,
    Marked,
    named,
    named_sentences,
    sentences,
)
from incidents.coding.yardstick import same_body, same_date

LANDMARKS = 1200  # sentences that others are compared with
SEED = 0
EARLY = 3  # sentences of an article that tell what kind of story it is
FAINT = 0.5  # weight of a label that stands for the whole article, not for the sentence
ROUNDS, EARLIER = 80, 60  # of teaching the tagger for good, and for a fifth
FIELD = {"c1": 0.1, "c2": 0.05}  # how much the tagger is held back
TOPIC_FREEDOM, QUESTION_FREEDOM = 5.0, 0.1  # C of the regressions: the higher, the bolder
STORY = {"positive": "event", "a": "talk", "b": "outside", "c": "abroad", "d": "ordinary"}
STORY |= {"e": "denial"}
SPEAKERS = ("authority", "expert", "media")
FIELDS = {
    "attack sentence": ("attack", "attack_type"),
    "data sentence": ("data", "data_stolen"),
    "care sentence": ("care", "patient_care_impact"),
}

Example = tuple[np.ndarray, str, float]  # vector, label, weight
Sign = tuple[np.ndarray, str]  # signs, label


def learn(directory: Path, taught: list[Article], tell: Callable[[str], None]) -> Weights:
    """All weights of the judge, from the corpus in `directory`; `tell` hears of each step."""
    single = _Single(directory)
    landmarks = single.landmarks()
    tell(f"{len(taught)} articles, {single.count} single sentences")
    signs: dict[str, list[Sign]] = {}
    for fold in range(FOLDS):
        apart = [a for a in taught if a.fold == fold]
        rest = [a for a in taught if a.fold != fold]
        topics = _topics(single, landmarks, rest)
        with TemporaryDirectory() as scratch:
            tagger = teach_tagger(directory, rest, Path(scratch) / "names", EARLIER)
        for article in apart:
            for question, sign in _signs(article, Judge(topics), tagger):
                signs.setdefault(question, []).append(sign)
        tell(f"part {fold + 1} of {FOLDS}: {len(apart)} articles")
    weights = _topics(single, landmarks, taught)
    for question, known in signs.items():
        weights |= _question(question, known)
        tell(f"{question}: {len(known)} examples")
    return weights


def teach_tagger(
    directory: Path, taught: list[Article], path: Path, rounds: int = ROUNDS
) -> pycrfsuite.Tagger:
    """Teach the tagger on articles whose bodies are all noted, and on single sentences."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in (
        *map(named, (a for a in taught if a.row["all_bodies"])),
        *named_sentences(directory),
    ):
        counts = counts_of(one.sentences)
        for sentence in one.sentences:
            words = words_of(sentence)
            tags = ["O"] * len(words)
            for start, end, part in one.spans:
                inside = [i for i, (a, _) in enumerate(words) if start <= a + sentence.start < end]
                for i in inside:
                    tags[i] = f"{'B' if i == inside[0] else 'I'}-{part}"
            trainer.append(features(sentence, words, one.language, counts), tags)
    trainer.set_params({**FIELD, "max_iterations": rounds, "feature.possible_transitions": True})
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


class _Single:
    """The single sentences of the corpus as examples for topics."""

    def __init__(self, directory: Path) -> None:
        read = {name: sentences(directory, name) for name in ("attack", "data", "care", "story")}
        kinds, days = sentences(directory, "type"), sentences(directory, "date")
        windows = [Marked(m.label, dates.window(m.text, m.start, m.end)) for m in days]
        names = [Marked(m.label, m.text[m.start : m.end]) for m in kinds]
        self.examples = {
            **{name: self._examples(read[topic]) for name, (topic, _) in FIELDS.items()},
            "story": [e for e in self._examples(read["story"]) if e[1] != "othercase"],
            "kind sentence": self._examples(kinds),
            "kind name": self._examples(names),
            "day sentence": self._examples(windows),
        }

    @staticmethod
    def _examples(marked: list[Marked]) -> list[Example]:
        found = vectors([m.text for m in marked])
        return [(vector, m.label, 1.0) for vector, m in zip(found, marked, strict=True)]

    @property
    def count(self) -> int:
        return sum(map(len, self.examples.values()))

    def landmarks(self) -> np.ndarray:
        everything = np.array(
            [vector for known in self.examples.values() for vector, _, _ in known]
        )
        return everything[np.random.RandomState(SEED).permutation(len(everything))[:LANDMARKS]]


def _topics(single: _Single, landmarks: np.ndarray, taught: list[Article]) -> Weights:
    weights: Weights = {"landmarks": landmarks}
    values, directions = np.linalg.eigh(likeness(landmarks, landmarks))
    spread = directions / np.sqrt(np.maximum(values, 1e-3))
    for name, examples in single.examples.items():
        known = [*examples, *(e for a in taught for e in _examples(name, a))]
        found = np.array([vector for vector, _, _ in known])
        labels = [label for _, label, _ in known]
        counts = Counter(labels)
        given = np.array([w / counts[label] ** 0.5 for _, label, w in known])
        model = LogisticRegression(C=TOPIC_FREEDOM, max_iter=100, tol=1e-3)
        model.fit(likeness(found, landmarks) @ spread, labels, sample_weight=given / given.mean())
        weights |= _linear(name, model, spread)
    return weights


def _examples(topic: str, article: Article) -> Iterator[Example]:
    """What the sentences of an article teach about a topic."""
    row, view = article.row, article.view
    if topic == "story" and row["kind"]:
        for vector in view.vectors[:EARLY]:
            yield vector, STORY[row["kind"]], FAINT
    elif topic in FIELDS and row["all_bodies"]:
        field = FIELDS[topic][1]
        for sentence, vector in zip(view.seen, view.vectors, strict=True):
            shown = row[field] and article.shows(field, sentence)
            yield vector, row[field] if shown else "other", 1.0
    elif topic == "kind name":
        bodies = [(body, _kind_of(body)) for body in row["bodies"]]
        known = [(body["name"], label) for body, label in bodies if label]
        for vector, (_, label) in zip(vectors([n for n, _ in known]), known, strict=True):
            yield vector, label, 1.0


def _kind_of(body: dict[str, str]) -> str:
    if body["role"] in SPEAKERS:
        return "speaker"
    if body["role"] == "outside":
        return "outside"
    return body["org_type"] if body["role"] != "attacker" else ""


def _signs(article: Article, judge: Judge, tagger: pycrfsuite.Tagger) -> Iterator[tuple[str, Sign]]:
    """(question, (signs, right answer)) for all that is known of an article."""
    row, view = article.row, article.view
    told, refusal = relevance.evidence(view), relevance.doubt(view)
    right = "yes" if row["relevant"] else "no"
    yield "glance", (relevance.ruled(view, told, refusal), right)
    yield "relevance", (relevance.signs(view, told, refusal, judge), right)
    if not row["relevant"]:
        return
    if row["primary_organisation"]:
        found = victim.candidates(view, tagged(view.story, tagger))
        right_ones = [same_body(row["primary_organisation"], c.party.name) for c in found]
        if any(right_ones):
            rows = victim.signs(view, found, judge)
            for seen, is_right in zip(rows, right_ones, strict=True):
                yield "victim", (seen, "yes" if is_right else "no")
        for candidate in found:
            candidate.party.called = ""
    if row["attack_type"]:
        group = actor.read(view.story, frozenset())
        first = group[0] if group else None
        seen = attack.signs(view, attack.gathered(view, first), first, judge)
        yield "attack", (seen, row["attack_type"])
    if row["data_stolen"] != SILENT:
        seen = data.signs(view, data.votes_of(view.story), judge)
        yield "data", (seen, row["data_stolen"] or "")
    if row["patient_care_impact"] != SILENT:
        seen = impact.signs(view, impact.found_in(view), judge)
        yield "care", (seen, row["patient_care_impact"] or "")
    if row["org_type"] and row["primary_organisation"]:
        name = row["primary_organisation"]
        seen = kind.signs(view, name, article.naming(name), view.org_type, judge)
        yield "kind", (seen, row["org_type"])
    if row["incident_date"]:
        ruled, days = dates.readings(view.story), dates.candidates(view.story)
        seen_days = list(dates.signs(view, days, ruled, judge)) if days else []
        for day, seen in zip(days, seen_days, strict=True):
            event = same_date(row["incident_date"], [str(day[1].when)])
            yield "day", (seen, "event" if event else "other")


def _question(name: str, known: list[Sign]) -> Weights:
    signs = np.array([seen for seen, _ in known])
    mean, scale = signs.mean(axis=0), signs.std(axis=0) + 0.1
    model = LogisticRegression(C=QUESTION_FREEDOM, max_iter=500)
    model.fit((signs - mean) / scale, [label for _, label in known])
    weights = _linear(name, model, np.diag(1 / scale))
    weights[f"{name}/offsets"] = weights[f"{name}/offsets"] - mean @ weights[f"{name}/slopes"]
    return weights


def _linear(name: str, model: LogisticRegression, spread: np.ndarray) -> Weights:
    """slopes (signs, labels), offsets (labels,), labels; two labels get two columns, too."""
    slopes, offsets = model.coef_.T, model.intercept_
    if slopes.shape[1] == 1:
        slopes, offsets = np.hstack([-slopes, slopes]) / 2, np.append(-offsets, offsets) / 2
    return {
        f"{name}/slopes": spread @ slopes,
        f"{name}/offsets": offsets,
        f"{name}/labels": np.array(list(model.classes_)),
    }


def save(weights: Weights, path: Path) -> None:
    """Write what judge.py reads; half precision is enough for the large arrays."""
    small = {name: _halved(values) for name, values in weights.items()}
    np.savez_compressed(path, **small)  # type: ignore[arg-type]


def _halved(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind != "f":
        return values
    return values.astype(np.float16 if values.ndim == 2 else np.float32)
