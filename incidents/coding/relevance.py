"""Whether a page tells of a concrete incident in Swiss healthcare."""

import math
from dataclasses import dataclass

from incidents.choices import Field
from incidents.coding import actor, data, dates, impact
from incidents.coding.canton import Seat
from incidents.coding.organisation import LEAST
from incidents.coding.parties import HEALTH, Party
from incidents.coding.places import foreign_words
from incidents.coding.story import Story
from incidents.coding.text import Sentence

THRESHOLD = 0.5
NO_COMPUTERS = "The story has nothing to do with computers."
SURE = 0.75  # confidence of a day that stands beside the attack
KINDS = ("encrypted", "extortion", "breach", "supply", "malware", "account", "phishing", "ddos",
    "defacement", "exposure")  # fmt: skip

PAIRS = (
    ("pair.requests", "pair.flood"),
    ("pair.account", "pair.misuse"),
    ("pair.message", "pair.fake"),
    ("pair.page", "pair.painted"),
    ("pair.accessible", "pair.anyone"),
)

# Log-odds, found on the development halves of the corpora and rounded by hand.
START = -2.8
WEIGHTS = {
    "title tells of an attack": 1.0,
    "lead tells of an attack": 0.2,
    "sentences that tell its kind": 0.15,
    "sentences that tell it happened": 0.1,
    "the victim has a name": 1.3,
    "phrases that make it the victim": 0.5,
    "the victim is on our list": 0.7,
    "how often the victim is named": 0.1,
    "hardly anything makes it the victim": -1.0,
    "sentences on systems and what befell them": 0.25,
    "questions left open": 0.4,
    "the day of the attack or its discovery": 0.45,
    "what became of the data": 0.2,
    "what patients felt of it": 0.25,
    "a demand, or that there was none": 0.2,
    "somebody confirms": 0.2,
    "a group is named": 0.7,
    "the canton": 1.1,
    "general talk": -2.8,
    "questions asked": -5.0,
    "the title asks": -1.2,
    "denials": -1.4,
    "denials at the top": -0.6,
    "harmless causes": -0.8,
    "harmless causes at the top": -1.2,
    "words of an exercise": -0.8,
    "words of an exercise at the top": -0.3,
    "walls, water and thieves": -0.9,
    "words of foreign countries": -0.5,
    "the weight of a body outside health": -2.0,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its weight (0..1) and the reasons a curator reads."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


def read(story: Story, victim: Party | None, seat: Seat, others: float = 0.0) -> Verdict:
    """An attack that happened, on a health body, in Switzerland, and that nobody denies.

    `others` is the weight of the weightiest body outside healthcare that the story names.
    """
    refusal = _refusal(story, victim, seat)
    if refusal:
        return Verdict(False, 0.1, (refusal,))
    found = _evidence(story, victim, seat, others)
    odds = START + sum(WEIGHTS[name] * value for name, value in found.items())
    score = round(1 / (1 + math.exp(-odds)), 2)
    reasons = sorted(found, key=lambda name: -abs(WEIGHTS[name] * found[name]))
    told = tuple(f"{name}: {found[name]:.2g}" for name in reasons if found[name])
    return Verdict(score >= THRESHOLD, score, (_summary(victim, seat), *told[:5]))


def _refusal(story: Story, victim: Party | None, seat: Seat) -> str:
    """Why the page cannot be about an incident, or nothing."""
    if not any(_told(story, s.index) or _tells_kind(story, s) for s in story.own) and not (
        _befallen(story)
    ):
        return "No sentence tells of an attack."
    if _spread(story, "event.physical") >= max(2, _spread(story, "sign.cyber")):
        return "The story is about a theft or damage in the building."
    if victim is None:
        return "No organisation is told to be hit."
    if victim.org_type == "outside":
        return f"{victim.name} is not part of healthcare."
    if victim.org_type not in HEALTH:
        return f"Nothing says that {victim.name} is part of healthcare."
    if _denied(story):
        return "The text says that it was no attack."
    if _harmless(story):
        return "The text gives a harmless cause."
    if not _is_swiss(victim, seat):
        return "The incident is abroad, and nothing ties it to Switzerland."
    return ""


def _summary(victim: Party | None, seat: Seat) -> str:
    name = victim.name if victim else "nobody"
    return f"An incident at {name}, canton {seat.canton or 'not stated'}."


def _evidence(story: Story, victim: Party | None, seat: Seat, others: float) -> dict[str, float]:
    """What speaks for and against an incident, as numbers that the weights are for."""
    found = _attack(story) | _victim(victim) | _particulars(story, seat) | _against(story)
    found["the weight of a body outside health"] = max(0.0, min(1.5, others / 10))
    if _misused(story):
        found |= {"denials": 0.0, "denials at the top": 0.0}
    return found


def _attack(story: Story) -> dict[str, float]:
    attack = [s for s in story.own if _told(story, s.index)]
    kinds = {s.index for s in story.own if _tells_kind(story, s)}
    return {
        "title tells of an attack": float(any(s.part == "title" for s in attack)),
        "lead tells of an attack": float(any(s.part == "lead" for s in attack)),
        "sentences that tell its kind": min(5.0, len(kinds)),
        "sentences that tell it happened": min(5.0, _spread(story, "event.happened")),
        "sentences on systems and what befell them": min(5.0, len(_befallen(story))),
    }


def _victim(victim: Party | None) -> dict[str, float]:
    return {
        "the victim has a name": float(bool(victim and victim.is_named)),
        "phrases that make it the victim": min(3.0, victim.cues if victim else 0),
        "the victim is on our list": float(bool(victim and victim.known)),
        "how often the victim is named": min(4.0, len(victim.namings) if victim else 0),
        "hardly anything makes it the victim": float(bool(victim and victim.weight < LEAST)),
    }


def _particulars(story: Story, seat: Seat) -> dict[str, float]:
    """A report of an incident answers when, what of it, who and where; talk does not."""
    days = [c for c in dates.read(story) if c.field in (Field.OCCURRED, Field.DETECTED)]
    certain = any(claim.confidence >= SURE for claim in days)
    money = story.hits("ransom.demanded") or story.hits("ransom.not_demanded")
    return {
        "the day of the attack or its discovery": float(bool(days)) + float(certain),
        "what became of the data": float(bool(data.read(story))),
        "what patients felt of it": float(bool(impact.read(story, ""))),
        "a demand, or that there was none": float(bool(money)),
        "a group is named": float(bool(actor.read(story, frozenset()))),
        "the canton": float(bool(seat.canton)),
        "questions left open": min(3.0, _spread(story, "event.open")),
        "somebody confirms": min(3.0, _spread(story, "actor.confirm")),
    }


def _against(story: Story) -> dict[str, float]:
    own = story.own
    asked = [s for s in own if s.text.endswith("?")]
    return {
        "general talk": _spread(story, "event.talk") / max(1, len(own)),
        "questions asked": len(asked) / max(1, len(own)),
        "the title asks": float(any(s.part == "title" for s in asked)),
        "denials": min(2.0, len(story.hits("event.denial"))),
        "denials at the top": _early(story, "event.denial"),
        "harmless causes": min(3.0, len(story.hits("event.benign"))),
        "harmless causes at the top": _early(story, "event.benign"),
        "words of an exercise": min(4.0, len(story.hits("event.drill"))),
        "words of an exercise at the top": _early(story, "event.drill"),
        "walls, water and thieves": min(4.0, _spread(story, "event.physical")),
        "words of foreign countries": min(3.0, sum(foreign_words(s.folded) for s in own)),
    }


def _tells_kind(story: Story, sentence: Sentence) -> bool:
    hits = [h for kind in KINDS for h in story.within(f"attack.{kind}", sentence)]
    hits += [h for one, other in PAIRS for h in story.meeting(one, other, sentence)]
    return any(not story.is_negated(h) for h in hits)


def _told(story: Story, index: int) -> bool:
    sentence = story.sentences[index]
    hits = story.within("event.attack", sentence)
    hits = hits or story.meeting("sign.culprit", "sign.down", sentence)
    if not hits and story.has("data.noun", sentence):
        hits = story.meeting("pair.accessible", "pair.anyone", sentence)
    return any(not story.is_negated(h) for h in hits)


def _befallen(story: Story) -> list[Sentence]:
    """Sentences where something ill happens to a computer system."""
    return [
        s
        for s in story.own
        if any(not story.is_negated(h) for h in story.meeting("sign.down", "sign.system", s))
    ]


def _spread(story: Story, key: str) -> int:
    """In how many sentences a list has a word."""
    return len({h.sentence.index for h in story.hits(key)})


def _early(story: Story, key: str) -> float:
    return float(any(h.sentence.part != "body" for h in story.hits(key)))


def _denied(story: Story) -> bool:
    """A denial in title or lead, or one with a harmless cause beside it."""
    denials = story.hits("event.denial")
    if not denials or story.hits("ransom.demanded") or _misused(story):
        return False
    return any(h.sentence.part != "body" for h in denials) or bool(story.hits("event.benign"))


def _harmless(story: Story) -> bool:
    """Title or lead tell of a mishap, and hardly a sentence of an attack."""
    early = any(h.sentence.part != "body" for h in story.hits("event.benign"))
    early = early and not _misused(story)
    told = sum(_told(story, s.index) for s in story.own)
    return early and told <= 2 and not story.hits("ransom.demanded")


def _misused(story: Story) -> bool:
    """No intruder is needed for mails in one's name, nor for a door left open."""
    early = [s for s in story.own if s.part != "body"]
    return any(
        story.meeting("pair.message", "pair.fake", s)
        or (story.has("data.noun", s) and story.meeting("pair.accessible", "pair.anyone", s))
        for s in early
    )


def _is_swiss(victim: Party, seat: Seat) -> bool:
    if victim.known and victim.known.country == "CH":
        return True
    return not seat.abroad or seat.swiss >= seat.abroad
