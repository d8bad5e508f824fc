"""People are told from organisations by their given names; all are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding.coder import code
from incidents.coding.persons import named, people
from incidents.coding.story import story_of
from incidents.coding.text import Sentence, fold
from tests.coding.pages import page, values


def found(text: str, language: str) -> list[str]:
    sentence = Sentence(0, len(text), text, fold(text), "body", 0)
    return [text[start:end] for start, end in people(sentence, language)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Das sagt Direktorin Anna Oberrieder auf Anfrage.", ["Anna Oberrieder"]),
        ("de", "Barbara von Tavel und Peter Kunzmann winken ab.", ["Barbara von Tavel"]),
        ("fr", "«Rien», martèle Marie-Josée Voirol-Frossard.", ["Marie-Josée Voirol-Frossard"]),
        ("it", "Lo conferma Luca Maria Bernardoni.", ["Luca Maria Bernardoni"]),
        ("en", "Dr Thomas B. Hollinger was at work.", ["Thomas B. Hollinger"]),
    ],
)
def test_a_given_name_and_a_surname_are_a_person(language, text, names):
    assert found(text, language)[: len(names)] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Klinik Anna Oberrieder ist betroffen."),
        ("de", "Betroffen ist die Peter Kunzmann AG."),
        ("de", "Der Angriff auf Martin Kunzmann & Söhne"),
        ("it", "Alla Torneria Bruganza lavorano in trenta."),
        ("fr", "Le Réseau Santé Haute-Vallée est touché."),
        ("de", "Aurora schweigt."),  # a given name alone may be anything
    ],
)
def test_a_body_is_no_person(language, text):
    assert not found(text, language)


def test_people_go_by_their_surnames_too():
    told = "Reto Zumkehr leitet das Heim. Zumkehr sagt, man arbeite auf Papier."

    assert named(story_of(page("Ein Angriff", told))[0]) == {"reto zumkehr", "zumkehr"}


def test_who_tells_of_an_attack_was_not_hit():
    drafts = code(
        page(
            "Cédric Huguelet a vu son home redevenir un home de papier",
            "Cédric Huguelet dirige le Home du Crêt-Sapin, au Locle. Lundi, des pirates ont "
            "chiffré les serveurs du Home du Crêt-Sapin et exigent une rançon.",
            "Huguelet a porté plainte. Les soins continuent avec des dossiers sur papier.",
        )
    ).drafts

    assert values(drafts[0])["organisation"] == "Home du Crêt-Sapin"


@given(st.text(max_size=200), st.sampled_from(["de", "fr", "it", "en"]))
def test_any_text_is_read(text, language):
    for name in found(text, language):
        assert len(name.split()) >= 2
