"""Where a name begins and ends around the word for its kind, and what is telling in it."""

import re
from functools import cache

from incidents.coding import places
from incidents.coding.heads import (
    BACK,
    CAPITAL,
    LEGAL_FORM,
    head_places,
    heads,
    kind_of,
    listed,
    stops,
)
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.text import Sentence, fold

LONGEST = 9  # words of a name
BETWEEN = 2  # words from the verb of what a body does to the word for it: runs `two large` homes
PART_OF_NAMES = {
    f"keep_{kind}"
    for kind in ("hospital", "practice", "laboratory", "pharmacy", "care_home", "insurer")
}
Span = tuple[int, int]

_STEP = re.compile(r"(\s|-|/)([«“„\"‹]\s?)?([^\s,;:!?()»”\"›«“„]+)")
_ATTACHED = re.compile(r"(?:[dl]|dell|all|nell|sull)['’](?=[A-ZÀ-Þ])")
_ABBREVIATED = re.compile(r"(?:Dr|St|Ste|med|dent|Prof|Dres|pract|Dott|dott)\.$")
_TOKEN = re.compile(r"[^\W_]+")
_ADJECTIVE = re.compile(
    r"(?:ale|al|aux|aire|ique|elle|ienne|ien|ive|oise?|ic[oaie]|iche|ari[oa]|ali|iv[oa]|ese|an[oa]|sante|medicina|soins)s?$"
)
_LOCATIVE = re.compile(r"\b(?:im|in|in der|bei|beim|an|at|a)\s$")


_GOES_ON = re.compile(r"\s(?!(?:de|du|des|di|del|della|of|et|und|and|e)\s)[a-zà-þ]")
_CAPITAL = re.compile(r"[A-ZÀ-Þ0-9]")
_SERVES = re.compile(r"\b(?:pour|per) (?:les |l'|gli |le |i )?$")
_KIND_AFTER = re.compile(r"(?<=\w)\s([a-z][a-z -]+?)$")
_PLACE_AFTER = re.compile(r"(?<=\w)\s(?:in|near)\s([A-ZÀ-Þ][\w-]+)$")
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


def before_verb(text: str, start: int, end: int, language: str) -> Span | None:
    """`Name runs two homes`: the capitals before the verb of what a body does, which a
    description begins with or which stands shortly before it."""
    verb = _trade(language).search(fold(text[:end]), max(0, start - 40))
    if not verb or verb.start() > start or len(text[verb.end() : start].split()) > BETWEEN:
        return None
    return _capitals_before(text, verb.start(), language)


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


def _capitals_before(text: str, end: int, language: str) -> Span | None:
    """The run of capitalised words that ends there, unless it is a place or no name."""
    capitals = list(CAPITAL.finditer(text, max(0, end - 60), end))
    if not capitals or text[capitals[-1].end() : end].strip(' »”")'):
        return None
    begin = capitals[-1].start()
    for m in reversed(capitals[:-1]):
        if text[m.end() : begin].strip() or fold(m[0]) in listed(language, "determiners"):
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


def trimmed(text: str, start: int, end: int, things: list[Span], language: str) -> Span:
    """Bounds without words that no name begins or ends with: `pharmacy Solvia`, `Klinik Pax Daten`.

    `things` are the bounds of words for what a body has, not what it is: German writes them large.
    """
    shorter = text[start:end].rpartition(" ")[0]
    if language == "de" and shorter:
        last = start + len(shorter)
        end = last if any(last < stop and begin < end for begin, stop in things) else end
    end = start + ends_before(text[start:end], language)
    links = listed("link", "words") | listed(language, "determiners")
    while (parts := text[start:end].rpartition(" "))[0] and parts[2] in links:
        end = start + len(parts[0])
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


def core_of(name: str, head: str, kind: str, language: str) -> frozenset[str]:
    """The telling words of a name; empty when there is nothing but its kind and a place."""
    folded = fold(name)
    links = listed("link", "words") | listed(language, "determiners")
    left = [
        t
        for t in _TOKEN.findall(folded)
        if t not in links and t not in listed("core", "dull") and len(t) > 1
    ]
    telling = [t for t in left if t not in _TOKEN.findall(fold(head)) and not places.is_stem(t)]
    bare = kind == "describe" or (kind == "keep" and (head[:1].islower() or head[:2].isupper()))
    if bare and all(places.is_place(t) for t in telling):
        return frozenset()
    if kind == "keep" and not telling:
        return _compound(fold(head), language)
    return frozenset(telling)


def telling(name: str) -> list[str]:
    """The words of a name but for legal forms, countries and the like."""
    return [t for t in _TOKEN.findall(fold(name)) if t not in listed("core", "empty")]


@cache
def _prefixes() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(listed("core", "prefixes")) + ")+-?")


def _compound(head: str, language: str) -> frozenset[str]:
    """German joins name and kind: Rosenklinik has a core, Rehaklinik has none."""
    if language != "de":
        return frozenset()
    m = re.fullmatch(
        r"([\w-]+?)-?(spital|klinik|praxis|labor|heim|apotheke|spitex|zentrum|stiftung|residenz|kasse)(s|es|en|gruppe|verbund)?",
        head,
    )
    if not m or _prefixes().fullmatch(m[1]) or len(m[1]) < 3:
        return frozenset()
    return frozenset({head})
