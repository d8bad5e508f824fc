"""Where a name begins and ends, by its own words and those beside it."""

import re

import pytest

from incidents.coding.extent import apposed
from incidents.coding.organisation import _nominative
from incidents.coding.tagger import _firm
from incidents.coding.trim import ends_before, trimmed


@pytest.mark.parametrize(
    ("shares", "firm"),
    [
        ([0.99, 0.98, 0.97], (0, 3)),
        ([0.99, 1.0, 0.56, 0.9], (0, 2)),  # what comes after a gap is another thing
        ([0.6, 0.98, 0.99], (1, 3)),
        ([0.5, 0.5], (0, 2)),  # none surer than the other
        ([0.3], (0, 1)),
    ],
)
def test_a_name_is_as_long_as_its_words_are_sure(shares, firm):
    outside = [0.0, *(1 - share for share in shares), 1.0]

    joins = [False] * len(outside)

    assert _firm((1, 1 + len(shares)), outside, joins) == (firm[0] + 1, firm[1] + 1)


def test_a_sign_that_joins_two_names_does_not_end_the_first():
    outside, joins = [0.01, 0.6, 0.02, 1.0], [False, True, False, False]

    assert _firm((0, 3), outside, joins) == (0, 3)
    assert _firm((0, 2), outside, joins) == (0, 1)


@pytest.mark.parametrize(
    ("language", "seen", "name"),
    [
        ("de", "Praxis Solvia Patientendaten", "Praxis Solvia"),
        ("de", "Hersteller Solvia aus dem", "Hersteller Solvia"),
        ("de", "Praxis Solvia", "Praxis Solvia"),
        ("en", "pharmacy Solvia", "Solvia"),
        ("en", "Solvia Health's", "Solvia Health"),
        ("fr", "cabinet Solvia", "cabinet Solvia"),
        ("fr", "dispositifs médicaux Solvia SA", "Solvia SA"),
        ("it", "studio Solvia", "studio Solvia"),
        ("it", "farmacia Solvia di Lugano", "farmacia Solvia"),
        ("it", "ospedale di Lugano", "ospedale di Lugano"),
        ("de", "Krankenkasse Mutuelle du Lac", "Mutuelle du Lac"),
        ("en", "Solvia laboratory in Aigle", "Solvia"),
        ("en", "Radiologia Solvia in Lugano", "Radiologia Solvia"),
        ("en", "Solvia Medical Laboratory", "Solvia Medical Laboratory"),
    ],
)
def test_words_that_no_name_begins_or_ends_with_are_cut_off(language, seen, name):
    text = f"{seen} hacked"
    things = [m.span() for m in re.finditer("Patientendaten", text)]

    start, end = trimmed(text, 0, len(seen), things, language)

    assert text[start:end] == name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Psychiatrischen Klinik Erlental", "Psychiatrische Klinik Erlental"),
        ("Medizinische Labor Solvia", "Medizinisches Labor Solvia"),
        ("Sozialmedizinischen Dienst", "Sozialmedizinischer Dienst"),
        ("Solothurnische Krebsliga", "Solothurnische Krebsliga"),
        ("Klinik Erlental", "Klinik Erlental"),
    ],
)
def test_a_german_name_is_recorded_as_it_stands_alone(told, name):
    assert _nominative(told) == name


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("it", "Ortosana SA produce protesi", "Ortosana SA"),
        ("fr", "Ortosana SA de Morges", "Ortosana SA de Morges"),
        (
            "it",
            "organizzazione di cure a domicilio erano stati",
            "organizzazione di cure a domicilio",
        ),
        ("de", "Stiftung Sonnhalde wurde", "Stiftung Sonnhalde"),
        ("fr", "Maison de la Santé", "Maison de la Santé"),
        ("en", "Will Care Homes", "Will Care Homes"),
    ],
)
def test_no_name_goes_on_with_a_verb(language, words, name):
    assert words[: ends_before(words, language)] == name


def test_a_person_before_a_comma_is_no_body():
    assert apposed("Anna Oberrieder, eine ", 22, "de") is None
    assert apposed("Betralla, ein privater ", 23, "de") == (0, 8)
