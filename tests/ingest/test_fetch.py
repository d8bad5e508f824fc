"""Real HTTP on loopback: every cap and every refusal of `fetch`."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from incidents.ingest.fetch import FEEDS, FetchError, fetch
from incidents.records import Fetched

LOOPBACK = ("127.0.0.0/8", "::1/128")
PAGE = "<!doctype html><title>Spital Musterhausen</title><p>Grüezi</p>"


def get(url: str, **options: object) -> Fetched:
    return fetch(url, **{"allowed_networks": LOOPBACK, "timeout": 5.0, **options})  # type: ignore[arg-type]


def refusal(url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, **options)
    return caught.value


@pytest.fixture
def talk() -> Iterator[Callable[..., str]]:
    """Serve raw bytes, one piece after the other with a pause; returns the address."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve(*pieces: bytes, pause: float = 0.0) -> str:
        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                for piece in pieces:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return
                    time.sleep(pause)

        threading.Thread(target=answer, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/"

    yield serve
    server.close()


def test_fetch_returns_the_page_with_its_headers(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(
        PAGE.encode(),
        content_type='Text/HTML; Charset="UTF-8"',
        headers={"ETag": '"v1"', "Last-Modified": "Mon, 04 Mar 2024 10:00:00 GMT"},
    )

    page = get(httpserver.url_for("/a"))

    assert page == Fetched(
        url=httpserver.url_for("/a"),
        status=200,
        content_type="text/html",
        body=PAGE.encode(),
        charset="utf-8",
        etag='"v1"',
        last_modified="Mon, 04 Mar 2024 10:00:00 GMT",
    )


def test_fetch_says_who_asks(httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(PAGE, content_type="text/html")

    httpserver.expect_request("/").respond_with_handler(answer)

    get(httpserver.url_for("/"), contact="https://register.example/about")

    agent = seen[0].headers["User-Agent"]
    assert agent.startswith("Anamnesis/")
    assert "+https://register.example/about" in agent


def test_an_unchanged_page_is_not_sent_again(httpserver: HTTPServer) -> None:
    httpserver.expect_request(
        "/", headers={"If-None-Match": '"v1"', "If-Modified-Since": "yesterday"}
    ).respond_with_data("", status=304)

    page = get(httpserver.url_for("/"), etag='"v1"', last_modified="yesterday")

    assert page.not_modified
    assert page.body == b""


def test_redirects_are_followed_to_where_they_end(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data("", 301, headers={"Location": "new?x=1"})
    httpserver.expect_request("/new").respond_with_data(PAGE, content_type="text/html")

    assert get(httpserver.url_for("/old")).url == httpserver.url_for("/new?x=1")


def test_a_redirect_loop_ends(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/loop").respond_with_data("", 302, headers={"Location": "/loop"})

    failure = refusal(httpserver.url_for("/loop"))

    assert failure.reason_code == "too_many_redirects"
    assert not failure.transient
    assert len(httpserver.log) == 6


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00::1]/"]
)
def test_a_redirect_to_a_private_address_is_refused(httpserver: HTTPServer, target: str) -> None:
    httpserver.expect_request("/").respond_with_data("", 302, headers={"Location": target})

    assert refusal(httpserver.url_for("/")).reason_code == "unsafe_address"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "//u:p@x.example/"])
def test_a_redirect_to_another_scheme_is_refused(httpserver: HTTPServer, target: str) -> None:
    httpserver.expect_request("/").respond_with_data("", 302, headers={"Location": target})

    assert refusal(httpserver.url_for("/")).reason_code == "bad_address"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
        "10.1.2.3",
        "192.168.1.1",
        "100.64.0.1",
        "[fe80::1]",
    ],
)
def test_addresses_in_disguise_are_refused(httpserver: HTTPServer, host: str) -> None:
    failure = refusal(f"http://{host}:{httpserver.port}/", allowed_networks=())

    assert failure.reason_code == "unsafe_address"
    assert not failure.transient
    assert httpserver.log == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "spital.example/news",
        "ftp://spital.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://host:99999/",
        "http://user:secret@spital.example/",
        "http://" + "a" * 70 + ".example/",
        "http://a..example/",
        "http://exa mple/",
        "gopher://127.0.0.1/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    failure = refusal(url)

    assert failure.reason_code == "bad_address"
    assert "secret" not in failure.message


