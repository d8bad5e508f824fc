"""One article is one row, its edits are versions, and copies are one source."""

from datetime import timedelta

import pytest
from django.utils import timezone
from werkzeug import Response

from incidents import services
from incidents.choices import ArticleState, ClaimState
from incidents.ingest import pipeline
from incidents.models import Article, ArticleAddress, Claim, Incident
from incidents.records import Entry
from tests.news import PAGES

pytestmark = [pytest.mark.data, pytest.mark.django_db]
BIRKENAU = (PAGES / "birkenau.html").read_text()
CAFETERIA = (PAGES / "cafeteria.html").read_text()


@pytest.fixture
def site(httpserver):
    """`site(path, html)` serves a page; `canonical` and `to` put a link or a redirect there."""

    def serve(path, html="", *, canonical="", to=""):
        if to:
            headers = {"Location": httpserver.url_for(to)}
            httpserver.expect_request(path).respond_with_data("", 301, headers=headers)
        else:
            link = httpserver.url_for(canonical or path)
            html = html.replace("<head>", f'<head><link rel="canonical" href="{link}">')
            httpserver.expect_request(path).respond_with_data(html, content_type="text/html")
        return httpserver.url_for(path)

    serve.url = httpserver.url_for
    return serve


def read(*urls):
    """Enter addresses as a source would, and process what is new; returns the outcomes."""
    added = services.add_entries(None, [Entry(url) for url in urls])
    done = [pipeline.process(pk) for pk in added]
    return [one.outcome for one in done if one]


def test_a_row_moves_to_the_canonical_address_and_is_known_under_both(site):
    amp = site("/amp/birkenau", BIRKENAU, canonical="/birkenau")

    assert read(amp) == ["proposed"]
    assert read(amp, site.url("/birkenau")) == []

    assert Article.objects.get().url == site.url("/birkenau")
    assert ArticleAddress.objects.get().url == amp


def test_mobile_amp_and_redirect_of_one_article_end_in_one_row(site):
    urls = [
        site("/birkenau", BIRKENAU),
        site("/m/birkenau", BIRKENAU, canonical="/birkenau"),
        site("/amp/birkenau", BIRKENAU, canonical="/birkenau"),
        site("/go", to="/birkenau"),
    ]

    assert read(*urls) == ["proposed", "duplicate", "duplicate", "duplicate"]
    assert read(*urls) == []

    article = Article.objects.get()
    assert article.url == urls[0]
    assert article.versions.count() == 1
    assert {a.url for a in article.addresses.all()} == set(urls[1:])
    assert Incident.objects.get().reports.count() == 1


def test_a_page_that_names_another_story_as_its_address_is_not_believed(site):
    urls = [
        site("/birkenau", BIRKENAU),
        site("/cafeteria", CAFETERIA, canonical="/birkenau"),
    ]

    assert read(*urls) == ["proposed", "irrelevant"]
    assert set(Article.objects.values_list("url", flat=True)) == set(urls)


def test_an_article_of_the_register_is_met_under_a_redirect(site):
    target = site("/birkenau", BIRKENAU)
    Article.objects.create(url=target, state=ArticleState.LINKED, title="Erpresser")

    assert read(site("/short", to="/birkenau")) == ["duplicate"]

    assert Article.objects.get().state == ArticleState.LINKED


def test_a_copy_of_an_agency_text_adds_a_report_but_no_source(site):
    lead = "Das Spital Birkenau in Langenthal ist am Dienstag von einem Angriff"
    copy = BIRKENAU.replace(
        "Erpresser legen Spital Birkenau lahm", "Hacker treffen Spital"
    ).replace(lead, "Ein Spital im Oberaargau ist am Dienstag Opfer von einem Angriff")
    urls = site("/birkenau", BIRKENAU), site("/elsewhere", copy)

    assert read(*urls) == ["proposed", "duplicate"]

    incident = Incident.objects.get()
    assert incident.reports.count() == 2
    assert Article.objects.filter(reports__incident=incident).independent().count() == 1
    assert set(Claim.objects.values_list("article__url", flat=True)) == {urls[0]}


def look_again(article):
    Article.objects.filter(pk=article.pk).update(revisit_at=timezone.now() - timedelta(seconds=1))
    return pipeline.process(article.pk).outcome


@pytest.fixture
def edited(httpserver):
    """A report of today whose page can change: a list of one page."""
    pages = [BIRKENAU.replace("2024-03-14", f"{timezone.now():%Y-%m-%d}")]

    def answer(request):
        response = Response(pages[-1], content_type="text/html")
        response.add_etag()
        return response.make_conditional(request)

    httpserver.expect_request("/birkenau").respond_with_handler(answer)
    return pages


def test_a_young_report_is_looked_at_again_and_old_ones_are_not(site, edited):
    read(site.url("/birkenau"), site("/old", BIRKENAU), site("/cafeteria", CAFETERIA))

    young = Article.objects.get(url=site.url("/birkenau"))
    hour = timezone.now() + timedelta(hours=1)
    assert abs(young.revisit_at - hour) < timedelta(minutes=1)
    assert Article.objects.filter(revisit_at__isnull=False).count() == 1


def test_an_unchanged_page_is_asked_for_with_conditions(site, edited, httpserver):
    read(site.url("/birkenau"))

    assert look_again(Article.objects.get()) == "unchanged"

    request, response = httpserver.log[-1]
    assert request.headers["If-None-Match"]
    assert response.status_code == 304
    assert Article.objects.get().versions.count() == 1


def test_an_edit_is_a_version_and_what_is_new_in_it_waits_for_a_curator(site, edited):
    read(site.url("/birkenau"))
    Claim.objects.update(state=ClaimState.ACCEPTED)
    before = set(Claim.objects.values_list("pk", flat=True))
    edited.append(
        edited[0].replace(
            "Patientendaten seien nach bisherigem Stand nicht abgeflossen.",
            "Die Täter haben Patientendaten gestohlen und im Darknet veröffentlicht.",
        )
    )

    assert look_again(Article.objects.get()) == "linked"

    article = Article.objects.get()
    assert article.versions.count() == 2
    assert Incident.objects.count() == 1
    fresh = Claim.objects.exclude(pk__in=before)
    assert fresh.filter(field="data_stolen", value="yes", state=ClaimState.PROPOSED).exists()
    assert {claim.version for claim in fresh} == {article.versions.latest()}


def test_a_report_that_is_gone_stays_on_file(site, edited, httpserver):
    read(site.url("/birkenau"))
    httpserver.clear()

    assert look_again(Article.objects.get()) == "unchanged"

    article = Article.objects.get()
    assert article.state == ArticleState.PROPOSED
    assert article.versions.exists()


def test_no_look_comes_after_three_days(site, edited):
    read(site.url("/birkenau"))
    article = Article.objects.get()
    article.versions.update(fetched_at=timezone.now() - timedelta(days=4))

    look_again(article)

    assert Article.objects.get().revisit_at is None
