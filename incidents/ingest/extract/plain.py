"""Plain text: a page as it was copied or dumped, or a title with its article below."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incidents.ingest.extract.dates import read_date_line
from incidents.ingest.extract.kinds import Kind, fold, is_ended, kind
from incidents.ingest.extract.story import Story, tell

MAX_TITLE: Final = 300
_WRAPPED = (45, 120)  # widths between which text is broken by hand or by an editor
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
    return [line for block in blocks for line in _unwrap(block)]


def _unwrap(block: list[str]) -> Iterable[str]:
    """Join the lines of a paragraph that was broken to fit a width."""
    narrow, wide = _WRAPPED
    fits = all(narrow <= len(line) <= wide for line in block[:-1]) and len(block) > 1
    is_list = any(_ITEM.match(line) for line in block[1:])
    if not fits or is_list or len(block[-1]) > wide or all(map(is_ended, block[:-1])):
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
    return kind(line) in {Kind.PROSE, Kind.SHORT} and not read_date_line(line)


def _without_outlet(title: str, below: Iterable[str]) -> str:
    """`Title | Outlet` → `Title` when the title stands once more below."""
    parts = list(_OUTLET.finditer(title))
    heads = {fold(line) for line in below}
    cuts: Iterator[str] = (title[: part.start()] for part in parts)
    return next((cut for cut in cuts if fold(cut) in heads), title)
