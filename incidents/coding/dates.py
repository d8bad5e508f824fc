"""When it happened, was noticed, was made public and was over."""

import re
from dataclasses import dataclass
from datetime import timedelta

from incidents.choices import Field
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
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
LEAN = {Field.DETECTED: 25, Field.RECOVERED: 20, Field.DISCLOSED: 5, Field.OCCURRED: 0}
NEAREST = 90  # characters between a date and the word that gives it its meaning
LATELY = timedelta(days=45)  # most news is about recent days
WORDS_OF_HARM = ("event.attack", "event.weak", "attack.encrypted", "care.outage", "care.degraded")

_AND = re.compile(r"\s?(?:,|und|et|e|and)(?: \w+){0,2}?(?: (?:am|le|il|on|den|vom|du|del))?\s?")
_LINE_HEAD = re.compile(r"[^.;:]{0,45}$")
_LINE_END = re.compile(r"\W{0,2}(?:\([^)]{0,25}\))?\s?(?:[-:.)|]|um |a |at |\d|$)")


@dataclass(frozen=True, slots=True)
class _Reading:
    field: Field
    dated: Dated
    sentence: Sentence
    weight: float


def read(story: Story) -> list[Claim]:
    """Claims for occurred, detected, disclosed and recovered, the best of each first."""
    readings = [r for s in story.own for r in _in_sentence(story, s)]
    claims = []
    for field in (Field.OCCURRED, Field.DETECTED, Field.DISCLOSED, Field.RECOVERED):
        mine = sorted((r for r in readings if r.field == field), key=lambda r: -r.weight)
        told: set[PartialDate] = set()
        for reading in mine:
            if reading.dated.when not in told and len(told) < 3:
                told.add(reading.dated.when)
                claims.append(_claim(story, reading, len(told)))
    return claims


def _claim(story: Story, reading: _Reading, rank: int) -> Claim:
    sentence, dated = reading.sentence, reading.dated
    hit = Hit(sentence.start + dated.start, sentence.start + dated.end, sentence)
    confidence = max(0.3, min(0.9, 0.5 + reading.weight / 10) - 0.1 * (rank - 1))
    return story.claim(reading.field, str(dated.when), hit, confidence, REASONS[reading.field])


def _in_sentence(story: Story, sentence: Sentence) -> list[_Reading]:
    found = []
    told = dates(sentence.folded, story.language, story.published)
    for dated, partner in _coordinated(sentence, told):
        if _is_ahead(story, dated) or _is_dateline(story, sentence, dated):
            continue
        meant = _meaning(story, sentence, partner)
        if meant:
            field, weight = meant
            found.append(_Reading(field, dated, sentence, weight + _worth(story, sentence, dated)))
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


def _coordinated(sentence: Sentence, found: list[Dated]) -> list[tuple[Dated, Dated]]:
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
