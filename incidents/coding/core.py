"""What is telling in a name: the words by which one body is told from others."""

import re
from functools import cache

from incidents.coding import places
from incidents.coding.heads import listed
from incidents.coding.text import fold

_TOKEN = re.compile(r"[^\W_]+")


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
