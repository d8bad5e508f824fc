"""Which group did it, when the text names one for this incident."""

from incidents.choices import Field
from incidents.coding import actors
from incidents.coding.introductions import introduced
from incidents.coding.story import Hit, Story
from incidents.coding.suspects import TAGGED, odds, signs, suspects
from incidents.coding.tagger import Read, Tagged
from incidents.coding.text import Sentence, Span, fold
from incidents.coding.view import View
from incidents.records import Claim

LEAST = 0.25  # odds from which the likeliest name is told
BROUGHT_IN = "A group is named and tied to this incident."
SEEN = "The words around the name speak of those who did it."


def read(view: View, names: list[Tagged], reads: list[Read]) -> list[Claim]:
    """The likeliest of all names that may be theirs, unless the text likelier names nobody."""
    story = view.story
    found = suspects(story, names)
    if not found:
        return []
    weighed = odds(signs(view, found, reads))
    best = int(weighed.argmax())
    if weighed[best] < LEAST:
        return []
    suspect, sure = found[best], round(float(weighed[best]), 2)
    told = [m for m in suspect.mentions if m.by != TAGGED and m.sentence.index not in story.aside]
    first = next(iter(told or suspect.mentions))
    hit = Hit(first.start, first.end, first.sentence)
    reason = BROUGHT_IN if told else SEEN
    return [story.claim(Field.THREAT_ACTOR, suspect.name, hit, sure, reason)]


def told(story: Story) -> Claim | None:
    """The group that lists and set words find most often in the story's own sentences: what the
    rules of other readings go by."""
    votes: dict[str, list[tuple[Hit, str]]] = {}
    for sentence in story.own:
        for start, end in _named(story, sentence):
            hit = Hit(sentence.start + start, sentence.start + end, sentence)
            name = sentence.text[start:end]
            votes.setdefault(fold(name), []).append((hit, name))
    if not votes:
        return None
    hit, name = max(votes.values(), key=len)[0]
    return story.claim(Field.THREAT_ACTOR, name, hit, 0.85, BROUGHT_IN)


def _named(story: Story, sentence: Sentence) -> list[Span]:
    """Offsets in the sentence of known groups or, where there are none, of names brought in."""
    spoken_of = story.has("actor.noun", sentence) or story.has("actor.claim", sentence)
    known = [
        m.span(1)
        for m in actors.expression().finditer(sentence.text)
        if spoken_of or fold(m[1]) not in actors.COMMON
    ]
    return known or [span for span, _ in introduced(story, sentence)]
