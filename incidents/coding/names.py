"""Names of organisations in a text: known ones, and unknown ones by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from incidents.coding import actors, gazetteer, places
from incidents.coding.coined import coined
from incidents.coding.core import core_of
from incidents.coding.extent import apposed, before_comma, before_verb, leftwards, rightwards
from incidents.coding.heads import (
    CAPITAL,
    COMPANY,
    LEGAL_FORM,
    SEVERAL,
    WORD,
    Naming,
    head_at,
    head_places,
    heads,
    listed,
    stops,
)
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold
from incidents.coding.trim import ends_before

_FORM = re.compile(rf"(?:{LEGAL_FORM.pattern}|(?:Genossenschaft|Holding)(?!\w))")
_LEGAL = re.compile(
    r"((?:[A-ZÀ-Þ0-9][\w&+.'’-]*\s(?:(?:de|du|des|la|di|del|und|et|&|\+)\s)?){1,4})" + _FORM.pattern
)
_LISTED = re.compile(  # plurals in a list of customers take no name
    r"(?:\b(?:fur|und|oder|von|mit|an|bei|in|der|die|viele|mehrere)|,)\s" + SEVERAL + r"n?$"
    r"|\b(?:pour|per|for)\s(?:les\s|le\s|i\s|gli\s|the\s)?"
    r"(?:cabinets|hopitaux|cliniques|pharmacies|laboratoires|homes|studi|ospedali|cliniche|farmacie"
    r"|laboratori|practices|hospitals|clinics|laboratories)(?:\s\w+)?$"
)
_FIRST_WORD = re.compile(r"([^\s]+)\s")


def namings(story: Story) -> list[Naming]:
    """Every organisation the story names or describes, in order of appearance."""
    found: list[Naming] = []
    for sentence in story.sentences:
        here = list(_known(story, sentence))
        here += [n for n in _headed(story, sentence) if not _covered(n, here)]
        here += [n for n in _incorporated(story, sentence) if not _covered(n, here)]
        found += here
    found += [n for n in coined(story, found) if not _covered(n, found)]
    return sorted(found, key=lambda n: (n.start, -n.end))


def _covered(naming: Naming, others: list[Naming]) -> bool:
    return any(o.start < naming.end and naming.start < o.end and o.core for o in others)


def _known(story: Story, sentence: Sentence) -> Iterator[Naming]:
    for start, end, body in gazetteer.find(sentence.text, sentence.folded):
        start, end = start + sentence.start, end + sentence.start
        core = frozenset({fold(body.name)})
        yield Naming(
            start, end, story.text[start:end], body.org_type, sentence, core, (start, end), body
        )


def _headed(story: Story, sentence: Sentence) -> Iterator[Naming]:
    seen: list[tuple[int, int]] = []
    for m, foreign in _head_places(story, sentence):
        if any(a < m.end() and m.start() < b for a, b in seen):
            continue
        kind, _, org_type = str(m.lastgroup).partition("_")
        naming = _extended(story, sentence, m.span(), kind, org_type)
        if org_type == COMPANY:
            if not naming.core or _is_place(naming):
                continue
            if _is_attacker(story, naming):
                continue
            naming = replace(naming, org_type="")
        if naming.core or not foreign:
            seen += [(naming.start - sentence.start, naming.end - sentence.start), m.span()]
            yield naming


def _is_place(naming: Naming) -> bool:
    """The firm in Neuhausen am Rheinfall is not called so."""
    return places.is_place(fold(naming.name)) or all(map(places.is_place, naming.core))


def _is_attacker(story: Story, naming: Naming) -> bool:
    """`The group X claims` names those who did it."""
    if actors.is_known(fold(naming.name)):
        return True
    end = naming.end - naming.sentence.start
    spoken_of = story.has("actor.claim", naming.sentence)
    spoken_of = spoken_of or actors.assaults(naming.sentence, end, story.language)
    return spoken_of and any(
        h.start <= naming.head[0] < h.end for h in story.within("actor.noun", naming.sentence)
    )


def _head_places(story: Story, sentence: Sentence) -> Iterator[tuple[re.Match[str], bool]]:
    """Words for a kind, first in the story's own language, then capitalised in the others."""
    for m in head_places(story.language, sentence.folded):
        if story.language == "de" and not sentence.text[m.start()].isupper():
            continue
        if not places.is_place(m[0]):  # Mannheim is no home
            yield m, False
    capitals = [WORD.match(sentence.folded, c.start()) for c in CAPITAL.finditer(sentence.text)]
    for language in LANGUAGES:
        if language != story.language:
            for word in filter(None, capitals):
                found = head_at(language, sentence.folded, word)
                if found:
                    yield found, True


