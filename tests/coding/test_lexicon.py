"""The word lists: what lets the coder skip most of them must change nothing that they find."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding import lexicon, scope
from incidents.coding.beginnings import LETTERS, beginnings, can_begin
from incidents.coding.heads import head_places, heads
from incidents.coding.text import fold, sentences

LESSONS = Path(__file__).parent.parent / "corpus" / "lessons" / "articles.jsonl"
SENTENCES = [
    (row["language"], sentence.folded)
    for row in map(json.loads, LESSONS.read_text(encoding="utf-8").splitlines()[::150])
    for sentence in sentences(row["text"], scope.lines(row["text"]))
]
KEYS = {
    language: [f"{s}.{k}" for s, keys in lexicon.words(language).items() for k in keys]
    for language in lexicon.LANGUAGES
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"(?:ge|an)hackt\w*", {"gehac", "anhac"}),
        (r"(?:it|edv)-?angriff", {"it-an", "itang", "edv-a", "edvan"}),
        (r"(?:mit)?(?:gelesen|las)\b", {"mitge", "mitla", "geles", "las"}),
        (r"[ck]yber", {"cyber", "kyber"}),
        (r"in (?:our|its)", {"in ou", "in it"}),
        (r"(?<!x)(?!y)ab?c{1,2}d", {"abc", "ac"}),
        (r"(?P<name>a|b.)", {"a", "b"}),
        (r"\w*angriff", {"", "angri"}),
        (r".{0,60}?x", {"", "x"}),
        (r"s\.a\.", {"s.a."}),
        (r"\d-?x", {f"{digit}{rest}" for digit in range(10) for rest in ("x", "-x")}),
    ],
)
def test_how_what_matches_can_begin(expression, expected):
    assert beginnings(expression) == expected


def test_a_beginning_may_be_shorter_than_the_rest():
    starts = beginnings("it|angriff")

    assert LETTERS == 5
    assert can_begin("die it steht", 4, starts)
    assert can_begin("it", 0, starts)
    assert not can_begin("die it steht", 0, starts)
    assert not can_begin("angr", 0, starts)


def test_every_list_finds_what_its_pattern_finds():
    found = 0
    for language, folded in SENTENCES:
        occurring = lexicon.occurrences(language, folded)
        for key in KEYS[language]:
            expected = [m.span() for m in lexicon.pattern(language, key).finditer(folded)]
            got = [m.span() for m in occurring.get(key, [])]
            assert got == expected, (language, key, folded)
            found += len(got)
    assert found > len(SENTENCES)


@given(st.text(), st.sampled_from(lexicon.LANGUAGES), st.data())
def test_any_text_at_all_changes_nothing(text, language, data):
    folded = fold(text) + data.draw(st.sampled_from([s for _, s in SENTENCES]))
    occurring = lexicon.occurrences(language, folded)

    for key in KEYS[language]:
        expected = [m.span() for m in lexicon.pattern(language, key).finditer(folded)]
        assert [m.span() for m in occurring.get(key, [])] == expected


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_words_for_a_kind_are_found_where_their_pattern_finds_them(language):
    found = 0
    for _, folded in SENTENCES:
        expected = [m.span() for m in heads(language).finditer(folded)]
        assert [m.span() for m in head_places(language, folded)] == expected
        found += len(expected)
    assert found > 20


@given(st.text(), st.sampled_from(lexicon.LANGUAGES), st.data())
def test_words_for_a_kind_are_found_in_any_text(text, language, data):
    folded = fold(text) + data.draw(st.sampled_from([s for _, s in SENTENCES]))

    expected = [m.span() for m in heads(language).finditer(folded)]
    assert [m.span() for m in head_places(language, folded)] == expected
