"""Where names begin and end: every way to cut one, and which is taken."""

import json
from pathlib import Path

import pytest

from incidents.coding import bounds, tagger, victim
from incidents.coding.coder import code
from incidents.coding.cuts import LONGEST, all_cuts
from incidents.coding.organisation import display_name
from incidents.coding.story import story_of
from incidents.coding.training.lessons import Article
from incidents.coding.view import view_of
from tests.coding.pages import page, values

LESSONS = Path(__file__).parent.parent / "corpus" / "lessons" / "articles.jsonl"
ARTICLES = [
    Article(row, row["text"])
    for row in map(json.loads, LESSONS.read_text(encoding="utf-8").splitlines()[::40])
    if row["relevant"] and row["primary_organisation"]
]


def cuts_of(one):
    """The ways to cut the first candidate's name on a page, with what they are made of."""
    view = view_of(story_of(one)[0])
    reads = tagger.read(view.story)
    first = victim.candidates(view, tagger.names_in(view.story, reads))[0]
    return view.story, first, all_cuts(view.story, first.party, first.seen, reads)


def test_a_name_can_be_cut_shorter_and_longer_but_not_beyond_a_sign():
    title = "Hacker legen Klinik Rosental am See lahm, Notfall geschlossen"
    _, _, found = cuts_of(page(title, "Die Klinik Rosental (Musterwil) arbeitet auf Papier."))
    names = {cut.name for cut in found}

    assert {"Klinik Rosental", "Klinik Rosental am See", "Rosental am See"} <= names
    assert not any(set(",()") & set(name) for name in names)
    assert max(len(name.split()) for name in names) <= LONGEST + 1


def test_every_cut_stands_where_it_says():
    for article in ARTICLES:
        story, first, found = cuts_of(page(article.text.partition("\n")[0], article.text))
        for cut in found:
            assert {story.text[p.start : p.end] for p in cut.places} == {cut.name}
        if found:
            assert len(bounds.signs(story, first.party, found)) == len(found)


def test_a_settled_name_is_the_one_that_is_recorded():
    story, first, _ = cuts_of(page("Hacker bei der Apotheke Tannegg", "Die Apotheke ist zu."))
    first.party.call("Tannegg", 23, 30, story.sentences[0])

    assert display_name(story, first.party) == ("Tannegg", 23, 30)


@pytest.mark.parametrize(
    ("title", "lead", "name"),
    [
        (
            "Cyberangriff auf die Klinik Rosental Unterland",
            "Unbekannte haben Server der Klinik Rosental Unterland verschlüsselt. Die Klinik "
            "Rosental arbeitet seither auf Papier.",
            "Klinik Rosental Unterland",
        ),
        (
            "L'assureur-maladie Lindaz touché par un maliciel",
            "Un logiciel malveillant a infecté les serveurs de Lindaz Assurances. Lindaz "
            "Assurances a porté plainte.",
            "Lindaz Assurances",
        ),
    ],
)
def test_the_fuller_name_is_taken_where_it_is_one(title, lead, name):
    assert values(code(page(title, lead)).drafts[0])["organisation"] == name


@pytest.mark.parametrize(
    "told",
    [
        "Das {} ({}) ist am Montag Opfer eines Cyberangriffs geworden, Daten wurden verschlüsselt.",
        "Hacker haben die Server verschlüsselt, die dem {}, kurz {}, gehören.",
    ],
)
def test_a_long_name_is_told_whole_where_its_abbreviation_says_how_far_it_goes(told):
    name, short = "Zentrum für Psychiatrie, Schlafmedizin und Reha Oberthal", "ZPSRO"
    one = page(f"Cyberangriff auf {short}", told.format(name, short), f"Das {short} zahlt nicht.")

    assert values(code(one).drafts[0])["organisation"] == name
