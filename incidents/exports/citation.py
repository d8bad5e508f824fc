"""A record as a reference: text in the reader's language, BibTeX, RIS. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

TITLE_OF_REGISTER = "Anamnesis"
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{c: "\\" + c for c in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation needs; `accessed` is the day it was read."""

    public_id: str
    title: str
    url: str
    updated: date
    accessed: date
    language: str


def as_text(reference: Reference, updated: str, accessed: str) -> str:
    """One line; the dates are given in the reader's words."""
    return _(
        "Anamnesis: %(title)s. %(id)s, as of %(updated)s. %(url)s (accessed %(accessed)s)."
    ) % {
        "title": reference.title,
        "id": reference.public_id,
        "updated": updated,
        "url": reference.url,
        "accessed": accessed,
    }


def as_bibtex(reference: Reference) -> str:
    key = reference.public_id.replace("-", "").lower()
    fields = {
        "author": "{" + TITLE_OF_REGISTER + "}",
        "title": "{" + _tex(reference.title) + "}",
        "year": str(reference.updated.year),
        "month": str(reference.updated.month),
        "number": reference.public_id,
        "version": reference.updated.isoformat(),
        "url": _one_line(reference.url),
        "urldate": reference.accessed.isoformat(),
        "langid": {"de": "nswissgerman", "fr": "french", "it": "italian"}.get(
            reference.language, "english"
        ),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@online{{anamnesis:{key},\n{lines}\n}}\n"


def as_ris(reference: Reference) -> str:
    fields = [
        ("TY", "ELEC"),
        ("AU", TITLE_OF_REGISTER),
        ("TI", reference.title),
        ("PY", str(reference.updated.year)),
        ("DA", f"{reference.updated:%Y/%m/%d}"),
        ("AN", reference.public_id),
        ("UR", reference.url),
        ("Y2", f"{reference.accessed:%Y/%m/%d}"),
        ("LA", reference.language),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields)


def _tex(text: str) -> str:
    return _one_line(text).translate(_SPECIAL)


def _one_line(text: str) -> str:
    """No line of a reference may be forged by a title."""
    return re.sub(r"[\s\x00-\x1f]+", " ", text).strip()
