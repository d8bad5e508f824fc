"""Where a name begins and ends around the word for its kind."""

import re
from functools import cache

from incidents.coding import places
from incidents.coding.heads import BACK, CAPITAL, listed, stops
from incidents.coding.persons import is_given
from incidents.coding.text import Sentence, Span, fold

LONGEST = 9  # words of a name
BETWEEN = 2  # words from the verb of what a body does to the word for it: runs `two large` homes
_STEP = re.compile(r"(\s|-|/)([«“„\"‹]\s?)?([^\s,;:!?()»”\"›«“„]+)")
_ATTACHED = re.compile(r"(?:[dl]|dell|all|nell|sull)['’](?=[A-ZÀ-Þ])")
_ABBREVIATED = re.compile(r"(?:Dr|St|Ste|med|dent|Prof|Dres|pract|Dott|dott)\.$")
_ADJECTIVE = re.compile(
    r"(?:ale|al|aux|aire|ique|elle|ienne|ien|ive|oise?|ic[oaie]|iche|ari[oa]|ali|iv[oa]|ese|an[oa]|sante|medicina|soins)s?$"
)
_LOCATIVE = re.compile(r"\b(?:im|in|in der|bei|beim|an|at|a)\s$")
_A_KIND = re.compile(r",\s(?:(?:eine?|une?|una|uno|an?)\s|un')(?:[a-zà-ÿ-]+\s){0,2}$")
_JOINS = ("", "&", "+")
_OF = re.compile(r"\b(?:di|de)\s$")


def rightwards(text: str, end: int, language: str) -> int:
    """Where the name that begins at a head ends: capitals, and links between them."""
    position, taken, count = end, end, 0
    while count < LONGEST and (m := _STEP.match(text, position)):
        count += 1
        token = m[3]
        if m[2]:
            close = re.compile(r"[»”\"›]").search(text, m.end(2), m.end(2) + 50)
            if close and token[0].isupper():
                return close.start()
            if not token[0].isupper():
                break
        if m[1] == "-" and not m[2]:
            break
        folded = fold(token)
        if _ATTACHED.match(token) or token[0].isupper():
            if stops(language).match(folded) or (m[1] == "/"):
                break
            if _is_place_after_link(text, taken, m.start(3), folded.rstrip("."), named=taken > end):
                break
            position = taken = m.end()
            if token.endswith(".") and not _ABBREVIATED.search(token):
                return taken - 1
        elif m[1] == " " and (
            folded in listed("link", "words")
            or (language in ("fr", "it") and _ADJECTIVE.search(folded))
        ):
            position = m.end()
        else:
            break
    return taken


def _is_place_after_link(text: str, taken: int, start: int, folded: str, *, named: bool) -> bool:
    """`in Uster` never belongs to the name; `de Payerne` does unless there is a name already."""
    link = _OF.search(text, taken, start) if named else None
    return bool(link or _LOCATIVE.search(text, taken, start)) and (
        places.is_place(folded)
        or (folded.endswith("er") and places.is_place(folded.removesuffix("er")))
    )


def leftwards(text: str, start: int, language: str) -> int:
    """Where a name that stands before its head begins: Haus Sonne Spital, Lakeside Clinic."""
    left = start
    for _ in range(4):
        m = BACK.search(text, max(0, left - 40), left)
        if not m:
            break
        token, folded = m[1], fold(m[1])
        if token.endswith("-") or (
            language == "de" and folded == "und" and text[max(0, m.start() - 2)] == "-"
        ):
            left = m.start()
            continue
        if not token[0].isupper() or folded in listed(language, "determiners"):
            break
        if stops(language).match(folded) or (language in ("fr", "it") and left == start):
            break
        left = m.start()
    while left < start and text[left : left + 4].casefold() == "und ":
        left += 4
    return left


def before_verb(sentence: Sentence, start: int, end: int, language: str) -> Span | None:
    """`Name runs two homes`: the capitals before the verb of what a body does, which a
    description begins with or which stands shortly before it."""
    verb = _trade(language).search(sentence.folded, max(0, start - 40), end)
    between = sentence.text[verb.end() : start].split() if verb else []
    if not verb or verb.start() > start or len(between) > BETWEEN:
        return None
    return _capitals_before(sentence.text, verb.start(), language)


@cache
def _trade(language: str) -> re.Pattern[str]:
    verbs = "|".join(listed(language, "trades"))
    return re.compile(rf"\s(?:{verbs})(?=[\w ]*$)" if verbs else r"(?!)")


def before_comma(text: str, start: int, language: str) -> Span | None:
    """`Name, eine Herstellerin von …`: the capitals before the comma that opens an apposition."""
    comma = text.rfind(",", max(0, start - 70), start)
    if comma < 0 or re.search(r"[.;:!?]", text[comma:start]):
        return None
    between = fold(text[comma + 1 : start]).split()
    if len(between) > 1 and between[0] not in listed(language, "determiners"):
        return None  # no apposition: another clause begins
    if language == "de" and between and _opens_clause(between):
        return None
    return _capitals_before(text, comma, language)


def apposed(text: str, start: int, language: str) -> Span | None:
    """`Name, ein privater Spitex-Betrieb in …`: the capitals before `, a` and what the body is."""
    opening = _A_KIND.search(text, max(0, start - 45), start)
    found = _capitals_before(text, opening.start(), language) if opening else None
    is_person = found and is_given(text[found[0] :].split()[0]) and " " in text[slice(*found)]
    return None if is_person else found


def _capitals_before(text: str, end: int, language: str) -> Span | None:
    """The run of capitalised words that ends there, unless it is a place or no name."""
    capitals = list(CAPITAL.finditer(text, max(0, end - 60), end))
    if not capitals or text[capitals[-1].end() : end].strip(' »”")'):
        return None
    begin = capitals[-1].start()
    for m in reversed(capitals[:-1]):
        is_joined = text[m.end() : begin].strip() in _JOINS
        if not is_joined or fold(m[0]) in listed(language, "determiners"):
            break
        begin = m.start()
    folded = fold(text[begin : capitals[-1].end()])
    if stops(language).match(folded) or places.is_place(folded):
        return None
    return begin, capitals[-1].end()


def _opens_clause(between: list[str]) -> bool:
    """`Name, die aus dem …`: a relative clause, not `Name, eine bekannte …`."""
    if between[0] in listed("de", "relatives"):
        return True
    return any(word in listed("de", "determiners") for word in between[1:])
