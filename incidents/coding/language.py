"""Which language a page is written in."""

import re
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from incidents.coding.text import fold

SAMPLE = 1500  # characters are enough, and keep a long page cheap
CLEAR = 1.5  # times as many function words as the runner-up

_COMMON = {
    "de": "der die das und ist nicht ein eine mit den von auf fur wurde sich auch bei nach am dem",
    "fr": "le la les des une est et dans pour que qui sur pas avec ont ete au par du aux ses cette",
    "it": "il di che e la per un una non sono con del della dei nel gli alla dal stato hanno anche",
    "en": "the of and to in is that was for on with as by at from it has have been were its",
    "rm": "ils las da cun ina ed ch'igl betg es vegn vegnida sco ha dal per quai tgi onn",
}
_WORD = re.compile(r"[a-z']+")
_ANY = ("de", "fr", "it", "en")


def language_of(text: str, declared: str = "") -> str:
    """One of de, fr, it, en, rm; what the page declares decides only when the words do not."""
    found = Counter(_WORD.findall(fold(text[:SAMPLE])))
    counts = sorted(
        ((sum(found[word] for word in common), code) for code, common in _sets().items()),
        reverse=True,
    )
    (first, code), (second, _) = counts[:2]
    if first >= 5 and first >= CLEAR * second:
        return code
    if declared[:2].lower() in _COMMON:
        return declared[:2].lower()
    clean = text[:SAMPLE].encode("utf-8", "replace").decode()  # lone surrogates
    return str(_identifier().classify(clean)[0]) if clean.strip() else "de"


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _COMMON.items()}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_ANY))
    return identifier
