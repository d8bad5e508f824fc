"""The codebook for readers: what codes and columns mean, in the active language. No queries."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language

from incidents.choices import Answer, AttackType, CareImpact, Certainty, OrgType

FILE = Path(__file__).resolve().parent.parent / "data" / "codebook.toml"
TEXTS = tomllib.loads(FILE.read_text(encoding="utf-8"))
CODED = {  # in the order of the page
    "org_type": OrgType,
    "attack_type": AttackType,
    "patient_care_impact": CareImpact,
    "data_stolen": Answer,
    "certainty": Certainty,
}
LAST_RESORT = "en"


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its name and its meaning; `anchor` never changes."""

    field: str
    code: str
    label: str
    meaning: str

    @property
    def anchor(self) -> str:
        return f"{self.field}-{self.code}"


@dataclass(frozen=True, slots=True)
class Coded:
    """A field with all its codes."""

    field: str
    label: str
    codes: tuple[Code, ...]


def meaning(field: str, code: str) -> str:
    """What a code stands for; empty when the codebook has no entry for it."""
    return _in_language(TEXTS.get(field, {}).get(code, {}))


def group_name(org_type: str) -> str:
    """`hospital` → `Hospitals`."""
    return _in_language(TEXTS["org_type"].get(org_type, {}).get("many", {}))


def column_meaning(name: str) -> str:
    """What a column of the files holds; `title_de` is described as `title`."""
    entry = TEXTS["column"].get(name) or TEXTS["column"].get(name.rpartition("_")[0], {})
    return _in_language(entry)


def codebook() -> list[Coded]:
    """Every coded field with its codes, in the order in which the first that fits wins."""
    return [
        Coded(
            field,
            column_meaning(field),
            tuple(
                Code(field, code, str(label), meaning(field, code))
                for code, label in choices.choices
            ),
        )
        for field, choices in CODED.items()
    ]


def _in_language(texts: dict[str, str]) -> str:
    return texts.get(get_language() or LAST_RESORT) or texts.get(LAST_RESORT, "")
