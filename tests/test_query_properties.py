"""Twenty thousand random query strings: whatever a reader sends, a view has one spelling."""

import random
import re
from urllib.parse import parse_qsl, urlencode

import pytest

from incidents.filters import legal_values
from incidents.filters.grammar import FACETS, NAMED, PARAMETERS, RENAMED, parse

QUERIES = 20_000
DAYS = [
    "2021",
    "2019-07",
    "2024-02-29",
    "7.3.2023",
    "03.2022",
    "1.1.2020",
    "2022-12-31",
    "2024-13",
    "x",
]
WORDS = ["Spital", "Zürich", "a  b", " ", "ÄÖ é", "x" * 130, "100%", "a&b=c", "+", "'\"<"]
JUNK = ["utm_source", "fbclid", "foo", "CANTONS", "", "page_size", "q[]"]
SLUGS = ["insel-gruppe", "lockbit-20", "-clop", "unknown", "ü", "a--b"]
PLAIN = re.compile(r"[a-z0-9_,.~-]+")


def value(luck: random.Random, name: str) -> str:
    if name in FACETS:
        codes = luck.choices([*FACETS[name].codes, "xx", ""], k=luck.choice([1, 1, 2, 3, 9]))
        signs = luck.choices(["", "", "", "-"], k=len(codes))
        text = ",".join(sign + code for sign, code in zip(signs, codes, strict=True))
        return text.upper() if luck.random() < 0.1 else text
    if name in NAMED:
        return ",".join(luck.choices(SLUGS, k=luck.choice([1, 1, 2])))
    if name in ("from", "to", "asof"):
        return luck.choice(DAYS)
    if name == "q":
        return luck.choice(WORDS)
    return luck.choice([*legal_values(name), "1", "2", "007", "-1", "nonsense"])


def query(luck: random.Random) -> list[tuple[str, str]]:
    """Up to eight parts: parameters by any of their names, some twice, some that are none."""
    names = luck.choices([*PARAMETERS, *PARAMETERS, *RENAMED, *JUNK], k=luck.randint(0, 8))
    return [
        (name, value(luck, RENAMED.get(name, name)) if name not in JUNK else "1") for name in names
    ]


def test_every_view_has_one_spelling_and_every_spelling_leads_to_it():
    luck = random.Random(26)
    for _ in range(QUERIES):
        parts = query(luck)
        raw = urlencode(parts)
        once = parse(raw)

        # Reading the canonical spelling changes nothing more and leaves nothing out.
        again = parse(once.canonical)
        assert again.canonical == once.canonical, raw
        assert (again.chosen, again.dropped) == (once.chosen, ()), raw

        # Parameters stand in one order, none at its default, none in need of escaping but words.
        spelt = dict(parse_qsl(once.canonical))
        assert list(spelt) == [name for name in PARAMETERS if name in spelt], raw
        for name, text in spelt.items():
            assert name == "q" or PLAIN.fullmatch(text), raw
            assert name not in FACETS or FACETS[name].meaning(text) != FACETS[name].default, raw
            assert text != (legal_values(name) or ("",))[0] or name in FACETS, raw


def test_neither_order_nor_commas_nor_capitals_nor_old_names_matter():
    luck = random.Random(7)
    for _ in range(QUERIES):
        parts = list({RENAMED.get(name, name): (name, text) for name, text in query(luck)}.values())
        canonical = parse(urlencode(parts)).canonical

        assert parse(urlencode(luck.sample(parts, len(parts)))).canonical == canonical, parts
        split = [
            (name.upper(), token)
            for name, text in parts
            for token in (text.split(",") if RENAMED.get(name, name) in FACETS else [text])
        ]
        assert parse(urlencode(split)).canonical == canonical, parts


def test_a_facet_means_what_was_chosen():
    """Inclusion wins over exclusion, and every other code is out: worked out here once more."""
    luck = random.Random(11)
    for _ in range(QUERIES):
        name = luck.choice(list(FACETS))
        text = value(luck, name)
        tokens = [
            token for token in text.lower().split(",") if token.lstrip("-") in FACETS[name].codes
        ]
        out = {token[1:] for token in tokens if token.startswith("-")}
        wanted = {token for token in tokens if not token.startswith("-")}
        meant = wanted - out if wanted else set(FACETS[name].codes) - out if out else set()

        assert parse({name: text}).codes(name) == (meant or FACETS[name].default), (name, text)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/de/", "/fr/incidents/"])
def test_any_spelling_is_sent_on_once_to_a_page(client, path):
    luck = random.Random(3)
    for _ in range(60):
        raw = urlencode(query(luck))
        first = client.get(f"{path}?{raw}" if raw else path)
        if first.status_code == 302:
            first = client.get(first["Location"])
        if first.status_code == 302:  # the page that was asked for lies beyond the last
            assert "page=" in raw.lower(), raw
            first = client.get(first["Location"])

        assert first.status_code == 200, raw
