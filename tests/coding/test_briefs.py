"""Short articles in four languages: who was hit and how, theft of data, effect on care."""

import tomllib
from pathlib import Path

import pytest

from incidents.coding.coder import code
from incidents.coding.yardstick import same_body
from tests.coding.pages import page

HERE = Path(__file__).parent
FILES = [HERE / "briefs.toml", *sorted((HERE / "briefs").glob("*.toml"))]
BRIEFS = [
    brief for file in FILES for brief in tomllib.loads(file.read_text(encoding="utf-8"))["brief"]
]
FIELDS = ("org_type", "canton", "attack_type", "data_stolen", "patient_care_impact")
NAMES = ("organisation", "threat_actor")


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief["title"])
def test_a_brief_is_coded_as_a_careful_reader_would(brief):
    source = page(brief["title"], " ".join(brief["text"].split()))

    coding = code(source)

    assert coding.relevant == brief.get("relevant", True), coding.reasons
    if coding.relevant:
        draft = coding.drafts[0]
        expected = {field: brief[field] for field in FIELDS if field in brief}
        assert {field: draft.value(field) for field in expected} == expected
        for name in NAMES:
            assert name not in brief or same_body(brief[name], draft.value(name)), (
                draft.value(name),
                brief[name],
            )
