"""Which parts of a page tell its own story: title, lead and body, not what hangs around them."""

import re
from functools import cache

from incidents.coding.lexicon import words
from incidents.coding.text import READ_AT_MOST, Line, fold

ENOUGH = 240  # characters of story before a marker may end it
LEAD_AT_MOST = 600

_LINE = re.compile(r"[^\n]+")
_DATE_LINE = re.compile(
    r"[\W\d]*\b\w{0,12}[\W\d]*\b\w{0,12}\W*\d{4}\W*(?:\w{0,4}\W*)?[\d:.h ]*\W*(?:uhr)?"
)

_OUTLET = re.compile(r"(?<=.{20})\s[-–|]\s((?:[A-ZÀ-Þ][\w.'’-]*\s?){1,4})$")


@cache
def _markers(kind: str) -> re.Pattern[str]:
    lines = [line for found in words("scope").values() for line in found.get(kind, [])]
    return re.compile("(?:" + "|".join(fold(line) for line in lines) + r")\b\W*")


def lines(text: str) -> list[Line]:
    """Every line that belongs to the story, in order."""
    found: list[Line] = []
    told = 0
    for line in _LINE.finditer(text[:READ_AT_MOST]):
        folded = fold(line[0])
        bare = folded.strip(" \t-*|>#•·")
        if not bare or _is_debris(bare):
            continue
        ends_here = _markers("tail").fullmatch(bare)
        if ends_here and told >= ENOUGH:
            break
        if ends_here or _markers("teaser").match(bare):
            continue
        part = "title" if not found else "lead" if told == 0 else "body"
        told += len(folded) if part != "title" else 0
        end = line.end() if found else _without_outlet(text, line)
        found.append(Line(line.start(), end, folded[: end - line.start()], part))
    return found


def _without_outlet(text: str, title: re.Match[str]) -> int:
    """Where a title ends before the name of the outlet: `Hackers hit clinic – Seezeitung`."""
    outlet = _OUTLET.search(title[0])
    if outlet is None or text.count(outlet[1]) > 1:  # whoever the story speaks of is no outlet
        return title.end()
    return title.start() + outlet.start()


def _is_debris(folded: str) -> bool:
    if len(folded) < 80 and (_markers("debris").fullmatch(folded) or _DATE_LINE.fullmatch(folded)):
        return True
    return bool(_markers("box").match(folded))
