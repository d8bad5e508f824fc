"""Whole documents in, stories out: real layouts and page dumps about invented organisations."""

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidents.ingest.extract import ExtractError, extract, from_html, from_text, opened
from incidents.records import Fetched, Page
from tests.timing import takes_less_than

DATA = Path(__file__).parents[1] / "data"
PAGES = sorted(path.stem for path in (DATA / "pages").glob("*.html"))
DUMPS = ["de", "fr", "it", "en"]


def read(path: Path) -> Page:
    is_html = path.suffix == ".html"
    kind = "text/html" if is_html else "text/plain"
    url = "https://www.tagblatt.example/a?utm_source=feed" if is_html else ""
    return extract(Fetched(url, 200, kind, path.read_bytes()))


def story(path: Path) -> str:
    return path.with_suffix(".story.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_yields_its_whole_story_and_nothing_else(name: str) -> None:
    path = DATA / "pages" / f"{name}.html"

    assert read(path).text == story(path)


@pytest.mark.parametrize("name", DUMPS)
def test_a_page_dump_yields_its_whole_story_and_nothing_else(name: str) -> None:
    path = DATA / "dumps" / f"{name}.txt"

    assert read(path).text == story(path)


def test_a_page_tells_what_it_is() -> None:
    page = read(DATA / "pages" / "lead_in_header.html")

    assert page.title == "Spital Musterhausen nach Cyberangriff im Notbetrieb"
    assert page.url == "https://www.tagblatt.example/region/spital-musterhausen"
    assert (page.language, page.outlet) == ("de", "Musterhauser Tagblatt")
    assert page.published_at == datetime(2024, 3, 4, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("pages/hashed_names.html", date(2023, 4, 4)),
        ("pages/line_breaks.html", date(2023, 9, 5)),
        ("pages/press_release.html", date(2024, 3, 12)),
        ("pages/script_page.html", date(2024, 5, 2)),
        ("pages/split_body.html", date(2023, 9, 5)),
        ("dumps/de.txt", date(2022, 11, 12)),
        ("dumps/fr.txt", date(2024, 4, 4)),
        ("dumps/it.txt", date(2023, 9, 5)),
        ("dumps/en.txt", date(2023, 9, 5)),
    ],
)
def test_the_day_of_publication_is_found(path: str, day: date) -> None:
    assert read(DATA / path).published_on == day


def test_a_simple_text_comes_through_unchanged() -> None:
    text = (
        "Praxis in Beispielwil gehackt\n\n"
        "Zürich, 3. März 2024 (sda) – Eine Praxis in Beispielwil ist gehackt worden.\n\n"
        "- Die Daten sind gesichert\n\n"
        "Kurz.\n\n"
        "Die Praxis teilen sich drei Ärzte. Mehr zum Thema Sicherheit wollte keiner sagen."
    )

    page = from_text(text)

    assert page.text == text
    assert page.published_on == date(2024, 3, 3)


def test_a_text_without_empty_lines_is_read_line_by_line() -> None:
    page = from_text("Titel\nErster Absatz.\nZweiter  Absatz.")

    assert page.text == "Titel\n\nErster Absatz.\n\nZweiter Absatz."


def test_paragraphs_broken_to_a_width_are_joined() -> None:
    text = """Spital Musterhausen wieder am Netz

Das Spital Musterhausen hat nach dem Cyberangriff vom vergangenen
Wochenende alle Systeme wieder in Betrieb genommen. Das teilte die
Direktion mit.
"""

    assert from_text(text).text.splitlines()[2:] == [
        "Das Spital Musterhausen hat nach dem Cyberangriff vom vergangenen Wochenende alle "
        "Systeme wieder in Betrieb genommen. Das teilte die Direktion mit."
    ]


def test_text_is_composed_and_free_of_control_characters() -> None:
    raw = "Titel\x07\n\nEin Spital in Zu\u0308rich\u200b\x00 wurde\u00a0an\u00adgegriffen.\ufeff"

    assert from_text(raw).text == "Titel\n\nEin Spital in Zürich wurde angegriffen."


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Zürich".encode("latin-1"), "iso-8859-1"),
        ("Zürich".encode("cp1252"), ""),
        ("Zürich".encode("utf-8-sig"), "iso-8859-1"),
        ("Zürich".encode("utf-16"), ""),
        ("Zürich".encode(), "utf8"),
        ("Zürich".encode("cp1252"), "utf-8"),
        ("Zürich".encode(), "no-such-charset"),
        ("Zürich".encode(), "base64"),
        (b'<meta charset="iso-8859-15">Z\xfcrich', ""),
        (b'<meta http-equiv=x content="text/html; charset=windows-1252">Z\xfcrich', ""),
    ],
)
def test_the_charset_is_found(body: bytes, charset: str) -> None:
    mark = body[:2] if body.startswith((b"\xff\xfe", b"\xfe\xff")) else b""
    tail = "\n\nEs geht um ein Spital.".encode("utf-16-le" if mark else "ascii")

    page = extract(Fetched("", 200, "text/plain", body + tail, charset))

    assert page.title.endswith("Zürich")


@pytest.mark.parametrize(
    ("claim", "address"),
    [
        ("https://tagblatt.example/b?utm_medium=x&id=2", "https://tagblatt.example/b?id=2"),
        ("/b#top", "https://www.tagblatt.example/b"),
        ("https://elsewhere.example/b", "https://www.tagblatt.example/a"),
        ("https://www.tagblatt.example/", "https://www.tagblatt.example/a"),
        ("javascript:alert(1)", "https://www.tagblatt.example/a"),
        ("http://[bad", "https://www.tagblatt.example/a"),
    ],
)
def test_a_canonical_address_counts_only_on_the_same_site(claim: str, address: str) -> None:
    body = f'<link rel="canonical" href="{claim}"><h1>Titel</h1><p>Das Spital ist zu.</p>'

    assert from_html(body.encode(), "https://www.tagblatt.example/a#x").url == address


