"""What a line of a page is for, by the lists in `incidents/data/boilerplate.toml`."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final

from incidents.ingest.extract.lists import LISTS

_EDGE = " \t.:…!?»›>→▸►«<←|-–—*•·+"
_BULLET = re.compile(r"^[•·▪◦‣●■]\s*")
_COUNT = re.compile(r"^\(?\d{1,4}\)?\s+|\s*\(\d{1,4}\)$|\s+\d{1,4}$")
_ENDED = re.compile(r"[.!?…]['\"»”“’)\]]*$")
_SENTENCE = 60
_LONG = 140
_CAPTION = 400  # characters: no caption, banner or heading is longer


class Kind(Enum):
    """The part a line plays on its page."""

    PROSE = auto()
    SHORT = auto()  # a heading, a label, an item of a list
    STRAY = auto()  # belongs to no story: captions, buttons, cookie banners
    TEASER = auto()  # one line that points to another story
    RELATED = auto()  # a heading above links to other stories
    SHARE = auto()  # a bar of buttons, above a story or below it
    END = auto()  # the beginning of what follows a story


def _entries(section: dict[str, Any]) -> Iterable[str]:
    return (entry for name, items in section.items() if name != "patterns" for entry in items)


def fold(line: str) -> str:
    """A line as it is compared with the lists: no case, no bullet, no count, no closing marks."""
    bare = line.strip(_EDGE).replace("’", "'")
    return _COUNT.sub("", bare).strip(_EDGE).casefold()


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in _entries(LISTS[name]))


def _any_of(patterns: list[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_STRAY = _words("stray")
_BREAKS: Final = (
    (Kind.RELATED, _words("related")),
    (Kind.SHARE, _words("share")),
    (Kind.END, _words("end")),
)
_STRAY_FORM = _any_of(LISTS["stray"]["patterns"])
_SIGNED = _any_of(LISTS["sign"]["patterns"], 0)
_POINTS_ON = re.compile(r"^(.{3,50}?)\s*(?:[:→»›]|\s[–—-]\s)\s*\S")

CALLS: Final = _words("call")


def kind(line: str) -> Kind:
    """The kind of one non-empty line, judged by itself."""
    return Kind.PROSE if len(line) > _CAPTION else _kind(line)


@lru_cache(maxsize=16_384)  # a page's lines are asked for several times in a row
def _kind(line: str) -> Kind:
    folded = fold(line) if len(line) <= _SENTENCE else ""
    for role, words in _BREAKS:
        if folded in words:
            return role
    if folded in _STRAY or _STRAY_FORM.search(line):
        return Kind.STRAY
    if len(line) <= 250 and (found := _POINTS_ON.match(line)) and fold(found[1]) in _BREAKS[0][1]:
        return Kind.TEASER
    return Kind.PROSE if is_prose(line) else Kind.SHORT


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph, not like a heading or a label."""
    return len(line) >= _LONG or (len(line) >= _SENTENCE and bool(_ENDED.search(line)))


def is_ended(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_ENDED.search(line))


def is_signature(line: str) -> bool:
    return len(line) <= 80 and bool(_SIGNED.match(line))


def is_tag(line: str) -> bool:
    """`• security`: a keyword in a bulleted line of its own."""
    bare = _BULLET.sub("", line)
    return bare != line and len(bare) <= 40 and len(bare.split()) <= 4 and not is_ended(bare)
