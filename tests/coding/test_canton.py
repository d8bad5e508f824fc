"""In which canton the victim is."""

import pytest

from incidents.coding.coder import code
from tests.coding.pages import page, values

LEAD = "Die Server wurden verschlüsselt, die Angreifer verlangen Lösegeld."


@pytest.mark.parametrize(
    ("told", "canton"),
    [
        ("Die Sanavia Bern AG in Ostermundigen ist Opfer von Ransomware geworden.", "BE"),  # a firm
        ("Die Praxis Solvia in Buchs, AG, ist Opfer von Ransomware geworden.", "AG"),
        ("Die Praxis Solvia in Reinach im Kanton Aargau ist Opfer von Ransomware geworden.", "AG"),
        ("Die Praxis Solvia, Lausannestrasse, Freiburg, ist Opfer von Ransomware geworden.", "FR"),
        ("Die Praxis Solvia ist Opfer von Ransomware geworden.\n\nZug, 27. Januar 2024", "ZG"),
        ("Die Praxis Solvia ist Opfer von Ransomware. Die Kantonspolizei Zug ermittelt.", "ZG"),
    ],
)
def test_a_canton_is_told_by_the_places_of_the_victim(told, canton):
    draft = code(page("Ransomware-Angriff auf Praxis", told, LEAD)).drafts[0]

    assert values(draft)["canton"] == canton


def test_the_place_a_street_is_named_after_is_not_where_it_is():
    told = page(
        "Caisse-maladie piratée",
        "La caisse-maladie Solvance, rue de Lausanne, Genève, a été victime d'un rançongiciel. Les "
        "serveurs de la caisse-maladie Solvance ont été chiffrés.",
    )

    assert values(code(told).drafts[0])["canton"] == "GE"
