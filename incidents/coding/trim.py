"""What no name begins or ends with, and the small word for its kind that belongs to some."""

import re
from functools import cache

from incidents.coding import places
from incidents.coding.heads import CAPITAL, LEGAL_FORM, head_places, heads, kind_of, listed
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.text import Sentence, Span, fold

PART_OF_NAMES = {
    f"keep_{kind}"
    for kind in ("hospital", "practice", "laboratory", "pharmacy", "care_home", "insurer")
}
_GOES_ON = re.compile(r"\s(?!(?:de|du|des|di|del|della|of|et|und|and|e)\s)[a-zà-þ]")
_CAPITAL = re.compile(r"[A-ZÀ-Þ0-9]")
_SERVES = re.compile(r"\b(?:pour|per) (?:les |l'|gli |le |i )?$")
_KIND_AFTER = re.compile(r"(?<=\w)\s([a-z][a-z -]+?)$")
_PLACE_AFTER = re.compile(r"(?<=\w)\s(?:in|near)\s([A-ZÀ-Þ][\w-]+)$")


def trimmed(text: str, start: int, end: int, things: list[Span], language: str) -> Span:
    """Bounds without words that no name begins or ends with: `pharmacy Solvia`, `Klinik Pax Daten`.

    `things` are the bounds of words for what a body has, not what it is: German writes them large.
    """
    shorter = text[start:end].rpartition(" ")[0]
    if language == "de" and shorter:
        last = start + len(shorter)
        end = last if any(last < stop and begin < end for begin, stop in things) else end
    end = start + ends_before(text[start:end], language)
    links, articles = listed("link", "words"), listed(language, "determiners")
    while (parts := text[start:end].rpartition(" "))[0] and parts[2] in links | articles:
        end = start + len(parts[0])
    while (parts := text[start:end].partition(" "))[2] and parts[0] in links & articles:
        start = end - len(parts[2])
    start = _past_kind(text, start, end, language)
    end = _before_place(text, start, end, language)
    is_firm = bool(LEGAL_FORM.search(text, start, end))  # `dispositifs médicaux Pulsiva AG`
    if (language == "en" or is_firm) and (capital := _CAPITAL.search(text, start, end)):
        start = capital.start()
    if language == "en":
        end = _before_kind(text, start, end)
        end -= 2 * text[start:end].endswith(("'s", "’s"))
    return start, end


def ends_before(name: str, language: str) -> int:
    """Where a name ends that goes on with what none holds: `Ortho SA produces`, `were hit`."""
    firms = (m.end() for m in LEGAL_FORM.finditer(name) if _GOES_ON.match(name, m.end()))
    verbs = (m.start() for m in _auxiliary(language).finditer(name))
    return min([*firms, *verbs, len(name)])


@cache
def _auxiliary(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(listed(language, 'auxiliaries'))})(?!\S)")


def _past_kind(text: str, start: int, end: int, language: str) -> int:
    """Where a name begins that says its kind in its own language: die Kasse `Mutuelle du Lac`."""
    folded = fold(text[start:end])
    own = heads(language).match(folded)
    if own and folded[own.end() : own.end() + 1] == " ":
        for other in LANGUAGES:
            kind = heads(other).match(folded, own.end() + 1) if other != language else None
            if kind and str(kind.lastgroup).startswith("keep_") and kind.end() < len(folded):
                return start + kind.start()
    return start


def _before_kind(text: str, start: int, end: int) -> int:
    """Where an English name ends before its kind or place: the `Biolab` laboratory in Uster."""
    where = _PLACE_AFTER.search(text, start, end)
    if where and places.is_place(fold(where[1])) and not text[start].islower():
        end = where.start()
    after = _KIND_AFTER.search(text, start, end)
    return after.start() if after and heads("en").fullmatch(fold(after[1])) else end


def _before_place(text: str, start: int, end: int, language: str) -> int:
    """Where a name ends that tells more than its kind: farmacia Aurora `di Lugano`."""
    name, link, place = text[start:end].rpartition(" di ")
    if language != "it" or not link or not places.is_place(fold(place)):
        return end
    kinds = [m.span() for m in head_places(language, fold(name))]
    own = [m for m in CAPITAL.finditer(name) if not any(a <= m.start() < b for a, b in kinds)]
    return start + len(name) if own else end


def with_kind(sentence: Sentence, start: int, end: int, language: str) -> int:
    """Where a name begins with the small word for its kind: `la pharmacie Zum Adler`.

    French and Italian make it part of the name where the rest does not tell the kind by itself.
    """
    name = sentence.text[start - sentence.start : end - sentence.start]
    if language not in ("fr", "it") or kind_of(name) or LEGAL_FORM.search(name):
        return start
    for m in heads(language).finditer(sentence.folded, 0, start - sentence.start):
        if m.end() == start - sentence.start - 1 and m.lastgroup in PART_OF_NAMES:
            serves = _SERVES.search(sentence.folded, 0, m.start())
            return start if serves else sentence.start + m.start()
    return start
