"""When it happened, was noticed, was made public and was over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from incidents.choices import Field
from incidents.coding.answers import Answers
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
from incidents.coding.view import View
from incidents.coding.when import Dated, dates
from incidents.records import Claim, PartialDate

KINDS = (
    (Field.DETECTED, "date.detected"),
    (Field.RECOVERED, "date.recovered"),
    (Field.OCCURRED, "date.occurred"),
    (Field.DISCLOSED, "date.disclosed"),
)
REASONS = {
    Field.OCCURRED: "The day stands beside the attack or its effects.",
    Field.DETECTED: "The day stands beside its discovery.",
    Field.DISCLOSED: "The day stands beside the announcement.",
    Field.RECOVERED: "The day stands beside the return to normal.",
}
EVENT = (Field.OCCURRED, Field.DETECTED)
EVENT_FIRST = (*EVENT, Field.DISCLOSED, Field.RECOVERED)
PLAIN, CLEARER = 6.0, 0.6  # weight of what the rules say plainly; odds to be against that
CLEAR, SURE, LIKELY = 0.3, 0.4, 0.2  # odds: against the rules, without them, with them
DAYS_AT_MOST = 3  # of one field
AROUND = 70  # characters on either side of a day that tell what it is
LEAN = {Field.DETECTED: 25, Field.RECOVERED: 20, Field.DISCLOSED: 5, Field.OCCURRED: 0}
NEAREST = 90  # characters between a date and the word that gives it its meaning
LATELY = timedelta(days=45)  # most news is about recent days
WORDS_OF_HARM = ("event.attack", "event.weak", "attack.encrypted", "care.outage", "care.degraded")

Day = tuple[Sentence, Dated]

_AND = re.compile(r"\s?(?:,|und|et|e|and)(?: \w+){0,2}?(?: (?:am|le|il|on|den|vom|du|del))?\s?")
_LINE_HEAD = re.compile(r"[^.;:]{0,45}$")
_LINE_END = re.compile(r"\W{0,2}(?:\([^)]{0,25}\))?\s?(?:[-:.)|]|um |a |at |\d|$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A day and what it is taken for."""

    field: Field
    dated: Dated
    sentence: Sentence
    weight: float


def read(view: View, found: list[Reading], answers: Answers) -> list[Claim]:
    """Claims for occurred, detected, disclosed and recovered, the likeliest of each first.

    Which day is that of the attack, the judge says; whether it then happened or was noticed, and
    what other days are, is told by the words beside them.
    """
    story = view.story
    days = candidates(story)
    if days:
        around = [window(sentence.text, dated.start, dated.end) for sentence, dated in days]
        at = [view.rows({sentence.index}) for sentence, _ in days]
        odds = answers.weigh("day", around, at, signs(view, days, found))
        event = odds[:, answers.labels("day").index("event")]
        found = _judged(found, dict(zip(days, map(float, event), strict=True)))
    claims = []
    for field in (Field.OCCURRED, Field.DETECTED, Field.DISCLOSED, Field.RECOVERED):
        mine = sorted((r for r in found if r.field == field), key=lambda r: -r.weight)
        told: set[PartialDate] = set()
        for reading in mine:
            if reading.dated.when not in told and len(told) < DAYS_AT_MOST:
                told.add(reading.dated.when)
                claims.append(_claim(story, reading))
    return claims


def readings(story: Story) -> list[Reading]:
    """What the rules take each day for."""
    return [r for s in story.own for r in _in_sentence(story, s)]


def candidates(story: Story) -> list[Day]:
    """Every day of the story that is not yet to come."""
    return [
        (sentence, dated)
        for sentence in story.sentences
        for dated in dates(sentence.folded, story.language, story.published)
        if not _is_ahead(story, dated)
    ]


def signs(view: View, days: list[Day], found: list[Reading]) -> np.ndarray:
    """(days, signs): how the rules read each, and where it stands."""
    return np.array([_stands(view, day, days, found) for day in days], dtype=float)


def _stands(view: View, day: Day, days: list[Day], found: list[Reading]) -> list[float]:
    sentence, dated = day
    when, published = dated.when, view.story.published
    ago = (published - when.first).days if published else 0
    ruled = []
    for field in EVENT_FIRST:
        ranked = sorted((r for r in found if r.field == field), key=lambda r: -r.weight)
        ruled.append(float(bool(ranked) and ranked[0].dated.when == when))
        weights = [r.weight for r in ranked if r.dated.when == when]
        ruled.append(max(weights, default=0.0) / 5)
    written = [other.when for _, other in days]
    stands = [
        *(float(when.precision == name) for name in ("day", "month", "range", "year")),
        *(float(dated.kind == name) for name in ("today", "weekday")),
        *(min(ago, 60) / 30, ago > 400, ago == 0, ago <= 1, ago <= 14),
        *(sentence.part == "title", sentence.part == "lead", 1 / (1 + sentence.index)),
        *(sentence.index / len(view.story.sentences), written.count(when) / 3),
        *(when == min(written), when == max(written), sentence.index in view.story.aside),
    ]
    return [*ruled, *stands]


def window(text: str, start: int, end: int) -> str:
    """The words around a day, with the day in brackets."""
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    while left > 0 and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and text[right].isalnum():
        right += 1
    return f"{text[left:start]}[[{text[start:end]}]]{text[end:right]}"


