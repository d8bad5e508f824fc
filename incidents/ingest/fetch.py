"""One request to one address: capped in size, time and reach. The only network code there is."""

import email.utils
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import requests
from AntiSSRF import AntiSSRFError
from urllib3.exceptions import DecodeError, HTTPError, LocationParseError

from incidents.ingest.connection import Deadline, open_session
from incidents.records import Fetched

MAX_REDIRECTS = 5
CHUNK = 64 * 1024
PROJECT = "Anamnesis/1.0 (public register of cyberattacks on Swiss healthcare{})"

ROBOT = "Anamnesis"  # the name that a robots.txt calls us by

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
FEEDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    }
)
SITEMAPS = FEEDS | {"application/gzip", "application/x-gzip", "text/plain"}
TELLS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """Why an address could not be read.

    `reason_code` is one of unsafe_address, bad_address, unreachable, timed_out, too_large,
    wrong_type, gone, refused, throttled, server_error, too_many_redirects, robots. When
    `transient`, a later try may succeed, but not sooner than `retry_after` seconds if the server
    said so. `status` is that of the answer, 0 without one.
    """

    def __init__(
        self,
        reason_code: str,
        message: str,
        *,
        transient: bool = False,
        retry_after: float | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(message)
        self.reason_code = reason_code
        self.message = message
        self.transient = transient
        self.retry_after = retry_after
        self.status = status


def fetch(
    url: str,
    *,
    contact: str = "",
    etag: str = "",
    last_modified: str = "",
    max_bytes: int = 5_000_000,
    timeout: float = 20.0,
    accept: Collection[str] = PAGES | FEEDS,
    allowed_networks: Sequence[str] = (),
    before: Callable[[str], None] = lambda url: None,
) -> Fetched:
    """Read one public http(s) address, following at most five redirects. Raises FetchError.

    `accept` lists the content types that will do; empty takes any. `before` is called with each
    address just before it is asked, redirects included, and may refuse it by raising.

    `max_bytes` counts decompressed bytes, `timeout` is wall-clock seconds for everything after
    name resolution. `contact` (address or e-mail) is shown to the server. Private networks are
    refused unless listed in `allowed_networks` (CIDR), which is for tests.
    """
    headers = _request_headers(contact, accept, etag, last_modified)
    with Deadline(timeout) as deadline, open_session(allowed_networks) as session:
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(url)
            before(url)
            with _answer(session, url, headers, deadline) as response:
                target = response.headers.get("Location", "")
                if response.status_code in REDIRECTS and target:
                    url = urljoin(url, target)
                    continue
                _check_status(response)
                return _read(response, url, accept, max_bytes)
    raise FetchError("too_many_redirects", f"{url} redirects more than {MAX_REDIRECTS} times")


def _request_headers(
    contact: str, accept: Collection[str], etag: str, last_modified: str
) -> dict[str, str]:
    headers = {
        "User-Agent": PROJECT.format(f"; +{contact}" if contact else ""),
        "Accept": ", ".join([*sorted(accept), "*/*;q=0.1"]),
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "de-CH, de, fr, it, en;q=0.8",
    }
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        legal = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        has_login = bool(parts.username or parts.password)
    except ValueError:
        legal = has_login = False
    if not legal:
        raise FetchError("bad_address", f"{url!r} is not an http or https address")
    if has_login:
        raise FetchError("bad_address", "an address with a user name or password is not read")


@contextmanager
def _answer(
    session: requests.Session, url: str, headers: dict[str, str], deadline: Deadline
) -> Iterator[requests.Response]:
    """Send one request; whatever goes wrong until the answer is read becomes a FetchError."""
    try:
        with session.get(
            url, headers=headers, stream=True, allow_redirects=False, timeout=deadline.remaining
        ) as response:
            yield response
        if not deadline.has_passed:  # else it was cut, which may look like a regular end
            return
        failure = _timed_out(url)
    except AntiSSRFError:
        failure = FetchError("unsafe_address", f"{url} does not lead to a public address")
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema):
        failure = FetchError("bad_address", f"{url!r} is not an http or https address")
    except (LocationParseError, UnicodeError):
        failure = FetchError("bad_address", f"{url!r} has no valid host name")
    except (requests.Timeout, TimeoutError):
        failure = _timed_out(url)
    except (DecodeError, requests.exceptions.ContentDecodingError):
        failure = FetchError("wrong_type", f"{url} sent data that could not be decompressed")
    except (requests.RequestException, HTTPError, OSError) as error:
        failure = _timed_out(url) if deadline.has_passed else _unreachable(url, error)
    raise failure


