"""The query string: what may stand in it, and its one canonical spelling. No models, no database.

Every parameter is one entry of PARAMETERS, in canonical order; everything else follows from it.
"""

import calendar
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from incidents.choices import Answer, AttackType, Canton, CareImpact, Certainty, OrgType
from incidents.records import PartialDate

RENAMED = {"kanton": "canton", "sector": "org_type", "attack": "attack_type"}
SUCCESSORS = {  # codes of old links, per parameter
    "attack_type": {
        "data-breach": "data_breach",
        "data-extortion": "data_extortion",
        "supply-chain": "supply_chain",
    },
}
TRACKING = re.compile(r"utm_.*|fbclid|gclid|gbraid|wbraid|msclkid|mc_[ce]id|_ga|ref_src")
NO_CANTON = "none"  # in the address; an empty column in the database
LONGEST_QUERY = 8_000  # characters; no browser form of ours comes near


class Reason(StrEnum):
    """Why a part of a query was left out."""

    UNKNOWN_PARAMETER = "unknown_parameter"
    UNKNOWN_VALUE = "unknown_value"
    NOT_A_DATE = "not_a_date"
    NOT_A_PAGE = "not_a_page"
    TOO_LONG = "too_long"
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
        wanted: set[str] = set()
        unwanted: set[str] = set()
        dropped = []
        for token in ",".join(values).split(","):
            bare = token.strip().lower()
            code = bare.lstrip("-").strip()
            code = self.successors.get(code, code)
            if code in self.codes:
                (unwanted if bare.startswith("-") else wanted).add(code)
            elif code:
                dropped.append((token.strip(), Reason.UNKNOWN_VALUE))
        text = self._text(wanted, unwanted)
        if not text and (wanted or unwanted):
            dropped.append((",".join(values), Reason.NOTHING_LEFT))
        elif self.meaning(text) == self.default:
            text = ""
        return Read(text, tuple(dropped))

    @staticmethod
    def _text(wanted: set[str], unwanted: set[str]) -> str:
        if wanted:
            return ",".join(sorted(wanted - unwanted))
        return ",".join(f"-{code}" for code in sorted(unwanted))

    def meaning(self, text: str) -> frozenset[str]:
        """The codes that a canonical text stands for."""
        if not text:
            return self.default
        named = frozenset(text.replace("-", "").split(","))
        return frozenset(self.codes) - named if text.startswith("-") else named


@dataclass(frozen=True, slots=True)
class Number:
    """A page: two or more, since the first goes without saying."""

    def read(self, values: list[str]) -> Read:
        if not re.fullmatch(r"[0-9]{1,5}", values[-1]):
            return Read("", ((values[-1], Reason.NOT_A_PAGE),))
        return Read(str(int(values[-1])) if int(values[-1]) > 1 else "")


def any_of(codes: Iterable[str], default: Iterable[str] = (), name: str = "") -> Codes:
    known = tuple(codes)
    return Codes(known, frozenset(default or known), SUCCESSORS.get(name, {}))


