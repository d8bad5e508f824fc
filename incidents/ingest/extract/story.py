"""From the lines of a page to the paragraphs of its own story."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, takewhile

from incidents.ingest.extract.dates import read_date_line, read_dateline
from incidents.ingest.extract.kinds import Kind, fold, is_signature, is_tag, kind

_BREAKS = frozenset({Kind.RELATED, Kind.SHARE, Kind.END})
_CERTAIN = 200  # characters: longer than the summary of another story
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


def tell(lines: Sequence[str], title: str = "") -> Story:
    """Keep the lines that belong to the story: non-empty lines after the title, in page order.

    Captions, buttons, date lines and teasers are dropped one by one. A heading such as "Mehr zum
    Thema" ends the story unless the text evidently goes on behind it.
    """
    story = Story()
    kinds = [kind(line) for line in lines]
    position = 0
    while position < len(lines):
        line, role = lines[position], kinds[position]
        if role in _BREAKS:
            onward = _goes_on(lines, kinds, position)
            if onward is None:
                break
            position = onward
            continue
        if not _is_dropped(story, lines, kinds, position, title):
            story.paragraphs.append(line)
        position += 1
    return story


def _is_dropped(
    story: Story, lines: Sequence[str], kinds: Sequence[Kind], position: int, title: str
) -> bool:
    line, role = lines[position], kinds[position]
    if role in {Kind.STRAY, Kind.TEASER} or fold(line) == fold(title):
        return True
    at_edge = _is_head(kinds, position) or _is_tail(kinds, position)
    if not at_edge or role is Kind.PROSE:
        return False
    if moments := read_date_line(line):
        story.published = story.published or moments.published
        story.updated = story.updated or moments.updated
        return True
    return is_signature(line) or (is_tag(line) and not _follows_colon(story))


def _is_head(kinds: Sequence[Kind], position: int) -> bool:
    """Whether at most the lead stands above."""
    return kinds[:position].count(Kind.PROSE) <= 1


def _is_tail(kinds: Sequence[Kind], position: int) -> bool:
    """Whether no prose follows before the story ends."""
    rest = takewhile(lambda role: role not in _BREAKS, kinds[position:])
    return Kind.PROSE not in rest


def _follows_colon(story: Story) -> bool:
    """Whether the lines above announce a list, so that its items are no keywords."""
    above = (p for p in reversed(story.paragraphs) if not is_tag(p))
    return next(above, "").endswith(":")


def _goes_on(lines: Sequence[str], kinds: Sequence[Kind], position: int) -> int | None:
    """Where to read on behind a heading that may end the story; None when it ends there."""
    told = sum(len(lines[n]) for n in range(position) if kinds[n] is Kind.PROSE)
    stop = _next_break(kinds, position + 1)
    behind = [n for n in range(position + 1, stop) if kinds[n] is Kind.PROSE]
    if not told:
        return position + 1
    if not behind:
        return stop
    if not _reads_on(lines, kinds, behind[0]):
        return None
    if kinds[position] is Kind.RELATED:
        return behind[0]
    limit = _LEAD if kinds[position] is Kind.END else sum(len(lines[n]) for n in behind)
    return position + 1 if told < limit else None


def _reads_on(lines: Sequence[str], kinds: Sequence[Kind], first: int) -> bool:
    """Whether prose follows prose, where links to other stories alternate with headings."""
    prose = [n for n in range(first, len(kinds)) if kinds[n] is Kind.PROSE][:3]
    if any(second == first + 1 for first, second in pairwise(prose)):
        return True
    return len(prose) == 1 and len(lines[first]) >= _CERTAIN


def _next_break(kinds: Sequence[Kind], position: int) -> int:
    following = (n for n in range(position, len(kinds)) if kinds[n] in _BREAKS)
    return next(following, len(kinds))