def _extended(
    story: Story, sentence: Sentence, span: tuple[int, int], kind: str, org_type: str
) -> Naming:
    """The name that belongs to a word for a kind: with it, after it, or before a comma."""
    text, (start, end) = sentence.text, span
    listed = _LISTED.search(sentence.folded, max(0, start - 12), end)
    right = end if listed else rightwards(text, end, story.language)
    left = start
    linked = kind == "describe" and right > end and text[end + 1].islower()
    if linked and heads(story.language).search(sentence.folded, end + 1, right):
        right = end  # the computers of the firm X: the name belongs to the next word
    if org_type == "insurer" and right > end and text[start].islower():
        kind = "describe"  # la cassa malati X: the words stand beside the name
    if kind == "keep" and right > end and (inner := _foreign_kind(story, text[end:right])):
        kind, org_type = "describe", inner  # the care home Residenz X, the association Spitex Y
    if apposition := apposed(text, start, story.language):
        kind, (begin, right) = "describe", apposition
        left = begin
    elif kind == "keep":
        left = leftwards(text, start, story.language)
        begin = left
    else:
        begin = end
        while begin < right and not (text[begin].isupper() or text[begin].isdigit()):
            begin += 1
        if right == end:
            found = before_verb(sentence, start, end, story.language)
            found = found or before_comma(text, start, story.language)
            if found and heads(story.language).search(sentence.folded, *found):
                found = None  # two descriptions, one after the other
            begin, right = found or (start, end)
            left = begin
    head = (sentence.start + start, sentence.start + end)
    name = text[begin:right].strip(" \"«»“”„-'’.,")
    begin = text.index(name, begin) if name else start
    name = name[: ends_before(name, story.language)]
    core = core_of(name, text[start:end], kind, story.language)
    if not core:
        begin, name = start, text[start:end]
        name = name[: ends_before(name, story.language)]
    first = sentence.start + begin
    return Naming(first, first + len(name), name, org_type, sentence, core, head)


def _foreign_kind(story: Story, rest: str) -> str:
    """The kind of a name that begins with a word for it in another language than the story's."""
    if story.language != "en":
        return ""
    folded = fold(rest.strip())
    for language in LANGUAGES[:3]:
        m = heads(language).match(folded)
        part, _, org_type = str(m.lastgroup).partition("_") if m else ("", "", "")
        if part == "keep" and org_type != COMPANY:
            return org_type
    return ""


def _incorporated(story: Story, sentence: Sentence) -> Iterator[Naming]:
    for m in _LEGAL.finditer(sentence.text):
        start = m.start()
        head = None
        for h in heads(story.language).finditer(sentence.folded, m.start(), m.end()):
            head = h
            rest = sentence.text[h.end() + 1 : m.end()]
            if str(h.lastgroup).startswith("describe") and not _FORM.fullmatch(rest):
                start = h.end() + 1
        while (w := _FIRST_WORD.match(sentence.text, start)) and (
            fold(w[1]) in listed(story.language, "determiners")
            or stops(story.language).match(fold(w[1]))
        ):
            start = w.end()
        name = sentence.text[start : m.end()].strip()
        if len(name) < 5 or start >= m.end() - 3:
            continue
        org_type = str(head.lastgroup).partition("_")[2] if head else ""
        first = sentence.start + sentence.text.index(name, start)
        core = core_of(name, "", "legal", story.language)
        if core:
            yield Naming(first, first + len(name), name, org_type, sentence, core, (first, first))
