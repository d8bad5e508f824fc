"""One article is one row, whatever addresses it is met under."""

from django.db import transaction
from rapidfuzz import fuzz

from incidents.models import Article, ArticleAddress
from incidents.records import Page
from incidents.services.articles import hold, host_of, remember_address

SAME_TITLE = 80  # of 100: how alike the titles of an article and its twin are at least
SAME_TEXT = 75
COMPARED = 5_000  # characters of each text


@transaction.atomic
def settle(article: Article, page: Page, landed: str) -> Article:
    """The row that a page belongs to: this one, under the page's own address, or its twin's.

    `landed` is where the redirects ended. When another row has the page's address and is the same
    article, this row gives way: it is removed, or kept as a copy when it has a text already.
    A page that names an address with another story on it is not believed. Raises LeaseLost.
    """
    hold(article)
    address = page.url or landed
    if address == article.url or len(address) > 1000:
        return article
    other = Article.objects.exclude(pk=article.pk).known_at(address)
    if other is None:
        return _move(article, address)
    if not (landed == other.url or _is_same(page, other)):
        return article
    return _merge(article, other)


def _move(article: Article, address: str) -> Article:
    met_at = article.url
    article.url, article.host = address, host_of(address)
    article.save(update_fields=["url", "host"])
    ArticleAddress.objects.filter(url=address).delete()
    remember_address(article, met_at)
    return article


def _merge(article: Article, other: Article) -> Article:
    original = other.copy_of or other
    if article.versions.exists() or article.reports.exists():
        article.copy_of = None if original == article else original
        article.save(update_fields=["copy_of"])
        return article
    met_at = article.url
    article.addresses.update(article=other)
    article.delete()
    remember_address(other, met_at)
    return other


def _is_same(page: Page, other: Article) -> bool:
    known = other.versions.first()
    if known:
        return fuzz.ratio(page.text[:COMPARED], known.text[:COMPARED]) >= SAME_TEXT
    return fuzz.token_set_ratio(page.title, other.title) >= SAME_TITLE
