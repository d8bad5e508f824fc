"""The kind of attack: which of two that fit comes first in the codebook's order."""

import pytest

from incidents.coding.coder import code
from tests.coding.pages import page, values

TAKEN = {
    "de": page(
        "Datendiebstahl bei der Klinik Lindau",
        "Unbekannte haben sich Anfang Mai mit einem erratenen Passwort in das Mailkonto einer "
        "Ärztin der Klinik Lindau in Zürich eingeloggt. Sie kopierten Berichte von 400 "
        "Patienten, wie die Klinik mitteilt. Verschlüsselt wurde nichts.",
    ),
    "fr": page(
        "Vol de données à la Clinique des Érables",
        "Des inconnus sont entrés en mai dans la boîte aux lettres électronique d'un médecin de la "
        "Clinique des Érables, à Lausanne, dont ils avaient deviné le mot de passe. Ils ont "
        "copié les rapports de 400 patients. Rien n'a été chiffré.",
    ),
    "it": page(
        "Dati rubati alla Clinica Verzasca",
        "In maggio degli sconosciuti sono entrati nella posta elettronica di un medico della "
        "Clinica Verzasca di Locarno, di cui avevano indovinato la password. Hanno copiato i "
        "referti di 400 pazienti. Nulla è stato cifrato.",
    ),
    "en": page(
        "Data stolen from Lindau Clinic",
        "In May, strangers guessed the password of a doctor at Lindau Clinic in Zurich and entered "
        "the mailbox. They copied the reports of 400 patients, the clinic says. Nothing was "
        "encrypted.",
    ),
}


@pytest.mark.parametrize("language", TAKEN)
def test_an_account_from_which_data_were_taken_is_a_breach(language):
    got = values(code(TAKEN[language]).drafts[0])

    assert got["attack_type"] == "data_breach"
    assert got["data_stolen"] == "yes"


def test_a_flooded_page_is_none():
    told = page(
        "Website des Spitals Musterwil lahmgelegt",
        "Die Website des Spitals Musterwil war am Montag nicht erreichbar. Angreifer hatten sie "
        "mit Anfragen überflutet. Daten flossen keine ab.",
    )
    got = values(code(told).drafts[0])

    assert got["attack_type"] == "ddos"
    assert got["data_stolen"] == "no"
