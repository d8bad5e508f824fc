"""The columns of every export. Names of columns = names of fields = names of parameters."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import override

from incidents.choices import Role
from incidents.models import Incident
from incidents.models.incident import DATES, TEXT_LANGUAGES
from incidents.selectors.past import is_past, restore, with_parts
from incidents.selectors.words import public_summary, public_title


class Column(NamedTuple):
    """A name and how to read its value: text, an integer, or None where nothing is recorded."""

    name: str
    read: Callable[[Incident], Any]


def _coded(name: str) -> Column:
    return Column(name, lambda incident: getattr(incident, name) or None)


def _date(name: str) -> Column:
    return Column(name, lambda incident: str(incident.date(name) or "") or None)


def _text(kind: str, code: str) -> Column:
    shown = {"title": public_title, "summary": public_summary}[kind]

    def read(incident: Incident) -> str | None:
        if not getattr(incident, f"{kind}_{code}"):
            return None  # never another language's words in this column
        with override(code):
            return shown(incident)[0] or None

    return Column(f"{kind}_{code}", read)


def _organisations(role: str) -> Callable[[Incident], str | None]:
    def read(incident: Incident) -> str | None:
        with override("en"):
            names = [
                involved.organisation.public_name
                for involved in incident.involvements.all()
                if involved.role == role
            ]
        return "; ".join(names) or None

    return read


COLUMNS = (
    Column("id", lambda incident: incident.public_id),
    *(_text("title", code) for code in TEXT_LANGUAGES),
    Column("organisation", lambda incident: _primary(incident)),
    *(Column(f"organisations_{role}", _organisations(role)) for role in Role.values),
    _coded("org_type"),
    _coded("canton"),
    *(_date(name) for name in DATES),
    _coded("attack_type"),
    _coded("threat_actor"),
    _coded("data_stolen"),
    Column("records_affected", lambda incident: incident.records_affected),
    _coded("patient_care_impact"),
    _coded("ransom_demanded"),
    _coded("ransom_paid"),
    _coded("certainty"),
    Column("sources", attrgetter("source_count")),
    Column("added_at", lambda incident: incident.added_at.isoformat(timespec="seconds")),
    Column("updated_at", lambda incident: incident.updated_at.isoformat(timespec="seconds")),
    *(_text("summary", code) for code in TEXT_LANGUAGES),
)


def _primary(incident: Incident) -> str:
    with override("en"):
        return incident.organisation.public_name


def row(incident: Incident) -> dict[str, Any]:
    """One incident from `for_export` as {column: value}."""
    return {column.name: column.read(incident) for column in COLUMNS}


def for_export(incidents: Any) -> Any:
    """All of them with everything that a row reads, in a fixed number of queries: a queryset, or
    a list when the register is read as it stood on some day.
    """
    if is_past(incidents):
        return with_parts(restore(incidents))
    return incidents.for_list().prefetch_related("involvements__organisation")
