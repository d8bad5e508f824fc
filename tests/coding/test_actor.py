"""Who did it: names of groups, and that these are not the victims."""

import pytest

from incidents.coding.actors import assaults
from incidents.coding.coder import code
from incidents.coding.text import Sentence, fold
from tests.coding.pages import page, values

HIT = "Die Klinik Erlental in Thun ist Opfer eines Cyberangriffs mit Ransomware geworden."


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ("Die Täter bezeichnen sich als Roter Mond und fordern Lösegeld.", "Roter Mond"),
        ("Gezeichnet ist die Forderung mit Rouge Noir, einer neuen Truppe.", "Rouge Noir"),
        ("Hinter dem Angriff auf die Klinik steckt wohl Nachtfalter.", "Nachtfalter"),
        ("Bekannt hat sich dazu die Gruppe Crimson Lynx mit einer Nachricht.", "Crimson Lynx"),
        ("Unterschrieben hat eine Gruppe, die sich Blauer Dunst nennt.", "Blauer Dunst"),
        ("Die Server hatte Blacksuit verschlüsselt, wie die Polizei sagt.", "Blacksuit"),
        ("Bei dem Angriff hatte Medusa alle Server verschlüsselt.", "Medusa"),
        ("Zum Angriff bekannte sich NoName, genauer die Gruppe NoName057(16).", "NoName057(16)"),
        ("Eine Gruppe mit dem Namen Rostanker gibt sich als Urheberin aus.", "Rostanker"),
        ("Am Freitag hat die Gruppe Rostanker Patientendaten ins Netz gestellt.", "Rostanker"),
        ("Dazu bekannt hat sich die Gruppe Rostanker. Die Forderung ist hoch.", "Rostanker"),
        ("Die Rostanker-Gruppe verlangt 40 Bitcoin.", "Rostanker"),
    ],
)
def test_a_group_is_found_by_the_words_that_introduce_it(told, group):
    got = values(code(page("Cyberangriff auf die Klinik Erlental", HIT, told)).drafts[0])

    assert got["threat_actor"] == group
    assert got["organisation"] == "Klinik Erlental"


def test_those_who_did_it_are_not_taken_for_the_victim():
    told = page(
        "Ticino: cifrati i server della cassa malati",
        "La Cassa malati Valdora di Biasca è stata colpita da un ransomware.",
        "Il gruppo Ombra Nove ha cifrato 46 server della cassa malati e ha chiesto un riscatto. "
        "La polizia cantonale ha aperto un'inchiesta.",
    )

    got = values(code(told).drafts[0])

    assert got["threat_actor"] == "Ombra Nove"
    assert got["organisation"].endswith("Valdora")


def test_a_deadline_does_not_make_a_sentence_one_of_long_ago():
    told = page(
        "Laboratory attacked, results delayed",
        "Servers of the laboratory Munotblick in Schaffhausen were encrypted on 28 January.",
        "The attackers' site has a countdown: the gang 8Base gives the laboratory until 9 February "
        "before it publishes the stolen data of the attack.",
        day="2024-01-30",
    )

    assert values(code(told).drafts[0])["threat_actor"] == "8Base"


@pytest.mark.parametrize(
    ("language", "name", "told", "it_does"),
    [
        ("it", "Il gruppo Zirbo", "ha bloccato tutti i file dell'ospedale", True),
        ("it", "Il gruppo Zirbo", "ha bloccato gli accessi", False),
        ("fr", "Le groupe Zirbo", "exige de l'argent", True),
        ("fr", "Le groupe Zirbo", "exige des explications", False),
        ("fr", "Le groupe Zirbo", "a chiffré ses pertes", False),
        ("en", "The Zirbo group", "has claimed responsibility", True),
        ("en", "The Zirbo group", "has been threatened", False),
        ("de", "Die Gruppe Zirbo", "hat Daten von Patienten gestohlen", True),
        ("de", "Die Gruppe Zirbo", "ist erpresst worden", False),
        ("de", "Die Gruppe Zirbo", "verlangt Aufklärung", False),
        ("de", "Die Gruppe Zirbo", "verlangt 40 000 Franken", True),
    ],
)
def test_some_things_are_done_by_attackers_only(language, name, told, it_does):
    text = f"{name} {told}."
    sentence = Sentence(0, len(text), text, fold(text), "body", 0)

    assert assaults(sentence, len(name), language) is it_does


@pytest.mark.parametrize(
    ("title", "told", "group"),
    [
        (
            "Faido: file bloccati all'ospedale",
            "L'Ospedale di Cresta, a Faido, lavora su carta. Domenica il gruppo Coldmarren ha "
            "bloccato tutti i file dell'ospedale e ora chiede un riscatto.",
            "Coldmarren",
        ),
        (
            "Un laboratoire rançonné",
            "Le laboratoire Vorasol de Martigny a été piraté. Sur les écrans, un message exigeant "
            "une rançon, signé Brennhexe.",
            "Brennhexe",
        ),
        (
            "Farmacia irraggiungibile",
            "La farmacia Rosalba di Lugano è stata vittima di un attacco DDoS. L'azione è stata "
            "rivendicata dal collettivo filorusso People's Mountain Army.",
            "People's Mountain Army",
        ),
        (
            "Un EMS rançonné",
            "L'EMS Les Tamaris de Payerne a été victime d'une cyberattaque. Un groupe qui se fait "
            "appeler Marée Basse a revendiqué l'attaque et publié des dossiers.",
            "Marée Basse",
        ),
        (
            "Des fichiers de l'hôpital en ligne",
            "Un collectif nommé Les Funambules a mis en ligne des fichiers volés à l'Hôpital du "
            "Verdan, à Sion, victime d'une cyberattaque.",
            "Les Funambules",
        ),
        (
            "Laboratory files posted",
            "Hackers stole files from the laboratory Munotblick in Schaffhausen. The hacker "
            "collective Lynx Tangent posted a screenshot of them.",
            "Lynx Tangent",
        ),
    ],
)
def test_a_group_of_any_name_is_found_by_what_it_does_or_signs(title, told, group):
    got = values(code(page(title, told)).drafts[0])

    assert got["threat_actor"] == group
    assert group not in got["organisation"]


def test_who_signs_a_letter_is_no_attacker():
    told = page(
        "Cyberangriff auf die Klinik Erlental",
        HIT + " Die Nachricht an die Patienten ist signiert: Regula Oberrieder, Direktorin.",
    )

    assert "threat_actor" not in values(code(told).drafts[0])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Clinica attaccata dagli hacker",
            "La Clinica Belvedere di Locarno è stata vittima di un attacco informatico, alcuni "
            "server sono stati cifrati. Il Gruppo Aurigo di Strasburgo, al quale la clinica "
            "appartiene dal 2018, ha inviato i suoi specialisti.",
        ),
        (
            "Faux courriels au nom de Quenottia",
            "Des inconnus ont envoyé des courriels signés Quenottia aux patients des cabinets "
            "dentaires Quenottia de Martigny: il s'agit d'hameçonnage.",
        ),
    ],
)
def test_owners_and_misused_names_are_no_attackers(title, told):
    assert "threat_actor" not in values(code(page(title, told)).drafts[0])
