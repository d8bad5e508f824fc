"""What counts as an incident in Swiss healthcare, and what does not."""

import pytest

from incidents.coding.coder import code
from tests.coding.pages import page

TOLD = {
    "de": page(
        "Hacker legen Klinik Rosenhalde lahm",
        "Die Klinik Rosenhalde in Chur wurde in der Nacht Opfer eines Cyberangriffs. "
        "Unbekannte haben die Server verschlüsselt.",
    ),
    "fr": page(
        "Cyberattaque contre la Clinique des Peupliers",
        "La Clinique des Peupliers, à Nyon, a été victime d'une cyberattaque. Des pirates "
        "ont chiffré ses serveurs, a-t-elle annoncé.",
    ),
    "it": page(
        "Attacco informatico alla Clinica Belcolle",
        "La Clinica Belcolle di Locarno è stata vittima di un attacco informatico. I pirati"
        " hanno cifrato i server dell'istituto.",
    ),
    "en": page(
        "Hackers hit Lakeside Clinic in Zug",
        "The Lakeside Clinic in Zug has fallen victim to a cyberattack. Intruders encrypted"
        " its servers, the clinic confirmed.",
    ),
}

REJECTED = {
    "talk": page(
        "Spitäler sollen sich besser gegen Hacker schützen",
        "Experten warnen an einer Tagung vor der Gefahr durch Ransomware. Spitäler sollten "
        "in Schulung und Prävention investieren, empfiehlt eine Studie.",
    ),
    "outside health": page(
        "Cyberangriff auf Gemeinde Musterwil",
        "Die Gemeindeverwaltung Musterwil bei Bern wurde Opfer eines Hackerangriffs. Die "
        "Server der Gemeinde wurden verschlüsselt.",
    ),
    "abroad": page(
        "Ransomware legt Klinikum Musterstadt lahm",
        "Das Klinikum Musterstadt bei Hannover in Deutschland wurde Opfer eines "
        "Hackerangriffs. Die deutsche Polizei ermittelt.",
    ),
    "ordinary news": page(
        "Spital Musterau baut neue Notaufnahme",
        "Das Spital Musterau in Uster investiert 40 Millionen Franken. Der Bau beginnt im Herbst.",
    ),
    "no attack": page(
        "Spital Musterau: Panne war kein Cyberangriff",
        "Der Ausfall im Spital Musterau in Uster geht auf ein fehlerhaftes Update zurück. "
        "Ein Hackerangriff sei ausgeschlossen, teilte das Spital mit.",
    ),
    "no attack, fr": page(
        "Panne à la Clinique des Peupliers: pas de cyberattaque",
        "La panne informatique de la clinique de Nyon est due à une mise à jour "
        "défectueuse. Une cyberattaque est exclue.",
    ),
    "no attack, it": page(
        "Clinica Belcolle, il guasto non è un attacco informatico",
        "Il guasto alla clinica di Locarno è dovuto a un aggiornamento difettoso. Un "
        "attacco hacker è escluso.",
    ),
    "no attack, en": page(
        "Outage at Lakeside Clinic was not a cyberattack",
        "The outage at the clinic in Zug was caused by a faulty update. A cyberattack has "
        "been ruled out.",
    ),
    "drill": page(
        "Spital Musterau übt den Cyberangriff",
        "Das Spital Musterau in Uster hat in einer Übung einen Hackerangriff simuliert. Das"
        " Szenario der Übung: Ransomware.",
    ),
}


@pytest.mark.parametrize("language", TOLD)
def test_an_attack_on_a_named_clinic_counts_in_every_language(language):
    coding = code(TOLD[language])

    assert coding.relevant, coding.reasons
    assert coding.language == language
    assert coding.drafts[0].value("attack_type") == "ransomware"
    assert coding.drafts[0].value("org_type") == "hospital"


@pytest.mark.parametrize("kind", REJECTED)
def test_what_is_no_incident_in_swiss_healthcare_is_rejected_with_a_reason(kind):
    coding = code(REJECTED[kind])

    assert not coding.relevant
    assert coding.reasons
    assert coding.drafts == ()
