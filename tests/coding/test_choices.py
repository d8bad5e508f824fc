"""Teaching which of several is right, or that none is."""

import numpy as np
import pytest

from incidents.coding import candidates, learned, tagger, victim
from incidents.coding.training import choices, suspects, victims
from incidents.coding.training.lessons import Article
from incidents.coding.training.seen import seen

WAYS = 5


def _choices(dice: np.random.RandomState, *, sometimes_none: bool) -> list[choices.Choice]:
    """The second sign marks what is right; the first and third are noise."""
    found = []
    for _ in range(60):
        signs = dice.rand(WAYS, 3).astype(np.float32)
        right = np.arange(WAYS) == dice.randint(WAYS + 2 * sometimes_none)
        signs[:, 1] = right
        found.append(choices.Choice(signs, right))
    return found


@pytest.mark.parametrize("or_none", [False, True])
def test_what_is_right_outweighs_the_rest_after_teaching(monkeypatch, or_none):
    found = _choices(np.random.RandomState(1), sometimes_none=or_none)
    monkeypatch.setattr(choices, "STEPS", 100)
    weights = choices.learn("some", found, WAYS, or_none=or_none)
    own = {name.removeprefix("some/"): values for name, values in weights.items()}
    monkeypatch.setattr(learned, "part", lambda name: own)

    for one in found:
        worth = learned.worth("some", one.signs)
        if one.right.any():
            assert one.right[worth.argmax()]
        if or_none:
            assert (worth.max() > 0) == one.right.any()


@pytest.fixture
def article() -> Article:
    row = {
        "id": "x",
        "incident": "x",
        "published_on": "2024-03-05",
        "relevant": True,
        "primary_organisation": "Klinik Erlental",
        "threat_actor": "Rostanker",
    }
    text = (
        "Cyberangriff auf die Klinik Erlental\n\nDie Klinik Erlental in Thun ist Opfer eines "
        "Cyberangriffs geworden. Die Gruppe Rostanker hat Daten gestohlen und verlangt Lösegeld. "
        "Die Kantonspolizei Bern ermittelt."
    )
    return Article(row, text)


def test_an_article_gives_a_choice_of_victims_and_of_attackers(article):
    for teaching in (victims, suspects):
        choice = teaching.choice(seen(article, tagger.delivered()))

        assert choice is not None
        assert choice.right.sum() == 1
        assert len(choice.signs) == len(choice.right)


def test_where_nobody_is_noted_no_suspect_is_right(article):
    article.row["threat_actor"] = None
    choice = suspects.choice(seen(article, tagger.delivered()))

    assert choice is not None
    assert not choice.right.any()


def test_other_stories_give_no_choice(article):
    article.row["relevant"] = False

    assert seen(article, tagger.delivered()) is None


def test_the_odds_of_all_candidates_are_those_of_one_victim(article):
    view = article.view
    found = victim.candidates(view, tagger.tagged(view.story))
    odds = candidates.beside_others(view, found, candidates.signs(view, found))

    assert len(odds) == len(found) > 1
    assert odds.sum() == pytest.approx(1, abs=1e-5)
    assert found[int(odds.argmax())].party.name == "Klinik Erlental"
