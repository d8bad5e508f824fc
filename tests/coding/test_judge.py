"""The judge's arithmetic, and that what it learned holds for names and words nobody listed."""

import numpy as np
import pytest

from incidents.coding.coder import code
from incidents.coding.judge import Judge, judge, likeness, pooled
from incidents.coding.meaning import vectors
from tests.coding.pages import page, values

UNSEEN = {
    "de": page(
        "Solvarin bleibt vorerst stumm",
        "Bei Solvarin ist am Mittwoch nichts mehr gegangen. Der Betreiber von drei Rehakliniken im "
        "Kanton Thurgau musste seine Server vom Netz nehmen, nachdem Kriminelle sie verschlüsselt "
        "hatten. Patienten wurden in andere Häuser verlegt.",
    ),
    "it": page(
        "Solvarina, computer bloccati",
        "Mercoledì alla Solvarina non funzionava più nulla. La società, che gestisce tre cliniche "
        "di riabilitazione nel Canton Turgovia, ha dovuto staccare i server dopo che dei criminali "
        "li avevano cifrati. Alcuni pazienti sono stati trasferiti.",
    ),
}


@pytest.mark.parametrize("language", UNSEEN)
def test_a_victim_whose_name_tells_nothing_is_found_by_what_is_said_of_it(language):
    coding = code(UNSEEN[language])

    assert coding.relevant, coding.reasons
    got = values(coding.drafts[0])
    assert got["organisation"].startswith("Solvarin")
    assert got["org_type"] == "hospital"
    assert got["attack_type"] == "ransomware"


def test_odds_are_probabilities_and_the_likeliest_comes_first():
    weights = {
        "q/labels": np.array(["no", "yes"]),
        "q/slopes": np.array([[-1.0, 1.0], [0.0, 0.0]]),
        "q/offsets": np.array([0.0, 0.0]),
    }

    odds = Judge(weights).answer("q", np.array([2.0, 9.0]))

    assert list(odds) == ["yes", "no"]
    assert sum(odds.values()) == pytest.approx(1)
    assert odds["yes"] == pytest.approx(1 / (1 + np.exp(-4)))


def test_a_sentence_is_most_like_itself_and_like_its_translation():
    found = vectors(
        [
            "Die Patientendaten wurden gestohlen.",
            "Les données des patients ont été volées.",
            "Im Herbst wird das neue Bettenhaus eröffnet.",
        ]
    )

    alike = likeness(found, found)

    assert alike.diagonal() == pytest.approx(1, abs=1e-3)
    assert alike[0, 1] > alike[0, 2]


def test_pooling_one_sentence_repeats_it():
    odds = np.array([[0.25, 0.75]])

    assert pooled(odds).shape == (10,)
    assert np.allclose(pooled(odds), np.log(np.tile(odds[0], 5) + 1e-3))


def test_every_topic_and_question_has_weights_for_each_of_its_labels():
    weights = judge().weights
    names = {name.rsplit("/", 1)[0] for name in weights if "/" in name}

    assert {"relevance", "victim", "attack", "data", "care", "kind", "day"} <= names
    for name in names:
        assert weights[f"{name}/slopes"].shape[1] == len(judge().labels(name))
        assert weights[f"{name}/offsets"].shape == (len(judge().labels(name)),)


def test_nothing_to_encode_gives_no_rows():
    assert vectors([]).shape == (0, 512)
