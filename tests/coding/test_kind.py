"""What kind of body a name tells."""

import pytest

from incidents.choices import OrgType
from incidents.coding.kind import told_by
from incidents.coding.lexicon import words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bergrettung Pro Weissgrat", "other"),
        ("Zytodiagnostik Erlenberg AG", "laboratory"),
        ("Clinique de réadaptation Bois-Rond", "hospital"),
        ("Aiuto e cure a domicilio del Piano", "home_care"),
        ("Lucarna Software Sàrl", "software_vendor"),
        ("Fernpraxis Erlenberg AG", "telemedicine"),
        ("Hausärzteverein Binz", "association"),
        ("Software für Apotheken Binz", ""),  # of two kinds
        ("Binz Praxis-IT", ""),
        ("Binz Heiminformatik", ""),  # of a maker or a host
        ("Haus Kernwald", ""),
    ],
)
def test_some_words_in_a_name_tell_the_kind_of_body(name, kind):
    assert told_by(name) == kind


def test_every_kind_that_names_tell_is_one_of_the_codebook():
    assert set(words("kinds")["name"]) - {"informatics"} <= set(OrgType.values)
