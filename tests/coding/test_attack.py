"""The kind of attack: which of two that fit comes first in the codebook's order."""

import pytest

from incidents.coding.attack import in_order


@pytest.mark.parametrize(
    "kind", ["account_compromise", "ddos", "vulnerability_exposure", "unknown"]
)
def test_what_comes_behind_a_breach_is_one_once_data_were_taken(kind):
    odds = in_order({kind: 0.9, "data_breach": 0.1}, taken=0.9)

    assert next(iter(odds)) == "data_breach"
    assert odds["data_breach"] == pytest.approx(0.91)
    assert odds[kind] == pytest.approx(0.09)


@pytest.mark.parametrize("kind", ["ransomware", "data_extortion", "supply_chain"])
def test_what_comes_before_a_breach_stays(kind):
    assert in_order({kind: 0.9, "data_breach": 0.1}, taken=1.0) == {kind: 0.9, "data_breach": 0.1}


def test_where_nothing_was_taken_the_kind_stays():
    assert in_order({"phishing": 0.8, "ransomware": 0.2}, taken=0.0) == {
        "phishing": 0.8,
        "ransomware": 0.2,
        "data_breach": 0.0,
    }
