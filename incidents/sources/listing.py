"""A page that lists articles: the links that a CSS selector picks, within the same site."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from cssselect import SelectorError
from lxml import etree, html
from lxml.cssselect import CSSSelector

from incidents.records import Entry, Fetched
from incidents.sources.errors import SourceError

MAX_ENTRIES = 300
MAX_TITLE = 500
HEADLINE = 4  # words: without a selector, shorter links are taken for menus


def read(fetched: Fetched, selector: str = "") -> tuple[Entry, ...]:
    """The links of a listing, one per address, titled by their texts.

    `selector` picks links or elements that hold one; without it every link with a text as long
    as a headline counts. Raises SourceError: not_a_page, bad_selector.
    """
    tree = _tree(fetched)
    base = urljoin(fetched.url, next(iter(tree.xpath("//base/@href")), ""))
    unique: dict[str, Entry] = {}
    for link in _links(tree, selector):
        url = _address(base, link.get("href", ""))
        title = " ".join(link.text_content().split())[:MAX_TITLE]
        if not url or not _is_same_site(url, fetched.url):
            continue
        if not selector and len(title.split()) < HEADLINE:
            continue
        known = unique.get(url)
        if known is None or len(title) > len(known.title):  # a picture links there as well
            unique[url] = Entry(url, title)
        if len(unique) >= MAX_ENTRIES:
            break
    return tuple(unique.values())


def check_selector(selector: str) -> None:
    """Raises ValueError unless it is a CSS selector that can be used."""
    try:
        CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError, ValueError) as error:
        raise ValueError(f"{selector!r} is not a CSS selector: {error}") from None


def _tree(fetched: Fetched) -> html.HtmlElement:
    parser = html.HTMLParser(encoding=_charset(fetched), no_network=True)
    try:
        tree = html.document_fromstring(fetched.body, parser=parser)
    except (etree.LxmlError, ValueError):
        raise SourceError("not_a_page", f"{fetched.url} is not an HTML page") from None
    return tree


def _charset(fetched: Fetched) -> str | None:
    """As the server says; else the page decides, and UTF-8 when it does not."""
    try:
        "".encode(fetched.charset or "")
    except LookupError:
        return None if b"charset" in fetched.body[:4096].lower() else "utf-8"
    return fetched.charset


def _links(tree: html.HtmlElement, selector: str) -> Iterator[html.HtmlElement]:
    try:
        picked = CSSSelector(selector or "a[href]", translator="html")(tree)
    except (SelectorError, etree.XPathError) as error:
        raise SourceError("bad_selector", f"{selector!r} is not a CSS selector: {error}") from None
    elements: list[Any] = list(picked)  # type: ignore[arg-type]
    for element in elements:
        if element.tag == "a":
            yield element
        else:
            inside = element.xpath(".//a[@href]") or element.xpath("ancestor::a[@href][1]")
            yield from inside[:1]


def _address(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip()).partition("#")[0]
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if is_web and len(url) <= 1000 else ""


def _is_same_site(url: str, page: str) -> bool:
    """On the listing's own host or a part of it, and not the listing itself."""
    one, other = (urlsplit(a).netloc.lower().removeprefix("www.") for a in (url, page))
    return url != page and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))
