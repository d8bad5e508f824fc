"""Names of organisations in a text: known ones, and unknown ones by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from incidents.coding import actors, gazetteer, places
from incidents.coding.lexicon import LANGUAGES, pattern, words
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

ORDER = ("describe.outside", "describe.speaker", "describe.telemedicine", "describe.software_vendor",
    "describe.pharma_medtech", "describe.it_provider", "describe.humanitarian",
    "describe.pharmacy", "describe.practice", "describe.care_home", "describe.laboratory",
    "describe.hospital", "describe.association", "keep.practice", "keep.laboratory",
    "keep.pharmacy", "keep.home_care", "keep.care_home", "keep.insurer", "describe.insurer",
    "keep.other",
    "keep.authority", "keep.humanitarian", "keep.hospital", "keep.association")  # fmt: skip
LONGEST = 9  # words of a name

_STEP = re.compile(r"(\s|-|/)([«“„\"‹]\s?)?([^\s,;:!?()»”\"›«“„]+)")
_ATTACHED = re.compile(r"(?:[dl]|dell|all|nell|sull)['’](?=[A-ZÀ-Þ])")
_BACK = re.compile(r"([^\s,;:!?()»”\"›«“„.]+|\b(?:St|Dr|Ste)\.)\s$")
_LEGAL = re.compile(
    r"((?:[A-ZÀ-Þ0-9][\w&+.'’-]*\s(?:(?:de|du|des|la|di|del|und|et|&|\+)\s)?){1,4})"
    r"(?:AG|SA|GmbH|Sàrl|Sarl|Sagl|S\.A\.|S\.à\sr\.l\.|Ltd|Inc\.?|SE|KG|plc|Genossenschaft|Holding)(?!\w)"
)
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][\w’'-]*[\w](?!\w)")
_ABBREVIATED = re.compile(r"(?:Dr|St|Ste|med|dent|Prof|Dres|pract|Dott|dott)\.$")


@dataclass(frozen=True, slots=True)
class Naming:
    """An organisation named, or only described, at one place in the text."""

    start: int
    end: int
    name: str
    org_type: str  # a code of choices.OrgType, or outside, speaker, or empty
    sentence: Sentence
    core: frozenset[str]  # the words that tell it from others; empty when only described
    head: tuple[int, int] = (0, 0)  # the describing or naming word
    known: gazetteer.Body | None = None


@cache
def _heads(language: str) -> re.Pattern[str]:
    lists = words("names")
    parts = []
    for key in ORDER:
        part, _, org_type = key.partition(".")
        found = lists.get(part, {}).get(org_type, {}).get(language, [])
        if found:
            parts.append(f"(?P<{part}_{org_type}>{'|'.join(found)})")
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?!\w|-\w)")


@cache
def _listed(section: str, key: str) -> frozenset[str]:
    return frozenset(words("stop")[section][key])


@cache
def _stops(language: str) -> re.Pattern[str]:
    found = words("stop")[language]["stops"]
    return re.compile(r"(?:" + "|".join(found) + r")\b\W*$")


def namings(story: Story) -> list[Naming]:
    """Every organisation the story names or describes, in order of appearance."""
    found: list[Naming] = []
    for sentence in story.sentences:
        here = list(_known(story, sentence))
        here += [n for n in _headed(story, sentence) if not _covered(n, here)]
        here += [n for n in _incorporated(story, sentence) if not _covered(n, here)]
        found += here
    found += [n for n in _coined(story, found) if not _covered(n, found)]
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
    for language in (story.language, *(code for code in LANGUAGES if code != story.language)):
        for m in _heads(language).finditer(sentence.folded):
            foreign = language != story.language
            if any(a < m.end() and m.start() < b for a, b in seen):
                continue
            capital = sentence.text[m.start()].isupper()
            if not capital and (foreign or story.language == "de"):
                continue
            kind, _, org_type = str(m.lastgroup).partition("_")
            naming = _extended(story, sentence, m.start(), m.end(), kind, org_type)
            if naming.core or not foreign:
                seen.append((naming.start - sentence.start, naming.end - sentence.start))
                seen.append(m.span())
                yield naming


def _extended(
    story: Story, sentence: Sentence, start: int, end: int, kind: str, org_type: str
) -> Naming:
    text = sentence.text
    listed = _PLURAL.search(sentence.folded, max(0, start - 12), end)
    right = end if listed else _rightwards(text, end, story.language)
    left = start
    if kind == "keep":
        left = _leftwards(text, start, story.language)
        begin = left
    else:
        begin = end
        while begin < right and not (text[begin].isalnum()):
            begin += 1
        if right == end:
            found = _before_comma(text, start, story.language)
            begin, right = found or (start, end)
            left = begin
    head = (sentence.start + start, sentence.start + end)
    name = text[begin:right].strip(" \"«»“”„-'’.,")
    begin = text.index(name, begin) if name else start
    core = _core(name, text[start:end], kind, story.language)
    if not core:
        begin, name = start, text[start:end]
    first = sentence.start + begin
    return Naming(first, first + len(name), name, org_type, sentence, core, head)


_PLURAL = re.compile(
    r"(?:\b(?:fur|und|oder|von|mit|an|bei|in|der|die|viele|mehrere)|,)\s\w*(?:spitaler|praxen|apotheken|kliniken|heime|labors|zentren)n?$"
)


def _rightwards(text: str, end: int, language: str) -> int:
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
            if _stops(language).match(folded) or (m[1] == "/"):
                break
            if _is_place_after_link(text, taken, m.start(3), folded):
                break
            position = taken = m.end()
            if token.endswith(".") and not _ABBREVIATED.search(token):
                return taken - 1
        elif m[1] == " " and (
            folded in _listed("link", "words")
            or (language in ("fr", "it") and _ADJECTIVE.search(folded))
        ):
            position = m.end()
        else:
            break
    return taken


_ADJECTIVE = re.compile(
    r"(?:ale|al|aux|aire|ique|elle|ienne|ien|ive|oise?|ic[oaie]|iche|ari[oa]|ali|iv[oa]|ese|an[oa]|sante|medicina|soins)s?$"
)
_LOCATIVE = re.compile(r"\b(?:im|in|in der|bei|beim|an|at|a)\s$")


def _is_place_after_link(text: str, taken: int, start: int, folded: str) -> bool:
    return bool(_LOCATIVE.search(text, taken, start)) and places.is_place(folded)


def _leftwards(text: str, start: int, language: str) -> int:
    """Where a name that stands before its head begins: Haus Sonne Spital, Lakeside Clinic."""
    left = start
    for _ in range(4):
        m = _BACK.search(text, max(0, left - 40), left)
        if not m:
            break
        token, folded = m[1], fold(m[1])
        if token.endswith("-") or (
            language == "de" and folded == "und" and text[max(0, m.start() - 2)] == "-"
        ):
            left = m.start()
            continue
        if not token[0].isupper() or folded in _listed(language, "determiners"):
            break
        if _stops(language).match(folded) or (language in ("fr", "it") and left == start):
            break
        left = m.start()
    while left < start and text[left : left + 4].casefold() == "und ":
        left += 4
    return left


def _before_comma(text: str, start: int, language: str) -> tuple[int, int] | None:
    """`Name, eine Herstellerin von …`: the capitals before the comma that opens an apposition."""
    comma = text.rfind(",", max(0, start - 70), start)
    if comma < 0 or re.search(r"[.;:!?]", text[comma:start]):
        return None
    capitals = [m for m in _CAPITAL.finditer(text, max(0, comma - 60), comma)]
    if not capitals or text[capitals[-1].end() : comma].strip(' »”")'):
        return None
    begin = capitals[-1].start()
    for m in reversed(capitals[:-1]):
        if text[m.end() : begin].strip() or fold(m[0]) in _listed(language, "determiners"):
            break
        begin = m.start()
    folded = fold(text[begin : capitals[-1].end()])
    if _stops(language).match(folded) or places.is_place(folded):
        return None
    return begin, capitals[-1].end()


def _incorporated(story: Story, sentence: Sentence) -> Iterator[Naming]:
    for m in _LEGAL.finditer(sentence.text):
        start = m.start()
        head = None
        for h in _heads(story.language).finditer(sentence.folded, m.start(), m.end()):
            head = h
            if str(h.lastgroup).startswith("describe"):
                start = h.end() + 1
        while (w := re.compile(r"([^\s]+)\s").match(sentence.text, start)) and (
            fold(w[1]) in _listed(story.language, "determiners")
            or _stops(story.language).match(fold(w[1]))
        ):
            start = w.end()
        name = sentence.text[start : m.end()].strip()
        if len(name) < 5 or start >= m.end() - 3:
            continue
        org_type = str(head.lastgroup).partition("_")[2] if head else ""
        first = sentence.start + sentence.text.index(name, start)
        core = _core(name, "", "legal", story.language)
        if core:
            yield Naming(first, first + len(name), name, org_type, sentence, core, (first, first))


def _coined(story: Story, others: list[Naming]) -> Iterator[Naming]:
    """Capitals that stand without an article, in the title or lead and again below."""
    taken = {word for n in others for word in n.core}
    spots: dict[str, list[tuple[int, int, Sentence]]] = {}
    ruled_out: set[str] = set()
    for sentence in story.sentences:
        for start, end, word in _runs(sentence, story.language):
            key = fold(word)
            if _is_person_or_thing(story, sentence, start, end):
                ruled_out.add(key)
            if " " in key:
                ruled_out.add(key.rsplit(" ", 1)[1])
            spots.setdefault(key, []).append((start + sentence.start, end + sentence.start, sentence))
    for key, found in spots.items():
        if len(found) < 2 or key in ruled_out or key in taken or len(key) < 4:
            continue
        if all(s.part == "body" for _, _, s in found) or all(a == s.start for a, _, s in found):
            continue
        if _is_common(story, key):
            continue
        for start, end, sentence in found:
            core = frozenset(key.split())
            yield Naming(start, end, story.text[start:end], "", sentence, core)


_SPEAKS = re.compile(
    r"(?:sagt|sagte|erklart|erklarte|so|erzahlt|betont|meint|frau|herr|herrn|doktor|dr\.?|dit|explique|selon|precise|raconte|madame|monsieur"
    r"|m\.|mme|dice|spiega|racconta|afferma|signor|signora|dottor|dottoressa|said|says|told|mr|mrs|ms|by)\s$"
)


_ROLE = re.compile(
    r"(?:leiter|direkt|fuhrer|prasident|sprecher|chef|arzt|anwalt|ceo|verwalter|grunder|vorsitzend"
    r"|assistent|professor|president|porte-parole|medecin|avocat|responsable|portavoce|diret|medic"
    r"|avvocat|titolare|presidente|spokes|director|manager|owner|doctor|lawyer|physician)\w*,?\s$"
)


def _is_person_or_thing(story: Story, sentence: Sentence, start: int, end: int) -> bool:
    before = sentence.folded[max(0, start - 16) : start]
    words_before = before.split()
    if story.language == "de" and " " not in sentence.text[start:end]:
        if words_before and words_before[-1] in _ARTICLES:
            return True
        back = _BACK.search(sentence.text, max(0, start - 30), start)
        if back and back[1][0].isupper() and back.start() > 0:
            return True
    if _SPEAKS.search(before) or _ROLE.search(before):
        return True
    at = sentence.start + start
    return any(0 <= at - h.end <= 3 for h in story.within("actor.noun", sentence))


_ARTICLES = {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "einem", "einen", "keine", "mehrere",
    "viele", "alle", "diese", "dieser", "ihre", "seine", "und", "oder", "fur", "mit", "von", "auf", "als", "ohne", "neue", "neuen", "andere", "anderen"}  # fmt: skip


def _runs(sentence: Sentence, language: str) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised words, the first word of the sentence only in company."""
    run: list[re.Match[str]] = []
    for m in [*_CAPITAL.finditer(sentence.text), None]:
        if m and run and sentence.text[run[-1].end() : m.start()] == " ":
            run.append(m)
            continue
        if run:
            while run and fold(run[0][0]) in _listed(language, "determiners"):
                run.pop(0)
        if run:
            yield run[0].start(), run[-1].end(), sentence.text[run[0].start() : run[-1].end()]
        run = [m] if m else []


