"""Who did it: names of groups, and that these are not the victims."""

import pytest

from incidents.coding.coder import code
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
