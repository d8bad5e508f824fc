"""How well the coder reads: as measured on the corpus, and as curators decided since."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Count, Q

from incidents.choices import ClaimState, Field, Method
from incidents.models import Claim

FILE = Path(__file__).resolve().parent.parent / "data" / "accuracy.json"
WINDOW = timedelta(days=365)
LANGUAGES = ("de", "fr", "it", "en")
LEAST = 20  # below that many decisions a share says nothing
DECIDED = (ClaimState.ACCEPTED, ClaimState.EDITED, ClaimState.REJECTED)


@dataclass(frozen=True, slots=True)
class Score:
    """A share and of how many; no share where nothing could be measured."""

    share: float | None
    n: int


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field of the codebook: over all languages and in each."""

    field: str
    total: Score
    by_language: tuple[Score, ...]  # in the order of LANGUAGES


@dataclass(frozen=True, slots=True)
class Split:
    """One part of the corpus, measured."""

    name: str
    n: int
    relevance: dict[str, float]
    clusters: dict[str, float]
    fields: list[FieldScore]


@dataclass(frozen=True, slots=True)
class Measured:
    """What `evaluate` stored, with the day and the version of the code."""

    day: date
    version: str
    splits: list[Split]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the program's values of one field in the last twelve months."""

    field: str
    label: str
    accepted: int
    total: int

    @property
    def share(self) -> float | None:
        return self.accepted / self.total if self.total >= LEAST else None


def measured(file: Path = FILE) -> Measured | None:
    """The stored figures; none when the file is missing or not what was agreed."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        day = date.fromisoformat(found["measured_on"][:10])
        splits = [_split(name, split) for name, split in found["splits"].items()]
        return Measured(day, str(found["version"]), splits)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def decided(now: datetime) -> list[Decided]:
    """Per field how many values read by rules curators took as they were, in one statement."""
    rows = (
        Claim.objects.filter(
            method=Method.RULE, state__in=DECIDED, decided_at__gte=now - WINDOW, decided_at__lte=now
        )
        .order_by()
        .values("field")
        .annotate(total=Count("pk"), accepted=Count("pk", filter=Q(state=ClaimState.ACCEPTED)))
    )
    found = {row["field"]: row for row in rows}
    return [
        Decided(field.value, str(field.label), found[field]["accepted"], found[field]["total"])
        for field in Field
        if field in found
    ]


def _split(name: str, split: dict[str, Any]) -> Split:
    return Split(
        name=name,
        n=int(split["n"]),
        relevance={key: float(split["relevance"][key]) for key in ("precision", "recall", "f1")},
        clusters={key: float(split["clusters"][key]) for key in ("precision", "recall", "f1")},
        fields=[_field(field, score) for field, score in split["fields"].items()],
    )


def _field(field: str, score: dict[str, Any]) -> FieldScore:
    languages = (_score(score["by_language"].get(code, {})) for code in LANGUAGES)
    return FieldScore(field, _score(score), tuple(languages))


def _score(score: dict[str, Any]) -> Score:
    n = int(score.get("n", 0))
    return Score(float(score["accuracy"]) if n else None, n)
