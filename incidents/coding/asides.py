"""Sentences about other cases than the story's own, which must not code it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from incidents.coding import places
from incidents.coding.parties import HEALTH, Party
from incidents.coding.story import Story
from incidents.coding.text import Sentence
from incidents.coding.when import dates

LONG_AGO = timedelta(days=300)
RECENTLY = timedelta(days=60)


def asides(story: Story, first: Party, ranked: list[Party]) -> frozenset[int]:
    """Indices of sentences about other cases, which must not code this one.

    A sentence is set aside for a mark of elsewhere or before without our victim in it, and the
    next one in the paragraph with it. In a ticker only the entries that name the victim count.
    """
    found: set[int] = set(_other_entries(story, first, ranked)) | _long_past(story)
    ours = {n.sentence.index for p in ranked if first in (p, p.heir) for n in p.namings}
    aside, last = 0, None
    for sentence in story.sentences:
        if last is None or "\n" in story.text[last.end : sentence.start]:
            aside = 0
        if sentence.part == "title" or sentence.index in ours or _is_ours(sentence, first):
            aside = 0
        elif story.has("event.other", sentence) and _is_elsewhere(story, sentence, first, ranked):
            aside = 2  # this sentence and the next
        if aside:
            found.add(sentence.index)
            aside -= 1
        last = sentence
    return frozenset(found)


def _long_past(story: Story) -> set[int]:
    """Sentences of years ago in a story about a recent attack, were it on the same victim."""
    day = story.published
    if day is None:
        return set()
    old, recent = set(), False
    for sentence in story.sentences:
        told = dates(sentence.folded, story.language, day)
        if told and story.has("event.attack", sentence):
            if all(d.when.last < day - LONG_AGO for d in told) and sentence.part != "title":
                old.add(sentence.index)
            recent = recent or any(
                d.when.precision == "day" and day - RECENTLY <= d.when.first <= day for d in told
            )
    return old if recent else set()


def _is_ours(sentence: Sentence, first: Party) -> bool:
    if any(n.sentence is sentence for n in first.namings):
        return True
    return first.is_named and _mentions(sentence.folded, first)


def _is_elsewhere(story: Story, sentence: Sentence, first: Party, ranked: list[Party]) -> bool:
    here = [p for p in ranked if any(n.sentence is sentence for n in p.namings)]
    named = [p for p in here if p.org_type != "speaker" and p.heir is not first and p is not first]
    if any(p.is_named or p.org_type in HEALTH | {"outside"} for p in named):
        return True
    if story.has("actor.claim", sentence):
        return False
    if places.foreign_words(sentence.folded):
        return True
    return story.has("event.attack", sentence) and sentence.index > 0.5 * len(story.sentences)


_ENTRY = re.compile(r"\W*(?:um )?\d{1,2}[.:h]\d\d(?: uhr| h)?\s?[-:|,.]?\s?[^\s:][^:.]{1,30}:\s")


def _other_entries(story: Story, first: Party, ranked: list[Party]) -> Iterator[int]:
    """Sentences of ticker entries without the victim, in a ticker that tells of others too."""
    starts = [s.index for s in story.sentences if _ENTRY.match(s.folded)]
    bodies = [p for p in ranked if p.is_named and p.org_type in HEALTH | {"outside"}]
    others = [p for p in bodies if p is not first and p.heir is not first and p.cues]
    if len(starts) < 2 or not any(n.sentence.index >= starts[0] for p in others for n in p.namings):
        return
    for begin, end in pairwise([*starts, len(story.sentences)]):
        entry = story.sentences[begin:end]
        if not any(_is_ours(s, first) for s in entry):
            yield from (s.index for s in entry)


def _mentions(folded: str, party: Party) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", folded) for word in party.core if len(word) > 3)
