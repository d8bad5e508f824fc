"""The coder as a whole: the two worked examples of the codebook in shape, and its promises."""

import os
import subprocess
import sys

import pytest

from incidents.coding.coder import code
from tests.coding.pages import TELEMEDICINE, VENDOR, page, values
from tests.timing import takes_less_than

PAGES = [VENDOR, TELEMEDICINE]


def test_a_vendor_abroad_with_a_swiss_branch_is_coded_like_the_first_worked_example():
    coding = code(VENDOR)

    got = values(coding.drafts[0])
    assert coding.relevant
    assert got["organisation"] == "Ordinis Medica"
    assert got["org_type"] == "software_vendor"
    assert got["canton"] == "BE"
    assert got["attack_type"] == "ransomware"
    assert got["disclosed"] == "2022-03-08"
    assert got["data_stolen"] == "no"
    assert got["patient_care_impact"] == "unknown"
    assert got["ransom_demanded"] == "unknown"
    assert not {"occurred", "detected", "threat_actor", "records_affected"} & got.keys()


def test_a_telemedicine_attack_is_coded_like_the_second_worked_example():
    coding = code(TELEMEDICINE)

    draft = coding.drafts[0]
    got = values(draft)
    assert (got["organisation"], got["org_type"]) == ("Telemontis", "telemedicine")
    assert got["attack_type"] == "unknown"
    assert [c.value for c in draft.claims if c.field == "detected"] == ["2024-06-11", "2024-06-13"]
    assert (got["data_stolen"], got["patient_care_impact"]) == ("no", "outage")
    assert not {"canton", "occurred", "disclosed", "threat_actor"} & got.keys()


@pytest.mark.parametrize("source", PAGES, ids=["vendor", "telemedicine"])
def test_every_quote_stands_in_the_text_where_its_offsets_say(source):
    for draft in code(source).drafts:
        for claim in draft.claims:
            assert source.text[claim.start : claim.end] == claim.quote
            assert 0 < len(claim.quote) <= 300
            assert 0 < claim.confidence < 1
            assert claim.reason


@pytest.mark.parametrize("source", PAGES, ids=["vendor", "telemedicine"])
def test_coding_the_same_page_twice_gives_the_same_result(source):
    assert code(source) == code(source)


def test_the_order_of_sets_changes_no_coding():
    told = "from tests.coding.test_coder import told; print(told())"

    codings = {
        subprocess.run(
            [sys.executable, "-c", told],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in "15"
    }

    assert len(codings) == 1
    assert "Medivale" in codings.pop()


def told() -> str:
    """What the coder finds where two words of a name are equally long."""
    equals = page(
        "Ransomware trifft den Spitalzulieferer Medivale Services",
        "Die Medivale Services AG aus Olten hat am Montag alle Server vom Netz getrennt. Hacker "
        "hatten sie verschlüsselt.",
        "Medivale beliefert elf Spitäler. Die Services laufen wieder, teilt Medivale mit.",
    )
    return repr([code(source) for source in (equals, *PAGES)])


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "🧬" * 500, "\x00\u202e\ufdfa", "Spital " * 400, "«" * 3000, "A. " * 2000, "ß’İ",
     "1.1.1.1 31. Februar 2024 am 99. Mai " * 50, "Cyberangriff auf Spital Ä" + "\u0301" * 500],
)  # fmt: skip
def test_odd_text_is_read_without_an_error(text):
    coding = code(page(text[:80], text))

    assert isinstance(coding.relevant, bool)


@pytest.mark.parametrize("word", ["A", "«", "Spital-", "Spital ", "Hacker Daten gestohlen "])
def test_a_megabyte_of_one_word_is_no_trap(word):
    trap = page("Cyberangriff auf Spital Musterau", word * (1_000_000 // len(word)))
    code(VENDOR)

    assert takes_less_than(2, lambda: code(trap))


def test_a_megabyte_of_text_takes_less_than_two_seconds():
    long = page(
        "Cyberangriff auf Spital Musterau", "Hacker haben das Spital Musterau gehackt. " * 25_000
    )
    code(VENDOR)

    assert takes_less_than(2, lambda: code(long))


def test_a_page_without_a_date_yields_no_relative_dates():
    source = page(
        "Ransomware im Spital Musterau in Uster", "Am Montag wurde das Spital verschlüsselt."
    )
    undated = type(source)(title=source.title, text=source.text)

    coding = code(undated)

    assert coding.relevant
    assert "occurred" not in values(coding.drafts[0])


def test_two_victims_of_two_attacks_give_two_drafts():
    source = page(
        "Hacker greifen Spital Musterau an",
        "Das Spital Musterau in Uster wurde am Montag Opfer eines Hackerangriffs. Unbekannte haben "
        "die Server des Spitals verschlüsselt.",
        "Die Klinik Rosenhalde in Chur meldete am Dienstag ebenfalls einen Cyberangriff. "
        "Dort haben "
        "Unbekannte Patientendaten gestohlen, wie die Klinik Rosenhalde bestätigt.",
    )

    first, second = code(source).drafts

    assert (first.value("organisation"), first.value("canton")) == ("Spital Musterau", "ZH")
    assert (second.value("organisation"), second.value("canton")) == ("Klinik Rosenhalde", "GR")
    assert (first.value("attack_type"), second.value("attack_type")) == (
        "ransomware",
        "data_breach",
    )


def test_one_event_at_a_supplier_is_one_draft_with_several_mentions():
    source = page(
        "Angriff auf Softwarefirma Ordinis trifft Praxen",
        "Hacker haben die Thuner Softwarefirma Ordinis AG angegriffen. Über ein "
        "manipuliertes Update "
        "gelangten sie in die Gruppenpraxis Seeblick und in die Gruppenpraxis Tannwald.",
        "Die Gruppenpraxis Seeblick wurde am Montag Opfer des Angriffs, bestätigt sie.",
        "Die Gruppenpraxis Tannwald wurde am Dienstag gehackt, teilt sie mit.",
    )

    (draft,) = code(source).drafts

    assert draft.value("attack_type") == "supply_chain"
    assert draft.mentions[0].org_type == "software_vendor"
    assert {m.name for m in draft.mentions[1:]} >= {"Gruppenpraxis Seeblick"}


def test_an_earlier_case_elsewhere_does_not_code_this_one():
    source = page(
        "Datenleck bei der Klinik Rosenhalde",
        "Die Klinik Rosenhalde in Chur meldet einen Cyberangriff. Unbekannte haben Daten kopiert.",
        "Wie letztes Jahr beim Spital Beispielen in Basel, als LockBit die Server "
        "verschlüsselte und "
        "40'000 Patienten betroffen waren, ermittelt die Polizei.",
    )

    got = values(code(source).drafts[0])

    assert (got["organisation"], got["canton"]) == ("Klinik Rosenhalde", "GR")
    assert got["attack_type"] == "data_breach"
    assert not {"threat_actor", "records_affected"} & got.keys()
