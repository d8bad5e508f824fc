"""Names under which groups are known to attack, from incidents/data/threat_actors.txt."""

import re
from functools import cache

from incidents.coding.heads import listed
from incidents.coding.lexicon import DATA
from incidents.coding.text import Sentence, fold


@cache
def _lines() -> tuple[str, ...]:
    lines = (DATA / "threat_actors.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def names() -> tuple[str, ...]:
    return tuple(line.rstrip("*") for line in _lines())


@cache
def encrypting() -> frozenset[str]:
    """Folded names of the groups whose trade is ransomware."""
    return frozenset(fold(line) for line in _lines() if not line.endswith("*"))


@cache
def expression() -> re.Pattern[str]:
    """Any of the names, in capitals or without the inner ones too, with or without the blank."""
    written = {form for name in names() for form in (name, name.capitalize(), name.upper())}
    longest = sorted(written, key=lambda name: (-len(name), name))
    parts = "|".join(re.escape(name).replace(r"\ ", r"[\s-]?") for name in longest)
    return re.compile(rf"(?<![\w-])({parts})(?!\w)")


@cache
def _folded() -> frozenset[str]:
    return frozenset(map(fold, names())) | _MALWARE


_MALWARE = frozenset(
    [
        "emotet",
        "trickbot",
        "qakbot",
        "moveit",
        "citrix",
        "exchange",
        "outlook",
        "fortinet",
        "sharepoint",
        "log4j",
    ]
)


# Names that are everyday words too: they count beside a word for a group only.
COMMON = frozenset(
    [
        "play",
        "hive",
        "royal",
        "maze",
        "cuba",
        "snatch",
        "everest",
        "nova",
        "fog",
        "chaos",
        "beast",
        "conti",
        "grief",
        "quantum",
        "abyss",
        "meow",
        "lynx",
        "monti",
        "termite",
        "embargo",
        "interlock",
        "warlock",
        "medusa",
        "cactus",
        "kraken",
    ]
)


def is_tool(folded: str) -> bool:
    """Malware and products that are no group."""
    return folded in _MALWARE


def is_known(folded: str) -> bool:
    return folded in _folded()


def assaults(sentence: Sentence, end: int, language: str) -> bool:
    """Whether the words behind a name, as from `end`, tell what only attackers do."""
    return bool(_assault(language).match(sentence.folded, end))


@cache
def _assault(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s?[»”\"›]?\s(?:{'|'.join(listed(language, 'assaults'))})(?!\w)")
