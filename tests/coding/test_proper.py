"""What belongs to a name, and what only describes it."""

import pytest

from incidents.coding.proper import described, fuller, is_description
from incidents.coding.story import story_of
from tests.coding.pages import page


@pytest.mark.parametrize(
    ("language", "told", "name"),
    [
        ("de", "Schweizer Labor Quarzina", "Labor Quarzina"),
        ("de", "Schweizer Paraplegiker-Zentrum Nottwil", "Schweizer Paraplegiker-Zentrum Nottwil"),
        ("de", "Schweizer Verband der Podologen", "Schweizer Verband der Podologen"),
        ("en", "Swiss medical laboratory Serolanda", "Serolanda"),
        ("en", "hospital in Aarau", "hospital in Aarau"),
        ("fr", "home pour personnes âgées Pflegeheim Erlen", "Pflegeheim Erlen"),
        ("de", "Obwaldner Spitex Schwendi", "Spitex Schwendi"),
        ("de", "Bündner Stiftung Atemweg", "Bündner Stiftung Atemweg"),
        ("de", "Augenärzten Tschalär & Rast", "Tschalär & Rast"),
        ("de", "Leitung Bietschblick", "Bietschblick"),
        ("it", "studi dentistici Sorivel", "Sorivel"),
        ("fr", "éditeur de logiciels hospitaliers Pedrini", "Pedrini"),
        ("fr", "cabinet Neffert & Dähler", "cabinet Neffert & Dähler"),
        ("fr", "clinique de l'Hôpital du Crêt", "clinique de l'Hôpital du Crêt"),
    ],
)
def test_a_name_begins_behind_what_only_describes_it(language, told, name):
    assert told[described(told, language) :] == name


@pytest.mark.parametrize(
    ("told", "name", "whole"),
    [
        ("Die Stiftung Herzgruppe Sarneraatal zahlt nicht.", "Herzgruppe Sarneraatal", True),
        ("En octobre, La Main Proche perdait ses adresses.", "Main Proche", True),
        ("La Main Proche perdait ses adresses.", "Main Proche", False),
        ("Der Verein Spitex Dünnerntal zahlt nicht.", "Spitex Dünnerntal", False),
        ("Bei Renara in Sursee steht alles still.", "Renara", False),
    ],
)
def test_a_name_is_told_with_the_word_that_belongs_to_it(told, name, whole):
    assert (fuller(story_of(page("Ein Angriff", told))[0], name) is not None) is whole


@pytest.mark.parametrize(
    ("name", "language", "is_one"),
    [
        ("Obwaldner Rehaklinik", "de", True),
        ("clinique psychiatrique de La Neuveville", "fr", True),
        ("ospedale di Locarno", "it", True),
        ("care home in Olten", "en", True),
        ("Klinik Melchaa", "de", False),
        ("clinique du Vallon-Vert", "fr", False),
        ("Renara", "de", False),
    ],
)
def test_kind_and_place_are_a_description(name, language, is_one):
    assert is_description(name, language) is is_one
