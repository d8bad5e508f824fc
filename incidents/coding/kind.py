"""What kind of body was hit: from its name, and from what the sentences tell of it."""

import re
from functools import cache

import numpy as np

from incidents.choices import OrgType
from incidents.coding.answers import Answers, likelier
from incidents.coding.lexicon import words
from incidents.coding.parties import Party
from incidents.coding.text import fold
from incidents.coding.view import View

SEEN_BY_RULES = (*OrgType.values, "outside", "speaker", "")
BY_NAME = 30.0  # times likelier is a kind of body that a word in its name tells


def read(view: View, party: Party, answers: Answers) -> tuple[str, float]:
    """The code of OrgType that fits best, and its probability; what is on our list is sure."""
    if party.known:
        return party.known.org_type, 0.97
    at = view.rows({n.sentence.index for n in party.namings})
    weighed = answers.weigh("kind", [party.name], [at], signs(party.org_type)[None])[0]
    odds = answers.named("kind", weighed)
    told = told_by(party.name)
    if told:
        odds = likelier(odds, [told], BY_NAME)
    return next(iter(odds.items()))


def signs(ruled: str) -> np.ndarray:
    """(signs,) the kind that the rules see."""
    return np.array([float(ruled == kind) for kind in SEEN_BY_RULES])


def told_by(name: str) -> str:
    """The kind that words of a name tell, in any language; nothing where they tell of two."""
    told = {str(m.lastgroup) for m in _words().finditer(fold(name))}
    only = told.pop() if len(told) == 1 else ""
    return only if only in OrgType.values else ""


@cache
def _words() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = words("kinds")["name"]
    parts = "|".join(f"(?P<{kind}>{'|'.join(entries)})" for kind, entries in kinds.items())
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)")
