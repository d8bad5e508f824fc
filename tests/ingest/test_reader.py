"""The polite reader against a server that keeps a log."""

import time

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from incidents.ingest.fetch import FetchError
from incidents.ingest.reader import Reader
from incidents.ingest.turns import Later, OwnTurns

PAGE = "<!doctype html><title>Spital</title><p>Grüezi</p>"


@pytest.fixture
def reader() -> Reader:
    return reader_with(gap=0.0)


def reader_with(gap: float, timeout: float = 3.0) -> Reader:
    return Reader(OwnTurns(), gap=gap, timeout=timeout, allowed_networks=("127.0.0.1/32",))


def serve(server: HTTPServer, robots: str | int = 404, **pages: object) -> None:
    if isinstance(robots, int):
        server.expect_request("/robots.txt").respond_with_data("", robots)
    else:
        server.expect_request("/robots.txt").respond_with_data(robots, content_type="text/plain")
    server.expect_request("/page").respond_with_data(PAGE, content_type="text/html")


def asked(server: HTTPServer) -> list[str]:
    return [request.path for request, _ in server.log]


def refusal(reader: Reader, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        reader.read(url)
    return caught.value


def test_robots_are_read_once_and_before_anything_else(
    httpserver: HTTPServer, reader: Reader
) -> None:
    serve(httpserver, "User-agent: *\nDisallow: /secret")

    reader.read(httpserver.url_for("/page"))
    reader.read(httpserver.url_for("/page"))

    assert asked(httpserver) == ["/robots.txt", "/page", "/page"]


def test_a_page_that_robots_rule_out_is_not_asked_for(
    httpserver: HTTPServer, reader: Reader
) -> None:
    serve(httpserver, "User-agent: Anamnesis\nDisallow: /page")

    failure = refusal(reader, httpserver.url_for("/page"))

    assert (failure.reason_code, failure.transient) == ("robots", False)
    assert asked(httpserver) == ["/robots.txt"]


def test_robots_count_for_where_a_redirect_leads(httpserver: HTTPServer, reader: Reader) -> None:
    serve(httpserver, "User-agent: *\nDisallow: /page")
    httpserver.expect_request("/go").respond_with_data("", 302, headers={"Location": "/page"})

    assert refusal(reader, httpserver.url_for("/go")).reason_code == "robots"
    assert "/page" not in asked(httpserver)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500])
def test_a_site_without_robots_is_read(httpserver: HTTPServer, reader: Reader, status: int) -> None:
    serve(httpserver, status)

    assert reader.read(httpserver.url_for("/page")).status == 200


@pytest.mark.parametrize(("status", "code"), [(503, "server_error"), (429, "throttled")])
def test_a_site_whose_robots_cannot_be_had_now_is_left_alone(
    httpserver: HTTPServer, reader: Reader, status: int, code: str
) -> None:
    serve(httpserver, status)

    failure = refusal(reader, httpserver.url_for("/page"))

    assert (failure.reason_code, failure.transient) == (code, True)
    assert asked(httpserver) == ["/robots.txt"]


def test_endless_robots_rule_everything_out(httpserver: HTTPServer, reader: Reader) -> None:
    serve(httpserver, "Allow: /\n" * 100_000)

    assert refusal(reader, httpserver.url_for("/page")).reason_code == "robots"


def test_the_page_comes_a_gap_after_robots(httpserver: HTTPServer) -> None:
    serve(httpserver)
    reader = reader_with(gap=0.2)

    with pytest.raises(Later) as later:
        reader.read(httpserver.url_for("/page"))
    assert later.value.seconds == 0.2
    reader.read_patiently(httpserver.url_for("/page"))

    assert asked(httpserver) == ["/robots.txt", "/page"]


def test_a_crawl_delay_that_is_longer_than_the_gap_counts(httpserver: HTTPServer) -> None:
    serve(httpserver, "User-agent: *\nCrawl-delay: 7")
    reader = reader_with(gap=0.2)

    with pytest.raises(Later) as later:
        reader.read(httpserver.url_for("/page"))

    assert later.value.seconds == 7


def test_a_host_that_asks_to_be_left_alone_is(httpserver: HTTPServer, reader: Reader) -> None:
    serve(httpserver)
    httpserver.expect_request("/busy").respond_with_data("", 429, headers={"Retry-After": "90"})

    assert refusal(reader, httpserver.url_for("/busy")).retry_after == 90
    with pytest.raises(Later) as later:
        reader.read(httpserver.url_for("/page"))

    assert 80 < later.value.seconds <= 90
    assert "/page" not in asked(httpserver)


def test_a_redirect_within_the_site_keeps_the_gap(httpserver: HTTPServer) -> None:
    times = []

    def go(request: Request) -> Response:
        times.append(time.monotonic())
        return Response("", 302, headers={"Location": "/there"})

    def there(request: Request) -> Response:
        times.append(time.monotonic())
        return Response(PAGE, content_type="text/html")

    serve(httpserver)
    httpserver.expect_request("/go").respond_with_handler(go)
    httpserver.expect_request("/there").respond_with_handler(there)

    reader_with(gap=0.3).read_patiently(httpserver.url_for("/go"))

    assert times[1] - times[0] >= 0.29


def test_an_unsafe_address_is_refused_before_its_robots(reader: Reader) -> None:
    assert refusal(reader, "http://169.254.169.254/latest").reason_code == "unsafe_address"
