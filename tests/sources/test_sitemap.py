"""Sitemaps in every dress."""

import gzip
from datetime import UTC, datetime

import pytest

from incidents.records import Fetched
from incidents.sources import sitemap
from incidents.sources.errors import SourceError

SITE = "https://news.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><news:news><news:publication><news:name>Musterblatt
</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2024-03-14T07:30:00+01:00</news:publication_date>
<news:title>Angriff &amp; Folgen</news:title></news:news></url>
<url><loc>/b</loc><lastmod>2019-01-02</lastmod></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/2024-03.xml</loc><lastmod>2024-03-31</lastmod></sitemap>
<sitemap><loc>https://news.example/2024-02.xml.gz</loc></sitemap></sitemapindex>"""


def read(body: str | bytes, **options: datetime) -> sitemap.Sitemap:
    raw = body.encode() if isinstance(body, str) else body
    return sitemap.read(Fetched(SITE, 200, "application/xml", raw), **options)


def refusal(body: str | bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(body)
    return caught.value.reason_code


def test_a_news_sitemap_gives_titles_dates_and_languages() -> None:
    first, second = read(NEWS).entries

    assert (first.url, first.title, first.language) == (
        "https://news.example/a",
        "Angriff & Folgen",
        "de",
    )
    assert first.published_at == datetime(2024, 3, 14, 6, 30, tzinfo=UTC)
    assert (second.url, second.published_at) == ("https://news.example/b", None)


def test_pages_dated_before_the_day_asked_for_are_left_out() -> None:
    kept = read(NEWS, since=datetime(2024, 1, 1, tzinfo=UTC)).entries

    assert [entry.url for entry in kept] == ["https://news.example/a"]


def test_an_index_names_further_sitemaps() -> None:
    found = read(INDEX)

    assert found.entries == ()
    assert [child.url[-14:] for child in found.children] == ["le/2024-03.xml", "2024-02.xml.gz"]
    assert found.children[0].changed_at == datetime(2024, 3, 31, tzinfo=UTC)


def test_a_gzipped_sitemap_is_unpacked() -> None:
    assert read(gzip.compress(NEWS.encode())) == read(NEWS)


def test_a_text_of_addresses_is_a_sitemap() -> None:
    entries = read("https://news.example/1\n\nhttps://news.example/2\r\n").entries

    assert [entry.url[-1] for entry in entries] == ["1", "2"]


def test_a_truncated_sitemap_gives_what_is_there() -> None:
    assert [entry.title for entry in read(NEWS[: NEWS.index("<url><loc>/b")]).entries] == [
        "Angriff & Folgen"
    ]


def test_a_hundred_thousand_entries_end_at_the_limit_of_the_protocol() -> None:
    rows = "".join(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(100_000))

    assert len(read(f"<urlset>{rows}</urlset>").entries) == sitemap.MAX_ENTRIES


def test_a_bomb_is_refused() -> None:
    assert refusal(gzip.compress(b"<urlset>" + b" " * 60_000_000)) == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Grüezi",
        "<html><body><url><loc>https://news.example/</loc></url></body></html>",
        "<rss><channel><item><link>https://news.example/a</link></item></channel></rss>",
        b"\x1f\x8bbroken",
        "<!DOCTYPE lolz [<!ENTITY lol 'lol'>]><urlset><url><loc>&lol;</loc></url></urlset>",
        b"\x00\x01\x02",
    ],
    ids=["empty", "text", "page", "feed", "broken gzip", "entities", "binary"],
)
def test_anything_else_is_not_a_sitemap(body: str | bytes) -> None:
    assert refusal(body) == "not_a_sitemap"
