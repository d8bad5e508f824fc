"""The words that name or describe an organisation, and the record of one such place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from incidents.coding.beginnings import LETTERS, beginnings, can_begin
from incidents.coding.gazetteer import Body
from incidents.coding.lexicon import LANGUAGES, words, written_out
from incidents.coding.text import Sentence, fold

# The first kind that fits a place wins: what is special before what is common.
ORDER = (
    "describe.outside",
    "describe.speaker",
    "describe.telemedicine",
    "describe.software_vendor",
    "describe.pharma_medtech",
    "describe.it_provider",
    "describe.humanitarian",
    "describe.pharmacy",
    "describe.practice",
    "describe.care_home",
    "describe.laboratory",
    "describe.hospital",
    "describe.association",
    "keep.practice",
    "keep.laboratory",
    "keep.pharmacy",
    "keep.home_care",
    "keep.care_home",
    "keep.insurer",
    "describe.insurer",
    "keep.other",
    "keep.authority",
    "keep.humanitarian",
    "keep.hospital",
    "keep.association",
    "keep.company",
    "describe.company",
)
SEVERAL = r"\w*(?:spitaler|praxen|apotheken|kliniken|heime|labors|zentren)"  # German plurals
COMPANY = "company"  # a word for any body at all: its kind must be told elsewhere
LEGAL_FORM = re.compile(
    r"(?<!\w)(?:AG|SA|GmbH|S[aà]rl|Sagl|SE|KG|plc|Ltd|Inc\.?|S\.A\.|S\.à\sr\.l\.|S\.p\.A\.|S\.r\.l\."
    r"|Srl|SpA)(?!\w)"
)
CAPITAL = re.compile(  # a capitalised word, after d' and l' too; a domain is one word
    r"(?:(?<![\w'’-])|(?<=\b[dlDL]['’]))[A-ZÀ-Þ][\w’'-]*[\w](?:\.(?:ch|com|swiss|org|net))?(?!\w)"
)
BACK = re.compile(r"([^\s,;:!?()»”\"›«“„.]+|\b(?:St|Dr|Ste)\.)\s$")
WORD = re.compile(r"[\w-]+")
_JOINED = re.compile(r"(?:\(\?<?![^()]*\))?(?:\[\\w-\]|\\w)\*")  # what an inner word is joined with


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
    known: Body | None = None


@cache
def heads(language: str) -> re.Pattern[str]:
    parts = []
    for key in ORDER:
        found = words("names")[key].get(language, [])
        part, _, org_type = key.partition(".")
        if found:
            parts.append(f"(?P<{part}_{org_type}>{'|'.join(map(written_out, found))})")
    ending = "(?:e?s)?" if language == "de" else ""  # des Röntgeninstituts
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + rf"){ending}(?!\w|-\w)")


def head_places(language: str, folded: str) -> Iterator[re.Match[str]]:
    """What `heads(language).finditer(folded)` finds; most words need no second look."""
    end = 0
    for word in WORD.finditer(folded):
        if word.start() >= end and (head := head_at(language, folded, word)):
            yield head
            end = head.end()


def head_at(language: str, folded: str, word: re.Match[str]) -> re.Match[str] | None:
    """The word for a kind that begins where a word of the text does."""
    at = word.start()
    if _may_begin(language, folded[at : at + LETTERS]) or _may_hold(language, word[0]):
        return heads(language).match(folded, at)
    return None


@lru_cache(20_000)
def _may_begin(language: str, letters: str) -> bool:
    starts, _ = _begun(language)
    return can_begin(letters, 0, starts)


@lru_cache(20_000)
def _may_hold(language: str, word: str) -> bool:
    """Whether a word may end in one for a kind: Regionalspital."""
    _, inner = _begun(language)
    return any(can_begin(word, at, inner) for at in range(len(word)))


@cache
def _begun(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """How words for a kind begin, and what follows where anything may stand before it."""
    starts: set[str] = set()
    inner: set[str] = set()
    for key in ORDER:
        for written in map(written_out, words("names")[key].get(language, [])):
            joined = _JOINED.match(written)
            if joined:
                inner |= beginnings(written[joined.end() :])
            else:
                starts |= beginnings(written)
    return frozenset(starts), frozenset(inner)


@cache
def listed(section: str, key: str) -> frozenset[str]:
    return frozenset(words("stop")[section][key])


@cache
def stops(language: str) -> re.Pattern[str]:
    found = words("stop")[language]["stops"]
    return re.compile(r"(?:" + "|".join(found) + r")\b\W*$")


def kind_of(name: str) -> str:
    """The kind that a word in a name tells, whatever its language: `Zahnzentrum X` in English."""
    folded = fold(name)
    for language in LANGUAGES:
        for m in head_places(language, folded):
            part, _, org_type = str(m.lastgroup).partition("_")
            if part == "keep" and org_type != COMPANY:
                return org_type
    return ""
