"""Who vouches for the incident."""

from incidents.choices import Certainty, Field
from incidents.coding.story import Hit, Story
from incidents.records import Claim


def read(story: Story, actor: Claim | None) -> list[Claim]:
    """The rung of the ladder that the text reaches, with the sentence that says so."""
    steps = (
        (Certainty.WITHDRAWN, _at(story, "actor.withdrawn"), "An earlier report is withdrawn."),
        (
            Certainty.CONFIRMED_BY_ORGANISATION,
            _confirmed(story, "actor.confirm"),
            "The organisation confirms it.",
        ),
        (
            Certainty.CONFIRMED_BY_AUTHORITY,
            _confirmed(story, "actor.authority"),
            "An authority confirms it.",
        ),
    )
    for value, hit, reason in steps:
        if hit:
            return [story.claim(Field.CERTAINTY, value, hit, 0.7, reason)]
    doubt = _at(story, "actor.attacker_only")
    if actor and doubt:
        reason = "Only the attackers say so; the organisation has not confirmed it."
        return [story.claim(Field.CERTAINTY, Certainty.ATTACKER_CLAIM, doubt, 0.7, reason)]
    told = story.hits("event.attack")
    if told:
        return [
            story.claim(Field.CERTAINTY, Certainty.MEDIA_REPORT, told[0], 0.5, "Reported by media.")
        ]
    return []


def _at(story: Story, key: str) -> Hit | None:
    return next(iter(story.hits(key)), None)


def _confirmed(story: Story, key: str) -> Hit | None:
    for hit in story.hits(key):
        if story.has("actor.attacker_only", hit.sentence):
            continue
        if story.has("event.attack", hit.sentence) or key == "actor.confirm":
            return hit
    return None
