"""When it happened, was noticed, was made public and was over."""

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
    Field.OCCURRED: "The day stands beside the attack.",
    Field.DETECTED: "The day stands beside its discovery.",
    Field.DISCLOSED: "The day stands beside the announcement.",
    Field.RECOVERED: "The day stands beside the return to normal.",
}
NEAREST = 90  # characters between a date and the word that gives it its meaning


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
            if reading.dated.when not in told:
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
    for dated in dates(sentence.folded, story.language, story.published):
        if story.published and dated.when.first > story.published + timedelta(days=1):
            continue
        meant = _meaning(story, sentence, dated)
        if meant:
            field, weight = meant
            weight += {"day": 2, "month": 1, "range": 1}.get(dated.when.precision, 0)
            weight += 1 if sentence.part != "body" else 0
            weight -= 0.02 * sentence.index
            found.append(_Reading(field, dated, sentence, weight))
    return found


def _meaning(story: Story, sentence: Sentence, dated: Dated) -> tuple[Field, float] | None:
    """The kind of the nearest telling word, words in the date's own clause first."""
    at = Hit(sentence.start + dated.start, sentence.start + dated.end, sentence)
    begin, end = story.clause(at)
    best: tuple[float, Field] | None = None
    for field, key in KINDS:
        for hit in story.within(key, sentence):
            gap = max(hit.start - at.end, at.start - hit.end, 0)
            gap += 0 if begin <= hit.start < end else 60
            if gap <= NEAREST + 60 and (best is None or gap < best[0]):
                best = (gap, field)
    for hit in story.within("date.other", sentence):
        gap = max(hit.start - at.end, at.start - hit.end, 0)
        if gap <= 12 and (best is None or gap < best[0]):
            return None
    if best is None:
        return None
    field = best[1]
    attack = story.has("event.attack", sentence)
    if field == Field.OCCURRED and not attack and not story.has("event.weak", sentence):
        return field, 1.0
    return field, 3.0 - best[0] / 100
