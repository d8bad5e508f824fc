"""Whether data were taken."""

from incidents.choices import Answer, Field
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
from incidents.records import Claim

REASONS = {
    Answer.YES: "Data are said to have been taken or published.",
    Answer.NO: "The text finds no sign that data were taken.",
    Answer.UNKNOWN: "The text leaves open whether data were taken.",
}


def read(story: Story) -> list[Claim]:
    """yes, no or unknown from the sentences on data, the weightiest first."""
    votes: dict[Answer, list[tuple[float, Hit]]] = {}
    for sentence in story.own:
        found = _answer(story, sentence)
        if found:
            answer, weight, hit = found
            votes.setdefault(answer, []).append((weight, hit))
    if not votes:
        return []
    answer = _decide({a: max(w for w, _ in v) for a, v in votes.items()})
    order = [answer, *(a for a in votes if a != answer)]
    return [
        story.claim(
            Field.DATA_STOLEN,
            a,
            max(votes[a], key=lambda v: v[0])[1],
            0.85 if a == answer else 0.4,
            REASONS[a],
        )
        for a in order
        if a in votes
    ]


def _answer(story: Story, sentence: Sentence) -> tuple[Answer, float, Hit] | None:
    nothing = story.within("data.nothing", sentence)
    taken = story.within("data.taken", sentence)
    strong = story.within("data.strong_taken", sentence)
    nouns = story.within("data.noun", sentence)
    published = story.within("data.published", sentence)
    if not nouns and not nothing and not strong:
        return None
    is_open = story.has("event.open", sentence) or sentence.text.endswith("?")
    if nothing and (taken or strong or published or len(nothing) > 0):
        positive = [h for h in strong if not story.is_negated(h)]
        if is_open and not story.is_negated(nothing[0], whole=True):
            return Answer.UNKNOWN, 1.0, nothing[0]
        if not positive:
            return Answer.NO, 1.0, nothing[0]
    if nouns and (strong or published):
        hit = (strong or published)[0]
        if story.is_negated(hit) and strong:
            return Answer.NO, 1.0, hit
        if is_open or (
            story.has("actor.claim", sentence) and not story.has("actor.confirm", sentence)
        ):
            return Answer.UNKNOWN, 0.8, hit
        return Answer.YES, 1.0 if strong else 0.7, hit
    if nouns and taken and is_open:
        return Answer.UNKNOWN, 0.7, taken[0]
    return None


def _decide(weights: dict[Answer, float]) -> Answer:
    """A theft told outweighs the rest; denial and doubt together leave it open."""
    if Answer.YES in weights and weights[Answer.YES] >= max(weights.values()) - 0.1:
        return Answer.YES
    if Answer.NO in weights:
        return Answer.NO
    return max(weights, key=lambda a: weights[a])