def _judged(found: list[Reading], event: dict[Day, float]) -> list[Reading]:
    """The readings with the judge's view on which day is that of the attack."""
    kept = [
        r
        for r in found
        if r.field not in EVENT and event.get((r.sentence, r.dated), 0) < _against(r)
    ]
    for day, share in event.items():
        ruled = _of(day, found)
        field = next((r.field for r in ruled if r.field in EVENT), None)
        enough = max((_against(r) for r in ruled if r.field not in EVENT), default=SURE)
        if share >= enough or (share >= LIKELY and field):
            kept.append(_reading(field or Field.OCCURRED, day, share))
    if not any(r.field in EVENT for r in kept):
        day, share = max(event.items(), key=lambda pair: pair[1])
        is_disclosed = any(r.field == Field.DISCLOSED for r in _of(day, found))
        if share >= LIKELY and not is_disclosed:
            kept.append(_reading(Field.OCCURRED, day, share))
    return kept


def _of(day: Day, found: list[Reading]) -> list[Reading]:
    """What the rules take this day for."""
    sentence, dated = day
    return [r for r in found if r.dated == dated and r.sentence is sentence]


def _reading(field: Field, day: Day, share: float) -> Reading:
    sentence, dated = day
    return Reading(field, dated, sentence, share)


def _against(ruled: Reading) -> float:
    """The odds it takes to be the day of the attack, when the rules say that it is another."""
    return CLEARER if ruled.weight >= PLAIN else CLEAR


def _claim(story: Story, reading: Reading) -> Claim:
    sentence, dated = reading.sentence, reading.dated
    hit = Hit(sentence.start + dated.start, sentence.start + dated.end, sentence)
    sure = reading.weight if reading.field in EVENT else min(0.9, 0.5 + reading.weight / 10)
    return story.claim(reading.field, str(dated.when), hit, sure, REASONS[reading.field])


def _in_sentence(story: Story, sentence: Sentence) -> list[Reading]:
    found = []
    told = dates(sentence.folded, story.language, story.published)
    for dated, partner in _coordinated(sentence, told):
        if _is_ahead(story, dated) or _is_dateline(story, sentence, dated):
            continue
        meant = _meaning(story, sentence, partner)
        if meant:
            field, weight = meant
            found.append(Reading(field, dated, sentence, weight + _worth(story, sentence, dated)))
    return found


def _is_ahead(story: Story, dated: Dated) -> bool:
    return story.published is not None and dated.when.first > story.published


def _is_dateline(story: Story, sentence: Sentence, dated: Dated) -> bool:
    """`Lugano, 9 July 2025 -`: the day of writing at the head of a line."""
    day = story.published
    if day is None or dated.when.precision != "day" or dated.kind != "absolute":
        return False
    if abs(dated.when.first - day) > timedelta(days=1):
        return False
    head, tail = sentence.folded[: dated.start], sentence.folded[dated.end :]
    return bool(_LINE_HEAD.match(head) and _LINE_END.match(tail))


def _coordinated(sentence: Sentence, found: Sequence[Dated]) -> list[tuple[Dated, Dated]]:
    """Each date with the one that tells its meaning: in `on the 3rd and the 5th`, the last."""
    pairs: list[tuple[Dated, Dated]] = []
    for dated in reversed(found):
        after = pairs[-1] if pairs else None
        joined = after and _AND.fullmatch(sentence.folded, dated.end, after[0].start)
        pairs.append((dated, after[1] if after and joined else dated))
    return pairs[::-1]


def _worth(story: Story, sentence: Sentence, dated: Dated) -> float:
    """Precise, recent, early in the text, beside words of harm: the better."""
    worth = {"day": 2.0, "month": 1.0, "range": 1.0}.get(dated.when.precision, 0.0)
    worth += 0.5 * (sentence.part != "body") - 0.05 * sentence.index
    worth += 0.5 * any(story.has(key, sentence) for key in WORDS_OF_HARM)
    worth -= 1.5 * story.has("event.denial", sentence)
    if story.published:
        if story.published - dated.when.first <= LATELY:
            worth += 0.7
        if dated.kind == "today":
            worth -= 1.5
    return worth


def _meaning(story: Story, sentence: Sentence, dated: Dated) -> tuple[Field, float] | None:
    """The kind of the nearest telling word, words in the date's own clause first."""
    at = Hit(sentence.start + dated.start, sentence.start + dated.end, sentence)
    begin, end = story.clause(at)
    best: tuple[float, Field] | None = None
    for field, key in KINDS:
        for hit in story.within(key, sentence):
            gap = _gap(hit, at) - LEAN[field]
            gap += 0 if begin <= hit.start < end else 60
            if gap <= NEAREST + 60 and (best is None or gap < best[0]):
                best = (gap, field)
    if any(_gap(h, at) <= 12 for h in story.within("date.other", sentence)):
        return None
    if best is None:
        return (Field.OCCURRED, 0.3) if dated.kind not in ("year", "today") else None
    field = best[1]
    if dated.kind == "today" and best[0] > 15:
        return None  # today as in nowadays
    if field == Field.OCCURRED and not story.has("event.attack", sentence):
        return field, 1.0
    return field, 3.0 - max(0.0, best[0]) / 100


def _gap(hit: Hit, at: Hit) -> int:
    return max(hit.start - at.end, at.start - hit.end, 0)
