"""The whole story: a feed gains an article, a curator publishes it, a reader shares a view."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from incidents.choices import ArticleState
from incidents.models import Article, Register
from tests.factories import IncidentFactory, SourceFactory
from tests.news import NewsSite
from tests.waiting import wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def curator():
    return get_user_model().objects.create_superuser("curator", password="long enough")


def test_from_a_feed_to_a_shared_view(
    live_server, page, browser, console, httpserver, worker, curator
):
    IncidentFactory(number=1, organisation__canton="GE", attack_type="ddos")
    Register.objects.reserve(1)
    news = NewsSite(httpserver)
    SourceFactory(url=news.feed_url, interval="0:00:01")

    # The feed gains an article; clock and worker pick it up.
    news.publish("birkenau")
    wait_for(lambda: Article.objects.filter(state=ArticleState.PROPOSED).first())

    # Nobody outside sees it yet.
    page.goto(f"{live_server.url}/de/incidents/")
    expect(page.locator("#results")).not_to_contain_text("Birkenau")

    # It waits in the desk, with its evidence marked; a curator publishes it.
    page.goto(f"{live_server.url}/admin/incidents/incident/?status__exact=proposed")
    page.fill("#id_username", "curator")
    page.fill("#id_password", "long enough")
    page.click("input[type=submit]")
    page.get_by_role("link", name=re.compile("AN-0002")).click()
    expect(page.locator(".desk__text mark").first).to_be_visible()
    page.locator("input[name=_publish]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("AN-0002")

    # It appears on the dashboard, and a filter is set.
    page.goto(f"{live_server.url}/de/")
    expect(page.locator("body")).to_contain_text("Spital Birkenau")
    page.goto(f"{live_server.url}/de/incidents/")
    expect(page.locator("#results")).to_contain_text("AN-0001")
    page.locator("details.facet", has=page.locator("input[name=canton]")).locator("summary").click()
    page.locator("input[name=canton][value=be]").check()
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url(re.compile(r"canton=be"))
    expect(page.locator("#results")).to_contain_text("AN-0002")
    expect(page.locator("#results")).not_to_contain_text("AN-0001")
    shared, sentence = page.url, page.locator("p.lead").inner_text()

    # Somebody else opens the address and sees the same incident and the same count.
    other = browser.new_context().new_page()
    other.goto(shared)
    assert other.url == shared
    assert other.locator("p.lead").inner_text() == sentence
    expect(other.locator("#results")).to_contain_text("AN-0002")
    expect(other.locator("#results")).not_to_contain_text("AN-0001")

    # Every value shown rests on the article's own words.
    other.get_by_role("link", name=re.compile("Birkenau")).first.click()
    other.locator("details.evidence summary").first.click()
    expect(other.locator("blockquote:visible").first).to_be_visible()
    other.context.close()
