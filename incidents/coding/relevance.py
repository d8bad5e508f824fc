"""Whether a page tells of a concrete incident in Swiss healthcare."""

import math
from dataclasses import dataclass

from incidents.coding.canton import Seat
from incidents.coding.parties import HEALTH, Party
from incidents.coding.story import Story
from incidents.coding.text import Sentence

THRESHOLD = 0.5
NO_COMPUTERS = "The story has nothing to do with computers."
SHORT = 5  # sentences: a brief cannot repeat itself
KINDS = ("encrypted", "extortion", "breach", "supply", "malware", "account", "phishing", "ddos",
    "defacement", "exposure")  # fmt: skip

PAIRS = (
    ("pair.requests", "pair.flood"),
    ("pair.account", "pair.misuse"),
    ("pair.message", "pair.fake"),
    ("pair.page", "pair.painted"),
    ("pair.accessible", "pair.anyone"),
)

# Log-odds, found on the development half of the corpus and rounded by hand.
START = -2.1
WEIGHTS = {
    "title tells of an attack": 1.3,
    "lead tells of an attack": 0.6,
    "sentences that tell of an attack": 0.15,
    "sentences that tell its kind": 0.35,
    "sentences that tell it happened": 0.2,
    "the victim has a name": 1.1,
    "phrases that make it the victim": 0.5,
    "the victim is on our list": 1.0,
    "sentences on systems and what befell them": 0.35,
    "sentences on what was done about it": 0.2,
    "questions left open": 0.3,
    "authorities at work": 0.2,
    "general talk": -1.8,
    "denials": -1.3,
    "harmless causes": -0.4,
    "words of an exercise": -0.6,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its weight (0..1) and the reasons a curator reads."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


def read(story: Story, victim: Party | None, seat: Seat) -> Verdict:
    """An attack that happened, on a health body, in Switzerland, and that nobody denies."""
    found = _evidence(story, victim)
    refusal = _refusal(story, victim, seat, found)
    if refusal:
        return Verdict(False, 0.1, (refusal,))
    odds = START + sum(WEIGHTS[name] * value for name, value in found.items())
    score = round(1 / (1 + math.exp(-odds)), 2)
    reasons = sorted(found, key=lambda name: -abs(WEIGHTS[name] * found[name]))
    told = tuple(f"{name}: {found[name]:.2g}" for name in reasons if found[name])
    return Verdict(score >= THRESHOLD, score, (_summary(victim, seat), *told[:5]))


def _refusal(story: Story, victim: Party | None, seat: Seat, found: dict[str, float]) -> str:
    """Why the page cannot be about an incident, or nothing."""
    told = found["sentences that tell of an attack"] + 0.5 * found["sentences that tell its kind"]
    told += 0.35 * found["sentences on systems and what befell them"]
    if told < 0.7:
        return "No sentence tells of an attack."
    cyber = _spread(story, "sign.cyber") + found["sentences that tell of an attack"]
    if cyber < (2 if len(story.own) > SHORT else 1):
        return NO_COMPUTERS
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
    if _harmless(story, found):
        return "The text gives a harmless cause."
    if not _is_swiss(victim, seat):
        return "The incident is abroad, and nothing ties it to Switzerland."
    return ""


def _summary(victim: Party | None, seat: Seat) -> str:
    name = victim.name if victim else "nobody"
    return f"An incident at {name}, canton {seat.canton or 'not stated'}."


def _evidence(story: Story, victim: Party | None) -> dict[str, float]:
    own = story.own
    attack = [s for s in own if _told(story, s.index)]
    kinds = {s.index for s in own if _tells_kind(story, s)}
    return {
        "title tells of an attack": float(any(s.part == "title" for s in attack)),
        "lead tells of an attack": float(any(s.part == "lead" for s in attack)),
        "sentences that tell of an attack": min(5.0, len(attack)),
        "sentences that tell its kind": min(5.0, len(kinds)),
        "sentences that tell it happened": min(5.0, _spread(story, "event.happened")),
        "the victim has a name": float(bool(victim and victim.is_named)),
        "phrases that make it the victim": min(3.0, victim.cues if victim else 0),
        "the victim is on our list": float(bool(victim and victim.known)),
        "sentences on systems and what befell them": min(5.0, len(_befallen(story))),
        "sentences on what was done about it": min(4.0, _spread(story, "sign.response")),
        "questions left open": min(3.0, _spread(story, "event.open")),
        "authorities at work": min(2.0, _spread(story, "actor.authority")),
        "general talk": _spread(story, "event.talk") / max(1, len(own)),
        "denials": min(2.0, len(story.hits("event.denial"))),
        "harmless causes": min(3.0, len(story.hits("event.benign"))),
        "words of an exercise": min(4.0, len(story.hits("event.drill"))),
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


def _denied(story: Story) -> bool:
    """A denial in title or lead, or one with a harmless cause beside it."""
    denials = story.hits("event.denial")
    if not denials or story.hits("ransom.demanded") or _misused(story):
        return False
    return any(h.sentence.part != "body" for h in denials) or bool(story.hits("event.benign"))


def _harmless(story: Story, found: dict[str, float]) -> bool:
    """Title or lead tell of a mishap, and hardly a sentence of an attack."""
    early = any(h.sentence.part != "body" for h in story.hits("event.benign"))
    early = early and not _misused(story)
    told = found["sentences that tell of an attack"]
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
