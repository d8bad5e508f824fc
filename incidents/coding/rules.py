"""What the rules find in a story, as numbers to weigh: marks of sentences, signs of the whole."""

from dataclasses import dataclass

import numpy as np

from incidents.coding import actor, attack, data, dates, evidence, impact, places, relevance
from incidents.coding.lexicon import LANGUAGES, words
from incidents.coding.text import Sentence
from incidents.coding.view import View
from incidents.records import Claim

DENIABLE = ("attack", "data", "care", "ransom")  # sections of lists whose denial counts
ALSO_DENIABLE = ("event.attack", "event.happened")
QUOTES = '«»“„"'


@dataclass(frozen=True, slots=True)
class Ruled:
    """What each reading's rules say."""

    days: list[dates.Reading]
    votes: data.Votes
    care: impact.Found
    group: Claim | None
    attack: attack.Found
    evidence: dict[str, float]
    refusal: str


def ruled(view: View) -> Ruled:
    """Apply the rules of every reading once."""
    days, votes = dates.readings(view.story), data.votes_of(view.story)
    care = impact.found_in(view)
    group = actor.told(view.story)
    told = attack.gathered(view, group, votes)
    told_of = evidence.gathered(view, days, votes, care, group)
    return Ruled(days, votes, care, group, told, told_of, evidence.doubt(view))


def signs(view: View, found: Ruled) -> np.ndarray:
    """(signs,) what the rules say of the whole story."""
    return np.concatenate(
        [
            relevance.signs(view, found.evidence, found.refusal),
            attack.signs(view, found.attack, found.group),
            data.signs(found.votes),
            impact.signs(found.care),
        ]
    ).astype(np.float32)


def lists() -> list[str]:
    """Every list of words by its key, whichever language has it."""
    return sorted(
        {f"{s}.{k}" for code in LANGUAGES for s, keys in words(code).items() for k in keys}
    )


def marks(view: View, keys: list[str]) -> np.ndarray:
    """(sentences seen, marks): which lists have a word in it, which of these are denied, and who
    and where it speaks of."""
    bodies = {
        kind: {n.sentence.index for p in view.ranked if _is(p.org_type, kind) for n in p.namings}
        for kind in ("outside", "health", "speaker")
    }
    first = {n.sentence.index for n in view.first.namings} if view.first else set()
    rows = [
        [
            *_listed(view, sentence, keys),
            float(sentence.index in view.story.aside),
            float(sentence.index in first),
            *(float(sentence.index in bodies[kind]) for kind in ("outside", "health", "speaker")),
            *_looks(sentence),
        ]
        for sentence in view.seen
    ]
    return np.array(rows, dtype=np.float32)


def _is(org_type: str, kind: str) -> bool:
    if kind == "health":
        return org_type not in ("", "outside", "speaker")
    return org_type == kind


def _listed(view: View, sentence: Sentence, keys: list[str]) -> list[float]:
    """Lists with a word in the sentence; then, of those that can be denied, the denied ones."""
    found = {key: view.story.within(key, sentence) for key in keys}
    deniable = [k for k in keys if k.partition(".")[0] in DENIABLE or k in ALSO_DENIABLE]
    return [
        *(float(bool(found[key])) for key in keys),
        *(float(bool(found[k]) and view.story.is_negated(found[k][0])) for k in deniable),
    ]


def _looks(sentence: Sentence) -> list[float]:
    named = places.places(sentence.text, sentence.folded)
    return [
        float(any(place.country == "CH" for place in named)),
        float(any(place.country != "CH" for place in named)),
        float(sentence.text.rstrip().endswith("?")),
        float(any(c.isdigit() for c in sentence.text)),
        float(any(c in sentence.text for c in QUOTES)),
    ]
