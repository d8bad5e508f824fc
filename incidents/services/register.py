"""Loads the curated register: validates every record first, then upserts all in one transaction."""

import hashlib
import json
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from marshmallow import ValidationError
from simple_history.utils import update_change_reason

from incidents.choices import ArticleState, ClaimState, Method, Status
from incidents.models import Article, Claim, Incident, Register
from incidents.models.incident import DATES
from incidents.records import Mention
from incidents.services.organisations import save_organisation
from incidents.services.register_schema import PUBLIC_ID, Record, explain
from incidents.services.values import (
    PLAIN,
    describe,
    read_values,
    refresh_search,
    stated_values,
)

CODER_NOTE = "Coded by the curators from this record's summary and sources."


class RegisterError(ValueError):
    """A register file that cannot be loaded. One line per fault; nothing was written."""


def load_register(text: str) -> Counter[str]:
    """Upsert every record of a register file; counts `created`, `updated`, `unchanged`, `kept`.

    A record that is the same as at the last load changes nothing, and one whose incident a
    curator has corrected since is kept as the curator left it. Raises RegisterError, naming each
    record and field at fault, before anything is written.
    """
    records = _parse(text)
    tally: Counter[str] = Counter(created=0, updated=0, unchanged=0, kept=0)
    with transaction.atomic():
        for record, raw in records:
            tally[_upsert(record, _digest(raw))] += 1
        if tally["created"] or tally["updated"]:
            Register.objects.bump()
    return tally


def _parse(text: str) -> list[tuple[dict[str, Any], Any]]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RegisterError(f"not valid JSON at {where}: {error.msg}") from None
    if not isinstance(raw, list) or not raw:
        raise RegisterError("a register file is a JSON array of at least one record")
    try:
        records = Record(many=True).load(raw)
    except ValidationError as error:
        raise RegisterError("\n".join(explain(error.messages, raw))) from None
    for name in ("id", "slug"):
        twice = [value for value, n in Counter(r[name] for r in records).items() if n > 1]
        if twice:
            raise RegisterError(f"{name} given twice: {', '.join(sorted(twice))}")
    return list(zip(records, raw, strict=True))


def _digest(raw: Any) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()


def _upsert(record: dict[str, Any], digest: str) -> str:
    found = PUBLIC_ID.fullmatch(record["id"])
    number = int(found[1]) if found else 0
    incident = Incident.objects.filter(number=number).first()
    if incident and incident.register_digest == digest:
        return "unchanged"
    if incident and incident.updated_at != incident.loaded_at:
        return "kept"
    outcome = "updated" if incident else "created"
    Register.objects.reserve(number)
    incident = incident or Incident(number=number)
    _write_incident(incident, record, digest)
    _write_sources(incident, record)
    refresh_search(incident)
    update_change_reason(incident, "Loaded from the register file")
    return outcome


def _write_incident(incident: Incident, record: dict[str, Any], digest: str) -> None:
    now = timezone.now()
    involved = [
        (save_organisation(_mention(one), one["names"]), one["role"])
        for one in record["organisations"]
    ]
    incident.organisation = involved[0][0]
    incident.slug, incident.language = record["slug"], record["language"]
    for kind in ("title", "summary"):
        for code, text in record[kind].items():
            setattr(incident, f"{kind}_{code}", text)
    for name in (*PLAIN, "threat_actor_note", "remarks"):
        setattr(incident, name, record[name] or "")
    for name in DATES:
        incident.set_date(name, record[name])
    incident.records_affected = record["records_affected"]
    incident.status = Status.PUBLISHED
    incident.published_at = incident.published_at or now
    incident.register_digest = digest
    incident.updated_at = incident.loaded_at = now
    describe(incident)
    incident.save()
    incident.involvements.exclude(organisation__in=[one for one, _ in involved]).delete()
    for organisation, role in involved:
        incident.involvements.update_or_create(organisation=organisation, defaults={"role": role})


def _mention(one: dict[str, Any]) -> Mention:
    return Mention(
        name=one["name"],
        role=one["role"],
        org_type=one["org_type"],
        canton=one["canton"] or "",
        city=one["city"] or "",
        country=one["country"],
        aliases=tuple(one["aliases"]),
    )


def _write_sources(incident: Incident, record: dict[str, Any]) -> None:
    """Each source an article, each supported field a curator's claim; the rest a note."""
    incident.claims.filter(method=Method.CURATOR, decided_by=None).delete()
    values = read_values(incident)
    claims = []
    for source in record["sources"]:
        article = _article(source)
        incident.reports.get_or_create(article=article)
        claims += [
            _claim(incident, name, values.get(name, ""), article=article)
            for name in source["supports"]
        ]
    supported = {claim.field for claim in claims}
    claims += [
        _claim(incident, name, value, note=CODER_NOTE)
        for name, value in stated_values(incident).items()
        if name not in supported
    ]
    Claim.objects.bulk_create(claims)


def _claim(incident: Incident, name: str, value: str, **support: Any) -> Claim:
    return Claim(
        incident=incident,
        field=name,
        value=value,
        method=Method.CURATOR,
        state=ClaimState.ACCEPTED,
        decided_at=timezone.now(),
        **support,
    )


def _article(source: dict[str, Any]) -> Article:
    published = source["published"]
    return Article.objects.update_or_create(
        url=source["url"],
        defaults={
            "outlet": source["outlet"],
            "language": source["language"],
            "published_from": published and published.first,
            "published_to": published and published.last,
            **({"title": source["title"]} if source["title"] else {}),
        },
        create_defaults={
            "outlet": source["outlet"],
            "language": source["language"],
            "title": source["title"] or "",
            "published_from": published and published.first,
            "published_to": published and published.last,
            "state": ArticleState.LINKED,
        },
    )[0]