@pytest.mark.parametrize(
    ("status", "code", "transient"),
    [
        (404, "gone", False),
        (410, "gone", False),
        (401, "refused", False),
        (403, "refused", False),
        (451, "refused", False),
        (429, "throttled", True),
        (500, "server_error", True),
        (503, "server_error", True),
    ],
)
def test_each_status_has_its_reason(
    httpserver: HTTPServer, status: int, code: str, transient: bool
) -> None:
    httpserver.expect_request("/").respond_with_data("x", status)

    failure = refusal(httpserver.url_for("/"))

    assert (failure.reason_code, failure.transient) == (code, transient)
    assert str(status) in failure.message


def test_retry_after_is_read_in_seconds_and_as_a_date(httpserver: HTTPServer) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90))
    for path, value in {"/s": "120", "/d": soon, "/x": "soon", "/n": "-5"}.items():
        httpserver.expect_request(path).respond_with_data("", 429, headers={"Retry-After": value})

    waits = [refusal(httpserver.url_for(path)).retry_after for path in ("/s", "/d", "/x", "/n")]

    assert waits[0] == 120
    assert waits[1] == pytest.approx(90, abs=3)
    assert waits[2:] == [None, None]


def test_a_large_page_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"x" * 30_000_000, content_type="text/html")

    failure = refusal(httpserver.url_for("/"))

    assert failure.reason_code == "too_large"
    assert "5,000,000" in failure.message


def test_a_large_page_without_a_length_is_refused(talk: Callable[..., str]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

    assert refusal(talk(head, *[b"x" * 10_000] * 20), max_bytes=99_999).reason_code == "too_large"


def test_a_gzip_bomb_counts_decompressed(httpserver: HTTPServer) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    httpserver.expect_request("/").respond_with_data(
        bomb, content_type="text/html", headers={"Content-Encoding": "gzip"}
    )

    assert len(bomb) < 250_000
    assert refusal(httpserver.url_for("/")).reason_code == "too_large"


def test_a_bomb_in_the_body_of_a_redirect_is_not_read(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(
        gzip.compress(b"\0" * 100_000_000),
        302,
        headers={"Content-Encoding": "gzip", "Location": "/page"},
    )
    httpserver.expect_request("/page").respond_with_data(PAGE, content_type="text/html")

    assert get(httpserver.url_for("/")).body == PAGE.encode()


def test_a_compressed_page_is_decompressed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(
        gzip.compress(PAGE.encode() * 5000),
        content_type="text/html",
        headers={"Content-Encoding": "gzip"},
    )

    assert get(httpserver.url_for("/")).body == PAGE.encode() * 5000


def test_broken_compression_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(
        PAGE, content_type="text/html", headers={"Content-Encoding": "gzip"}
    )

    assert refusal(httpserver.url_for("/")).reason_code == "wrong_type"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["no answer", "in headers", "in body", "in chunk size"],
)
def test_a_server_that_drips_is_cut_off(talk: Callable[..., str], head: bytes) -> None:
    began = time.monotonic()
    failure = refusal(talk(head, *[b"1"] * 60, pause=0.1), timeout=0.6)

    assert failure.reason_code == "timed_out"
    assert failure.transient
    assert time.monotonic() - began < 2


def test_a_page_that_breaks_off_may_be_tried_again(talk: Callable[..., str]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nhalf"

    failure = refusal(talk(head))

    assert (failure.reason_code, failure.transient) == ("unreachable", True)


def test_a_closed_port_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    failure = refusal(f"http://127.0.0.1:{port}/")

    assert (failure.reason_code, failure.transient) == ("unreachable", True)


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "text/css"])
def test_what_is_neither_article_nor_feed_is_refused(httpserver: HTTPServer, kind: str) -> None:
    httpserver.expect_request("/").respond_with_data(b"x" * 10, content_type=kind)

    failure = refusal(httpserver.url_for("/"))

    assert failure.reason_code == "wrong_type"
    assert kind in failure.message


def test_accept_narrows_what_is_read(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")

    assert refusal(httpserver.url_for("/"), accept=FEEDS).reason_code == "wrong_type"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE.encode(), "text/html"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><rss/>", "application/xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json"),
        (b"Spital Musterhausen\n\nAngriff.", "text/plain"),
    ],
)
def test_a_missing_type_is_sniffed(talk: Callable[..., str], body: bytes, kind: str) -> None:
    assert get(talk(b"HTTP/1.1 200 OK\r\n\r\n" + body)).content_type == kind


def test_a_missing_type_of_binary_data_is_refused(talk: Callable[..., str]) -> None:
    url = talk(b"HTTP/1.1 200 OK\r\n\r\n\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    assert refusal(url).reason_code == "wrong_type"
