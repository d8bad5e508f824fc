"""Names that their abbreviation bounds; all bodies are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding.abbreviation import written_out
from incidents.coding.text import Sentence, fold


def found(text: str) -> list[tuple[str, str]]:
    sentence = Sentence(0, len(text), text, fold(text), "body", 0)
    return [(text[start:end], short) for (start, end), short in written_out(sentence)]


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        (
            "Das Zentrum für Schlafmedizin, Atmung und Reha Oberthal (ZSARO) arbeitet auf Papier.",
            "Zentrum für Schlafmedizin, Atmung und Reha Oberthal",
            "ZSARO",
        ),
        (
            "Betroffen ist die Genossenschaft für Heime der Landschaft Erlen, kurz GHLE.",
            "Genossenschaft für Heime der Landschaft Erlen",
            "GHLE",
        ),
        (
            "La Fondation du Val pour l'accueil des aînés (FVAA) a porté plainte.",
            "Fondation du Val pour l'accueil des aînés",
            "FVAA",
        ),
        (
            "L'Ente per le cure a domicilio del Piano (ECDP) è stato colpito.",
            "Ente per le cure a domicilio del Piano",
            "ECDP",
        ),
        (
            "Yesterday the Swiss Register of Rare Bones (SRRB) went dark.",
            "Swiss Register of Rare Bones",
            "SRRB",
        ),
    ],
)
def test_a_name_begins_where_its_abbreviation_does(text: str, name: str, short: str) -> None:
    assert (name, short) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Klinik Hohfluh in Altdorf (UR) meldet einen Angriff.",  # a canton
        "Am Mittwoch meldete sich die Leitung (ZSAR) zu Wort.",  # other letters
        "Wer «Zentrum für Schlaf» sucht, Anruf, Rat oben (ZSAR).",  # beyond a quote
        "Die Praxis (Montag bis Freitag) bleibt zu.",  # no abbreviation
    ],
)
def test_nothing_else_is_an_abbreviation(text: str) -> None:
    assert not found(text)


@given(st.text(alphabet="ABab (),kurz", max_size=80))
def test_bounds_lie_in_the_sentence(text: str) -> None:
    for name, _ in found(text):
        assert name[:1].isupper()
        assert name == name.strip()
