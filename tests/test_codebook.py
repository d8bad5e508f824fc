"""The codebook that readers see: complete in four languages, in Swiss spelling."""

import pytest
from django.utils import translation

from incidents.exports.columns import COLUMNS
from incidents.selectors.codebook import CODED, TEXTS, codebook, column_meaning, group_name


def entries(table: dict):
    """Every leaf of the file: the texts of one thing in four languages."""
    for value in table.values():
        if isinstance(value, dict):
            yield from entries(value)
    if any(isinstance(value, str) for value in table.values()):
        yield {key: value for key, value in table.items() if isinstance(value, str)}


def test_every_text_stands_in_four_languages_without_sharp_s():
    found = list(entries(TEXTS))

    assert len(found) > 60
    for texts in found:
        assert set(texts) == {"de", "fr", "it", "en"}
        assert all(texts.values())
        assert "ß" not in texts["de"]


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_code_and_every_column_is_explained(language):
    with translation.override(language):
        for coded in codebook():
            assert [code.code for code in coded.codes] == CODED[coded.field].values
            assert all(code.meaning for code in coded.codes), coded.field
        assert [column.name for column in COLUMNS if not column_meaning(column.name)] == []
        assert all(group_name(code) for code in CODED["org_type"].values)
