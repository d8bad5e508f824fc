"""What patients felt of it."""

import re

import numpy as np

from incidents.choices import CareImpact, Field, OrgType
from incidents.coding.answers import Answers
from incidents.coding.story import Hit, Story
from incidents.coding.view import View
from incidents.records import Claim

REASONS = {
    CareImpact.OUTAGE: "A care service was closed or out of reach for a time.",
    CareImpact.DEGRADED: "Care went on with difficulty: paper, delays, missing records.",
    CareImpact.NONE: "The text says that care was not affected.",
    CareImpact.UNKNOWN: "Services are disturbed; what patients felt of it is not told.",
}
NEAR = 80  # characters between the words of a pair
# Who treats nobody: disturbed services of theirs say nothing about patients.
SUPPLIERS = frozenset({OrgType.SOFTWARE_VENDOR, OrgType.IT_PROVIDER})
Found = dict[CareImpact, list[Hit]]
NO_CARE = SUPPLIERS | {OrgType.PHARMA_MEDTECH, OrgType.INSURER, OrgType.ASSOCIATION}


def read(view: View, found: Found, answers: Answers) -> list[Claim]:
    """The likeliest effect, then the next; nothing where the story is silent."""
    places = {code: hits[0] for code, hits in found.items()}
    if set(found) == {CareImpact.UNKNOWN}:  # a supplier in trouble, and no word of patients
        return [_claim(view, CareImpact.UNKNOWN, places[CareImpact.UNKNOWN])]
    field, odds = Field.PATIENT_CARE_IMPACT, answers.of("care")
    return view.likeliest(field, odds, places, answers, "care", REASONS)


def _claim(view: View, code: CareImpact, hit: Hit) -> Claim:
    return view.story.claim(Field.PATIENT_CARE_IMPACT, code, hit, 0.5, REASONS[code])


def found_in(view: View) -> Found:
    """What the rules find, the weightiest effect first; each only when a sentence says so."""
    story, org_type = view.story, view.org_type
    disturbed = {
        CareImpact.OUTAGE: _standing(story, "care.outage", ("pair.closed", "pair.service")),
        CareImpact.DEGRADED: _standing(story, "care.degraded", ("pair.slow", "pair.work")),
    }
    felt = {code: _felt(story, hits, org_type) for code, hits in disturbed.items()}
    found = {
        CareImpact.OUTAGE: felt[CareImpact.OUTAGE],
        CareImpact.DEGRADED: felt[CareImpact.DEGRADED],
        CareImpact.NONE: [h for h in story.hits("care.none") if not _on_data(story, h)],
    }
    if found[CareImpact.NONE] and not set(found[CareImpact.DEGRADED]) & set(
        story.hits("care.degraded")
    ):
        found[CareImpact.DEGRADED] = []  # a pair of words says less than that all is well
    if not any(found.values()):
        rest = [h for hits in disturbed.values() for h in hits if org_type in SUPPLIERS]
        found[CareImpact.UNKNOWN] = rest[:1]
    return {code: hits for code, hits in found.items() if hits}


def signs(found: Found) -> np.ndarray:
    """Which effects the rules find, and which of them is the weightiest."""
    first = next(iter(found), None)
    return np.array(
        [
            *(float(code in found) for code in CareImpact),
            *(float(code == first) for code in CareImpact),
        ]
    )


def _standing(story: Story, key: str, pair: tuple[str, str]) -> list[Hit]:
    """Hits that are not denied and not part of a sentence that says all is well."""
    hits = story.hits(key) + [
        h for s in story.own if not story.has(key, s) for h in story.meeting(*pair, s, NEAR)[:1]
    ]
    return sorted(
        (
            hit
            for hit in hits
            if not _spared(story, hit)
            and not _closes_a_gap(story, hit)
            and not (story.is_negated(hit) and not _says_no(story, hit))
            and not story.has("event.drill", hit.sentence)
        ),
        key=lambda hit: hit.start,
    )


def _felt(story: Story, hits: list[Hit], org_type: str) -> list[Hit]:
    if org_type not in NO_CARE:
        return hits
    return [h for h in hits if story.has("care.context", h.sentence)]


def _on_data(story: Story, hit: Hit) -> bool:
    """It is the data that came to no harm, not the care."""
    begin, end = story.clause(hit)
    about_data = any(begin <= n.start < end for n in story.within("data.noun", hit.sentence))
    return about_data and not story.has("care.context", hit.sentence)


_CLOSING = re.compile(r"\b(?:geschlossen|schloss|schliess|ferme|colmat|chius|closed)")


def _closes_a_gap(story: Story, hit: Hit) -> bool:
    """What was closed is the hole in the software."""
    words = hit.sentence.folded[hit.start - hit.sentence.start : hit.end - hit.sentence.start]
    return story.has("attack.exposure", hit.sentence) and bool(_CLOSING.search(words))


def _spared(story: Story, hit: Hit) -> bool:
    return any(
        n.start < hit.end and hit.start < n.end for n in story.within("care.none", hit.sentence)
    )


def _says_no(story: Story, hit: Hit) -> bool:
    """The words found are themselves a negation: no access, not reachable."""
    negations = story.within("event.negation", hit.sentence)
    return any(hit.start <= n.start < hit.end for n in negations)
