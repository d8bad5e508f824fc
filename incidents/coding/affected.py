"""How many records or persons are affected."""

import re

from incidents.choices import Field
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence
from incidents.records import Claim

_NUMBER = re.compile(
    r"(?<![\w.,'])(\d{1,3}(?:['’ .,]\d{3})+|\d+(?:[.,]\d+)?)(?![\w]|[.,]\d)\s?(mio\.?|"
    r"millionen|million|millions|milioni|milione|mila|tausend|mille)?"
)
NEAR = 35  # characters between the number and what it counts
_SCALE = {"mila": 1000, "tausend": 1000, "mille": 1000}


def read(story: Story) -> list[Claim]:
    """Numbers of persons or records in sentences that say they are affected, largest first."""
    found = [f for s in story.own for f in _counts(story, s)]
    found.sort(key=lambda f: -f[0])
    return [
        story.claim(
            Field.RECORDS_AFFECTED,
            str(n),
            hit,
            0.7 - 0.2 * (i > 0),
            "A number of records or persons affected.",
        )
        for i, (n, hit) in enumerate(found[:3])
    ]


def _counts(story: Story, sentence: Sentence) -> list[tuple[int, Hit]]:
    if not story.has("records.context", sentence) or not story.has("records.unit", sentence):
        return []
    if not (
        story.has("event.attack", sentence)
        or story.has("data.taken", sentence)
        or story.has("data.published", sentence)
    ):
        return []
    counts = []
    for m in _NUMBER.finditer(sentence.folded):
        at = sentence.start + m.start()
        units = story.within("records.unit", sentence)
        if not any(0 <= u.start - sentence.start - m.end() <= NEAR for u in units):
            continue
        number = _value(m[1], m[2] or "")
        if number >= 5 and not (1990 <= number <= 2100 and not m[2] and len(m[1]) == 4):
            counts.append((number, Hit(at, at + len(m[0].strip()), sentence)))
    return counts


def _value(digits: str, scale: str) -> int:
    plain = re.sub(r"['’ ]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    number = float(plain.replace(",", "."))
    factor = _SCALE.get(scale, 1_000_000 if scale else 1)
    return int(number * factor)
