"""Sources that mean ill: each ends in a named outcome, in time, and the others go on."""

import gzip
import socket
import time

import pytest
from pytest_httpserver import HTTPServer

from incidents.ingest import pipeline
from incidents.ingest.fetch import FetchError, fetch
from incidents.ingest.reader import Reader
from incidents.ingest.turns import OwnTurns
from incidents.models import Article
from tests.factories import SourceFactory
from tests.news import NewsSite

pytestmark = [pytest.mark.data, pytest.mark.django_db]
RSS = '<?xml version="1.0"?>{}<rss version="2.0"><channel>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>http://news.example/{}</link></item>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
MANY = RSS.format("", "".join(f"<item><link>/{n}</link></item>" for n in range(100_000)))

# name: (kind of source, content type, body, headers, outcome)
HOSTILE = {
    "empty": ("feed", "application/xml", b"", {}, "not_a_feed"),
    "page": ("feed", "text/html", b"<title>Please log in</title>", {}, "not_a_feed"),
    "truncated": (
        "feed",
        "text/xml",
        RSS.format("", ITEM.format("a", 1) * 2).encode()[:-50],
        {},
        "updated",
    ),
    "mis-encoded": (
        "feed",
        "text/xml; charset=utf-8",
        RSS.format("", ITEM.format("Z\u00fcrich", 1)).encode("cp1252"),
        {},
        "updated",
    ),
    "50 MB": ("feed", "text/xml", b"x" * 50_000_000, {}, "too_large"),
    "gzip bomb": (
        "feed",
        "text/xml",
        gzip.compress(b" " * 300_000_000),
        {"Content-Encoding": "gzip"},
        "too_large",
    ),
    "gzip bomb of a sitemap": (
        "sitemap",
        "application/gzip",
        gzip.compress(b"<urlset>" + b" " * 300_000_000),
        {},
        "too_large",
    ),
    "billion laughs": (
        "feed",
        "text/xml",
        RSS.format(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', ITEM.format("&l11;", 1)).encode(),
        {},
        "not_a_feed",
    ),
    "billion laughs of a sitemap": (
        "sitemap",
        "text/xml",
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><urlset><loc>&l11;</loc></urlset>'.encode(),
        {},
        "not_a_sitemap",
    ),
    "entities": ("feed", "text/xml", RSS.format("", "&amp;" * 900_000).encode(), {}, "empty"),
    "100,000 entries": ("feed", "text/xml", MANY.encode(), {}, "updated"),
    "deep": ("feed", "text/xml", b"<rss><channel>" + b"<a>" * 1_600_000, {}, "not_a_feed"),
    "deep listing": ("listing", "text/html", b"<div>" * 500_000, {}, None),
    "nul": ("listing", "text/html", b"\0" * 100_000, {}, None),
}


@pytest.fixture
def good(httpserver):
    news = NewsSite(httpserver)
    news.publish("birkenau")
    return SourceFactory(url=news.feed_url)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_source_ends_in_an_outcome_and_others_go_on(
    httpserver: HTTPServer, good, name, settings
):
    kind, content_type, body, headers, expected = HOSTILE[name]
    httpserver.expect_request("/evil").respond_with_data(
        body, content_type=content_type, headers=headers
    )
    evil = SourceFactory(url=httpserver.url_for("/evil"), kind=kind)

    began = time.monotonic()
    outcome, added = pipeline.poll(evil.pk, pipeline.command_reader())

    assert time.monotonic() - began < 20
    assert outcome == expected or (expected is None and outcome)
    assert len(added) <= 500
    assert pipeline.poll(good.pk, pipeline.command_reader())[0] == "updated"


STORY = "<html><body><h1>Neue Cafeteria</h1>" + "<p>Das Spital hat eine neue Cafeteria.</p>" * 30
DOCTYPE = f'<!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}]>'

# name: (body, headers, state, kind of failure)
HOSTILE_PAGES = {
    "empty": (b"", {}, "failed", "empty"),
    "truncated": (STORY.encode()[:-9], {}, "irrelevant", ""),
    "mis-encoded": (STORY.replace("neue", "n\u00e4ue").encode("cp1252"), {}, "irrelevant", ""),
    "50 MB": (b"x" * 50_000_000, {}, "failed", "too_large"),
    "gzip bomb": (
        gzip.compress(b" " * 300_000_000),
        {"Content-Encoding": "gzip"},
        "failed",
        "too_large",
    ),
    "billion laughs": (f"{DOCTYPE}{STORY}&l11;".encode(), {}, "irrelevant", ""),
    "entities": (f"{STORY}{'&amp;&uuml;' * 400_000}".encode(), {}, "irrelevant", ""),
    "file of the machine": (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>{STORY}<p>&x;</p>'.encode(),
        {},
        "irrelevant",
        "",
    ),
    "deep": (b"<div>" * 900_000, {}, "failed", "empty"),
    "100,000 links": (STORY.encode() + b'<a href="/x">Mehr</a> ' * 100_000, {}, "irrelevant", ""),
    "nul": (b"\0" * 1_000_000, {}, "failed", "empty"),
    "scripts": (f"{STORY}<script>alert(1)</script>".encode(), {}, "irrelevant", ""),
}


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_a_hostile_page_ends_in_a_state_with_its_reason(httpserver: HTTPServer, name):
    body, headers, state, failure = HOSTILE_PAGES[name]
    httpserver.expect_request("/evil").respond_with_data(
        body, content_type="text/html; charset=utf-8", headers=headers
    )
    article = Article.objects.create(url=httpserver.url_for("/evil"))

    began = time.monotonic()
    pipeline.process(article.pk)

    assert time.monotonic() - began < 20
    article.refresh_from_db()
    assert (article.state, article.failure) == (state, failure)
    for version in article.versions.all():
        assert "root:" not in version.text
        assert "haha" not in version.text
        assert "alert" not in version.text


def test_a_page_that_redirects_in_a_circle_fails(httpserver: HTTPServer):
    for one, other in (("/a", "/b"), ("/b", "/a")):
        headers = {"Location": httpserver.url_for(other)}
        httpserver.expect_request(one).respond_with_data("", 302, headers=headers)
    article = Article.objects.create(url=httpserver.url_for("/a"))

    pipeline.process(article.pk)

    article.refresh_from_db()
    assert (article.state, article.failure) == ("failed", "too_many_redirects")


def test_a_redirect_cycle_ends(httpserver: HTTPServer):
    for one, other in (("/a", "/b"), ("/b", "/a")):
        headers = {"Location": httpserver.url_for(other)}
        httpserver.expect_request(one).respond_with_data("", 302, headers=headers)
    source = SourceFactory(url=httpserver.url_for("/a"))

    assert pipeline.poll(source.pk, pipeline.command_reader())[0] == "too_many_redirects"


def test_script_in_a_title_stays_text(httpserver: HTTPServer, admin_client):
    title = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;Spital&lt;/b&gt;"
    body = RSS.format("", ITEM.format(title, "x"))
    httpserver.expect_request("/f").respond_with_data(body, content_type="application/rss+xml")
    source = SourceFactory(url=httpserver.url_for("/f"))

    pipeline.poll(source.pk, pipeline.command_reader())

    assert "<" not in Article.objects.get().title
    page = admin_client.get("/admin/incidents/article/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
        "http://metadata.google.internal/", "file:///etc/passwd", "gopher://127.0.0.1/",
        "ftp://127.0.0.1/", "http://user:password@news.example/", "http://127.0.0.1:0/",
    ],
)  # fmt: skip
def test_nothing_internal_is_read_as_a_source(url):
    reader = Reader(OwnTurns(), gap=0.0, timeout=5.0)

    with pytest.raises(FetchError) as caught:
        reader.read(url)

    assert caught.value.reason_code in {"unsafe_address", "bad_address", "unreachable"}


def test_a_name_that_changes_between_check_and_connection_reaches_nothing(monkeypatch):
    """A rebinding name server answers with a public address first and with loopback after."""
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.settimeout(0.3)
        port = inside.getsockname()[1]
        answers, real = [], socket.getaddrinfo

        def resolve(host, *rest, **options):
            if host != "rebind.example":
                return real(host, *rest, **options)
            answers.append("198.41.0.4" if not answers else "127.0.0.1")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[-1], port))]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        with pytest.raises(FetchError) as caught:
            fetch(f"http://rebind.example:{port}/", timeout=1.5)
        with pytest.raises(TimeoutError):
            inside.accept()

    assert caught.value.reason_code in {"unsafe_address", "unreachable", "timed_out"}


def test_a_slow_loris_is_cut_off(monkeypatch):
    reader = Reader(OwnTurns(), gap=0.0, timeout=1.0, allowed_networks=("127.0.0.1/32",))
    with socket.create_server(("127.0.0.1", 0)) as server:  # accepts, and never answers
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        began = time.monotonic()
        with pytest.raises(FetchError) as caught:
            reader.read(url)

    assert caught.value.reason_code == "timed_out"
    assert time.monotonic() - began < 3
