"""Whether a page tells of a concrete incident in Swiss healthcare."""

from dataclasses import dataclass

from incidents.coding.canton import Seat
from incidents.coding.organisation import HEALTH, Party
from incidents.coding.story import Story

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its weight (0..1) and the reasons a curator reads."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


def read(story: Story, victim: Party | None, seat: Seat) -> Verdict:
    """An attack that happened, on a health body, in Switzerland, and that nobody denies."""
    told = _told(story)
    if told < 0.7:
        return Verdict(False, 0.02, ("No sentence tells of an attack.",))
    if victim is None:
        return Verdict(False, 0.1, ("No organisation is told to be hit.",))
    if victim.org_type == "outside":
        return Verdict(False, 0.1, (f"{victim.name} is not part of healthcare.",))
    if victim.org_type not in HEALTH:
        return Verdict(False, 0.2, (f"Nothing says that {victim.name} is part of healthcare.",))
    if _denied(story):
        return Verdict(False, 0.1, ("The text says that it was no attack.",))
    if _drill(story):
        return Verdict(False, 0.1, ("The text tells of an exercise.",))
    if not _is_swiss(victim, seat):
        return Verdict(False, 0.2, ("The incident is abroad, and nothing ties it to Switzerland.",))
    score = _score(story, victim, told)
    reasons = (
        f"The story tells of an attack (weight {told:.1f}).",
        f"{victim.name} is named as hit.",
        f"Seat: {seat.canton or 'not stated'}.",
    )
    return Verdict(score >= THRESHOLD, round(score, 2), reasons)


def _told(story: Story) -> float:
    """How much of the story tells of an attack: one per sentence, more in title and lead."""
    weight = 0.0
    for sentence in story.own:
        if any(not story.is_negated(h) for h in story.within("event.attack", sentence)):
            weight += {"title": 1.5, "lead": 1.2}.get(sentence.part, 0.7)
            weight += 0.3 * story.has("event.happened", sentence)
            weight -= 0.5 * story.has("event.talk", sentence)
    return weight


def _score(story: Story, victim: Party, told: float) -> float:
    sentences = max(1, len(story.own))
    talk = sum(1 for s in story.own if story.has("event.talk", s)) / sentences
    score = 0.2 + 0.12 * min(4.0, told) + 0.03 * min(10, max(0, victim.weight - 3))
    if not victim.is_named:
        score -= 0.05
    score += 0.06 * min(3, victim.cues)
    return max(0.0, min(0.99, score - 0.5 * talk))


def _denied(story: Story) -> bool:
    """A denial in title or lead, or one with a harmless cause beside it."""
    denials = [h for h in story.hits("event.denial")]
    if not denials:
        return False
    if any(h.sentence.part != "body" for h in denials) and not story.hits("ransom.demanded"):
        return True
    return bool(story.hits("event.benign"))


def _drill(story: Story) -> bool:
    hits = story.hits("event.drill")
    return bool(hits) and (any(h.sentence.part != "body" for h in hits) or len(hits) >= 4)


def _is_swiss(victim: Party, seat: Seat) -> bool:
    known = victim.known
    if known and known.country == "CH":
        return True
    if not seat.abroad:
        return True
    return seat.swiss >= seat.abroad
