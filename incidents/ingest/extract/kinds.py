"""What a line of a page is for, by the lists in `incidents/data/boilerplate.toml`."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final

from incidents.ingest.extract.lists import LISTS

_EDGE = " \t.:…!?»›>→▸►«<←[]|-–—*•·+"
_BULLET = re.compile(r"[•·▪◦‣●■–*-]\s")
_BULLETS = re.compile(r"[•·▪◦‣●■]\s*")
_COUNT = re.compile(r"^\(?\d{1,4}\)?\s+|\s*\(\d{1,4}\)$|\s+\d{1,4}$")
_ENDED = re.compile(r"[.!?…]\s?['\"»”“’)\]]*$")
_SENTENCE = 60
_LONG = 140
_CAPTION = 400  # characters: no caption, banner or heading is longer


class Kind(Enum):
    """The part a line plays on its page."""

    PROSE = auto()
    SHORT = auto()  # a heading, a label, an item of a list
    PICTURE = auto()  # stands for a picture, whose caption may follow
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


_STRAY, _PICTURE = _words("stray"), _words("picture")
_BUTTONS = frozenset(LISTS["buttons"]["words"].split())
_BREAKS: Final = (
    (Kind.RELATED, _words("related")),
    (Kind.SHARE, _words("share")),
    (Kind.END, _words("end")),
)
_STRAY_FORM = _any_of(LISTS["stray"]["patterns"])
_RELATED_FORM = _any_of(LISTS["related"]["patterns"])
_HEAD_FORM = _any_of(LISTS["head"]["patterns"], 0)
_POINTS_ON = re.compile(r"^(.{3,50}?)\s*(?:[:→»›]|\s[–—-]\s)\s*\S")

CALLS: Final = _words("call")


def kind(line: str) -> Kind:
    """The kind of one non-empty line, judged by itself."""
    return Kind.PROSE if len(line) > _CAPTION else _kind(line)


@lru_cache(maxsize=16_384)  # a page's lines are asked for several times in a row
def _kind(line: str) -> Kind:
    if role := label(line):
        return role
    if _STRAY_FORM.search(line) or _is_buttons(line):
        return Kind.STRAY
    if len(line) <= _SENTENCE and _RELATED_FORM.search(line):
        return Kind.RELATED
    if len(line) <= 250 and (found := _POINTS_ON.match(line)) and fold(found[1]) in _BREAKS[0][1]:
        return Kind.TEASER
    return Kind.PROSE if is_prose(line) else Kind.SHORT


def label(line: str) -> Kind | None:
    """The kind of a line that stands in the lists word for word."""
    folded = fold(line) if len(line) <= _SENTENCE else ""
    for role, words in _BREAKS:
        if folded in words:
            return role
    if folded in _PICTURE:
        return Kind.PICTURE
    return Kind.STRAY if folded in _STRAY else None


def _is_buttons(line: str) -> bool:
    """`Teilen Merken Drucken`: nothing but names of buttons, and marks."""
    words = [word for word in re.split(r"[\s|•·/(),.!?–-]+", line.lower()) if word]
    named = [word for word in words if not word.isdigit()]
    return len(line) <= 120 and bool(named) and all(word in _BUTTONS for word in named)


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph, not like a heading or a label."""
    return len(line) >= _LONG or (len(line) >= _SENTENCE and bool(_ENDED.search(line)))


def is_ended(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_ENDED.search(line))


def is_headline(line: str) -> bool:
    """Whether a line could be the linked title of another story."""
    is_worded = len(line) >= 25 and len(line.split()) >= 4
    return is_worded and not _BULLET.match(line) and line[-1] not in ".:?,;" and not is_prose(line)


def is_furniture_of_head(line: str) -> bool:
    """Whether a line signs, captions or dates what follows; true of such lines at the head only."""
    return len(line) <= 120 and bool(_HEAD_FORM.search(line))


def is_tag(line: str) -> bool:
    """`• security`, `• Health • Zurich`, `#spital`: keywords in a line of their own."""
    if line.startswith("#"):
        return len(line) <= 120 and not is_ended(line)
    parts = [part.strip() for part in _BULLETS.split(line)]
    if parts[0] or len(parts) < 2:
        return False
    return all(len(part) <= 40 and len(part.split()) <= 4 for part in parts) and not is_ended(line)
