"""Frozen records that the steps hand to each other. No database, no clock, no network."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as it is known: the first and the last possible day, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a date cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or an interval of two of them joined by `/`.

        Raises ValueError with the accepted forms when the text is anything else.
        """
        if "/" in text:
            begin, end = text.split("/", 1)
            return cls(cls.parse(begin).first, cls.parse(end).last)
        found = _ISO.fullmatch(text.strip())
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise ValueError(f"{text!r} is not a date: write 2024, 2024-03 or 2024-03-07")
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        try:
            if day:
                return cls.of_day(date(year, month, day))
            if month:
                return cls.of_month(year, month)
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"{text!r} is not in the calendar") from None
        if found[2]:
            raise ValueError(f"{text!r} is not in the calendar")
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        last = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last))

    @property
    def precision(self) -> str:
        """`day`, `month`, `year` or `range`."""
        if self.first == self.last:
            return "day"
        if (self.first.day, self.last) == (1, self.of_month(*_ym(self.first)).last):
            return "month"
        whole_year = (self.first.month, self.first.day, self.last.month, self.last.day)
        if self.first.year == self.last.year and whole_year == (1, 1, 12, 31):
            return "year"
        return "range"

    def overlaps(self, other: Self) -> bool:
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        match self.precision:
            case "day":
                return self.first.isoformat()
            case "month":
                return f"{self.first:%Y-%m}"
            case "year":
                return f"{self.first:%Y}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def _ym(day: date) -> tuple[int, int]:
    return day.year, day.month


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, sitemap or listing: an address worth reading."""

    url: str
    title: str = ""
    published_at: datetime | None = None  # aware
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one request, capped in size and time."""

    url: str  # where it ended after redirects
    status: int
    content_type: str  # bare, lower case: text/html
    body: bytes  # decompressed; empty when not modified
    charset: str = ""  # as the server said
    etag: str = ""
    last_modified: str = ""

    @property
    def not_modified(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Page:
    """The article's own story, without teasers, menus and boxes.

    `text` is what is stored and what every quote's offsets point into: the title on the first
    line, then lead and paragraphs, parted by one empty line each.
    """

    title: str
    text: str
    url: str = ""
    language: str = ""  # as declared by the page; the coder decides for itself
    published_at: datetime | None = None  # aware, Europe/Zurich unless the page says otherwise
    outlet: str = ""

    @property
    def published_on(self) -> date | None:
        return self.published_at.date() if self.published_at else None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value read from one text, with the words it rests on: text[start:end] == quote."""

    field: str  # a code of choices.Field
    value: str  # a code, a name, an integer in digits, or str(PartialDate)
    quote: str
    start: int  # characters, inclusive
    end: int  # characters, exclusive
    confidence: float  # 0..1
    method: str = "rule"
    reason: str = ""  # a sentence a curator can read


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation that the article names as part of the incident."""

    name: str
    role: str  # a code of choices.Role
    org_type: str = ""  # a code of choices.OrgType, or empty
    canton: str = ""  # a code of choices.Canton, or empty
    city: str = ""
    country: str = "CH"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One incident as an article tells it. The first mention is the primary victim."""

    claims: tuple[Claim, ...]  # several of one field may stand side by side, best first
    mentions: tuple[Mention, ...] = ()

    def best(self, name: str) -> Claim | None:
        """The claim to go by for a field: the first one given."""
        return next((claim for claim in self.claims if claim.field == name), None)

    def value(self, name: str, default: str = "") -> str:
        claim = self.best(name)
        return claim.value if claim else default


@dataclass(frozen=True, slots=True)
class Coding:
    """What the coder read: whether it concerns us, why, and the incidents reported."""

    relevant: bool
    score: float  # 0..1
    reasons: tuple[str, ...]
    language: str
    drafts: tuple[Draft, ...] = ()  # empty when not relevant

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The inverse of `dataclasses.asdict`, also after a trip through JSON."""
        drafts = tuple(
            Draft(
                tuple(Claim(**claim) for claim in draft["claims"]),
                tuple(
                    Mention(**{**mention, "aliases": tuple(mention["aliases"])})
                    for mention in draft["mentions"]
                ),
            )
            for draft in data["drafts"]
        )
        return cls(**{**data, "reasons": tuple(data["reasons"]), "drafts": drafts})


@dataclass(frozen=True, slots=True)
class Known:
    """An incident already on file, as much of it as matching needs."""

    key: int
    names: tuple[str, ...]  # of every organisation involved, aliases included
    org_type: str = ""
    canton: str = ""
    attack_type: str = ""
    threat_actor: str = ""
    dates: tuple[PartialDate, ...] = ()  # occurred, detected, disclosed
    reported: tuple[date, ...] = ()  # days on which its articles appeared


@dataclass(frozen=True, slots=True)
class Match:
    """Which known incident a draft belongs to, and why."""

    key: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: the line a command prints."""

    address: str
    outcome: str
    reason: str = ""
    incident: str = ""  # AN-0042
    title: str = ""
    details: dict[str, str] = field(default_factory=dict)
