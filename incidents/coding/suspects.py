"""The names a story may give those who did it, and how likely each is theirs.

Lists, turns of phrase and the tagger propose names; what speaks for each is weighed as the lessons
taught it (training/suspects.py), against the chance that the story names nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log
from statistics import fmean

import numpy as np

from incidents.coding import actors, learned, places
from incidents.coding.around import around
from incidents.coding.heads import LEGAL_FORM, heads
from incidents.coding.introductions import (
    FORMS,
    HINTS,
    hinted,
    introduced,
    may_name_a_group,
    narrowed,
)
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.persons import is_given
from incidents.coding.story import Story
from incidents.coding.tagger import PARTS, Read, Tagged
from incidents.coding.text import Sentence, fold
from incidents.coding.view import View

MOST = 24  # names of a story that are weighed
CLOSELY = 12  # mentions of a name that are looked at
KNOWN, TAGGED = "known", "tagged"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands, and what proposes it: KNOWN, TAGGED, or a form of introductions.py."""

    start: int
    end: int
    sentence: Sentence
    by: str


@dataclass(slots=True)
class Suspect:
    """One name, and where it stands."""

    name: str
    mentions: list[Mention] = field(default_factory=list)


def suspects(story: Story, names: list[Tagged]) -> list[Suspect]:
    """All names that may be those of attackers, in the order of their first mention.

    A known group that only sentences about other cases name is not of this one.
    """
    found: dict[str, Suspect] = {}
    for mention in sorted(_mentions(story, names), key=lambda m: (m.start, m.end)):
        name = story.text[mention.start : mention.end]
        found.setdefault(fold(name), Suspect(name)).mentions.append(mention)
    return [s for name, s in found.items() if not _is_of_others(story, name, s)][:MOST]


def _is_of_others(story: Story, folded: str, suspect: Suspect) -> bool:
    indices = {mention.sentence.index for mention in suspect.mentions}
    return actors.is_known(folded) and indices <= story.aside


def _mentions(story: Story, names: list[Tagged]) -> Iterator[Mention]:
    for sentence in story.sentences:
        at = sentence.start
        for m in actors.expression().finditer(sentence.text):
            yield Mention(at + m.start(1), at + m.end(1), sentence, KNOWN)
        for (start, end), form in (*introduced(story, sentence), *hinted(story, sentence)):
            yield Mention(at + start, at + end, sentence, form)
    for name in names:
        at = name.sentence.start
        start, end = narrowed(story, name.sentence, name.start - at, name.end - at)
        if may_name_a_group(story, name.sentence.text[start:end]):
            yield Mention(at + start, at + end, name.sentence, TAGGED)


def odds(rows: np.ndarray) -> np.ndarray:
    """(suspects,) how likely each name is theirs, from (suspects, signs); the rest is nobody's."""
    worth = np.exp(np.minimum(learned.worth("suspect", rows), 30.0))
    return worth / (1 + worth.sum())


def signs(view: View, found: list[Suspect], reads: list[Read]) -> np.ndarray:
    """(suspects, signs): who proposes each, what the tagger holds of it, what stands around it."""
    story, hit = view.story, view.words_of_hit
    known = {read.sentence.index: read for read in reads}
    all_names = [fold(s.name) for s in found]
    rows = []
    for suspect in found:
        mentions = suspect.mentions[:CLOSELY]
        folded = fold(suspect.name)
        by = [m.by for m in mentions]
        count = story.text.count(suspect.name)
        seen = np.array([_seen(m, known.get(m.sentence.index)) for m in mentions])
        near = np.array([around(story, m.start, m.end, m.sentence) for m in mentions])
        rows.append(
            [
                *(float(form in by) for form in (KNOWN, TAGGED, *FORMS, *HINTS)),
                *seen.max(axis=0),
                *seen.mean(axis=0),
                *near.max(axis=0),
                *near.mean(axis=0),
                min(len(mentions), 6) / 3,
                min(count, 6) / 3,
                mentions[0].sentence.index / 20,
                float(any(folded in other for other in all_names if other != folded)),
                float(any(other in folded for other in all_names if other != folded)),
                len(found) / 4,
                *_looks(story, suspect, hit),
                *(float(story.language == code) for code in LANGUAGES),
            ]
        )
    return np.array(rows, dtype=np.float32)


def _seen(mention: Mention, read: Read | None) -> list[float]:
    """What the tagger holds of a mention: the odds of each part and of its bounds."""
    inside = _inside(mention, read) if read else []
    if not read or not inside:
        return [0.0] * (len(PARTS) + 5)
    first, last = inside[0], inside[-1]
    shares = [read.share(part, first, last + 1) for part in PARTS]
    begins = sum(row[first] for tag, row in read.odds.items() if tag.startswith("B"))
    within = [row for tag, row in read.odds.items() if tag.startswith("I")]
    goes_on = sum(row[last + 1] for row in within) if last + 1 < len(read.words) else 0.0
    inner = fmean(1 - read.outside[i] for i in inside)
    worth = log(max(shares[-1], 1e-3)) - log(max(shares[0] + shares[1], 1e-3))
    return [*shares, begins, goes_on, inner, worth / 5, 1.0]


def _inside(mention: Mention, read: Read) -> list[int]:
    at = read.sentence.start
    return [i for i, (a, _) in enumerate(read.words) if mention.start <= at + a < mention.end]


def _looks(story: Story, suspect: Suspect, hit: frozenset[str]) -> list[float]:
    """How the name looks, and whether it is known or shares words with those who were hit."""
    name, folded = suspect.name, fold(suspect.name)
    words = folded.split()
    return [
        float(actors.is_known(folded)),
        float(folded in actors.COMMON),
        float(any(actors.is_known(word) for word in words)),
        float(bool(hit & set(words))),
        float(bool(heads(story.language).search(folded))),
        float(bool(LEGAL_FORM.search(name))),
        float(is_given(name.split()[0])),
        float(any(map(places.is_place, words))),
        float(any(map(str.isdigit, name))),
        float(name.isupper()),
        float(any(map(str.isupper, name[1:])) and len(words) == 1),
        len(words) / 2,
        len(name) / 10,
    ]
