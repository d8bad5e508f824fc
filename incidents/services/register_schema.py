"""The shape of a register file: what each record and field may hold."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from incidents.choices import (
    Answer,
    AttackType,
    Canton,
    CareImpact,
    Certainty,
    Field,
    Language,
    OrgType,
    Role,
)
from incidents.records import PartialDate

PUBLIC_ID = re.compile(r"AN-(\d{4,})")


def _code(choices: Any, **options: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(choices.values), **options)


def _text(length: int, **options: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, length), **options)


def _texts(length: int, **options: Any) -> fields.Dict:
    keys = fields.String(validate=validate.OneOf(["de", "fr", "it", "en"]))
    return fields.Dict(keys=keys, values=_text(length), **options)


class Day(fields.Field):
    """A partial date: `2024`, `2024-03` or `2024-03-07`; a range of two joined by `/`."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> PartialDate:
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None


class Involved(Schema):
    name = _text(200, required=True)
    names = _texts(200, load_default=dict)
    role = _code(Role, required=True)
    org_type = _code(OrgType, required=True)
    canton = _code(Canton, allow_none=True, load_default=None)
    city = _text(100, allow_none=True, load_default=None)
    country = fields.String(validate=validate.Regexp("[A-Z]{2}$"), load_default="CH")
    aliases = fields.List(_text(200), load_default=list)


class Source(Schema):
    url = fields.Url(schemes={"http", "https"}, required=True)
    outlet = _text(120, required=True)
    title = _text(500, allow_none=True, load_default=None)
    published = Day(allow_none=True, load_default=None)
    language = _code(Language, required=True)
    supports = fields.List(_code(Field), required=True)


class Record(Schema):
    """One published incident."""

    id = fields.String(validate=validate.Regexp(PUBLIC_ID), required=True)
    slug = fields.String(validate=validate.Regexp("[a-z0-9-]{1,120}$"), required=True)
    language = _code(Language, required=True)
    title = _texts(200, required=True)
    summary = _texts(4000, required=True)
    organisations = fields.List(fields.Nested(Involved), required=True)
    org_type = _code(OrgType, required=True)
    canton = _code(Canton, allow_none=True, required=True)
    occurred = Day(allow_none=True, required=True)
    detected = Day(allow_none=True, required=True)
    disclosed = Day(allow_none=True, required=True)
    recovered = Day(allow_none=True, required=True)
    attack_type = _code(AttackType, required=True)
    threat_actor = _text(100, allow_none=True, required=True)
    threat_actor_note = _text(200, allow_none=True, required=True)
    data_stolen = _code(Answer, required=True)
    records_affected = fields.Integer(
        strict=True, validate=validate.Range(0), allow_none=True, required=True
    )
    patient_care_impact = _code(CareImpact, required=True)
    ransom_demanded = _code(Answer, required=True)
    ransom_paid = _code(Answer, required=True)
    certainty = _code(Certainty, required=True)
    swiss_link = _text(300, allow_none=True, required=True)
    outcome = _text(500, allow_none=True, required=True)
    remarks = _text(4000, allow_none=True, required=True)
    sources = fields.List(fields.Nested(Source), required=True, validate=validate.Length(1))

    @validates_schema
    def a_primary_victim_stands_first(self, data: dict[str, Any], **_: Any) -> None:
        involved = data.get("organisations") or []
        if not involved or involved[0]["role"] != Role.VICTIM:
            raise ValidationError("the first organisation must be the victim", "organisations")


def explain(errors: Any, records: list[Any]) -> list[str]:
    """Marshmallow's nested messages as lines: `record 3 (AN-0003), canton: Must be one of …`."""
    lines = []
    for index, found in errors.items():
        record = records[index] if isinstance(index, int) else None
        name = record.get("id", "without id") if isinstance(record, dict) else "not an object"
        where = f"record {index + 1} ({name})" if isinstance(index, int) else str(index)
        lines += [f"{where}, {path}: {message}" for path, message in _flatten(found)]
    return lines


def _flatten(found: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(found, dict):
        pairs = [_flatten(value, f"{path}.{key}".lstrip(".")) for key, value in found.items()]
        return [pair for group in pairs for pair in group]
    return [(path or "record", str(message)) for message in found]
