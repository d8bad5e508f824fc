"""The corpus keeps its promises: see tests/corpus/README.md."""

import json
import re
from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from incidents.choices import Answer, AttackType, Canton, CareImpact, OrgType
from incidents.records import PartialDate

CORPUS = Path(__file__).parent / "corpus"
ROWS = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in (CORPUS / "texts").glob("*.txt")}

CODED = [
    "incident",
    "primary_organisation",
    "organisations",
    "org_type",
    "canton",
    "attack_type",
    "incident_date",
    "data_stolen",
    "patient_care_impact",
    "threat_actor",
]
HEAD = ["id", "split", "language", "published_on", "relevant", "kind", "style"]
KEYS = [*HEAD, *CODED, "doubtful", "note"]
CODES = {
    "org_type": OrgType,
    "canton": Canton,
    "attack_type": AttackType,
    "data_stolen": Answer,
    "patient_care_impact": CareImpact,
}
STYLES = {"agency", "brief", "dump", "feature", "followup", "notice", "ticker"}

each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def sentences(text):
    """The sentences of more than six words, without case and punctuation."""
    for sentence in re.split(r"\n|(?<=[.!?…»”\"])\s+", text.casefold()):
        words = re.findall(r"[^\W_]+", sentence)
        if len(words) > 6:
            yield " ".join(words)


def straight(text):
    return " ".join(text.replace("’", "'").split())


def test_it_is_large_enough_in_each_language():
    languages = Counter(row["language"] for row in ROWS)

    assert len(ROWS) >= 240
    assert set(languages) == {"de", "fr", "it", "en"}
    assert languages["de"] >= 90
    assert languages["fr"] >= 60
    assert languages["it"] >= 45
    assert languages["en"] >= 45


def test_half_of_it_are_negatives_of_five_kinds():
    kinds = Counter(row["kind"] for row in ROWS if not row["relevant"])

    assert 0.45 <= kinds.total() / len(ROWS) <= 0.55
    assert set(kinds) == set("abcde")
    assert min(kinds.values()) >= 0.15 * kinds.total()


def test_every_row_has_its_text_and_every_text_its_row():
    ids = [row["id"] for row in ROWS]

    assert ids == sorted(set(ids))
    assert set(ids) == set(TEXTS)


def test_no_sentence_stands_in_two_texts():
    found = defaultdict(set)
    for name, text in TEXTS.items():
        for sentence in sentences(text):
            found[sentence].add(name)

    assert {s: sorted(names) for s, names in found.items() if len(names) > 1} == {}


@each_row
def test_a_text_is_a_title_an_empty_line_and_a_body(row):
    title, empty, body = TEXTS[row["id"]].split("\n", 2)

    assert title.strip()
    assert not empty
    assert body.strip()


@each_row
def test_a_row_is_complete_and_its_codes_are_legal(row):
    assert list(row) == KEYS
    assert row["style"] in STYLES
    assert (row["kind"] == "positive") is row["relevant"]
    for field, choices in CODES.items():
        assert row[field] is None or row[field] in choices.values, field


@each_row
def test_only_an_incident_is_coded(row):
    if row["relevant"]:
        assert row["incident"]
        assert row["org_type"]
        assert row["attack_type"]
        named = row["primary_organisation"]  # nothing where the text describes without a name
        assert named in row["organisations"] if named else not row["organisations"]
    else:
        assert not any(row[field] for field in CODED)


@each_row
def test_names_of_the_gold_stand_in_the_text(row):
    text = straight(TEXTS[row["id"]])
    names = [*row["organisations"], *filter(None, [row["threat_actor"]])]

    assert [name for name in names if straight(name) not in text] == []


@each_row
def test_dates_are_days_or_parts_of_a_day_not_after_publication(row):
    date.fromisoformat(row["published_on"])
    if row["incident_date"]:
        assert str(PartialDate.parse(row["incident_date"])) == row["incident_date"]
        assert row["incident_date"] <= row["published_on"]


@each_row
def test_an_incident_stands_wholly_in_one_half(row):
    key = row["incident"] or row["id"]
    even = int(sha256(key.encode()).hexdigest(), 16) % 2 == 0

    assert row["split"] == ("dev" if even else "test")
