"""The word lists of incidents/data/lexicon, compiled once per language.

A list holds regular expressions over folded text (lower case, no accents). Two signs are
added: `…` is a gap of up to 60 characters, `~` the space before the next word or up to three
words in between. Every expression begins at the start of a word; one that is written with `\\w*`
before it is looked for inside of words, too, and found there without what goes before.
"""

import re
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from incidents.coding.beginnings import LETTERS, beginnings
from incidents.coding.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("de", "fr", "it", "en")

ANY_START = r"\w*"
_NOTHING = re.compile(r"(?!)")
_WORD = re.compile(r"\w+")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def expression(words: list[str]) -> re.Pattern[str]:
    """One pattern for a list of expressions; an empty list matches nothing."""
    if not words:
        return _NOTHING
    inside = [word.removeprefix(ANY_START) for word in words if word.startswith(ANY_START)]
    begun = [word for word in words if not word.startswith(ANY_START)]
    parts = [rf"(?<!\w)(?:{_joined(begun)})"] if begun else []
    return re.compile("|".join([*parts, *([_joined(inside)] if inside else [])]))


def _joined(words: list[str]) -> str:
    return "|".join(written_out(word) for word in words)


def written_out(word: str) -> str:
    """The regular expression that an entry with the added signs stands for."""
    marked = _GROUP.sub("(?:", fold(word.replace("…", "\x01")))  # nobody asks for the groups
    return marked.replace("\x01", ".{0,60}?").replace("~", r"(?:\s\S+){0,3}?\s")


@cache
def words(name: str) -> dict[str, dict[str, list[str]]]:
    """A lexicon file as it stands, by section and key."""
    return tomllib.loads((DATA / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(language: str, key: str) -> re.Pattern[str]:
    """The compiled list `section.entry` of a language; a key nobody wrote matches nothing."""
    section, _, entry = key.partition(".")
    return expression(words(language).get(section, {}).get(entry, []))


def compile_all() -> None:
    """Compile every list: some 0.3 s, once."""
    for language in LANGUAGES:
        for section, lists in words(language).items():
            for entry in lists:
                pattern(language, f"{section}.{entry}")


def occurrences(
    language: str, folded: str, among: frozenset[str] | None = None
) -> dict[str, list[re.Match[str]]]:
    """Every list of a language, or of those among them, with what
    `pattern(language, key).finditer(folded)` finds, if any.

    Most words begin no expression, and need no second look.
    """
    begun: dict[str, list[int]] = defaultdict(list)
    for word in _WORD.finditer(folded):
        start = word.start()
        for key in _begun(language, folded[start : start + LETTERS], among):
            begun[key].append(start)
    anyhow = {key for key in _begun_anyhow(language, among) if _may_hold(language, key, folded)}
    found = {key: list(pattern(language, key).finditer(folded)) for key in anyhow}
    for key, starts in begun.items():
        if key not in anyhow:
            found[key] = _matches(pattern(language, key), folded, starts)
    return {key: matches for key, matches in found.items() if matches}


def _may_hold(language: str, key: str, folded: str) -> bool:
    """Whether an expression of which no first letter is sure may stand in a text."""
    return any(letters in folded for letters in _inner(language, key))


@cache
def _inner(language: str, key: str) -> frozenset[str]:
    """What such expressions of a list begin with, behind what may stand before it."""
    section, _, entry = key.partition(".")
    unsure = [word for word in words(language)[section][entry] if not _is_sure(word)]
    return frozenset().union(*(beginnings(written_out(w.removeprefix(ANY_START))) for w in unsure))


def _matches(words: re.Pattern[str], folded: str, starts: list[int]) -> list[re.Match[str]]:
    found, end = [], 0
    for start in starts:
        if start >= end and (match := words.match(folded, start)):
            found.append(match)
            end = max(match.end(), start + 1)
    return found


@lru_cache(50_000)
def _begun(language: str, letters: str, among: frozenset[str] | None) -> tuple[str, ...]:
    """The lists with an expression that may begin with these letters."""
    lengths = range(1, len(letters) + 1)
    found = {key for n in lengths for key in _starts(language).get(letters[:n], ())}
    return tuple(sorted(found if among is None else found & among))


@cache
def _begun_anyhow(language: str, among: frozenset[str] | None) -> frozenset[str]:
    """The lists with an expression of which no first letter is sure."""
    found = frozenset(_starts(language).get("", ()))
    return found if among is None else found & among


@cache
def _starts(language: str) -> dict[str, set[str]]:
    """Beginnings of expressions, and the lists that have one; of inner words none is sure."""
    found: dict[str, set[str]] = defaultdict(set)
    for section, lists in words(language).items():
        for entry, expressions in lists.items():
            for word in expressions:
                for letters in beginnings(written_out(word)) if _is_sure(word) else ("",):
                    found[letters].add(f"{section}.{entry}")
    return dict(found)


def _is_sure(word: str) -> bool:
    """Whether all that an entry matches begins with letters that are known."""
    return all(letters[:1].isalnum() for letters in beginnings(written_out(word)))
