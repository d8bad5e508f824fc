"""What patients felt of it."""

from incidents.choices import CareImpact, Field
from incidents.coding.story import Hit, Story
from incidents.records import Claim

REASONS = {
    CareImpact.OUTAGE: "A care service was closed or out of reach for a time.",
    CareImpact.DEGRADED: "Care went on with difficulty: paper, delays, missing records.",
    CareImpact.NONE: "The text says that care was not affected.",
}


def read(story: Story) -> list[Claim]:
    """outage before degraded before none; each only when a sentence says so."""
    found = {
        CareImpact.OUTAGE: _standing(story, "care.outage"),
        CareImpact.NONE: [h for h in story.hits("care.none")],
        CareImpact.DEGRADED: _standing(story, "care.degraded"),
    }
    order = (CareImpact.OUTAGE, CareImpact.DEGRADED, CareImpact.NONE)
    if found[CareImpact.NONE] and not found[CareImpact.OUTAGE]:
        spared = {h.sentence.index for h in found[CareImpact.NONE]}
        if all(h.sentence.index in spared for h in found[CareImpact.DEGRADED]):
            order = (CareImpact.NONE, CareImpact.OUTAGE, CareImpact.DEGRADED)
    hits = [(code, found[code][0]) for code in order if found[code]]
    return [
        story.claim(Field.PATIENT_CARE_IMPACT, code, hit, 0.8 - 0.3 * (i > 0), REASONS[code])
        for i, (code, hit) in enumerate(hits)
    ]


def _standing(story: Story, key: str) -> list[Hit]:
    """Hits that are not denied and do not sit in a sentence that says all is well."""
    return [
        h
        for h in story.hits(key)
        if not _denied(story, h) and not story.has("event.drill", h.sentence)
    ]


def _denied(story: Story, hit: Hit) -> bool:
    spared = any(n.start <= hit.start < n.end for n in story.within("care.none", hit.sentence))
    return spared
