"""The word lists of incidents/data/lexicon, compiled once per language.

A list holds regular expressions over folded text (lower case, no accents). Two signs are
added: `…` is a gap of up to 60 characters, `~` the space before the next word or up to three
words in between. Every expression begins at the start of a word; one that is written with `\\w*`
before it is looked for inside of words, too, and found there without what goes before.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from incidents.coding.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("de", "fr", "it", "en")

ANY_START = r"\w*"
_NOTHING = re.compile(r"(?!)")
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
