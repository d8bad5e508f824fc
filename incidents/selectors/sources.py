"""An article as a reader may see it: never the text, never a leak site, never a protected name."""

from dataclasses import dataclass
from datetime import date

from incidents.models import Article, Organisation
from incidents.records import PartialDate
from incidents.selectors.words import (
    date_in_words,
    is_leak_site,
    names_protected,
    short_address,
    zurich_day,
)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a reader may see it."""

    number: int
    outlet: str
    title: str  # empty when unknown, or when it would name a protected organisation
    language: str
    link: str  # empty for files and leak sites
    address: str  # the link, short enough to read; only where there is no title
    when: str


def source(number: int, article: Article, hidden: list[Organisation]) -> Source:
    """What a reader may know of an article that may name protected organisations."""
    leaked = is_leak_site(article.url)
    link = "" if leaked else article.link
    title = "" if names_protected(article.title, *hidden) else article.title
    return Source(
        number=number,
        outlet=article.outlet,
        title=title,
        language=article.language,
        link=link,
        address="" if title else short_address(link),
        when=date_in_words(_span(article)),
    )


def _span(article: Article) -> PartialDate | None:
    if article.published_from and article.published_to:
        return PartialDate(article.published_from, article.published_to)
    day = published(article)
    return PartialDate.of_day(day) if day else None


def published(article: Article) -> date | None:
    """The day, or the first possible one, on which an article appeared."""
    if article.published_from:
        return article.published_from
    return zurich_day(article.published_at) if article.published_at else None
