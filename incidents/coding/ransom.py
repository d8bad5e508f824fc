"""Whether money was demanded, and whether it was paid."""

from incidents.choices import Answer, Field
from incidents.coding.story import Hit, Story
from incidents.records import Claim


def read(story: Story) -> list[Claim]:
    """Claims for ransom_demanded and ransom_paid; none where the text is silent."""
    return [*_demanded(story), *_paid(story)]


def _demanded(story: Story) -> list[Claim]:
    refused = story.hits("ransom.not_demanded")
    asked = story.hits("ransom.unknown_demand")
    money = [
        h
        for h in story.hits("ransom.demanded")
        if not story.is_negated(h) and not any(a.sentence is h.sentence for a in [*asked, *refused])
    ]
    if money:
        return [_claim(story, Field.RANSOM_DEMANDED, Answer.YES, money[0], "Money was demanded.")]
    if refused:
        reason = "The text says that nothing was demanded."
        return [_claim(story, Field.RANSOM_DEMANDED, Answer.NO, refused[0], reason)]
    if asked:
        reason = "The text leaves open whether money was demanded."
        return [_claim(story, Field.RANSOM_DEMANDED, Answer.UNKNOWN, asked[0], reason)]
    return []


def _paid(story: Story) -> list[Claim]:
    refused = [h for h in story.hits("ransom.not_paid") if story.has("ransom.demanded", h.sentence)]
    if refused:
        return [_claim(story, Field.RANSOM_PAID, Answer.NO, refused[0], "Nothing was paid.")]
    paid = [h for h in story.hits("ransom.paid") if not story.is_negated(h)]
    if paid and not story.has("event.open", paid[0].sentence):
        return [_claim(story, Field.RANSOM_PAID, Answer.YES, paid[0], "The ransom was paid.")]
    return []


def _claim(story: Story, field: Field, value: Answer, hit: Hit, reason: str) -> Claim:
    return story.claim(field, value, hit, 0.8, reason)
