"""The sources that the project ships, and the operators' form for them."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from incidents import services
from incidents.management.commands.load_sources import DEFAULT
from incidents.models import Article, Poll, Source
from incidents.services.shipped import digest
from tests.factories import SourceFactory
from tests.news import NewsSite

pytestmark = [pytest.mark.data, pytest.mark.django_db]
ONE = """
[[source]]
slug = "musterblatt"
name = "Musterblatt"
url = "https://musterblatt.example/rss"
language = "de"
interval = 30
verified = "Its editor gave it to us."
"""


@pytest.fixture
def news(httpserver):
    return NewsSite(httpserver)


def test_the_shipped_list_loads_and_loading_it_again_changes_nothing():
    text = DEFAULT.read_text()

    first = services.load_sources(text)
    before = list(Source.objects.order_by("pk").values())
    second = services.load_sources(text)

    assert first["created"] > 60
    assert second == {"created": 0, "updated": 0, "unchanged": first["created"], "kept": 0}
    assert list(Source.objects.order_by("pk").values()) == before


def test_every_shipped_source_says_how_it_is_known_and_guesses_are_off():
    services.load_sources(DEFAULT.read_text())

    assert {"de", "fr", "it", "en"} == set(Source.objects.values_list("language", flat=True))
    assert {"feed", "sitemap", "listing"} == set(Source.objects.values_list("kind", flat=True))
    for source in Source.objects.all():
        assert source.verified
        re.compile(source.pattern)
        if source.enabled:
            assert not re.search("guess|gone|unchecked", source.verified, re.I), source.slug


def test_new_sources_are_not_all_polled_in_one_moment():
    services.load_sources(DEFAULT.read_text())

    times = Source.objects.values_list("next_poll_at", flat=True)
    assert max(times) - min(times) > timedelta(minutes=2)


def test_a_change_of_the_list_arrives_where_nobody_changed_the_source():
    services.load_sources(ONE)

    tally = services.load_sources(ONE.replace("30", "60"))

    assert tally["updated"] == 1
    assert Source.objects.get().interval == timedelta(hours=1)


def test_what_an_operator_changed_is_kept():
    services.load_sources(ONE)
    Source.objects.update(enabled=False)

    tally = services.load_sources(ONE.replace("30", "60"))

    assert tally["kept"] == 1
    assert Source.objects.get().interval == timedelta(minutes=30)


def test_a_source_that_an_operator_entered_is_not_entered_twice():
    SourceFactory(url="https://musterblatt.example/rss", slug="my-own")

    assert services.load_sources(ONE)["kept"] == 1
    assert Source.objects.count() == 1


def test_a_poll_is_no_change_by_an_operator():
    services.load_sources(ONE)
    source = Source.objects.get()

    services.finish_poll(source, Poll(at=timezone.now(), outcome="updated"))

    assert Source.objects.get().shipped == digest(Source.objects.get())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no source"),
        ("[[source]]\nslug = ", "not a list of sources"),
        (ONE + ONE, "slug given twice: musterblatt"),
        (ONE.replace("https://", "file://"), "musterblatt: url"),
        (ONE + 'colour = "red"', "colour"),
        (ONE + 'kind = "gopher"', "musterblatt: kind"),
    ],
)
def test_a_faulty_list_changes_nothing(tmp_path, text, fault):
    path = tmp_path / "list.toml"
    path.write_text(text)

    with pytest.raises(CommandError, match=re.escape(fault)):
        call_command("load_sources", str(path))

    assert not Source.objects.exists()


def test_a_source_entered_by_an_operator_is_due_at_once(admin_client):
    data = {
        "name": "Klinik Sonnmatt",
        "slug": "sonnmatt",
        "kind": "listing",
        "url": "https://sonnmatt.example/news",
        "interval": "01:00:00",
        "enabled": "on",
        "selector": "main h2 a",
    }

    page = admin_client.post(reverse("admin:incidents_source_add"), data)

    assert page.status_code == 302, page.context["adminform"].form.errors
    assert Source.objects.due(timezone.now()).exists()


@pytest.mark.parametrize(("field", "value"), [("selector", "h2 >"), ("pattern", "(")])
def test_a_selector_or_pattern_that_is_none_is_refused(admin_client, field, value):
    data = {"name": "X", "slug": "x", "kind": "listing", "url": "https://x.example/"}

    page = admin_client.post(
        reverse("admin:incidents_source_add"), {**data, "interval": "1:00:00", field: value}
    )

    assert field in page.context["adminform"].form.errors


def test_testing_a_source_shows_what_would_be_read_and_stores_nothing(admin_client, news):
    link = news.publish("birkenau")
    source = SourceFactory(url=news.feed_url, etag="old")
    address = reverse("admin:incidents_source_test", args=[source.pk])
    form = admin_client.get(reverse("admin:incidents_source_change", args=[source.pk]))
    assert f'action="{address}"' in form.content.decode()

    page = admin_client.post(address)

    assert link in page.content.decode()
    assert page.context["trial"].outcome == "updated"
    assert not Article.objects.exists()
    assert not Poll.objects.exists()
    assert Source.objects.get().etag == "old"


def test_testing_a_source_that_fails_says_why(admin_client, httpserver):
    source = SourceFactory(url="http://169.254.169.254/feed")

    page = admin_client.post(reverse("admin:incidents_source_test", args=[source.pk]))

    assert page.context["trial"].outcome == "unsafe_address"
    assert admin_client.get(page.request["PATH_INFO"]).status_code == 405
