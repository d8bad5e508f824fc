"""What the judge learns from keeps the corpus's promises, and knows nothing of its `test` half."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from incidents.choices import AttackType, CareImpact, OrgType
from incidents.coding.order import LESSER
from incidents.text import fold_name

CORPUS = Path(__file__).parent / "corpus"
GOLD = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
LESSONS = CORPUS / "lessons"
ROWS = [json.loads(line) for line in (LESSONS / "articles.jsonl").read_text().splitlines()]
LINES = {
    path.stem: [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted((LESSONS / "sentences").glob("*.tsv"))
}
ROLES = {"victim", "affected", "supplier", "othercase", "outside", "abroad", "authority"}
ROLES |= {"expert", "media", "attacker", "other"}
LABELS = {
    "attack": {*AttackType.values, "other"},
    "data": {"yes", "no", "unknown", "other"},
    "care": {*CareImpact.values, "other"},
    "story": {"event", "denial", "talk", "othercase", "outside", "abroad", "ordinary"},
    "date": {"event", "disclosed", "other"},
    "type": {*OrgType.values, "outside", "speaker"},
    "org": {"-"},
}


def test_no_lesson_is_about_an_event_of_the_test_half():
    tested = {fold_name(r["primary_organisation"] or "") for r in GOLD if r["split"] == "test"}
    taught = {fold_name(r["primary_organisation"] or "") for r in ROWS}

    assert taught & tested <= {""}


def test_no_article_is_taught_twice_or_stands_in_the_gold():
    texts = Counter(row["text"] for row in ROWS)
    gold = {path.read_text(encoding="utf-8") for path in (CORPUS / "texts").glob("*.txt")}

    assert texts.most_common(1)[0][1] == 1
    assert not gold & set(texts)
    assert len({row["id"] for row in ROWS} | {row["id"] for row in GOLD}) == len(ROWS) + len(GOLD)


@pytest.mark.parametrize("rows", [ROWS, GOLD], ids=["lessons", "gold"])
def test_where_data_were_taken_it_is_a_breach_at_least(rows):
    """Codebook: when several kinds of attack fit, the first wins."""
    clear = [row for row in rows if not row.get("doubtful")]
    lesser = {row["id"] for row in clear if row["attack_type"] in LESSER}
    taken = {row["id"] for row in rows if row["relevant"] and row["data_stolen"] == "yes"}

    assert not lesser & taken


def test_bodies_and_evidence_stand_in_the_text():
    faults = {row["id"]: faults for row in ROWS if (faults := list(faults_of(row)))}

    assert not faults


def faults_of(row):
    title, empty, body = row["text"].split("\n", 2)
    small = row["text"].lower()
    if empty or not title.strip() or not body.strip():
        yield "no title, empty line and body"
    if "ß" in row["text"]:
        yield "ß"
    yield from (b["name"] for b in row["bodies"] if b["name"].lower() not in small)
    yield from (b["role"] for b in row["bodies"] if b["role"] not in ROLES)
    yield from (quote for _, quote in row["evidence"] if quote not in row["text"])


@pytest.mark.parametrize("name", LINES)
def test_single_sentences_have_legal_labels_and_stand_once(name):
    topic = name.split("-")[1]
    sentences = Counter(line[1] for line in LINES[name])

    assert {line[0] for line in LINES[name]} == LABELS[topic]
    assert sentences.most_common(1)[0][1] == 1
    assert not any("ß" in sentence for sentence in sentences)
    if topic in ("type", "date"):
        assert all(len(re.findall(r"\[\[.+?\]\]", s)) == 1 for s in sentences)