def _is_common(story: Story, key: str) -> bool:
    if actors.is_known(key) or places.is_place(key) or _stops(story.language).match(key):
        return True
    if key in _listed(story.language, "determiners"):
        return True
    if any(h.fullmatch(key) for h in (_heads(code) for code in LANGUAGES)):
        return True
    return any(pattern(story.language, k).match(key) for k in _COMMON_LISTS)


_COMMON_LISTS = (
    "event.attack",
    "data.noun",
    "records.unit",
    "event.talk",
    "event.weak",
    "actor.noun",
    "care.degraded",
    "event.drill",
    "event.benign",
)




_TOKEN = re.compile(r"[^\W_]+")


_DULL = frozenset(
    [
        "ag",
        "sa",
        "gmbh",
        "sarl",
        "sagl",
        "ltd",
        "inc",
        "se",
        "kg",
        "plc",
        "genossenschaft",
        "holding",
        "dr",
        "med",
        "dent",
        "prof",
        "dres",
        "gruppe",
        "group",
        "groupe",
        "gruppo",
        "kanton",
        "canton",
        "cantone",
        "stadt",
        "ville",
        "privat",
        "prive",
        "privee",
        "privata",
        "regional",
        "regionale",
        "regionales",
        "kantonal",
        "cantonal",
        "cantonale",
        "schweiz",
        "suisse",
        "svizzera",
        "switzerland",
        "swiss",
        "schweizer",
        "verein",
        "alters",
        "und",
        "pflege",
        "medical",
        "medico",
    ]
)
_PREFIXES = re.compile(
    r"(?:kantons|regional|regio|privat|universitats|uni|bezirks|kinder|landes|stadt|akut|reha|rehabilitations|zahn|zahnarzt|augen"
    r"|tages|arzt|haus|hausarzt|kinderarzt|frauenarzt|tierarzt|gruppen|gemeinschafts|frauen|psychiatrie|alters|pflege|senioren|kranken|notfall"
    r"|poli|spezial|nachbar|zentrums|fach|facharzt|doppel|land|klinik|spital|test|analyse|medizin|diagnostik|gross|klein|dorf|quartier"
    r"|bahnhof|versand|online|internet|familien|physiotherapie|hautarzt|allgemein|belegarzt|akut|augenarzt|herz|rheuma|schmerz|venen|hno|laser|schonheits|zentral|referenz)+-?"
)


