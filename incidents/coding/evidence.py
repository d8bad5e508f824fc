"""What by the rules speaks for and against an incident in Swiss healthcare."""

from itertools import chain

from incidents.coding import data, dates, impact
from incidents.coding.canton import Seat
from incidents.coding.organisation import LEAST
from incidents.coding.parties import HEALTH, Party
from incidents.coding.places import foreign_words
from incidents.coding.story import Story
from incidents.coding.text import Sentence
from incidents.coding.view import View
from incidents.records import Claim

SURE = 2.5  # weight of a day that stands beside the attack
KINDS = (
    "attack.encrypted",
    "attack.extortion",
    "attack.breach",
    "attack.supply",
    "attack.malware",
    "attack.account",
    "attack.phishing",
    "attack.ddos",
    "attack.defacement",
    "attack.exposure",
)
PAIRS = (
    ("pair.requests", "pair.flood"),
    ("pair.account", "pair.misuse"),
    ("pair.message", "pair.fake"),
    ("pair.page", "pair.painted"),
    ("pair.accessible", "pair.anyone"),
)


def doubt(view: View) -> str:
    """Why, by the rules, the page is not about an incident: a key of REFUSALS, or nothing."""
    story, victim = view.story, view.first
    if not tells_of_attack(story, story.own):
        return "no attack"
    if _spread(story, "event.physical") >= max(2, _spread(story, "sign.cyber")):
        return "physical"
    if victim is None:
        return "nobody"
    if victim.org_type not in HEALTH:
        return "outside" if victim.org_type == "outside" else "no kind"
    if _denied(story):
        return "denied"
    if _harmless(story):
        return "harmless"
    return "" if _is_swiss(victim, view.seat) else "abroad"


def gathered(
    view: View,
    days: list[dates.Reading],
    votes: data.Votes,
    care: impact.Found,
    group: Claim | None,
) -> dict[str, float]:
    """What speaks for and against an incident, as numbers that the judge weighs."""
    story = view.story
    found = _attack(story) | _victim(view.first) | _against(story)
    found |= {
        # A report of an incident answers when, what of it, who and where; talk does not.
        "the day of the attack or its discovery": _dated(days),
        "what became of the data": float(bool(votes)),
        "what patients felt of it": float(bool(care)),
        "a demand, or that there was none": float(_on_money(story)),
        "a group is named": float(bool(group)),
        "the canton": float(bool(view.seat.canton)),
        "questions left open": min(3.0, _spread(story, "event.open")),
        "somebody confirms": min(3.0, _spread(story, "actor.confirm")),
    }
    found["the weight of a body outside health"] = max(0.0, min(1.5, view.outside / 10))
    if _misused(story):
        found |= {"denials": 0.0, "denials at the top": 0.0}
    return found


def _attack(story: Story) -> dict[str, float]:
    attack = [s for s in story.own if _told(story, s.index)]
    kinds = sum(_tells_kind(story, s) for s in story.own)
    befallen = sum(_is_befallen(story, s) for s in story.own)
    return {
        "title tells of an attack": float(any(s.part == "title" for s in attack)),
        "lead tells of an attack": float(any(s.part == "lead" for s in attack)),
        "sentences that tell its kind": min(5.0, kinds),
        "sentences that tell it happened": min(5.0, _spread(story, "event.happened")),
        "sentences on systems and what befell them": min(5.0, befallen),
    }


def _victim(victim: Party | None) -> dict[str, float]:
    return {
        "the victim has a name": float(bool(victim and victim.is_named)),
        "phrases that make it the victim": min(3.0, victim.cues if victim else 0),
        "how often the victim is named": min(4.0, len(victim.namings) if victim else 0),
        "hardly anything makes it the victim": float(bool(victim and victim.weight < LEAST)),
    }


def _dated(days: list[dates.Reading]) -> float:
    """0 without a day of the event, 1 with one, 2 with one that is sure."""
    told = [day for day in days if day.field in dates.EVENT]
    return float(bool(told)) + float(any(day.weight >= SURE for day in told))


def _on_money(story: Story) -> bool:
    return bool(story.hits("ransom.demanded") or story.hits("ransom.not_demanded"))


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


def tells_of_attack(story: Story, sentences: list[Sentence]) -> bool:
    """Whether one of the sentences tells of an attack, its kind, or of a system that is down."""
    return any(
        _told(story, s.index) or _tells_kind(story, s) or _is_befallen(story, s) for s in sentences
    )


def _tells_kind(story: Story, sentence: Sentence) -> bool:
    hits = chain(
        (h for kind in KINDS for h in story.within(kind, sentence)),
        (h for one, other in PAIRS for h in story.meeting(one, other, sentence)),
    )
    return any(not story.is_negated(h) for h in hits)


def _told(story: Story, index: int) -> bool:
    sentence = story.sentences[index]
    hits = story.within("event.attack", sentence)
    hits = hits or story.meeting("sign.culprit", "sign.down", sentence)
    if not hits and story.has("data.noun", sentence):
        hits = story.meeting("pair.accessible", "pair.anyone", sentence)
    return any(not story.is_negated(h) for h in hits)


def _is_befallen(story: Story, sentence: Sentence) -> bool:
    """Something ill happens to a computer system."""
    return any(not story.is_negated(h) for h in story.meeting("sign.down", "sign.system", sentence))


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
