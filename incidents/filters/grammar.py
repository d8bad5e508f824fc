"""The query string: what may stand in it, and its one canonical spelling. No models, no database.

Every parameter is one entry of PARAMETERS, in canonical order; everything else follows from it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, quote

from incidents.choices import Answer, AttackType, Canton, CareImpact, Certainty, OrgType
from incidents.filters.kinds import (
    Codes,
    Day,
    Dropped,
    Number,
    OneDay,
    OneOf,
    Reason,
    Slugs,
    Text,
    clean,
)

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
NOT_NAMED = "unknown"  # as the attacker: an empty column in the database
SOURCE_LANGUAGES = ("de", "fr", "it", "rm", "en")
ARRANGEMENT = ("by", "sort", "tab", "page")  # how results are shown, not which
LONGEST_QUERY = 8_000  # characters; no browser form of ours comes near


def any_of(codes: Iterable[str], default: Iterable[str] = (), name: str = "") -> Codes:
    known = tuple(codes)
    return Codes(known, frozenset(default or known), SUCCESSORS.get(name, {}))


CANTONS = (*(code.lower() for code in Canton.values), NO_CANTON)
Kind = Text | Day | OneOf | Codes | Slugs | OneDay | Number
PARAMETERS: dict[str, Kind] = {  # in canonical order
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
    "threat_actor": Slugs(),
    "org": Slugs(),
    "source_lang": any_of(SOURCE_LANGUAGES),
    "by": OneOf(("year", "quarter")),
    "sort": OneOf(("-date", "date", "-added", "org")),
    "tab": OneOf(("chart", "table")),
    "page": Number(),
    "asof": OneDay(),
}
NAMED = tuple(name for name, kind in PARAMETERS.items() if isinstance(kind, Slugs))
FACETS = {name: kind for name, kind in PARAMETERS.items() if isinstance(kind, Codes)}


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood: `chosen` holds what differs from the default, canonically spelt.

    `names` tells what the slugs of `threat_actor` and `org` stand for, once they were looked up.
    """

    chosen: dict[str, str]
    dropped: tuple[Dropped, ...] = ()
    names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

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
        """The first day of `from`, the last day of `to`, the day of `asof`."""
        kind = Day(is_end=True) if name == "asof" else PARAMETERS[name]
        return kind.day(self.chosen.get(name, "")) if isinstance(kind, Day) else None

    def but(self, **changes: str) -> "Query":
        """The same query with some parameters set anew; an empty text takes one away."""
        return replace(parse({**self.chosen, **changes}), names=self.names)

    def without(self, *names: str) -> "Query":
        kept = {name: text for name, text in self.chosen.items() if name not in names}
        return Query(kept, names=self.names)

    @property
    def filters(self) -> dict[str, str]:
        """What was chosen, apart from the arrangement of the results."""
        return self.without(*ARRANGEMENT).chosen


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