CANTONS = (*(code.lower() for code in Canton.values), NO_CANTON)
PARAMETERS: dict[str, Text | Day | OneOf | Codes | Number] = {  # in canonical order
    "q": Text(120),
    "from": Day(is_end=False),
    "to": Day(is_end=True),
    "date": OneOf(("disclosed", "detected", "added")),
    "undated": OneOf(("0", "1")),
    "org_type": any_of(OrgType.values),
    "attack_type": any_of(AttackType.values, name="attack_type"),
    "canton": any_of(CANTONS),
    "patient_care_impact": any_of(CareImpact.values),
    "data_stolen": any_of(Answer.values),
    "ransom_demanded": any_of(Answer.values),
    "ransom_paid": any_of(Answer.values),
    "certainty": any_of(Certainty.values, Certainty.counted()),
    "sort": OneOf(("-date", "date", "-added", "org")),
    "page": Number(),
}
FACETS = {name: kind for name, kind in PARAMETERS.items() if isinstance(kind, Codes)}


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood: `chosen` holds what differs from the default, canonically spelt."""

    chosen: dict[str, str]
    dropped: tuple[Dropped, ...] = ()

    @property
    def canonical(self) -> str:
        return "&".join(f"{name}={quote(text, safe=',-~._')}" for name, text in self.chosen.items())

    def value(self, name: str) -> str:
        """The canonical text of a parameter, its default when none was chosen."""
        kind = PARAMETERS[name]
        return self.chosen.get(name) or (kind.codes[0] if isinstance(kind, OneOf) else "")

    def codes(self, name: str) -> frozenset[str]:
        """The codes of a facet that the query lets through."""
        return FACETS[name].meaning(self.chosen.get(name, ""))

    def narrows(self, name: str) -> bool:
        """Whether a facet lets less than everything through."""
        return len(self.codes(name)) < len(FACETS[name].codes)

    def day(self, name: str) -> date | None:
        """The first day of `from`, the last day of `to`."""
        kind = PARAMETERS[name]
        return kind.day(self.chosen.get(name, "")) if isinstance(kind, Day) else None

    def but(self, **changes: str) -> "Query":
        """The same query with some parameters set anew; an empty text takes one away."""
        return parse({**self.chosen, **changes})

    def without(self, *names: str) -> "Query":
        return Query({name: text for name, text in self.chosen.items() if name not in names})

    @property
    def filters(self) -> dict[str, str]:
        """What was chosen, apart from the arrangement of the results."""
        return self.without("sort", "page").chosen


def parse(params: str | Mapping, also: Collection[str] = ()) -> Query:
    """Read a query string, a QueryDict or a plain mapping. Never raises.

    Parameters named in `also` are legal but read by the caller.
    """
    given: dict[str, list[str]] = {}
    dropped: list[Dropped] = []
    for raw_name, value in _pairs(params):
        name = raw_name.strip().lower()
        name = RENAMED.get(name, name)
        if name in PARAMETERS:
            if value := clean(value):
                given.setdefault(name, []).append(value)
        elif name not in also and not TRACKING.fullmatch(name):
            dropped.append(Dropped(clean(raw_name), clean(value), Reason.UNKNOWN_PARAMETER))
    _turn_round(given)
    chosen: dict[str, str] = {}
    for name, kind in PARAMETERS.items():
        if values := given.get(name):
            text, left_out = kind.read(values)
            if text:
                chosen[name] = text
            dropped += (Dropped(name, *what) for what in left_out)
            if not isinstance(kind, Codes) and len(set(values)) > 1:
                dropped += (Dropped(name, v, Reason.REPEATED) for v in values[:-1])
    if not chosen.keys() & {"from", "to"} or chosen.get("date") == "added":
        chosen.pop("undated", None)  # nothing is undated there
    return Query(chosen, tuple(dropped))


def legal_values(name: str) -> tuple[str, ...]:
    """The codes that a parameter takes; empty when it takes text, days or numbers."""
    kind = PARAMETERS[name]
    return kind.codes if isinstance(kind, OneOf | Codes) else ()


def clean(text: str) -> str:
    """Without control characters, halves of characters and runs of space; composed (NFC)."""
    spaced = " ".join(text.split())
    plain = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _pairs(params: str | Mapping) -> list[tuple[str, str]]:
    if isinstance(params, str):
        text = params.removeprefix("?")[:LONGEST_QUERY]
        return parse_qsl(text, keep_blank_values=True, errors="replace")
    lists = params.lists() if hasattr(params, "lists") else params.items()
    return [
        (str(name), str(value))
        for name, values in lists
        for value in (values if isinstance(values, list | tuple) else [values])
    ]


def _turn_round(given: dict[str, list[str]]) -> None:
    """Swap a reversed span, as written: expanding first would give other days."""
    if "from" in given and "to" in given:
        first = Day(is_end=False).day(given["from"][-1])
        last = Day(is_end=True).day(given["to"][-1])
        if first and last and first > last:
            given["from"], given["to"] = given["to"], given["from"]
