"""The kinds of parameter: how each reads its values and spells them canonically. Pure."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from incidents.records import PartialDate

SLUG = re.compile(r"[a-z0-9_]+(?:-+[a-z0-9_]+)*")
LONGEST_SLUG = 120


class Reason(StrEnum):
    """Why a part of a query was left out."""

    UNKNOWN_PARAMETER = "unknown_parameter"
    UNKNOWN_VALUE = "unknown_value"
    NOT_A_DATE = "not_a_date"
    NOT_A_PAGE = "not_a_page"
    TOO_LONG = "too_long"
    NOT_ON_RECORD = "not_on_record"
    TO_COME = "to_come"
    REPEATED = "repeated"
    NOTHING_LEFT = "nothing_left"


class Dropped(NamedTuple):
    parameter: str
    value: str
    reason: Reason


class Read(NamedTuple):
    """The canonical text of one parameter, empty when it equals the default."""

    text: str
    dropped: tuple[tuple[str, Reason], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Free words, normalised and cut."""

    longest: int

    def read(self, values: list[str]) -> Read:
        words = clean(values[-1])
        kept = words[: self.longest].strip()
        cut = words[self.longest :]
        return Read(kept, ((cut, Reason.TOO_LONG),) if cut else ())


@dataclass(frozen=True, slots=True)
class Day:
    """One end of a span of days: `2024`, `2024-03`, `2024-03-07`, `03.2024` or `7.3.2024`."""

    is_end: bool

    def read(self, values: list[str]) -> Read:
        day = self.day(values[-1])
        return Read(self.shortest(day)) if day else Read("", ((values[-1], Reason.NOT_A_DATE),))

    def day(self, text: str) -> date | None:
        iso = "-".join(part.zfill(2) for part in reversed(text.split("."))) if "." in text else text
        try:
            span = PartialDate.parse(iso) if "/" not in iso else None
        except ValueError:
            return None
        if span is None:
            return None
        return span.last if self.is_end else span.first

    def shortest(self, day: date) -> str:
        last = calendar.monthrange(day.year, day.month)[1]
        if day.day != (last if self.is_end else 1):
            return day.isoformat()
        return str(day.year) if day.month == (12 if self.is_end else 1) else f"{day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several codes, the first of which is the default."""

    codes: tuple[str, ...]

    def read(self, values: list[str]) -> Read:
        code = values[-1].lower()
        if code not in self.codes:
            return Read("", ((values[-1], Reason.UNKNOWN_VALUE),))
        return Read("" if code == self.codes[0] else code)


@dataclass(frozen=True, slots=True)
class Codes:
    """Any of several codes; `-code` leaves one out. `default` is what no choice means."""

    codes: tuple[str, ...]
    default: frozenset[str]
    successors: Mapping[str, str] = field(default_factory=dict)

    def read(self, values: list[str]) -> Read:
        found = _several(values, self.successors, self.codes.__contains__)
        meant = self.meaning(found.text)
        if not meant:  # every code was taken out
            return Read("", (*found.dropped, (",".join(values), Reason.NOTHING_LEFT)))
        return Read("", found.dropped) if meant == self.default else found

    def meaning(self, text: str) -> frozenset[str]:
        """The codes that a canonical text stands for."""
        if not text:
            return self.default
        named = frozenset(text.replace("-", "").split(","))
        return frozenset(self.codes) - named if text.startswith("-") else named


@dataclass(frozen=True, slots=True)
class Slugs:
    """Any of the names on record, as slugs; which ones exist is not known here."""

    def read(self, values: list[str]) -> Read:
        return _several(values, {}, self.is_slug)

    @staticmethod
    def is_slug(text: str) -> bool:
        return len(text) <= LONGEST_SLUG and bool(SLUG.fullmatch(text))


@dataclass(frozen=True, slots=True)
class OneDay:
    """A whole day: `2024-03-07` or `7.3.2024`."""

    def read(self, values: list[str]) -> Read:
        first, last = Day(is_end=False).day(values[-1]), Day(is_end=True).day(values[-1])
        if first is None or first != last:
            return Read("", ((values[-1], Reason.NOT_A_DATE),))
        return Read(first.isoformat())


def _several(
    values: list[str], successors: Mapping[str, str], is_legal: Callable[[str], bool]
) -> Read:
    """Comma lists and repeats as one sorted list; what is wanted wins over what is not."""
    wanted: set[str] = set()
    unwanted: set[str] = set()
    dropped = []
    for token in ",".join(values).split(","):
        bare = token.strip().lower()
        code = bare.lstrip("-").strip()
        code = successors.get(code, code)
        if is_legal(code):
            (unwanted if bare.startswith("-") else wanted).add(code)
        elif code:
            dropped.append((token.strip(), Reason.UNKNOWN_VALUE))
    kept = sorted(wanted - unwanted) if wanted else [f"-{code}" for code in sorted(unwanted)]
    if not kept and wanted:
        dropped.append((",".join(values), Reason.NOTHING_LEFT))
    return Read(",".join(kept), tuple(dropped))


@dataclass(frozen=True, slots=True)
class Number:
    """A page: two or more, since the first goes without saying."""

    def read(self, values: list[str]) -> Read:
        if not re.fullmatch(r"[0-9]{1,5}", values[-1]):
            return Read("", ((values[-1], Reason.NOT_A_PAGE),))
        return Read(str(int(values[-1])) if int(values[-1]) > 1 else "")


def clean(text: str) -> str:
    """Without control characters, halves of characters and runs of space; composed (NFC)."""
    spaced = " ".join(text.split())
    plain = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFC", plain).split())
