"""One spelling for each address."""

import pytest

from incidents.ingest.address import canonical_url, is_same_site


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://Zeitung.EXAMPLE/a", "https://zeitung.example/a"),
        ("https://zeitung.example", "https://zeitung.example/"),
        ("https://zeitung.example:443/a#kommentare", "https://zeitung.example/a"),
        ("http://zeitung.example:8080/a", "http://zeitung.example:8080/a"),
        ("https://zeitung.example/a?b=2&a=1", "https://zeitung.example/a?a=1&b=2"),
        ("https://z.example/a?utm_source=x&fbclid=y&gclid=z&id=7", "https://z.example/a?id=7"),
        ("https://z.example/a?123", "https://z.example/a?123"),
        ("https://z.example/a/amp/", "https://z.example/a"),
        ("https://z.example/a?amp=1", "https://z.example/a"),
        ("https://z.example/amp", "https://z.example/amp"),
        ("https://z.example/a/", "https://z.example/a/"),
        ("https://z.example/Zürich?q=ü", "https://z.example/Z%C3%BCrich?q=%C3%BC"),
        ("https://z.example/Z%C3%BCrich", "https://z.example/Z%C3%BCrich"),
        ("https://zürich.example/", "https://xn--zrich-kva.example/"),
        ("https://u:p@z.example/", "https://z.example/"),
        ("http://[::1]:80/", "http://[::1]/"),
        (" https://z.example/a ", "https://z.example/a"),
    ],
)
def test_an_address_has_one_spelling(url: str, address: str) -> None:
    assert canonical_url(url) == address
    assert canonical_url(address) == address


@pytest.mark.parametrize(
    "url", ["", "a", "ftp://z.example/", "javascript:1", "http://", "http://[x", "http://a..b/"]
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_url(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.z.example/a", "https://z.example/b", True),
        ("https://m.z.example/", "https://www.z.example/", True),
        ("https://news.z.example/", "https://z.example/", True),
        ("https://z.example/", "https://notz.example/", False),
        ("https://z.example.evil.example/", "https://z.example/", False),
        ("", "https://z.example/", False),
        ("http://[x", "http://[x", False),
    ],
)
def test_sites_are_compared_by_host(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is same
