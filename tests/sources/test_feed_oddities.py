"""Feeds as they are found: old dialects, missing parts, wrong encodings. Entries come out."""

import pytest

from incidents.records import Fetched
from incidents.sources import feed

BASE = "https://zeitung.example/feeds/news.xml"
ONE = "https://zeitung.example/1"
LINK = f"<link>{ONE}</link>"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {}>{}</feed>'
OLD_ATOM = '<feed version="0.3" xmlns="http://purl.org/atom/ns#">{}</feed>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}">{}</rdf:RDF>'


def read(body: str | bytes, charset: str = "") -> list:
    raw = body.encode() if isinstance(body, str) else body
    return list(feed.read(Fetched(BASE, 200, "application/xml", raw, charset)))


def rss(inner: str, title: str = "<title>T</title>") -> str:
    return f'<rss version="2.0"><channel><item>{title}{inner}</item></channel></rss>'


def entry(inner: str, attributes: str = "") -> str:
    return ATOM.format(attributes, f"<entry><title>T</title>{inner}</entry>")


@pytest.mark.parametrize(
    "body",
    [
        RDF.format("http://my.netscape.com/rdf/simple/0.9/", f"<item>{LINK}</item>"),
        RDF.format("http://purl.org/rss/1.0/", f'<channel/><item rdf:about="{ONE}"/>'),
        f'<rss version="0.91"><channel/><item>{LINK}</item></rss>',
        f"<rss><channel><item>{LINK}</item></channel></rss>",
        f'<RSS VERSION="2.0"><CHANNEL><ITEM><LINK>{ONE}</LINK></ITEM></CHANNEL></RSS>',
        f'<rss version="2.0" xmlns="http://backend.userland.com/rss2"><item>{LINK}</item></rss>',
        f'<CHANNEL HREF="/"><ITEM HREF="{ONE}"><TITLE>T</TITLE></ITEM></CHANNEL>',
        f"\n\n {rss(LINK)}",
        f"Warning: include() failed\n<?xml version='1.0'?>{rss(LINK)}",
        OLD_ATOM.format(f'<entry><link rel="alternate" href="{ONE}"/></entry>'),
        entry(f'<link href="{ONE}"/>').replace("<entry", "<!-- x --><entry"),
        f'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>{ONE}</a:id></a:entry></a:feed>',
        f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": "{ONE}"}}, 5]}}',
    ],
)  # fmt: skip
def test_every_dialect_gives_its_entry(body: str) -> None:
    assert [one.url for one in read(body)] == [ONE]


@pytest.mark.parametrize(
    "inner",
    [
        f"<guid>{ONE}</guid>",
        '<guid isPermaLink="true">/1</guid>',
        f"<link/><guid>{ONE}</guid>",
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="{ONE}"/>',
        f'<link href="{ONE}"/>',
        f"<link>\n  {ONE}\n</link>",
        f"<link><![CDATA[ {ONE} ]]></link>",
        "<link>//zeitung.example/1</link>",
        "<link>../1</link>",
        f'<source url="https://agentur.example/f">A</source>{LINK}',
        f'<link>https://zähler.example/r/1</link><fb:origLink xmlns:fb="http://rssnamespace.org/'
        f'feedburner/ext/1.0">{ONE}</fb:origLink>',
    ],
)
def test_the_address_of_an_item_is_found_wherever_it_stands(inner: str) -> None:
    assert [one.url for one in read(rss(inner))] == [ONE]


@pytest.mark.parametrize(
    ("inner", "attributes"),
    [
        ('<link xml:base="https://zeitung.example/a/" href="../1"/>', ""),
        ('<link href="1"/>', 'xml:base="https://zeitung.example/"'),
        (f'<link rel="enclosure" href="/x.mp3"/><link href="{ONE}"/>', ""),
        (f'<link rel="self" href="/1.atom"/><link rel="alternate" href="{ONE}"/>', ""),
        (f'<link rel="self" href="{ONE}"/>', ""),
        (f'<source><link href="https://agentur.example/"/></source><link href="{ONE}"/>', ""),
        (f"<id>{ONE}</id>", ""),
    ],
)
def test_the_address_of_an_atom_entry_is_found(inner: str, attributes: str) -> None:
    assert [one.url for one in read(entry(inner, attributes))] == [ONE]


@pytest.mark.parametrize(
    "inner",
    [
        '<enclosure url="https://zeitung.example/1.mp3" type="audio/mpeg"/>',
        '<guid isPermaLink="false">7</guid>',
    ],
)
def test_an_item_without_a_page_is_left_out(inner: str) -> None:
    assert read(rss(inner)) == []


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8-sig"), ("utf-8", "latin-1"), ("bogus", "utf-8"), ("utf-16", "utf-16"),
        ("", "utf-16"), ("", "utf-32"), ("utf-8", "utf-16"), ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"), ("utf-16", "utf-16-le"),
    ],
)  # fmt: skip
def test_titles_survive_what_is_said_of_their_encoding(declared: str, codec: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    body = head + rss(LINK, "<title>Zürich ärgert sich</title>")

    assert read(body.encode(codec))[0].title == "Zürich ärgert sich"


@pytest.mark.parametrize("charset", ["us-ascii", "x-unknown", "utf-8"])
def test_a_server_may_be_wrong_about_the_encoding(charset: str) -> None:
    assert read(rss(LINK, "<title>Zürich</title>"), charset)[0].title == "Zürich"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title>Caf&eacute; &#8364; &bogus;</title>", "Café € &bogus;"),
        ("<title><![CDATA[<b>Spital</b> &amp; Klinik]]></title>", "Spital & Klinik"),
        ("<title>a\x0bb</title>", "a b"),
        ("<m:title xmlns:m='http://search.yahoo.com/mrss/'>M</m:title><title>T</title>", "T"),
        ("", ""),
    ],
)
def test_titles_are_plain(title: str, expected: str) -> None:
    assert read(rss(LINK, title))[0].title == expected


def test_entities_of_its_own_are_not_expanded_but_do_no_harm() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY haus "Spital"><!ENTITY % x PUBLIC "-//W3C//x" "http://x/">]>'

    (one,) = read(doctype + rss(LINK, "<title>&haus;</title>"))

    assert (one.url, one.title) == (ONE, "&haus;")


def test_an_item_may_have_a_language_and_a_date_of_its_own() -> None:
    inner = f"{LINK}<dc:language {DC}>fr-CH</dc:language><dc:date {DC}>2024-03-04</dc:date>"

    (one,) = read(rss(inner))

    assert (one.language, str(one.published_at)[:10]) == ("fr", "2024-03-04")