def _core(name: str, head: str, kind: str, language: str) -> frozenset[str]:
    """The telling words of a name; empty when there is nothing but its kind and a place."""
    folded = fold(name)
    links = _listed("link", "words") | _listed(language, "determiners")
    left = [t for t in _TOKEN.findall(folded) if t not in links and t not in _DULL and len(t) > 1]
    telling = [t for t in left if t not in _TOKEN.findall(fold(head)) and not places.is_stem(t)]
    if kind == "keep" and head[:1].islower() and all(places.is_place(t) for t in telling):
        return frozenset()
    if kind == "keep" and not telling:
        return _compound(fold(head), language)
    return frozenset(telling)


def telling(name: str) -> list[str]:
    """The words of a name but for legal forms, countries and the like."""
    return [t for t in _TOKEN.findall(fold(name)) if t not in _EMPTY]


_EMPTY = frozenset("ag sa gmbh sarl sagl ltd inc se kg schweiz suisse svizzera switzerland".split())
_ENDING = re.compile(r"(?:s|es|gruppe|verbund|zentrum|zentrums|kette)?$")


def _compound(head: str, language: str) -> frozenset[str]:
    """German joins name and kind: Rosenklinik has a core, Rehaklinik has none."""
    if language != "de":
        return frozenset()
    m = re.fullmatch(
        r"([\w-]+?)-?(spital|klinik|praxis|labor|heim|apotheke|spitex|zentrum|stiftung|residenz|kasse)(s|es|en|gruppe|verbund)?",
        head,
    )
    if not m or _PREFIXES.fullmatch(m[1]) or len(m[1]) < 3:
        return frozenset()
    return frozenset({head})
