"""`ingest --source S --since …`: an archive is walked once, whatever interrupts it."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents import services
from incidents.ingest import pipeline
from incidents.models import ArchivePage, Article
from tests.factories import SourceFactory
from tests.news import PAGES

pytestmark = [pytest.mark.data, pytest.mark.django_db]
BIRKENAU = (PAGES / "birkenau.html").read_text()


class Archive:
    """An index of monthly sitemaps, each with one article, and a log of what was asked for."""

    def __init__(self, server, months):
        self.server = server
        rows = "".join(f"<sitemap><loc>/sitemap-{month}.xml</loc></sitemap>" for month in months)
        self._serve("/index.xml", f"<sitemapindex>{rows}</sitemapindex>")
        for month in months:
            page = f"/{month.replace('-', '/')}/angriff"
            row = f"<url><loc>{page}</loc><lastmod>{month}-15</lastmod></url>"
            self._serve(f"/sitemap-{month}.xml", f"<urlset>{row}</urlset>")
            html = BIRKENAU.replace("Birkenau", f"Birkenau {month}")
            server.expect_request(page).respond_with_data(html, content_type="text/html")

    def _serve(self, path, body):
        self.server.expect_request(path).respond_with_data(body, content_type="application/xml")

    @property
    def asked(self):
        paths = [request.path for request, _ in self.server.log]
        return [path for path in paths if "sitemap-" in path]


@pytest.fixture
def archive(httpserver):
    return Archive(httpserver, ["2019-11", "2019-12", "2020-01", "2020-02"])


@pytest.fixture
def source(archive):
    return SourceFactory(kind="sitemap", url=archive.server.url_for("/index.xml"), slug="blatt")


def test_an_archive_is_read_back_to_the_month(archive, source, capsys):
    call_command("ingest", source="blatt", since="2019-12")

    assert archive.asked == [f"/sitemap-{m}.xml" for m in ("2019-12", "2020-01", "2020-02")]
    assert Article.objects.count() == 3
    assert "4 pages of the archive, 3 new articles" in capsys.readouterr().out


def test_an_interrupted_walk_goes_on_where_it_stopped(archive, source):
    def stop(walk):
        if walk.read == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.backfill(source, date(2019, 1, 1), progress=stop)
    assert len(archive.asked) == 2

    walk = pipeline.backfill(source, date(2019, 1, 1))

    assert len(archive.asked) == 4
    assert sorted(archive.asked) == sorted(set(archive.asked))
    assert (walk.added, Article.objects.count()) == (2, 4)


def test_months_that_are_over_are_never_read_again_the_current_one_is(httpserver):
    month = f"{timezone.localdate():%Y-%m}"
    archive = Archive(httpserver, ["2020-01", month])
    source = SourceFactory(kind="sitemap", url=httpserver.url_for("/index.xml"))
    pipeline.backfill(source, date(2019, 1, 1))
    ArchivePage.objects.update(read_at=timezone.now() - timedelta(days=2))

    pipeline.backfill(source, date(2019, 1, 1))

    assert archive.asked.count("/sitemap-2020-01.xml") == 1
    assert archive.asked.count(f"/sitemap-{month}.xml") == 2


def test_a_page_that_fails_is_named_and_tried_again(archive, source, httpserver):
    broken = httpserver.expect_oneshot_request("/index.xml")
    broken.respond_with_data("", 503)

    first = pipeline.backfill(source, date(2019, 1, 1))
    second = pipeline.backfill(source, date(2019, 1, 1))

    assert (first.added, len(first.faults)) == (0, 1)
    assert (second.added, second.faults) == (4, [])


def test_a_feed_is_walked_by_the_sitemaps_that_its_site_names(archive, httpserver):
    robots = f"Sitemap: {httpserver.url_for('/index.xml')}"
    httpserver.expect_request("/robots.txt").respond_with_data(robots, content_type="text/plain")
    source = SourceFactory(kind="feed", url=httpserver.url_for("/feed.xml"))

    assert pipeline.backfill(source, date(2020, 1, 1), pattern="2020/02").added == 1


def test_one_address_per_month_is_filled_in(httpserver):
    today = timezone.localdate()
    path = f"/sitemap/{today:%Y}/{today:%m}/sitemap.xml"
    row = "<urlset><url><loc>/a</loc></url></urlset>"
    httpserver.expect_request(path).respond_with_data(row, content_type="application/xml")
    source = SourceFactory(kind="sitemap", url=httpserver.url_for("/sitemap/YYYY/MM/sitemap.xml"))

    assert pipeline.backfill(source, today.replace(day=1)).added == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "2019-01"}, "name it with --source"),
        ({"source": "blatt", "since": "soon"}, "is not a date"),
        ({"source": "blatt", "since": "2019", "pattern": "("}, "unterminated"),
        ({"source": "nobody", "since": "2019"}, "There are: blatt"),
    ],
)
def test_what_cannot_be_done_is_said(source, options, message):
    with pytest.raises(CommandError, match=message):
        call_command("ingest", **options)


def test_the_sweep_leaves_a_large_archive_in_the_database(source, settings):
    settings.QUEUE_LIMIT = 3
    entries = [Article(url=f"https://h{n}.example/", host=f"h{n}.example") for n in range(20)]
    Article.objects.bulk_create(entries)

    assert len(queued()) == 3
    assert queued() == []
    services.finish_article(Article.objects.exclude(queued_at=None).first(), "irrelevant")
    assert len(queued()) == 1


def queued(waits=None):
    """The articles that get a message now."""
    return [pk for message in pipeline.next_messages(waits) for pk in message.ids]


def test_a_host_has_two_articles_in_the_queue_at_most(settings):
    settings.HOST_GAP = 1.0
    Article.objects.bulk_create(
        Article(url=f"https://h{n % 2}.example/{n}", host=f"h{n % 2}.example") for n in range(20)
    )

    assert len(queued()) == 4
    assert queued({"h1.example": 0.0}) == []


def test_a_source_has_one_message_at_a_time(settings):
    source = SourceFactory()

    assert services.queue_sources(settings.REQUEUE_AFTER) == [source.pk]
    assert services.queue_sources(settings.REQUEUE_AFTER) == []
