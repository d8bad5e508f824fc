"""Whether data were taken."""

import re

import numpy as np

from incidents.choices import Answer, Field
from incidents.coding import order
from incidents.coding.answers import Answers
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
from incidents.coding.view import View
from incidents.records import Claim

REASONS = {
    Answer.YES: "Data are said to have been taken or published.",
    Answer.NO: "The text finds no sign that data were taken.",
    Answer.UNKNOWN: "The text leaves open whether data were taken.",
}
BESIDE = 12  # characters between two words that belong together
Vote = tuple[Answer, float, Hit]
Votes = dict[Answer, list[tuple[float, Hit]]]

_RANSOM_NOTE = re.compile(
    r"[\"'](?:[^\"']{0,40}\b)?(?:your|ihre|eure|vos|i vostri|tutti i)\b[^\"']{0,90}$"
)


def read(view: View, votes: Votes, answers: Answers) -> list[Claim]:
    """The likeliest of yes, no and unknown, then the next; nothing where the story is silent."""
    places = {answer: max(told, key=lambda v: v[0])[1] for answer, told in votes.items()}
    odds = order.data(answers)
    return view.likeliest(Field.DATA_STOLEN, odds, places, answers, "data", REASONS)


def votes_of(story: Story) -> Votes:
    """What the rules read: answer -> (weight, place) of every sentence that gives it."""
    votes: Votes = {}
    for sentence in story.own:
        vote = _vote(story, sentence)
        if vote:
            answer, weight, hit = vote
            weight *= 1.3 if sentence.part != "body" else 1.0
            votes.setdefault(answer, []).append((weight, hit))
    return votes


def ruled(votes: Votes) -> Answer | None:
    """The rules' own answer."""
    if not votes:
        return None
    return _decide({a: sum(sorted((w for w, _ in v), reverse=True)[:3]) for a, v in votes.items()})


def taken_at(votes: Votes) -> Hit | None:
    """Where the rules read that data were taken, if that is their answer."""
    if ruled(votes) != Answer.YES:
        return None
    return max(votes[Answer.YES], key=lambda v: v[0])[1]


def signs(votes: Votes) -> np.ndarray:
    """How heavily the rules vote, and for what they decide."""
    weights = [min(3.0, sum(w for w, _ in votes.get(answer, []))) for answer in Answer]
    chosen = ruled(votes)
    return np.array(
        [*weights, *(float(chosen == answer) for answer in Answer), float(len(votes) > 1)]
    )


def _vote(story: Story, sentence: Sentence) -> Vote | None:
    """What one sentence says on the matter, and with how much weight."""
    nouns = story.within("data.noun", sentence)
    strong = [
        h
        for h in story.within("data.strong_taken", sentence)
        if not _is_note(h) and not _is_key(story, h)
    ]
    published = story.within("data.published", sentence)
    taken = story.within("data.taken", sentence)
    nothing = story.within("data.nothing", sentence)
    is_open = story.has("event.open", sentence) or sentence.text.endswith("?")
    told = strong or (published if nouns else []) or (taken if nouns else [])
    signs = (nouns or taken) and story.has("data.sign", sentence)
    safe = nouns and story.has("data.safe", sentence)
    if nothing and (told or signs or safe):
        return _denial(story, nothing[0], [h for h in strong if not story.is_negated(h)], is_open)
    asked = _asks(story, sentence)
    if is_open and (nouns or (strong and asked)) and (told or asked):
        return Answer.UNKNOWN, 0.8 if told else 0.4, (told or nouns)[0]
    if strong and (nouns or story.has("event.attack", sentence) or sentence.part != "body"):
        return _theft(story, strong[0], 1.0 if nouns else 0.6)
    if published and nouns:
        return _theft(story, published[0], 0.7)
    return None


def _denial(story: Story, nothing: Hit, others: list[Hit], is_open: bool) -> Vote | None:
    if is_open and not story.is_negated(nothing, whole=True):
        return Answer.UNKNOWN, 0.8, nothing
    if others and not any(nothing.start <= h.start < nothing.end for h in others):
        return Answer.YES, 0.7, others[0]
    return Answer.NO, 1.0, nothing


def _theft(story: Story, hit: Hit, weight: float) -> Vote:
    if story.is_negated(hit):
        return Answer.NO, 0.8 * weight, hit
    if story.has("data.alleged", hit.sentence):
        return Answer.UNKNOWN, 0.6 * weight, hit
    return Answer.YES, weight, hit


def _asks(story: Story, sentence: Sentence) -> bool:
    return sentence.text.endswith("?") or story.has("event.whether", sentence)


def _is_note(hit: Hit) -> bool:
    """Words of the attackers' own note: your files are stolen."""
    return bool(_RANSOM_NOTE.search(hit.sentence.folded[: hit.start - hit.sentence.start]))


def _is_key(story: Story, hit: Hit) -> bool:
    """What was stolen are the words that open an account, not what lies behind it."""
    keys = story.within("data.key", hit.sentence)
    return any(max(k.start - hit.end, hit.start - k.end) <= BESIDE for k in keys)


def _decide(weights: dict[Answer, float]) -> Answer:
    """A theft told outweighs doubt; a denial outweighs doubt unless doubt is stronger."""
    yes, no, unknown = (weights.get(a, 0.0) for a in (Answer.YES, Answer.NO, Answer.UNKNOWN))
    if yes and yes >= no and yes >= 0.8 * unknown:
        return Answer.YES
    if no and no >= 0.9 * unknown:
        return Answer.NO
    return Answer.UNKNOWN if unknown else Answer.YES