def _timed_out(url: str) -> FetchError:
    return FetchError("timed_out", f"{url} took too long to answer", transient=True)


def _unreachable(url: str, error: Exception) -> FetchError:
    host = urlsplit(url).netloc
    message = f"{host} could not be reached or broke off ({type(error).__name__})"
    return FetchError("unreachable", message, transient=True)


def _check_status(response: requests.Response) -> None:
    status, host = response.status_code, urlsplit(response.url).netloc
    if status == 304 or 200 <= status < 300:
        return
    if status in {404, 410}:
        raise FetchError("gone", f"{host} has no such page ({status})")
    if status == 429:
        raise FetchError(
            "throttled",
            f"{host} asks to come back later (429)",
            transient=True,
            retry_after=_retry_after(response),
            status=status,
        )
    if status >= 500 or status in {408, 425}:
        raise FetchError(
            "server_error",
            f"{host} failed to answer ({status})",
            transient=True,
            retry_after=_retry_after(response),
            status=status,
        )
    raise FetchError("refused", f"{host} does not hand out this page ({status})")


def _retry_after(response: requests.Response) -> float | None:
    """Seconds to wait, from a number or an HTTP date; None when the server did not say."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _read(
    response: requests.Response, url: str, accept: Collection[str], max_bytes: int
) -> Fetched:
    content_type, charset = _content_type(response)
    body = b""
    if response.status_code == 304:
        content_type = charset = ""
    else:
        if content_type not in TELLS_NOTHING:
            _check_type(content_type, url, accept)
        body = _body(response, url, max_bytes)
        if content_type in TELLS_NOTHING:
            content_type = _sniff(body)
            _check_type(content_type, url, accept)
    return Fetched(
        url=url,
        status=response.status_code,
        content_type=content_type,
        body=body,
        charset=charset,
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
    )


def _content_type(response: requests.Response) -> tuple[str, str]:
    """`Text/HTML; charset="UTF-8"` → `("text/html", "utf-8")`."""
    bare, _, rest = response.headers.get("Content-Type", "").partition(";")
    parameters = (item.partition("=") for item in rest.split(";"))
    charset = next((v for name, _, v in parameters if name.strip().lower() == "charset"), "")
    return bare.strip().lower(), charset.strip(" \t\"'").lower()


def _check_type(content_type: str, url: str, accept: Collection[str]) -> None:
    if accept and content_type not in accept:
        kind = content_type or "data of an unknown kind"
        raise FetchError("wrong_type", f"{url} is {kind}, not an article or a feed")


def _body(response: requests.Response, url: str, max_bytes: int) -> bytes:
    """The decompressed body; stops as soon as it is known to be too large."""
    too_large = FetchError("too_large", f"{url} is larger than {max_bytes:,} bytes")
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared[:18]) > max_bytes:
        raise too_large
    chunks, size = [], 0
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        size += len(chunk)
        if size > max_bytes:
            raise too_large
        chunks.append(chunk)
    return b"".join(chunks)


def _sniff(body: bytes) -> str:
    """A content type for a body whose server named none."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    if head.startswith((b"<!doctype html", b"<html")) or b"<head" in head or b"<body" in head:
        return "text/html"
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return "application/xml"
    if head.startswith(b"{"):
        return "application/json"
    try:
        body[:1024].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return "" if error.start < len(body[:1024]) - 4 else "text/plain"
    return "text/plain"
