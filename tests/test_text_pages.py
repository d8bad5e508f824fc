"""Pages of words, pages for the lost, and what search engines are told."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone, translation

from incidents.choices import AttackType, Certainty, OrgType, Status
from incidents.exports.columns import COLUMNS
from incidents.selectors import accuracy
from tests.factories import ClaimFactory, IncidentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ["de", "fr", "it", "en"]
TEXTS = ["methodology", "methodology/accuracy", "data", "about", "accessibility", "easy"]
TEMPLATES = settings.BASE_DIR / "templates"


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("page", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stands_in_every_language(client, page, language, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        response = client.get(f"/{language}/{page}/")
    html = response.content.decode()

    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert f'<html lang="{language}">' in html
    assert 'rel="canonical"' in html
    assert not response.cookies


@pytest.mark.parametrize("name", ["methodology", "data", "about", "accessibility", "easy"])
def test_texts_have_the_same_parts_in_every_language(name):
    def skeleton(language):
        source = (TEMPLATES / "texts" / language / f"{name}.html").read_text()
        marks = re.findall(r"<(?:section|h2|h3|li|p|dt)\b|\sid=\"[^\"]+\"|{% url [^%]+%}", source)
        return [mark for mark in marks if "hreflang" not in mark]

    first = skeleton("de")
    assert len(first) > 10
    assert all(skeleton(language) == first for language in LANGUAGES)
    assert "ß" not in (TEMPLATES / "texts" / "de" / f"{name}.html").read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_anchors_of_the_codebook_are_there_and_single(client, language):
    html = client.get(f"/{language}/methodology/").content.decode()
    anchors = re.findall(r'\sid="([^"]+)"', html)

    assert len(anchors) == len(set(anchors))
    wanted = [f"org_type-{code}" for code in OrgType.values]
    wanted += [f"attack_type-{code}" for code in AttackType.values]
    wanted += [f"certainty-{code}" for code in Certainty.values]
    wanted += ["codes", "limits", "unknown", "duty", "workflow", "patient_care_impact-outage"]
    assert set(wanted) <= set(anchors)


def test_both_dates_of_the_duty_to_report_are_told_with_their_sources(client):
    shown = text(client.get("/en/methodology/"))

    assert "Since 1 April 2025" in shown
    assert "Since 1 October 2025" in shown
    assert "itmagazine.ch" in client.get("/en/methodology/").content.decode()


@override_settings(SITE_URL="https://anamnesis.example")
def test_the_data_page_names_every_column_and_how_many_there_are(client):
    IncidentFactory.create_batch(3)
    IncidentFactory(certainty=Certainty.ATTACKER_CLAIM)

    html = client.get("/en/data/").content.decode()

    assert all(f"<code>{column.name}</code>" in html for column in COLUMNS)
    assert "3 incidents, as of" in html
    assert 'curl "https://anamnesis.example/api/v1/incidents.csv?' in html


@override_settings(CONTACT="desk@anamnesis.example")
def test_the_contact_stands_where_people_look_for_it(client):
    for path in ("about", "accessibility", "methodology", "easy"):
        assert 'href="mailto:desk@anamnesis.example' in client.get(f"/en/{path}/").content.decode()


def stored(tmp_path, **changes):
    field = {"n": 40, "accuracy": 0.925, "by_language": {"de": {"n": 25, "accuracy": 0.96}}}
    scores = {"precision": 0.9, "recall": 0.8, "f1": 0.847}
    split = {"n": 100, "relevance": scores, "clusters": scores, "fields": {"canton": field}}
    content = {"measured_on": "2026-11-20", "version": "0.1.0+ab12", "splits": {"test": split}}
    file = tmp_path / "accuracy.json"
    file.write_text(json.dumps(content | changes))
    return file


def test_accuracy_is_shown_with_day_version_and_numbers(client, tmp_path, monkeypatch):
    monkeypatch.setattr(accuracy.measured, "__defaults__", (stored(tmp_path),))

    shown = text(client.get("/en/methodology/accuracy/"))

    assert "Measured on 20 November 2026 with version 0.1.0+ab12" in shown
    assert "Articles kept apart" in shown
    assert "Canton 92 % n=40 96 % n=25 – – –" in shown


@pytest.mark.parametrize("content", ["", "[]", '{"measured_on": "x", "version": 1, "splits": {}}'])
def test_a_missing_or_broken_measurement_is_told(client, tmp_path, monkeypatch, content):
    file = tmp_path / "accuracy.json"
    if content:
        file.write_text(content)
    monkeypatch.setattr(accuracy.measured, "__defaults__", (file,))

    assert "No measurement is stored" in text(client.get("/en/methodology/accuracy/"))


def test_decisions_of_the_last_year_are_counted_by_field(client, tmp_path, monkeypatch):
    monkeypatch.setattr(accuracy.measured, "__defaults__", (tmp_path / "none.json",))
    now = timezone.now()
    incident = IncidentFactory()
    for n in range(20):
        state = "accepted" if n < 18 else "edited"
        ClaimFactory(incident=incident, field="canton", method="rule", state=state, decided_at=now)
    ClaimFactory(incident=incident, method="rule", state="rejected", decided_at=now)
    old = now - timedelta(days=400)
    ClaimFactory(incident=incident, field="org_type", method="rule", decided_at=old)
    ClaimFactory(incident=incident, field="org_type", method="curator", decided_at=now)

    shown = text(client.get("/en/methodology/accuracy/"))

    assert "Canton 18 20 90 %" in shown
    assert "Kind of attack 0 1 –" in shown
    assert "Organisation type" not in shown


def test_a_lost_reader_finds_search_and_the_latest(client):
    IncidentFactory.create_batch(6)

    response = client.get("/en/nowhere/")
    html = response.content.decode()

    assert response.status_code == 404
    assert 'role="search"' in html
    assert html.count("Attack on") == 5
    assert "noindex" in html


def test_a_lost_reader_is_answered_without_a_database(client, monkeypatch):
    def down(*_, **__):
        raise OperationalError("no database")

    monkeypatch.setattr("incidents.views.errors.rows", down)

    assert client.get("/en/nowhere/").status_code == 404


def test_a_database_that_is_down_is_told_in_four_languages(client, monkeypatch):
    def down(*_, **__):
        raise OperationalError("no database")

    client.raise_request_exception = False
    monkeypatch.setattr("incidents.views.texts.register_of", down)

    response = client.get("/de/data/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    for words in ("Gleich wieder da", "De retour", "Torniamo subito", "Back in a moment"):
        assert words in response.content.decode()


@override_settings(SITE_URL="https://anamnesis.example")
def test_pages_describe_themselves_for_those_who_share_them(client):
    incident = IncidentFactory(number=7, slug="x", title_en='"Quoted" & so', summary_en="Told.")

    html = client.get("/en/incidents/0007-x/").content.decode()

    assert '<meta property="og:title" content="&quot;Quoted&quot; &amp; so">' in html
    assert f'og:url" content="https://anamnesis.example/en/incidents/0007-{incident.slug}/"' in html
    assert re.search(r'og:image" content="https://anamnesis.example/static/social-card', html)
    assert "<title>&quot;Quoted&quot; &amp; so · Anamnesis</title>" in html
    alternates = re.findall(r'hreflang="(\S+)" href="https://anamnesis.example(\S+)"', html)
    assert ("it", "/it/incidents/0007-x/") in alternates
    assert ("x-default", "/de/incidents/0007-x/") in alternates


def test_a_protected_name_is_not_in_what_is_shared(client):
    practice = OrganisationFactory(name="Praxis Dr. Geheim", org_type="practice", is_protected=True)
    incident = IncidentFactory(organisation=practice, slug="practice")

    with translation.override("en"):
        path = incident.get_absolute_url()
    for address in (path, path + "history/", "/en/incidents/1.bib", "/sitemap.xml", "/en/x/"):
        assert "eheim" not in client.get(address).content.decode()


@override_settings(SITE_URL="https://anamnesis.example")
def test_the_sitemap_holds_what_may_be_listed(client, django_assert_max_num_queries):
    body = OrganisationFactory(slug="spital-a", canton="BE")
    moment = datetime(2024, 3, 7, 12, tzinfo=UTC)
    IncidentFactory(number=1, slug="one", organisation=body, threat_actor="Clop", updated_at=moment)
    IncidentFactory(number=2, slug="two", proposed=True)
    IncidentFactory(number=3, slug="three", status=Status.RETRACTED)
    with django_assert_max_num_queries(10):
        response = client.get("/sitemap.xml")

    root = ElementTree.fromstring(response.content)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url[0].text: url for url in root.iter(f"{name}url")}
    paths = [address.removeprefix("https://anamnesis.example") for address in found]
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    for path in (
        "/de/",
        "/fr/easy/",
        "/en/incidents/0001-one/",
        "/it/organisations/spital-a/",
        "/de/cantons/be/",
        "/de/actors/clop/",
    ):
        assert path in paths
    assert found["https://anamnesis.example/en/incidents/0001-one/"][1].text == "2024-03-07"
    assert not [path for path in paths if "two" in path or "three" in path or "history" in path]
    assert all(client.get(path).status_code == 200 for path in paths)


def test_robots_are_shown_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert client.get("/favicon.ico").status_code == 301


def test_no_template_holds_inline_style_or_handlers():
    for path in TEMPLATES.rglob("*.html"):
        found = re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", path.read_text())
        assert not found, path


def test_no_page_sets_a_cookie(client):
    IncidentFactory(number=1, slug="one", organisation__slug="body", threat_actor="Clop")
    paths = ["", "incidents/", "incidents/0001-one/", "incidents/0001-one/history/"]
    paths += ["organisations/body/", "sectors/hospital/", "cantons/be/", "actors/clop/", "nowhere/"]
    paths += [f"{page}/" for page in TEXTS]

    for path in paths:
        response = client.get(f"/de/{path}")
        assert not response.cookies, path
        scripts = re.findall("<script[^>]*>", response.content.decode())
        assert all("src=" in tag or "json" in tag for tag in scripts), path
