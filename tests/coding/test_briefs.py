"""Short articles in four languages: kind of attack, theft of data, effect on care."""

import tomllib
from pathlib import Path

import pytest

from incidents.coding.coder import code
from tests.coding.pages import page

BRIEFS = tomllib.loads(Path(__file__).with_name("briefs.toml").read_text(encoding="utf-8"))["brief"]
FIELDS = ("attack_type", "data_stolen", "patient_care_impact")


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief["title"])
def test_a_brief_is_coded_as_a_careful_reader_would(brief):
    source = page(brief["title"], " ".join(brief["text"].split()))

    coding = code(source)

    assert coding.relevant, coding.reasons
    expected = {field: brief[field] for field in FIELDS if field in brief}
    assert {field: coding.drafts[0].value(field) for field in expected} == expected
