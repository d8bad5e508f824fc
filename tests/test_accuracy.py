"""The coder's figures on the corpus do not fall behind those that were committed."""

import json
from pathlib import Path

import pytest

from incidents.coding.yardstick import FIELDS, measure
from incidents.management.commands.evaluate import read_gold, sample

CORPUS = Path(__file__).parent / "corpus"
STORED = Path("incidents/data/accuracy.json")
ALLOWED = 0.02  # below the committed figure


@pytest.fixture(scope="module")
def samples():
    return [sample(CORPUS, row) for row in read_gold(CORPUS)]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_no_figure_falls_behind_the_committed_one(samples, split):
    stored = json.loads(STORED.read_text())["splits"][split]

    now = measure([s for s in samples if s.gold["split"] == split]).as_dict()

    before = {name: stored["fields"][name]["accuracy"] for name in FIELDS}
    after = {name: now["fields"][name]["accuracy"] for name in FIELDS}
    for name in ("relevance", "clusters"):
        before[name], after[name] = stored[name]["f1"], now[name]["f1"]
    fallen = {n: (before[n], after[n]) for n in before if after[n] < before[n] - ALLOWED}
    assert not fallen, "run `make evaluate` and see why, or commit its new figures"


def test_every_quote_is_the_text_at_its_offsets(samples):
    for one in samples:
        for draft in one.coding.drafts:
            for claim in draft.claims:
                assert claim.quote, one.gold["id"]
                assert one.page.text[claim.start : claim.end] == claim.quote, one.gold["id"]
                assert len(claim.quote) <= 300


def test_figures_are_stored_with_day_and_version():
    stored = json.loads(STORED.read_text())

    assert stored["measured_on"]
    assert "+" in stored["version"]
    assert all(stored["splits"][split]["n"] > 100 for split in ("dev", "test"))
