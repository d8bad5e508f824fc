"""Plain text: a page as it was copied or dumped, or a title with its article below."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incidents.ingest.extract.dates import read_date_line
from incidents.ingest.extract.kinds import fold, is_ended, label
from incidents.ingest.extract.story import Story, tell

MAX_TITLE: Final = 300
_NARROW, _WIDE = 55, 120  # widths between which text is broken by hand or by an editor
_RAGGED = 25  # how far such lines differ
_ITEM = re.compile(r"(?:[•·▪◦‣●■*–-]|\d{1,2}[.)])\s")
_OUTLET = re.compile(r"\s+(?:[|·»–—-]|::)\s+")


def read_lines(text: str) -> list[str]:
    """Non-empty lines, one per paragraph, whitespace runs collapsed."""
    blocks: list[list[str]] = [[]]
    for raw in text.splitlines():
        if line := " ".join(raw.split()):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    if any(label(line) for block in blocks for line in block):
        return [line for block in blocks for line in block]  # a dump: each line is an element
    return [line for block in blocks for line in _unwrap(block)]


def _unwrap(block: list[str]) -> Iterable[str]:
    """Join the lines of a paragraph that was broken to fit a width."""
    *broken, last = block or [""]
    widths = [len(line) for line in broken]
    fits = bool(widths) and min(widths) >= _NARROW and max(widths) <= _WIDE >= len(last)
    is_even = fits and max(widths) - min(widths) <= _RAGGED
    is_list = any(_ITEM.match(line) for line in block[1:])
    if not is_even or is_list or all(map(is_ended, broken)):
        return block
    return [" ".join(block)]


def read_text(text: str) -> tuple[str, Story]:
    """The title and the story; without a title when the first line is too long to be one."""
    lines = read_lines(text)
    start = next((n for n, line in enumerate(lines) if _may_be_title(line)), len(lines))
    if start == len(lines) or len(lines[start]) > MAX_TITLE:
        return "", tell(lines)
    above, below = lines[:start], lines[start + 1 :]
    title = _without_outlet(lines[start], below[:4])
    return title, tell([*above, *below], title)


def _may_be_title(line: str) -> bool:
    return label(line) is None and not read_date_line(line)


def _without_outlet(title: str, below: Iterable[str]) -> str:
    """`Title | Outlet` → `Title` when the title stands once more below."""
    parts = list(_OUTLET.finditer(title))
    heads = {fold(line) for line in below}
    cuts: Iterator[str] = (title[: part.start()] for part in parts)
    return next((cut for cut in cuts if fold(cut) in heads), title)
