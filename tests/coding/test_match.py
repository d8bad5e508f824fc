"""A draft finds the incident on file it belongs to, and only that one."""

from dataclasses import replace
from datetime import date

import pytest

from incidents.coding.match import match
from incidents.records import Claim, Draft, Known, Mention, PartialDate

ON_FILE = Known(
    key=7,
    names=("Kantonsspital Musterau AG", "Hôpital cantonal de Musterau"),
    org_type="hospital",
    canton="ZH",
    dates=(PartialDate.parse("2024-03-12"), PartialDate.parse("2024-03-13")),
)


def draft(name: str, role: str = "victim", **told: str) -> Draft:
    claims = [Claim(field, value, value, 0, len(value), 0.9) for field, value in told.items()]
    named = Claim("organisation", name, name, 0, len(name), 0.9)
    return Draft((named, *claims), (Mention(name, role),))


@pytest.mark.parametrize(
    "name", ["Kantonsspital Musterau", "hôpital cantonal de Musterau", "KANTONSSPITAL MUSTERAU AG"]
)
def test_the_same_organisation_on_a_near_day_is_the_same_incident(name):
    found = match(draft(name, detected="2024-03-12"), [ON_FILE], date(2024, 3, 14))

    assert found
    assert found.key == 7
    assert "same organisation" in found.reason


def test_another_organisation_of_the_same_kind_is_not_matched():
    assert match(draft("Spital Beispielen", detected="2024-03-12"), [ON_FILE], None) is None


def test_a_later_attack_on_the_same_organisation_is_another_incident():
    again = draft("Kantonsspital Musterau", detected="2025-02-01")

    assert match(again, [ON_FILE], date(2025, 2, 3)) is None


def test_a_follow_up_months_later_is_linked_by_the_day_it_looks_back_to():
    follow_up = draft("Kantonsspital Musterau", occurred="2024-03")

    assert match(follow_up, [ON_FILE], date(2024, 11, 5)).key == 7


def test_a_follow_up_without_a_date_is_linked_with_less_certainty():
    found = match(draft("Kantonsspital Musterau"), [ON_FILE], date(2024, 9, 1))

    assert found
    assert found.score < 0.8


@pytest.mark.parametrize(("kind", "is_linked"), [("ransomware", True), ("phishing", False)])
def test_a_follow_up_that_tells_first_what_is_new_is_linked_by_the_day_told_next(kind, is_linked):
    filed = replace(ON_FILE, attack_type="ransomware")
    told = draft("Kantonsspital Musterau", occurred="2024-11-03", attack_type=kind)
    before = Claim("occurred", "2024-03-12", "2024-03-12", 0, 10, 0.6)
    told = replace(told, claims=(*told.claims, before))

    found = match(told, [filed], date(2024, 11, 5))

    assert (found is not None) is is_linked


def test_a_vendor_event_is_found_by_the_vendor():
    vendor = Known(key=3, names=("Ordinis Medica GmbH",), dates=(PartialDate.parse("2024-04"),))
    told = draft("Praxis am Bach", occurred="2024-04-11")
    told = Draft(told.claims, (*told.mentions, Mention("Ordinis Medica", "supplier")))

    assert match(told, [ON_FILE, vendor], date(2024, 4, 12)).key == 3


def test_nothing_on_file_matches_nothing():
    assert match(draft("Kantonsspital Musterau"), [], date(2024, 3, 14)) is None
