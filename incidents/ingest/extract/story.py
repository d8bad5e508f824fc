"""From the lines of a page to the paragraphs of its own story."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate, pairwise

from incidents.ingest.extract.dates import names_place, read_date_line, read_dateline
from incidents.ingest.extract.kinds import (
    Kind,
    fold,
    is_ended,
    is_furniture_of_head,
    is_headline,
    is_tag,
    kind,
)

_BREAKS = frozenset({Kind.RELATED, Kind.SHARE, Kind.END})
_DROPPED = frozenset({Kind.PICTURE, Kind.STRAY, Kind.TEASER})
_CERTAIN = 200  # characters: longer than the summary of another story
_HEADING = 40  # characters: longer than "Mehr aus der Region"
_LEAD = 300  # characters: longer than a lead


@dataclass(slots=True)
class Story:
    """The paragraphs in order, without the title, and the moments that lines around them gave."""

    paragraphs: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None

    @property
    def published_at(self) -> datetime | None:
        """When the page says it was published: a date line, else a dateline, else the update."""
        datelines = (read_dateline(paragraph) for paragraph in self.paragraphs[:2])
        return self.published or next(filter(None, datelines), None) or self.updated


def tell(lines: Sequence[str], title: str = "", *, is_chosen: bool = False) -> Story:
    """Keep the lines that belong to the story: non-empty lines after the title, in page order.

    Captions, buttons, date lines and teasers are dropped one by one. A heading such as "Mehr zum
    Thema" ends the story unless the text evidently goes on behind it. Lines that were chosen by
    the markup around them are not taken for the names of sections.
    """
    return _Teller(lines, title, is_chosen).tell()


class _Teller:
    """Goes through the lines once; what lies before and behind each is counted beforehand."""

    def __init__(self, lines: Sequence[str], title: str, is_chosen: bool) -> None:
        self.lines = lines
        self.title = fold(title)
        self.kinds = [kind(line) for line in lines]
        self.prose = [n for n, role in enumerate(self.kinds) if role is Kind.PROSE]
        sizes = (len(lines[n]) if self.kinds[n] is Kind.PROSE else 0 for n in range(len(lines)))
        self.told = [0, *accumulate(sizes)]  # characters of prose before each line
        self.count = [0, *accumulate(role is Kind.PROSE for role in self.kinds)]
        self.stops = self._stops()
        self.story = Story()
        self.is_dump = any(role in _DROPPED or role in _BREAKS for role in self.kinds)
        self.has_kickers = self.is_dump and not is_chosen
        self.end = self._end() if self.is_dump else len(lines)
        self.seen: set[str] = set()
        self.announced = False  # the last line but list items ends with a colon

    def _stops(self) -> list[int]:
        """For every line the next one, itself included, at which the story may end."""
        stops = [len(self.lines)] * (len(self.lines) + 1)
        for n in reversed(range(len(self.lines))):
            stops[n] = n if self.kinds[n] in _BREAKS else stops[n + 1]
        return stops

    def _end(self) -> int:
        """Where a list of links to other stories begins that no known heading announces."""
        firm = [m for n, m in pairwise(self.prose) if m == n + 1]
        long = [n for n in self.prose if len(self.lines[n]) >= _CERTAIN]
        after = max([-1, *self.prose[:1], *firm[-1:], *long[-1:]]) + 1
        titles = [n for n in range(after, len(self.lines)) if self._is_title(n)]
        for one, other in pairwise(titles):
            if self._are_listed(one, other):
                above = self.lines[one - 1] if one > after else ""
                return one - 1 if 0 < len(above) <= _HEADING else one
        return len(self.lines)

    def _are_listed(self, one: int, other: int) -> bool:
        """Whether two titles follow each other without prose or another heading between."""
        is_free = self.count[one] == self.count[other] and self.stops[one] == self.stops[other]
        return is_free and not (one and self.lines[one - 1].endswith(":"))

    def _is_title(self, position: int) -> bool:
        return self.kinds[position] is Kind.SHORT and is_headline(self.lines[position])

    def tell(self) -> Story:
        position: int | None = 0
        while position is not None and position < self.end:
            if self.kinds[position] in _BREAKS:
                position = self._goes_on(position)
                continue
            if not self._is_dropped(position):
                self._keep(self.lines[position])
            position += 1
        return self.story

    def _keep(self, line: str) -> None:
        self.story.paragraphs.append(line)
        self.seen.add(line)
        self.announced = line.endswith(":") or (self.announced and is_tag(line))

    def _is_dropped(self, position: int) -> bool:
        line, role = self.lines[position], self.kinds[position]
        if role in _DROPPED or (len(line) <= 300 and fold(line) == self.title):
            return True
        if role is Kind.PROSE:
            return line in self.seen  # a lead is often told twice
        is_head = self.count[position] <= 1  # at most the lead stands above
        is_tail = self.count[position] == self.count[self.stops[position]]
        if (is_head or is_tail) and (moments := read_date_line(line)):
            self.story.published = self.story.published or moments.published
            self.story.updated = self.story.updated or moments.updated
            return not names_place(line)
        if is_tag(line):
            return (is_head or is_tail) and not self.announced
        is_caption = position > 0 and self.kinds[position - 1] is Kind.PICTURE
        return is_caption or (is_head and (is_furniture_of_head(line) or self._is_kicker(line)))

    def _is_kicker(self, line: str) -> bool:
        """The name of a section or an outlet, where the page is a dump with all around it."""
        is_label = len(line.split()) <= 3 and not is_ended(line) and line[-1] not in ":,"
        return self.has_kickers and is_label

    def _goes_on(self, position: int) -> int | None:
        """Where to read on behind a heading that may end the story; None when it ends there."""
        told, stop = self.told[position], self.stops[position + 1]
        if not told:
            return position + 1
        if self.count[position] == self.count[stop]:
            return stop
        behind = self.prose[self.count[position] : self.count[position] + 3]
        if not self._reads_on(behind):
            return None
        if self.kinds[position] is Kind.RELATED:
            return behind[0]
        limit = _LEAD if self.kinds[position] is Kind.END else self.told[stop] - told
        return position + 1 if told < limit else None

    def _reads_on(self, prose: Sequence[int]) -> bool:
        """Whether prose follows prose, where links to other stories alternate with headings."""
        if any(second == first + 1 for first, second in pairwise(prose)):
            return True
        return len(prose) == 1 and len(self.lines[prose[0]]) >= _CERTAIN
