"""Listings: which links are articles."""

import pytest

from incidents.records import Fetched
from incidents.sources import listing
from incidents.sources.errors import SourceError

PAGE = """<!doctype html><html><head><meta charset="utf-8"></head><body>
<nav><a href="/">Start</a> <a href="/abo">Jetzt Abo bestellen</a></nav>
<main>
 <article><a href="/news/1"><img alt=""></a><h2><a href="/news/1#top">Spital Birkenau ist
   wieder am Netz</a></h2></article>
 <article><h2><a href="https://www.news.example/news/2">Klinik <script>x()</script>warnt</a></h2>
 </article>
 <a href="https://elsewhere.example/x">Ein ganz anderer Ort im Netz</a>
 <a href="mailto:redaktion@news.example">Schreiben Sie uns eine Mail</a>
 <a href="https://[broken/">Ein kaputter Link steht auch hier</a>
</main></body></html>"""


def read(selector: str = "", body: str = PAGE) -> list[tuple[str, str]]:
    fetched = Fetched("https://news.example/liste", 200, "text/html", body.encode())
    return [(entry.url, entry.title) for entry in listing.read(fetched, selector)]


def test_a_selector_picks_the_links() -> None:
    found = read("main h2 a")

    assert found[0] == ("https://news.example/news/1", "Spital Birkenau ist wieder am Netz")
    assert found[1][0] == "https://www.news.example/news/2"
    assert len(found) == 2


@pytest.mark.parametrize("selector", ["article", "main h2"])
def test_a_selector_of_boxes_takes_their_first_link(selector: str) -> None:
    assert [url[-1] for url, _ in read(selector)] == ["1", "2"]


def test_without_a_selector_links_like_headlines_count() -> None:
    assert [url for url, _ in read()] == ["https://news.example/news/1"]


def test_an_address_with_a_base_is_resolved_against_it() -> None:
    body = '<base href="/de/"><h2><a href="a">Vier Worte stehen hier</a></h2>'

    assert read("h2 a", body) == [("https://news.example/de/a", "Vier Worte stehen hier")]


@pytest.mark.parametrize("body", ["", " "])
def test_an_empty_page_is_refused(body: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("a", body)

    assert caught.value.reason_code == "not_a_page"


@pytest.mark.parametrize("selector", ["h2 >", "a[", "::nonsense", "a:has-not()"])
def test_a_selector_that_is_none_is_refused(selector: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(selector)
    assert caught.value.reason_code == "bad_selector"
    with pytest.raises(ValueError, match="not a CSS selector"):
        listing.check_selector(selector)
