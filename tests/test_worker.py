"""The background at work: real broker, real worker, real clock, a feed on loopback."""

import pytest

from incidents.choices import ArticleState, Status
from incidents.models import Article, Incident, Source
from tests.factories import SourceFactory
from tests.news import NewsSite
from tests.waiting import wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def news(httpserver):
    return NewsSite(httpserver)


def test_an_entry_of_a_feed_becomes_a_proposed_incident(news, worker):
    address = news.publish("birkenau")
    SourceFactory(url=news.feed_url)

    article = wait_for(lambda: Article.objects.filter(state=ArticleState.PROPOSED).first())

    assert article.url == address
    incident = Incident.objects.get()
    assert incident.status == Status.PROPOSED
    assert incident.organisation.name == "Spital Birkenau"
    version = article.versions.get()
    for claim in incident.claims.exclude(quote=""):
        assert version.text[claim.start : claim.end] == claim.quote


def test_an_article_about_something_else_ends_as_irrelevant(news, worker):
    news.publish("cafeteria")
    SourceFactory(url=news.feed_url)

    assert wait_for(lambda: Article.objects.filter(state=ArticleState.IRRELEVANT).first())
    assert not Incident.objects.exists()


def test_the_second_poll_is_conditional_and_adds_nothing(news, worker):
    news.publish("birkenau")
    source = SourceFactory(url=news.feed_url, interval="0:00:01")

    wait_for(lambda: Source.objects.filter(pk=source.pk, last_outcome="not_modified").exists())

    assert Article.objects.count() == 1


def test_a_page_that_is_gone_ends_as_failed_with_a_reason(news, worker):
    news.withdraw("vanished")
    SourceFactory(url=news.feed_url)

    article = wait_for(lambda: Article.objects.filter(state=ArticleState.FAILED).first())

    assert article.error
    assert not article.versions.exists()


def test_an_article_whose_message_was_lost_is_found_by_the_sweep(news, worker):
    address = news.publish("birkenau")
    Article.objects.create(url=address)  # nobody queued it

    assert wait_for(lambda: Article.objects.filter(state=ArticleState.PROPOSED).first())
