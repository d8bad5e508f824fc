"""What was changed in a public record, when and why: field by field, word by word.

Only what stood in public is told: nothing from before the first publication, no curator's name.
Where a protected organisation is involved, coded values are told but no free words, since nobody
can tell which of them would give it away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.choices import Field, Status
from incidents.models import Incident, Organisation
from incidents.models.incident import DATES, TEXT_LANGUAGES
from incidents.records import PartialDate
from incidents.selectors.words import (
    date_in_words,
    day_in_words,
    number_in_words,
    value_in_words,
    zurich_day,
)

PUBLIC = {Status.PUBLISHED, Status.RETRACTED}
LONGEST = 4_000  # characters of a text that are compared word by word
CODED = (
    Field.ORG_TYPE,
    Field.CANTON,
    Field.ATTACK_TYPE,
    Field.THREAT_ACTOR,
    Field.DATA_STOLEN,
    Field.PATIENT_CARE_IMPACT,
    Field.RANSOM_DEMANDED,
    Field.RANSOM_PAID,
    Field.CERTAINTY,
)
WORDS = (  # in the language of the record
    ("threat_actor_note", gettext_lazy("Attacker: who says so")),
    ("swiss_link", Field.SWISS_LINK.label),
    ("outcome", Field.OUTCOME.label),
    ("remarks", gettext_lazy("Remarks")),
)
TEXTS = {"title": gettext_lazy("Title"), "summary": gettext_lazy("Summary")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `same`, `new` or `old`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed; without pieces when its words must not be shown."""

    label: str
    language: str  # of the words, empty for coded values
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Revision:
    """One step of a public record; `kind` is `published`, `changed` or `withdrawn`."""

    when: str
    day: str  # ISO, for machines
    kind: str
    reason: str
    changes: list[Change]


def revisions(incident: Incident) -> list[Revision]:
    """The newest first; the last one is the first publication."""
    saved = list(incident.history.order_by("history_date", "history_id"))
    first = next((n for n, row in enumerate(saved) if row.status in PUBLIC), None)
    if first is None:
        return []
    bodies = {row.organisation_id for row in saved} | {
        involved.organisation_id for involved in incident.involvements.all()
    }
    organisations = Organisation.objects.in_bulk(bodies)
    is_secret = any(one.is_protected for one in organisations.values())
    found = [_revision("published", saved[first], [], is_secret)]
    for old, new in zip(saved[first:], saved[first + 1 :], strict=False):
        changes = list(_changes(old, new, organisations, is_secret))
        withdrawn = new.status == Status.RETRACTED != old.status
        if changes or withdrawn or new.history_change_reason:
            kind = "withdrawn" if withdrawn else "changed"
            found.append(_revision(kind, new, changes, is_secret))
    return found[::-1]


def compare(old: str, new: str) -> list[Piece]:
    """Two texts as runs of the same, the taken away and the added words."""
    if not old or not new or max(len(old), len(new)) > LONGEST:
        return [Piece(kind, text) for kind, text in (("old", old), ("new", new)) if text]
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        pieces += [Piece("old", "".join(before[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(after[c:d]))] if d > c else []
    return pieces


def _revision(kind: str, row: Any, changes: list[Change], is_secret: bool) -> Revision:
    day = zurich_day(row.history_date)
    reason = row.history_change_reason or ""
    return Revision(
        when=day_in_words(day),
        day=day.isoformat(),
        kind=kind,
        reason="" if is_secret else reason,
        changes=changes,
    )


def _changes(
    old: Any, new: Any, organisations: dict[int, Organisation], is_secret: bool
) -> Iterator[Change]:
    for label, language, before, after in _fields(old, new, organisations):
        if before != after:  # free words have a language, coded values have none
            hidden = is_secret and language
            yield Change(str(label), language, [] if hidden else compare(before, after))


def _fields(old: Any, new: Any, organisations: dict[int, Organisation]) -> Iterator[tuple]:
    """(label, language, words before, words after) of every public field."""
    names = [
        organisations[row.organisation_id].public_name
        if row.organisation_id in organisations
        else _("not known")
        for row in (old, new)
    ]
    yield Field.ORGANISATION.label, "", *names
    for field in CODED:
        values = (_coded(field, getattr(row, field.value)) for row in (old, new))
        yield field.label, "", *values
    for name in DATES:
        yield Field(name).label, "", *(_date(row, name) for row in (old, new))
    yield Field.RECORDS_AFFECTED.label, "", *(_records(row) for row in (old, new))
    for name, label in WORDS:
        yield label, new.language, getattr(old, name), getattr(new, name)
    for kind, label in TEXTS.items():
        for code in TEXT_LANGUAGES:
            name = f"{kind}_{code}"
            yield f"{label} ({code.upper()})", code, getattr(old, name), getattr(new, name)


def _coded(field: Field, value: str) -> str:
    return value_in_words(field.value, value) if value else _("not known")


def _date(row: Any, name: str) -> str:
    first, last = getattr(row, f"{name}_from"), getattr(row, f"{name}_to")
    return date_in_words(PartialDate(first, last)) if first and last else _("not known")


def _records(row: Any) -> str:
    n = row.records_affected
    return _("not known") if n is None else number_in_words(n)
