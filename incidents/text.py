"""Folding of names and search text: what counts as the same word. Pure."""

import re
import unicodedata

_PLAIN = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "’": "'"})
_LEGAL = re.compile(
    r"\b(ag|sa|gmbh|sarl|sagl|kg|se|inc|ltd|llc|plc|co|genossenschaft|societe cooperative)\b"
)
_APART = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower case, without accents, runs of white space as one: `Zürich` and `ZURICH` are equal."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold_name(name: str) -> str:
    """Fold an organisation's name: also without punctuation and legal forms."""
    words = _APART.sub(" ", fold(name))
    return " ".join(_LEGAL.sub(" ", words).split()) or words.strip()
