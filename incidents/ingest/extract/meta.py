"""What a page says about itself: title, description, date, language, outlet, address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from incidents.ingest.address import canonical_url, is_same_site, tidy_url
from incidents.ingest.extract.blocks import Element
from incidents.ingest.extract.dates import read_moment
from incidents.ingest.extract.decode import clean

_ARTICLES: Final = ("article", "posting", "report", "webpage")
_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
)
_SPLIT = re.compile(r"\s+(?:[|·»–—-]|::)\s+")
_BAR = re.compile(r"\s+(?:\||::|»)\s+")


@dataclass(frozen=True, slots=True)
class Meta:
    title: str = ""
    description: str = ""
    body: str = ""  # the whole article, where the page gives it to machines
    language: str = ""
    outlet: str = ""
    url: str = ""
    published_at: datetime | None = None


def read_meta(tree: Element, url: str) -> Meta:
    """Read the head of a page and its JSON-LD. Empty strings where it says nothing."""
    tags = _tags(tree)
    article = _article(tree)
    outlet = tags.get("og:site_name") or _name(article.get("publisher")) or _host(url)
    return Meta(
        title=_title(tree, tags, article, outlet),
        description=_line(article.get("description") or tags.get("og:description"))
        or _line(tags.get("description")),
        body=clean(_text(article.get("articleBody"))),
        language=_language(tree, tags, article),
        outlet=_line(outlet),
        url=_address(tree, tags, url),
        published_at=_published(tree, tags, article),
    )


def _tags(tree: Element) -> dict[str, str]:
    """The first content of every meta element, by its name, property or itemprop."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        name = name or meta.get("http-equiv") or ""
        content = _line(meta.get("content"))
        if name and content:
            tags.setdefault(name.strip().lower(), content)
    return tags


def _article(tree: Element) -> dict[str, Any]:
    """The JSON-LD node of the article, or an empty one."""
    best: dict[str, Any] = {}
    rank = len(_ARTICLES)
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = str(node.get("@type")).lower()
            place = next((n for n, kind in enumerate(_ARTICLES) if kind in kinds), rank)
            if place < rank:
                best, rank = node, place
    return best


def _nodes(data: Any, depth: int = 4) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth:
        for item in data[:200]:
            yield from _nodes(item, depth - 1)
    elif isinstance(data, dict) and depth:
        yield data
        yield from _nodes(data.get("@graph"), depth - 1)
        yield from _nodes(data.get("mainEntity"), depth - 1)


def _title(tree: Element, tags: dict[str, str], article: dict[str, Any], outlet: str) -> str:
    """The heading that readers see when the head of the page agrees with it, else the head's."""
    heads = [head for h1 in tree.iter("h1") if (head := _line(h1.text_content()))]
    heads = [head for head in heads if head.casefold() != outlet.casefold()]
    named = next(iter(tree.iter("title")), None)
    window = _line(named.text_content() if named is not None else "")
    given = tags.get("og:title") or _line(article.get("headline")) or tags.get("twitter:title")
    official = _without_outlet(given or window, outlet, heads)
    agreed = [head for head in heads if _agree(head, official)]
    if not given and len(heads) == 1:
        agreed = heads  # the window's title alone is often that of the section
    return next(iter(agreed), official or next(iter(heads), ""))


def _without_outlet(title: str, outlet: str, heads: list[str]) -> str:
    """`Title | Outlet` → `Title`, when the end is the outlet or the rest is the heading."""
    for cut in _SPLIT.finditer(title):
        if title[: cut.start()] in heads:
            return title[: cut.start()]
    cuts = list(_SPLIT.finditer(title))
    if not cuts:
        return title
    end, rest = title[cuts[-1].end() :], title[: cuts[-1].start()]
    core = "".join(filter(str.isalnum, outlet.casefold().removeprefix("www.")))
    tail = "".join(filter(str.isalnum, end.casefold()))
    is_outlet = bool(tail) and (tail in core or core.startswith(tail) or (core and core in tail))
    is_barred = bool(_BAR.fullmatch(cuts[-1][0])) and len(end) <= 40 and len(rest) >= 15
    return rest if is_outlet or is_barred else title


def _agree(head: str, official: str) -> bool:
    one, other = (set(re.findall(r"\w{3,}", text.casefold())) for text in (head, official))
    return bool(other) and len(one & other) >= 0.5 * len(other)


def _published(tree: Element, tags: dict[str, str], article: dict[str, Any]) -> datetime | None:
    given = [article.get("datePublished"), *(tags.get(name) for name in _PUBLISHED)]
    times = tree.xpath(".//time[@itemprop='datePublished' or @pubdate]/@datetime")
    values = [str(value) for value in (*given, *times) if value]
    return next(filter(None, map(read_moment, values)), None)


def read_time(tree: Element) -> datetime | None:
    """The first machine-readable time left on a page without its boxes."""
    values = (str(value) for value in tree.xpath(".//time/@datetime"))
    return next(filter(None, map(read_moment, values)), None)


def date_in_address(url: str) -> datetime | None:
    """The day in `/2024/03/04/spital-gehackt`."""
    found = re.search(r"/(\d{4})[/-](\d\d)[/-](\d\d)(?=[/-])", url)
    return read_moment("-".join(found.groups())) if found else None


def _language(tree: Element, tags: dict[str, str], article: dict[str, Any]) -> str:
    given = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        tags.get("content-language"),
        tags.get("og:locale"),
        _text(article.get("inLanguage")),
    )
    tags_ = (re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", value) for value in given if value)
    return next((found[1].lower() for found in tags_ if found), "")


def _address(tree: Element, tags: dict[str, str], url: str) -> str:
    """The page's own address in its one spelling; what it claims counts only on its own site."""
    links = tree.xpath(".//link[translate(@rel, 'CANOL', 'canol')='canonical']/@href")
    for claim in (*links, tags.get("og:url")):
        try:
            address = canonical_url(urljoin(url, str(claim or "")))
        except ValueError:
            continue
        is_front = (
            urlsplit(address).path == "/" and bool(url) and urlsplit(url).path not in ("", "/")
        )
        if claim and not is_front and (not url or is_same_site(address, url)):
            return address
    return tidy_url(url)


def _may_stand_for(claim: str, url: str) -> bool:
    """A claim counts on the page's own site, and when it is not the front page for any page."""
    is_front = urlsplit(claim).path == "/" and urlsplit(url).path not in {"", "/"}
    return is_same_site(claim, url) and not is_front


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _line(value.get("name") if isinstance(value, dict) else value)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str:
    return " ".join(clean(_text(value)).split())[:2000]
