"""Organisations we know by name, from incidents/data/gazetteer.csv."""

import csv
import re
from dataclasses import dataclass
from functools import cache

from incidents.coding.lexicon import DATA
from incidents.coding.text import fold

LONGEST = 8  # words of a name
SHORT = 5  # letters: a shorter alias must be written as it is listed (HUG, not hug)

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Body:
    """One known organisation."""

    name: str
    org_type: str
    canton: str
    country: str
    aliases: tuple[str, ...]


@cache
def bodies() -> tuple[Body, ...]:
    with (DATA / "gazetteer.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Body(r["name"], r["org_type"], r["canton"], r["country"], _aliases(r["aliases"]))
            for r in rows
        )


def _aliases(joined: str | None) -> tuple[str, ...]:
    return tuple(alias for alias in (joined or "").split("|") if alias)


@cache
def _by_words() -> dict[str, list[tuple[tuple[str, ...], str, Body]]]:
    """First word -> (all words, spelling, body), the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, Body]]] = {}
    for body in bodies():
        for name in (body.name, *body.aliases):
            parts = tuple(_WORD.findall(fold(name)))
            if parts:
                index.setdefault(parts[0], []).append((parts, name, body))
    for entries in index.values():
        entries.sort(key=lambda e: -len(e[0]))
    return index


def find(text: str, folded: str) -> list[tuple[int, int, Body]]:
    """(start, end, body) of every known name in a piece of text."""
    tokens = list(_WORD.finditer(folded))
    found: list[tuple[int, int, Body]] = []
    after = 0
    for i, token in enumerate(tokens):
        written = text[token.start()].isupper() or text[token.start()].isdigit()
        if token.start() < after or not (written or len(token[0]) >= SHORT):
            continue
        for parts, spelling, body in _by_words().get(token[0], ()):
            run = tokens[i : i + len(parts)]
            if len(run) < len(parts) or tuple(t[0] for t in run) != parts:
                continue
            start, end = run[0].start(), run[-1].end()
            if len(spelling) < SHORT and text[start:end] != spelling:
                continue
            if not any(c.isupper() for c in text[start:end]):
                continue
            found.append((start, end, body))
            after = end
            break
    return found
