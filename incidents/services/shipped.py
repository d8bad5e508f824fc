"""The list of sources that the project is delivered with."""

import hashlib
import json
import tomllib
from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from incidents.models import Source

FIELDS = [
    "name",
    "kind",
    "url",
    "language",
    "outlet",
    "selector",
    "pattern",
    "enabled",
    "interval",
    "verified",
]
APART = timedelta(seconds=3)  # between the first polls of new sources


class SourcesError(ValueError):
    """A list of sources that cannot be loaded. One line per fault; nothing was written."""


def load_sources(text: str) -> Counter[str]:
    """Upsert a list of sources in TOML; counts `created`, `updated`, `unchanged`, `kept`.

    A source that an operator has changed, or has entered under the same address, is kept as it
    is. Raises SourcesError, naming the sources at fault, before anything is written.
    """
    sources = _parse(text)
    tally: Counter[str] = Counter(created=0, updated=0, unchanged=0, kept=0)
    with transaction.atomic():
        for source in sources:
            tally[_upsert(source, tally["created"])] += 1
    return tally


def _parse(text: str) -> list[Source]:
    try:
        rows = tomllib.loads(text).get("source", [])
        sources = [_source(row) for row in rows]
    except (tomllib.TOMLDecodeError, TypeError, AttributeError, OverflowError) as error:
        raise SourcesError(f"not a list of sources: {error}") from None
    faults = [fault for source in sources for fault in _faults(source)]
    for name in ("slug", "url"):
        values = Counter(getattr(source, name) for source in sources)
        faults += [f"{name} given twice: {value}" for value, n in values.items() if n > 1]
    if faults or not sources:
        raise SourcesError("\n".join(faults) or "it holds no source")
    return sources


def _source(row: dict[str, Any]) -> Source:
    minutes = row.get("interval", 60)
    source = Source(**{**row, "interval": timedelta(minutes=minutes)})
    source.shipped = digest(source)
    return source


def _faults(source: Source) -> list[str]:
    try:
        source.clean_fields()
    except ValidationError as error:
        return [f"{source.slug}: {name}: {' '.join(e)}" for name, e in error.message_dict.items()]
    return []


def digest(source: Source) -> str:
    """What tells whether a source is as it was delivered."""
    values = {name: str(getattr(source, name)) for name in FIELDS}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _upsert(new: Source, place: int) -> str:
    known = Source.objects.filter(slug=new.slug).first()
    if known is None:
        if Source.objects.filter(url=new.url).exists():
            return "kept"
        new.next_poll_at = timezone.now() + place * APART
        new.save()
        return "created"
    if known.shipped == new.shipped:
        return "unchanged"
    if known.shipped != digest(known):
        return "kept"
    for name in (*FIELDS, "shipped"):
        setattr(known, name, getattr(new, name))
    known.save(update_fields=[*FIELDS, "shipped"])
    return "updated"
