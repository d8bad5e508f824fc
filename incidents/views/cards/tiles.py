"""C5: the cantons as tiles. A count in each, no rates: the numbers are too small to divide."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from incidents.choices import Canton
from incidents.filters import Query
from incidents.filters.grammar import NO_CANTON
from incidents.filters.labels import code_label
from incidents.text import fold
from incidents.views.canonical import address
from incidents.views.cards.base import Cell, Counts, Fixed, Line, fixed_to_one, in_words, list_url

SMALL = (1, 2, 3, 6, 10)  # where classes begin; 0 has its own
LARGE = 40  # from this count on, classes follow the largest number


@dataclass(frozen=True, slots=True)
class Tile:
    code: str  # as in the address
    name: str
    count: int
    grade: int  # 0 to 5
    url: str  # the view with this canton added or taken away
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tiles:
    title: str
    subtitle: str
    summary: str
    tiles: list[Tile]
    elsewhere: Tile
    scale: list[str]
    lines: list[Line]
    fixed: Fixed | None


def tiles(query: Query, path: str, sentence: str, counts: Counts) -> Tiles:
    counted = {code.lower(): counts["canton"].get(code, 0) for code in Canton.values}
    nowhere = counts["canton"].get("", 0)
    starts = class_starts(max([*counted.values(), 0]))
    named = sorted(counted, key=lambda code: fold(code_label("canton", code)))
    found = [_tile(query, path, code, counted[code], starts) for code in named]
    lines = [
        Line(tile.name, (Cell(tile.count, _only(query, tile.code) if tile.count else ""),))
        for tile in sorted(found, key=lambda tile: -tile.count)
    ]
    last = code_label("canton", NO_CANTON)
    lines.append(Line(last, (Cell(nowhere, _only(query, NO_CANTON) if nowhere else ""),), True))
    return Tiles(
        title=_("Where"),
        subtitle=_(
            "Incidents by canton of the organisation hit first. A tile switches its canton."
        ),
        summary=in_words(_("Tile map of the cantons"), sentence, lines),
        tiles=found,
        elsewhere=_tile(query, path, NO_CANTON, nowhere, starts),
        scale=scale(starts),
        lines=lines,
        fixed=fixed_to_one(query, "canton", path, sum(counted.values()) + nowhere),
    )


def class_starts(most: int) -> tuple[int, ...]:
    """The number at which each of five classes begins."""
    if most < LARGE:
        return SMALL
    return (1, *(-(-most * part // 16) for part in (2, 4, 7, 11)))


def grade(count: int, starts: tuple[int, ...]) -> int:
    return sum(count >= start for start in starts)


def scale(starts: tuple[int, ...]) -> list[str]:
    """`0`, `1`, `2`, `3–5`, `6–9`, `10+`"""
    spans = pairwise(starts)
    words = [str(a) if b - a == 1 else f"{a}–{b - 1}" for a, b in spans]
    return ["0", *words, f"{starts[-1]}+"]


def _tile(query: Query, path: str, code: str, count: int, starts: tuple[int, ...]) -> Tile:
    text = query.chosen.get("canton", "")
    chosen = set() if text.startswith("-") or not text else set(text.split(","))
    target = query.without("page").but(canton=",".join(sorted(chosen ^ {code})))
    return Tile(
        code=code,
        name=code_label("canton", code),
        count=count,
        grade=grade(count, starts),
        url=address(path, target.canonical),
        is_chosen=code in chosen,
    )


def _only(query: Query, code: str) -> str:
    return list_url(query.but(canton=code))
