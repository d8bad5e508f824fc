"""What is told again for teaching: shorter, of a body on our list, or among other news."""

import json
from pathlib import Path

import pytest

from incidents.coding import gazetteer
from incidents.coding.training.lessons import Article
from incidents.coding.training.retold import (
    LATEST,
    LENGTHS,
    among,
    beginning,
    other_news,
    renamed,
    retold,
)

LESSONS = Path(__file__).parent.parent / "corpus" / "lessons" / "articles.jsonl"
ARTICLES = [
    Article(row, row["text"])
    for row in map(json.loads, LESSONS.read_text(encoding="utf-8").splitlines()[::20])
]


@pytest.fixture(scope="module")
def told_of_others():
    pairs = [(article, renamed(article)) for article in ARTICLES]
    return [(article, other) for article, other in pairs if other]


def test_some_incidents_are_told_again_of_a_body_on_our_list(told_of_others):
    incidents = sum(article.row["relevant"] for article in ARTICLES)
    listed = {body.name for body in gazetteer.bodies()}

    assert incidents / 8 < len(told_of_others) < incidents / 2
    for article, other in told_of_others:
        assert other.row["primary_organisation"] in listed
        assert article.row["primary_organisation"] not in other.text


def test_what_is_told_again_keeps_its_codes_and_its_evidence(told_of_others):
    changed = {"id", "primary_organisation", "bodies", "evidence"}
    for article, other in told_of_others:
        same = article.row.keys() - changed
        assert {key: article.row[key] for key in same} == {key: other.row[key] for key in same}
        assert all(quote in other.text for _, quote in other.row["evidence"])
        assert all(body["name"].lower() in other.text.lower() for body in other.row["bodies"])


def test_a_beginning_states_only_what_it_shows():
    beginnings = [short for article in ARTICLES if (short := beginning(article))]

    assert len(beginnings) > len(ARTICLES) / 10
    for short in beginnings:
        assert len(short.view.seen) <= LATEST
        for field in ("data_stolen", "patient_care_impact"):
            shown = [quote for name, quote in short.row["evidence"] if name == field]
            assert short.row[field] is None or any(quote[:50] in short.text for quote in shown)


def test_what_is_told_among_other_news_keeps_all_paragraphs_in_their_order():
    others = other_news(ARTICLES)

    for article in ARTICLES:
        longer = among(article, others[article.row["language"]], 1)
        added = len(longer.text) - len(article.text)
        assert min(LENGTHS) <= added < max(LENGTHS) + 250
        parts = iter(longer.text.split("\n\n"))
        assert all(part in parts for part in article.text.rstrip("\n").split("\n\n"))
        assert longer.row | {"id": article.row["id"]} == article.row


def test_without_other_news_nothing_is_told_among_them():
    assert among(ARTICLES[0], [], 1) is None


def test_some_articles_are_told_again_in_each_way():
    told = [article.row["id"].partition(", ")[2] for article in retold(ARTICLES)]

    for way in ("the beginning", "renamed", "among others 1"):
        assert told.count(way) > len(ARTICLES) / 10