@pytest.mark.parametrize("body", ["", " \n ", "\x00", "Nur ein Titel", "Titel\n\nTeilen\nLoading"])
def test_a_text_without_a_story_is_empty(body: str) -> None:
    with pytest.raises(ExtractError) as caught:
        from_text(body)

    assert caught.value.reason_code == "empty"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!-- -->",
        b"<html><body></body></html>",
        b"<nav><p>Startseite und noch viele andere Seiten, die es hier zu sehen gibt.</p></nav>",
        b"<?xml version='1.0'?>",
        b"<div>" * 100_000,
    ],
)
def test_a_page_without_a_story_is_empty(body: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        from_html(body, "https://tagblatt.example/a")

    assert "https://tagblatt.example/a" in caught.value.message


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=600), st.sampled_from(["text/html", "text/plain"]), st.text(max_size=9))
@example(b"<p>\xff\xfe", "text/html", "utf-16")
@example(b"<html><frameset></frameset>", "text/html", "")
def test_nothing_else_is_ever_raised(noise: bytes, kind: str, charset: str) -> None:
    with suppress(ExtractError):
        extract(Fetched("https://x.example/", 200, kind, noise, charset))


_MARKUP = """
<p> </p> <h1> </div> <article> <li> <br> <script> <title> <table> <td> <form> &#0; &shy;
<div class='teaser'>
<a href='x'>
<time datetime='2024-99-99'>
<meta property='og:title' content='x'>
<script type='application/ld+json'>{</script>
<input type='email'>
"""
_TAGS = st.sampled_from(re.findall(r"<[^>]+>|&\S+;", _MARKUP))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(_TAGS, st.text(max_size=30)), max_size=40))
def test_broken_markup_yields_clean_text_or_nothing(pieces: list[str]) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    with suppress(ExtractError):
        page = from_html(body, "https://x.example/")
        assert unicodedata.is_normalized("NFC", page.text)
        assert all(line == " ".join(line.split()) for line in page.text.splitlines())


@pytest.mark.parametrize(
    "body",
    [
        b"<p>Das Spital Musterhausen ist angegriffen worden, wie es heute mitteilt.</p>" * 13_000,
        b"<div><h3><a href='x'>Ein Titel</a></h3><p>Eine Zusammenfassung.</p></div>" * 13_000,
        b"<span>a</span>" * 50_000,
        b"<" * 1_000_000,
    ],
    ids=["paragraphs", "teasers", "spans", "noise"],
)
def test_a_large_page_is_read_in_time(body: bytes) -> None:
    assert takes_less_than(4, lambda: _read("text/html", body))


@pytest.mark.parametrize(
    "line", ["ab cd\n", "5.9.2023, 06:00\n", "• tag\n", "Teilen\n", "(" * 390 + "\n", "Wort und "]
)
def test_a_large_text_is_read_in_time(line: str) -> None:
    body = f"Titel\n\n{line * (1_000_000 // len(line))}".encode()

    assert takes_less_than(4, lambda: _read("text/plain", body))


def _read(kind: str, body: bytes) -> None:
    with suppress(ExtractError):
        extract(Fetched("https://x.example/", 200, kind, body))


TEASED = """<html lang="de"><head><title>{title}</title>{head}</head><body><h1>{title}</h1>
<div class="a1"><p>{story}</p></div>
<div class="a2"><h3>Neues Schwimmbad</h3><p>{other}</p></div></body></html>"""
OTHER = "Die Gemeinde Musterwil baut ein Schwimmbad mit drei Becken und einer Rutsche."


def teased(story: str, head: str = "") -> bytes:
    return TEASED.format(title="Spital Musterwil", story=story, other=OTHER, head=head).encode()


def opened_html(body: bytes):
    return opened(Fetched("https://x.example/a", 200, "text/html", body))


def test_a_page_can_be_skimmed_with_all_its_lines_before_it_is_read() -> None:
    told = "Das Spital Musterwil war am Montag nicht erreichbar, teilte die Leitung mit. " * 8
    document = opened_html(teased(told))
    skimmed, page = document.skim(), document.read()

    assert skimmed is not None
    assert told.strip() in skimmed.text
    assert OTHER in skimmed.text
    assert OTHER not in page.text
    assert (skimmed.title, skimmed.url, skimmed.language) == (page.title, page.url, page.language)


@pytest.mark.parametrize("name", PAGES)
def test_skimming_leaves_nothing_of_a_story_out(name: str) -> None:
    body = (DATA / "pages" / f"{name}.html").read_bytes()
    skimmed = opened_html(body).skim()
    whole = story(DATA / "pages" / f"{name}.html").split("\n\n")

    assert skimmed is None or set(whole) <= set(skimmed.text.split("\n\n"))


@pytest.mark.parametrize(
    "body",
    [
        teased("Kurz gesagt."),
        teased(
            "Bitte schalten Sie JavaScript ein. " * 15,
            '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
            + "Das Spital Musterwil wurde angegriffen. " * 60
            + '"}</script>',
        ),
    ],
    ids=["short", "told to machines only"],
)
def test_a_page_whose_lines_say_little_is_not_skimmed(body: bytes) -> None:
    assert opened_html(body).skim() is None
