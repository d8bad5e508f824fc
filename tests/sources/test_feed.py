"""Feeds of every dialect, and what only looks like one."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.records import Entry, Fetched
from incidents.sources import ADAPTERS, Hints, feed
from incidents.sources.errors import SourceError

BASE = "https://zeitung.example/feeds/news.xml"
MORNING = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
ITEM = """<item>
  <title>Cyberangriff auf Spital Musterhausen</title>
  <link>https://zeitung.example/a/1</link>
  <pubDate>Mon, 04 Mar 2024 10:00:00 +0100</pubDate>
</item>"""
EXPECTED = Entry("https://zeitung.example/a/1", "Cyberangriff auf Spital Musterhausen", MORNING)


def fetched(body: str | bytes, charset: str = "") -> Fetched:
    raw = body.encode() if isinstance(body, str) else body
    return Fetched(BASE, 200, "application/xml", raw, charset)


def rss(*items: str, head: str = "", version: str = "2.0") -> str:
    inner = "".join(items)
    return f'<rss version="{version}"><channel><title>Z</title>{head}{inner}</channel></rss>'


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss_is_read(version: str) -> None:
    assert feed.read(fetched(rss(ITEM, version=version))) == (EXPECTED,)


def test_rss_with_the_netscape_doctype_is_read() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'

    assert feed.read(fetched(doctype + rss(ITEM, version="0.91"))) == (EXPECTED,)


def test_rss_1_is_read_with_its_language() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>J</title><dc:language>FR-ch</dc:language></channel>
      <item rdf:about="https://journal.example/1"><title>Clinique des Tilleuls</title>
        <link>https://journal.example/1</link><dc:date>2024-03-04T10:00:00+01:00</dc:date></item>
    </rdf:RDF>"""

    expected = Entry("https://journal.example/1", "Clinique des Tilleuls", MORNING, "fr")
    assert feed.read(fetched(body)) == (expected,)


def test_atom_is_read_and_relative_links_are_resolved() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it" xml:base="https://g.example/b/">
      <title>G</title>
      <entry><title type="html">Ospedale &lt;b&gt;Valdoro&lt;/b&gt; &amp;amp; C.</title>
        <link href="c?x=1&amp;y=2"/><updated>2024-03-04T09:00:00Z</updated></entry>
    </feed>"""

    expected = Entry("https://g.example/b/c?x=1&y=2", "Ospedale Valdoro & C.", MORNING, "it")
    assert feed.read(fetched(body)) == (expected,)


def test_json_feed_is_read() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "en-GB",
        "items": [
            {"url": "/n/7", "title": "A <i>clinic</i>", "date_published": "2024-03-04T10:00+01:00"},
            {"id": "8", "title": "an id is no address"},
            {"id": "https://z.example/9", "date_published": "yesterday"},
            "noise",
        ],
    }

    one, two = feed.read(fetched(json.dumps(body)))

    at_ten = datetime(2024, 3, 4, 10, tzinfo=timezone(timedelta(hours=1)))
    assert one == Entry("https://zeitung.example/n/7", "A clinic", at_ten, "en")
    assert two == Entry("https://z.example/9", language="en")


def test_entries_without_a_web_address_are_left_out() -> None:
    links = ["javascript:alert(1)", "ftp://x.example/", "http://[bad", "http://a..b/", ""]
    items = [f"<item><title>T</title><link>{link}</link></item>" for link in links]

    assert feed.read(fetched(rss(*items, ITEM))) == (EXPECTED,)


def test_the_same_address_comes_once() -> None:
    assert feed.read(fetched(rss(ITEM, ITEM))) == (EXPECTED,)


def test_the_number_of_entries_is_capped() -> None:
    items = [f"<item><link>https://z.example/{n}</link></item>" for n in range(600)]

    assert len(feed.read(fetched(rss(*items)))) == 500
    assert len(feed.read(fetched(rss(*items)), max_entries=3)) == 3


def test_an_empty_feed_is_no_error() -> None:
    assert feed.read(fetched(rss())) == ()


def test_an_impossible_date_is_none() -> None:
    item = ITEM.replace("04 Mar 2024", "99 Foo 2024")

    assert feed.read(fetched(rss(item)))[0].published_at is None


def test_the_charset_of_the_server_is_used() -> None:
    body = rss("<item><title>Zürich</title><link>https://z.example/</link></item>")

    entries = feed.read(fetched(body.encode("latin-1"), charset="iso-8859-1"))

    assert entries[0].title == "Zürich"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    broken = rss(ITEM, "<item><title>A & B</title><link>https://z.example/2</link>")

    assert [entry.title for entry in feed.read(fetched(broken))] == [EXPECTED.title, "A & B"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!doctype html><title>x</title><p>Keine Meldung",
        "Spital Musterhausen",
        '{"items": []}',
        '{"version": "https://jsonfeed.org/version/1", "items": 3}',
        "{" * 100_000,
        "[1, 2]",
        bytes(range(256)),
    ],
)
def test_anything_else_is_not_a_feed(body: str | bytes) -> None:
    with pytest.raises(SourceError) as caught:
        feed.read(fetched(body))

    assert caught.value.reason_code == "not_a_feed"
    assert BASE in caught.value.message


def bomb() -> str:
    steps = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    item = "<item><title>&l9;</title><link>https://z.example/</link></item>"
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{steps}]>{rss(item)}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_an_entity_bomb_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError):
        feed.read(fetched(bomb().encode(encoding)))


def test_a_bomb_in_an_odd_encoding_is_refused() -> None:
    hidden = '<?xml version="1.0" encoding="utf-7"?>' + bomb().replace("<!E", "+ADwAIQ-E")

    with pytest.raises(SourceError):
        feed.read(fetched(hidden))


def test_a_file_of_the_machine_is_not_read_in() -> None:
    item = "<item><title>&x;</title><link>https://z.example/</link></item>"
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rss(item)}'

    with pytest.raises(SourceError):
        feed.read(fetched(body))


@given(st.binary(max_size=400), st.sampled_from(["", "<rss version='2.0'><channel><item>", "{"]))
def test_nothing_else_is_ever_raised(noise: bytes, head: str) -> None:
    with suppress(SourceError):
        feed.read(fetched(head.encode() + noise))


def test_adapters_are_keyed_by_the_kind_of_source() -> None:
    assert ADAPTERS["feed"](fetched(rss(ITEM)), Hints()).entries == (EXPECTED,)
