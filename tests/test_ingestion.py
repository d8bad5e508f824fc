"""Eyes on ingestion: the operators' page, metrics, mails, and what polls leave behind."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from lxml import html
from prometheus_client.parser import text_string_to_metric_families

from incidents import services
from incidents.choices import ArticleState
from incidents.ingest import pipeline
from incidents.models import Article, Poll, Source
from incidents.selectors import ingestion
from tests.factories import ArticleFactory, SourceFactory
from tests.news import NewsSite

pytestmark = [pytest.mark.data, pytest.mark.django_db]
PAGE = "admin:incidents_poll_changelist"


@pytest.fixture
def news(httpserver):
    return NewsSite(httpserver)


def poll(source, outcome="updated", error="", at=None, **options):
    at = at or timezone.now()
    services.finish_poll(source, Poll(at=at, outcome=outcome), error=error, **options)


def test_failures_in_a_row_double_the_interval_up_to_a_day():
    source = SourceFactory(interval=timedelta(hours=1))
    waits = []
    for _ in range(8):
        poll(source, "unreachable", "away")
        waits.append(round((source.next_poll_at - timezone.now()).total_seconds() / 3600))

    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]

    poll(source)
    assert (source.failures, source.failing_since) == (0, None)
    assert source.next_poll_at - timezone.now() < timedelta(hours=1.1)


def test_a_source_comes_back_no_sooner_than_its_server_asked():
    source = SourceFactory(interval=timedelta(hours=1))

    poll(source, "throttled", "asks to come back later", wait=7_200)

    assert source.next_poll_at - timezone.now() > timedelta(hours=1.9)


def test_a_poll_does_not_undo_what_an_operator_saved_meanwhile():
    source = SourceFactory(name="Old")
    Source.objects.update(name="New", enabled=False)

    poll(source)

    source.refresh_from_db()
    assert (source.name, source.enabled) == ("New", False)


def test_each_poll_leaves_a_row_with_its_outcome(news, httpserver):
    news.publish("birkenau")
    source = SourceFactory(url=news.feed_url)
    outcomes = []
    for _ in range(2):
        services.make_due(source)
        outcomes.append(pipeline.poll(source.pk, pipeline.command_reader())[0])
        source.refresh_from_db()
    httpserver.clear()
    httpserver.expect_request("/feed.xml").respond_with_data("", 410)
    services.make_due(source)
    pipeline.poll(source.pk, pipeline.command_reader())

    assert outcomes == ["updated", "not_modified"]
    rows = list(Poll.objects.order_by("pk").values_list("outcome", "failed", "added"))
    assert rows == [("updated", False, 1), ("not_modified", False, 0), ("gone", True, 0)]


def test_the_same_failure_again_is_no_news_for_the_log(caplog):
    caplog.set_level("DEBUG", logger="incidents.ingest")
    source = SourceFactory(url="http://169.254.169.254/feed", slug="inside")
    for _ in range(3):
        services.make_due(source)
        pipeline.poll(source.pk, pipeline.command_reader())

    lines = [r for r in caplog.records if r.name == "incidents.ingest"]
    assert [r.levelname for r in lines] == ["INFO", "DEBUG", "DEBUG"]
    assert lines[0].getMessage().startswith("poll source=inside outcome=unsafe_address entries=0")


def outage(**traits):
    long_ago = timezone.now() - timedelta(hours=25)
    return SourceFactory(failing_since=long_ago, failures=9, last_outcome="unreachable", **traits)


def test_operators_get_one_mail_per_outage(settings):
    settings.ADMINS = [("", "desk@register.example")]
    source = outage(name="Musterblatt")
    SourceFactory(failing_since=timezone.now() - timedelta(hours=2))
    outage(enabled=False)

    counts = [pipeline.alert_operators() for _ in range(3)]

    assert counts == [1, 0, 0]
    (sent,) = mail.outbox
    assert "Musterblatt" in sent.subject
    assert source.url in sent.body

    source.refresh_from_db()
    poll(source)
    Source.objects.filter(pk=source.pk).update(failing_since=timezone.now() - timedelta(days=2))
    assert pipeline.alert_operators() == 1


def test_many_sources_make_one_mail(settings):
    settings.ADMINS = [("", "desk@register.example")]
    for _ in range(5):
        outage()

    assert pipeline.alert_operators() == 5
    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_be_sent_is_sent_later(settings, monkeypatch):
    settings.ADMINS = [("", "desk@register.example")]
    outage()

    def refuse(*_):
        raise SMTPException("no")

    with monkeypatch.context() as patch:
        patch.setattr("incidents.ingest.pipeline.alerts.mail_admins", refuse)
        assert pipeline.alert_operators() == 0
    assert pipeline.alert_operators() == 1


def test_old_polls_are_dropped():
    source = SourceFactory()
    poll(source, at=timezone.now() - timedelta(days=40))
    poll(source)

    assert services.drop_old_polls() == 1
    assert Poll.objects.count() == 1


def failed_article(**traits):
    return ArticleFactory(
        state=ArticleState.FAILED, error="no such page (410)", failure="gone", attempts=1, **traits
    )


def test_the_page_shows_sources_polls_queue_and_failures(admin_client):
    source = SourceFactory(name="Musterblatt")
    poll(source, "unreachable", "news.example could not be reached")
    poll(SourceFactory(name="Tagblatt"))
    failed_article(title="Verschwunden")
    Article.objects.create(url="https://news.example/neu")

    page = admin_client.get(reverse(PAGE)).content.decode()
    tree = html.fromstring(page)

    for text in ("Musterblatt", "news.example could not be reached", "Verschwunden"):
        assert text in page
    assert len(tree.cssselect("svg rect")) == 2 * ingestion.DAYS
    heights = [float(r.get("height")) for r in tree.cssselect("svg rect")]
    assert heights[-2:] == [50.0, 50.0]
    assert "style=" not in page
    assert "<script>" not in page


def test_one_failed_article_or_all_of_a_reason_start_over(admin_client):
    one, other, third = failed_article(), failed_article(), failed_article()
    Article.objects.filter(pk=third.pk).update(failure="refused")

    admin_client.post(reverse("admin:incidents_poll_retry"), {"article": one.pk})
    states = list(Article.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["new", "failed", "failed"]

    admin_client.post(reverse("admin:incidents_poll_retry"), {"reason": "gone"})
    states = list(Article.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["new", "new", "failed"]
    assert Article.objects.due(timezone.now()).count() == 2
    assert other.pk in pipeline.next_messages()[0].ids


def test_nobody_else_sees_the_page_or_retries(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse("admin:incidents_poll_retry"), {"reason": ""}).status_code == 403
    assert client.get(reverse("admin:incidents_poll_retry")).status_code == 405


def metrics(client, **headers):
    text = client.get(reverse("metrics"), **headers).content.decode()
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_are_counted_from_the_database(client):
    published = datetime(2024, 3, 14, 8, tzinfo=UTC)
    source = SourceFactory()
    for hours in (1, 2, 30):
        ArticleFactory(
            source=source,
            published_at=published,
            finished_at=published + timedelta(hours=hours),
            state=ArticleState.PROPOSED,
        )
    failed_article()
    Article.objects.create(url="https://news.example/neu")
    poll(source, "unreachable", "away")

    found = metrics(client)

    assert found["anamnesis_articles", "", "proposed"] == 3
    assert found["anamnesis_articles", "failed", "gone"] == 1
    assert found["anamnesis_articles_due",] == 1
    assert found["anamnesis_polls_last_day", "true", "unreachable"] == 1
    assert found["anamnesis_published_to_proposed_seconds_bucket", "3600.0"] == 1
    assert found["anamnesis_published_to_proposed_seconds_bucket", "10800.0"] == 2
    assert found["anamnesis_published_to_proposed_seconds_count",] == 3
    assert found["anamnesis_published_to_proposed_seconds_sum",] == 33 * 3600
    assert found["anamnesis_sources_failing",] == 1
    assert found["anamnesis_broker_messages",] >= 0


def test_metrics_are_for_loopback_or_the_bearer_of_the_token(client, settings):
    address = reverse("metrics")

    assert client.get(address).status_code == 200
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get(address, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 403

    settings.METRICS_TOKEN = "secret"
    assert client.get(address).status_code == 403
    bearer = {"HTTP_AUTHORIZATION": "Bearer secret", "REMOTE_ADDR": "192.0.2.7"}
    assert client.get(address, **bearer).status_code == 200


def test_metrics_cost_a_fixed_number_of_statements(client, django_assert_max_num_queries):
    for _ in range(20):
        poll(SourceFactory())
        failed_article()

    with django_assert_max_num_queries(12):
        metrics(client)
