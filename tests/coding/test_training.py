"""What is told anew for teaching: shorter, or of a body on our list."""

import json
from pathlib import Path

import pytest

from incidents.coding import gazetteer
from incidents.coding.training.lessons import LATEST, Article

LESSONS = Path(__file__).parent.parent / "corpus" / "lessons" / "articles.jsonl"
ARTICLES = [
    Article(row, row["text"])
    for row in map(json.loads, LESSONS.read_text(encoding="utf-8").splitlines()[::20])
]


@pytest.fixture(scope="module")
def renamed():
    pairs = [(article, article.renamed()) for article in ARTICLES]
    return [(article, other) for article, other in pairs if other]


def test_some_incidents_are_told_again_of_a_body_on_our_list(renamed):
    incidents = sum(article.row["relevant"] for article in ARTICLES)
    listed = {body.name for body in gazetteer.bodies()}

    assert incidents / 8 < len(renamed) < incidents / 2
    for article, other in renamed:
        assert other.row["primary_organisation"] in listed
        assert article.row["primary_organisation"] not in other.text


def test_what_is_told_again_keeps_its_codes_and_its_evidence(renamed):
    changed = {"id", "primary_organisation", "bodies", "evidence"}
    for article, other in renamed:
        same = article.row.keys() - changed
        assert {key: article.row[key] for key in same} == {key: other.row[key] for key in same}
        assert all(quote in other.text for _, quote in other.row["evidence"])
        assert all(body["name"].lower() in other.text.lower() for body in other.row["bodies"])


def test_a_beginning_states_only_what_it_shows():
    beginnings = [short for article in ARTICLES if (short := article.beginning())]

    assert len(beginnings) > len(ARTICLES) / 10
    for short in beginnings:
        assert len(short.view.seen) <= LATEST
        for field in ("data_stolen", "patient_care_impact"):
            shown = [quote for name, quote in short.row["evidence"] if name == field]
            assert short.row[field] is None or any(quote[:50] in short.text for quote in shown)
