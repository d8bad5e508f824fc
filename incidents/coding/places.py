"""Places in a text, and the canton or the country they stand for."""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache

from incidents.choices import Canton
from incidents.coding.lexicon import DATA
from incidents.coding.text import fold

LONGEST = 4  # words of a place name
BIG = 8_000  # inhabitants from which a Swiss place outshines a larger namesake abroad
SMALL = 1_500  # below, a name needs a preposition or a canton beside it to count

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_CODES = "|".join(Canton.values)
# Thun BE, Thun (BE), Reinach/AG; but Praxis Thun AG is a firm.
_CODE = re.compile(rf"\s?[(/,]\s?\b({_CODES})\b\)?|\s(?!AG)({_CODES})\b")
_DATELINE = re.compile(r"\s?[–—-]\s")
_CODED = re.compile(rf"([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?) \(({_CODES})\)")
_BEFORE = re.compile(
    r"(?:^|\W)(?:in|im|bei|aus|nach|von|stadt|region|raum|kanton|kantons|a|au|aux|de|d'|du|pres|en|ville|di"
    r"|ad|da|citta|of|at|from|near|town|city|zu|region|district|sede|siege|vicino|canton)\s?(?:de\s|d'|di\s|of\s)?[\"(]?$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a text: Swiss with its canton, or abroad with its country."""

    start: int
    end: int
    name: str
    canton: str  # empty when abroad
    country: str
    kind: str  # canton, region, stem (an adjective) or town
    size: int = 0


Known = tuple[str, str, str, int]  # country, canton, kind, inhabitants


@cache
def _names() -> dict[str, Known]:
    """Folded name -> what it stands for; the canton's own words win over towns."""
    found: dict[str, Known] = {}
    abroad: dict[str, Known] = {}
    with (DATA / "places.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            entry = (row["country"], row["canton"], "town", int(row["inhabitants"]))
            (found if row["country"] == "CH" else abroad)[fold(row["name"])] = entry
    for name, entry in abroad.items():
        if name not in found or found[name][3] < BIG < entry[3]:
            found[name] = entry
    odd = tomllib.loads((DATA / "abroad.toml").read_text(encoding="utf-8"))
    for name in map(fold, odd["common"]):
        if name in found:
            found[name] = (*found[name][:3], 0)
    for name in map(fold, odd["never"]):
        found.pop(name, None)
    for code, words in _cantons().items():
        for kind in ("regions", "names"):
            found |= {fold(word): ("CH", code, kind[:-1], BIG) for word in words.get(kind, [])}
    return found


@cache
def _cantons() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((DATA / "cantons.toml").read_text(encoding="utf-8"))


@cache
def _stems() -> re.Pattern[str]:
    stems = {fold(s): code for code, words in _cantons().items() for s in words.get("stems", [])}
    parts = "|".join(re.escape(s) for s in sorted(stems, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({parts})(?:e|es|s|i|a|o|ne|nes|in|innen|ses|se|sis)?(?!\w)")


@cache
def _stem_codes() -> dict[str, str]:
    return {fold(s): code for code, words in _cantons().items() for s in words.get("stems", [])}


_TONGUE = r"\w+-?(?:sprachig|speaking|language)"  # German-speaking Switzerland is not abroad


@cache
def _abroad(kind: str) -> re.Pattern[str]:
    words = tomllib.loads((DATA / "abroad.toml").read_text(encoding="utf-8"))[kind]
    parts = (re.escape(fold(w)).replace(r"\*", r"\w*") for w in words)
    return re.compile(rf"(?<![\w-])(?!{_TONGUE})(?:" + "|".join(parts) + r")(?!\w)")


def swiss_words(folded: str) -> int:
    return sum(1 for _ in _abroad("swiss").finditer(folded))


def foreign_words(folded: str) -> int:
    return sum(1 for _ in _abroad("countries").finditer(folded))


def places(text: str, folded: str, offset: int = 0) -> list[Place]:
    """Places named in a piece of text, longest names first, in order of appearance."""
    found: list[Place] = []
    tokens = list(_WORD.finditer(text))
    after = 0
    for i, token in enumerate(tokens):
        if token.start() < after or not token[0][0].isupper():
            continue
        place = _longest(text, folded, tokens[i : i + LONGEST])
        if place:
            after = place.end
            found.append(place)
    found += [p for p in _coded(text) if not any(q.start <= p.start < q.end for q in found)]
    found += _adjectives(text, folded, found)
    found.sort(key=lambda p: p.start)
    if not offset:
        return found
    return [
        Place(p.start + offset, p.end + offset, p.name, p.canton, p.country, p.kind, p.size)
        for p in found
    ]


def _coded(text: str) -> list[Place]:
    """Any name with a canton's code in brackets: Saint-Aubin (NE)."""
    return [
        Place(m.start(1), m.end(1), m[1], m[2], "CH", "town", BIG) for m in _CODED.finditer(text)
    ]


def _longest(text: str, folded: str, tokens: list[re.Match[str]]) -> Place | None:
    start = tokens[0].start()
    for last in reversed(tokens):
        end = last.end()
        key = folded[start:end]
        entry = _names().get(key) or _names().get(key.rstrip("."))
        if not entry and key.endswith("-based"):
            end -= len("-based")
            entry = _names().get(key.removesuffix("-based"))
        if not entry:
            continue
        end -= key.endswith(".") and key not in _names()
        return _placed(text, folded, start, end, entry)
    return None


def _placed(text: str, folded: str, start: int, end: int, entry: Known) -> Place | None:
    country, canton, kind, size = entry
    code = _CODE.match(text, end)
    if code:
        return Place(start, end, text[start:end], code[1] or code[2], "CH", "town", BIG)
    located = bool(_BEFORE.search(folded, max(0, start - 25), start))
    located = located or (start == 0 and bool(_DATELINE.match(text, end)))
    if kind == "town" and size < SMALL and not located:
        return None
    return Place(start, end, text[start:end], canton, country, kind, size)


def _adjectives(text: str, folded: str, taken: list[Place]) -> list[Place]:
    found = []
    for m in _stems().finditer(folded):
        if not any(p.start <= m.start() < p.end for p in taken):
            code = _stem_codes()[m[1]]
            found.append(
                Place(m.start(), m.end(), text[m.start() : m.end()], code, "CH", "stem", BIG)
            )
    return found + _inhabitants(text, folded, taken + found)


_PEOPLE = re.compile(r"\b([A-ZÄÖÜ][a-zäöü]{3,})er\b(?=\s[A-ZÄÖÜ\"«„])")


def _inhabitants(text: str, folded: str, taken: list[Place]) -> list[Place]:
    """German makes adjectives of towns: Langenthaler, Sarner, Klotener."""
    found = []
    for m in _PEOPLE.finditer(text):
        stem = folded[m.start(1) : m.end(1)]
        entry = next((e for s in (stem, stem + "en", stem + "e") if (e := _names().get(s))), None)
        if entry is None or entry[0] != "CH" or entry[3] < SMALL:
            continue
        if not any(p.start <= m.start() < p.end for p in taken):
            found.append(Place(m.start(), m.end(), m[0], entry[1], "CH", "stem", entry[3]))
    return found


def is_place(folded: str) -> bool:
    """Whether a folded word is the name of a place or a canton, anywhere."""
    return folded in _names()


def is_stem(folded: str) -> bool:
    """Whether a folded word is an adjective made of a place: zuger, genevoise."""
    if _stems().fullmatch(folded):
        return True
    if not folded.endswith("er") or len(folded) < 6:
        return False
    return any(
        _names().get(stem, ("", "", "", 0))[0] == "CH" and _names()[stem][3] >= SMALL
        for stem in (folded[:-2], folded[:-2] + "en", folded[:-2] + "e")
    )
