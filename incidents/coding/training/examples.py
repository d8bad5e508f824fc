"""What the network learns from: articles and single sentences as arrays, with their answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pycrfsuite

from incidents.choices import Answer, AttackType, CareImpact, OrgType
from incidents.coding import candidates, dates, judge, kind, organisation, rules, victim
from incidents.coding.core import telling
from incidents.coding.meaning import SIZE, encoder, of_words
from incidents.coding.parties import Party
from incidents.coding.story import Story
from incidents.coding.tagger import tagged
from incidents.coding.text import Sentence, fold
from incidents.coding.training.lessons import SILENT, Article, Marked
from incidents.coding.view import View, view_of
from incidents.coding.yardstick import same_body, same_date

LABELS = {
    "story": ["positive", "a", "b", "c", "d", "e"],
    "attack": [str(code) for code in AttackType],
    "data": ["", *(str(code) for code in Answer)],
    "care": ["", *(str(code) for code in CareImpact)],
    "victim": ["no", "yes"],
    "day": ["other", "event"],
    "kind": [str(code) for code in OrgType],
}
LABELS |= {
    "story sentence": LABELS["story"],
    "attack sentence": ["other", *LABELS["attack"]],
    "data sentence": ["other", *LABELS["data"][1:]],
    "care sentence": ["other", *LABELS["care"][1:]],
}
FIELDS = {"attack": "attack_type", "data": "data_stolen", "care": "patient_care_impact"}
STORIES = {"event": "positive", "denial": "e", "talk": "a", "outside": "b", "abroad": "c"}
STORIES |= {"ordinary": "d"}
UNKNOWN = -1  # no answer is known
ASKED = {"victim": 20, "day": 12, "kind": 1}  # how much is asked of a story at most
ASKED_OF_ONE = {"day": 1, "kind": 1}  # of a single sentence
SIZES = (1, 24, 48)  # sentences of a batch, few sizes, for each is compiled once
QUIET = 0.25  # weight of a sentence that is no evidence, beside 1 of one that is

Arrays = dict[str, np.ndarray]


@dataclass(slots=True)
class Example:
    """A story for network.story, what is asked about it for network.weighed, and the answers."""

    page: Arrays
    answers: dict[str, int] = field(default_factory=dict)  # topic -> label
    spoken: Arrays = field(default_factory=dict)  # topic -> (sentences,) label
    asked: dict[str, Arrays] = field(default_factory=dict)  # question -> arrays with `answer`
    pieces: list[list[int]] = field(default_factory=list)  # the word pieces of each sentence


def label(topic: str, name: str | None) -> int:
    """The column of a label; UNKNOWN for what the topic does not know."""
    return LABELS[topic].index(name) if name in LABELS[topic] else UNKNOWN


def of_article(article: Article, lists: list[str], tagger: pycrfsuite.Tagger) -> Example:
    """All that is known of an article. The tagger must not have learned from it."""
    row, view = article.row, article.view
    ruled = rules.ruled(view)
    page = judge.page(view, ruled, lists)
    example = Example(page, {"story": label("story", row["kind"] or None)}, pieces=_pieces(view))
    if row["relevant"]:
        example.answers["story"] = label("story", "positive")
        for topic, name in FIELDS.items():
            if row[name] != SILENT:
                code = row[name] if topic == "attack" else row[name] or ""
                example.answers[topic] = label(topic, code)
    if row["all_bodies"]:
        example.spoken = {topic: _evidence(article, topic, name) for topic, name in FIELDS.items()}
    if row["relevant"] and row["primary_organisation"]:
        _ask_victim(example, article, tagger)
        _ask_kind(example, article)
    if row["relevant"] and (row["incident_date"] or row["all_bodies"]):
        _ask_day(example, view, ruled.days, row["incident_date"] or "")
    return example


def _pieces(view: View) -> list[list[int]]:
    return [encoder().pieces(s.text) for s in view.seen]


def _evidence(article: Article, topic: str, name: str) -> np.ndarray:
    code = article.row[name]
    return np.array(
        [
            label(f"{topic} sentence", code if code and article.shows(name, s) else "other")
            for s in article.view.seen
        ]
    )


def _ask_victim(example: Example, article: Article, tagger: pycrfsuite.Tagger) -> None:
    view, wanted = article.view, article.row["primary_organisation"]
    found = victim.candidates(view, tagged(view.story, tagger))[: ASKED["victim"]]
    right = np.array([int(is_meant(wanted, view, c.party)) for c in found])
    if right.any():
        names, at = [c.party.name for c in found], [candidates.at(view, c.party) for c in found]
        example.asked["victim"] = _asked(view, names, at, candidates.signs(view, found), right)
    for candidate in found:
        candidate.party.called = ""


def is_meant(wanted: str, view: View, party: Party) -> bool:
    """The same body, if perhaps not in all words of its name."""
    name = organisation.display_name(view.story, party)[0]
    one, other = (frozenset(map(fold, telling(words))) for words in (wanted, name))
    return same_body(wanted, name) or bool(one & other and (one <= other or other <= one))


def _ask_kind(example: Example, article: Article) -> None:
    view, row = article.view, article.row
    code = label("kind", row["org_type"])
    if code != UNKNOWN:
        name = row["primary_organisation"]
        at = [view.rows(article.naming(name))]
        meant = next((p for p in view.ranked if is_meant(name, view, p)), None)
        signs = kind.signs(meant.org_type if meant else "")[None]
        example.asked["kind"] = _asked(view, [name], at, signs, np.array([code]))


def _ask_day(example: Example, view: View, ruled: list[dates.Reading], wanted: str) -> None:
    days = dates.candidates(view.story)[: ASKED["day"]]
    if days:
        around = [dates.window(s.text, d.start, d.end) for s, d in days]
        at = [view.rows({s.index}) for s, _ in days]
        right = np.array([int(wanted != "" and same_date(wanted, [str(d.when)])) for _, d in days])
        example.asked["day"] = _asked(view, around, at, dates.signs(view, days, ruled), right)


def _asked(
    view: View, texts: list[str], at: list[set[int]], signs: np.ndarray, answer: np.ndarray
) -> Arrays:
    sums, counts = of_words(texts)
    where = np.array([[float(row in own) for row in range(len(view.seen))] for own in at])
    return {"sums": sums, "counts": counts, "at": where, "signs": signs, "answer": answer}


def of_sentences(topic: str, marked: list[Marked], lists: list[str]) -> Iterator[Example]:
    """Single sentences, each a story of its own: what it says, or what is marked in it."""
    for one in marked:
        sentence = Sentence(0, len(one.text), one.text, fold(one.text), "body", 0)
        view = view_of(Story(one.text, one.language, [sentence]))
        example = Example(judge.page(view, rules.ruled(view), lists), pieces=_pieces(view))
        if topic == "type":
            signs = kind.signs(view.org_type)[None]
            answer = np.array([label("kind", one.label)])
            name = one.text[one.start : one.end]
            example.asked["kind"] = _asked(view, [name], [{0}], signs, answer)
        elif topic == "date":
            _ask_marked_day(example, view, one)
        else:
            name = STORIES.get(one.label, "") if topic == "story" else one.label
            example.spoken = {topic: np.array([label(f"{topic} sentence", name)])}
        yield example


def _ask_marked_day(example: Example, view: View, one: Marked) -> None:
    days = [d for d in dates.candidates(view.story) if one.start <= d[1].start < one.end][:1]
    if days:
        around = [dates.window(one.text, days[0][1].start, days[0][1].end)]
        signs = dates.signs(view, days, dates.readings(view.story))
        example.asked["day"] = _asked(
            view, around, [{0}], signs, np.array([int(one.label == "event")])
        )


def collated(
    examples: list[Example], like: Example, most: dict[str, int], sizes: tuple[int, ...] = SIZES
) -> dict[str, Any]:
    """Examples side by side, the shorter filled up: what the network learns from at once.

    `like` is any example that is asked every question; it tells how many signs each has. `most`
    tells how much is asked of each.
    """
    n, s = len(examples), max(len(e.page["counts"]) for e in examples)
    s = next(size for size in sizes if s <= size)
    page = {name: np.zeros((n, s, *a.shape[1:]), a.dtype) for name, a in like.page.items()}
    page["signs"] = np.array([e.page["signs"] for e in examples])
    page["counts"] += 1
    answers = {topic: np.full(n, UNKNOWN) for topic in ("story", *FIELDS)}
    spoken = {topic: np.full((n, s), UNKNOWN) for topic in ("story", *FIELDS)}
    asked = {question: _room(n, s, k, like.asked[question]) for question, k in most.items()}
    for i, example in enumerate(examples):
        length = len(example.page["counts"])
        for name in page.keys() - {"signs"}:
            page[name][i, :length] = example.page[name]
        for topic, code in example.answers.items():
            answers[topic][i] = code
        for topic, codes in example.spoken.items():
            spoken[topic][i, :length] = codes
        for question, given in example.asked.items():
            room, k = asked[question], len(given["answer"])
            room["at"][i, :k, :length] = given["at"]
            for name in ("sums", "counts", "signs", "answer"):
                room[name][i, :k] = given[name]
    return {"page": page, "answers": answers, "spoken": spoken, "asked": asked}


def _room(n: int, s: int, k: int, like: Arrays) -> Arrays:
    return {
        "sums": np.zeros((n, k, SIZE), np.float16),
        "counts": np.ones((n, k), np.float32),
        "at": np.zeros((n, k, s), np.float32),
        "signs": np.zeros((n, k, like["signs"].shape[1]), np.float32),
        "answer": np.full((n, k), UNKNOWN),
    }


def lightened(example: Example) -> Example:
    """The same with its large arrays in half precision, so that thousands fit in memory."""
    for arrays in (example.page, *example.asked.values()):
        arrays["sums"] = arrays["sums"].astype(np.float16)
    return example
