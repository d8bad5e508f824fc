"""What a visitor sees, whatever the address, the language and the state of the machinery."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from incidents.choices import Certainty, Status
from incidents.views import health
from tests.factories import ArticleFactory, ClaimFactory, IncidentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
BUDGET = 15  # statements


def text(response) -> str:
    """The words of a page, tags and runs of space left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page_of(incident, language="en") -> str:
    with translation.override(language):
        return incident.get_absolute_url()


@pytest.mark.parametrize(
    ("header", "language"),
    [("fr-CH,fr", "fr"), ("it", "it"), ("en-GB", "en"), ("pt", "de"), ("", "de")],
)
def test_the_root_speaks_the_visitors_language_or_german(client, header, language):
    response = client.get("/?canton=be", headers={"accept-language": header})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/?canton=be"
    assert "Accept-Language" in response["Vary"]
    assert response["Cache-Control"] == "private"


@pytest.mark.parametrize("path", ["/en/", "/en/incidents/"])
def test_pages_show_published_incidents_by_their_public_id(client, path):
    IncidentFactory(number=42, title_en="Hospital of Musterwil attacked")
    IncidentFactory(number=43, proposed=True, title_en="Not yet checked")

    shown = text(client.get(path))

    assert "AN-0042" in shown
    assert "Hospital of Musterwil attacked" in shown
    assert "AN-0043" not in shown
    assert "Not yet checked" not in shown


@pytest.mark.parametrize("path", ["/en/", "/en/incidents/"])
def test_a_query_is_sent_once_to_its_canonical_address(client, path):
    response = client.get(path + "?kanton=ZH&utm_source=x&page=1")

    assert response.status_code == 302
    assert response["Location"] == path + "?canton=zh"
    assert client.get(response["Location"]).status_code == 200
    assert "messages" not in response.cookies


@pytest.mark.parametrize("query", ["canton=be%2Czh", "canton=be,zh", "q=a+b", "q=a%20b"])
def test_a_client_that_escapes_otherwise_is_not_sent_round_in_circles(client, query):
    assert client.get(f"/en/incidents/?{query}", follow=True).redirect_chain == []


def test_what_was_ignored_is_said_once(client):
    response = client.get("/en/incidents/?canton=xx&foo=%3Cb%3E&org_type=hospital", follow=True)

    assert response.redirect_chain == [("/en/incidents/?org_type=hospital", 302)]
    assert "We ignored foo=&lt;b&gt; (not a filter of this register)" in text(response)
    assert "canton=xx (not a known value)" in text(response)
    assert "We ignored" not in text(client.get("/en/incidents/?org_type=hospital"))


def test_a_page_beyond_the_last_leads_to_the_last(client):
    IncidentFactory.create_batch(101)

    response = client.get("/en/incidents/?page=9", follow=True)

    assert response.redirect_chain == [("/en/incidents/?page=2", 302)]
    assert response.content.count(b'class="row__id"') == 1
    assert "There is no page 9." in text(response)


@pytest.mark.parametrize("path", ["/en/", "/en/incidents/"])
def test_statements_do_not_grow_with_rows(client, path, django_assert_max_num_queries):
    incidents = IncidentFactory.create_batch(30, organisation__canton="BE")
    for incident in incidents:
        incident.reports.create(article=ArticleFactory())

    with django_assert_max_num_queries(BUDGET):
        client.get(path + "?from=2020&canton=be")


def test_a_record_takes_few_statements(client, django_assert_max_num_queries):
    incident = IncidentFactory()
    for _ in range(12):
        ClaimFactory(incident=incident)

    with django_assert_max_num_queries(BUDGET):
        client.get(page_of(incident))


def test_the_dashboard_reacts_to_the_filter(client):
    IncidentFactory(organisation__canton="BE", data_stolen="yes")
    IncidentFactory(organisation__canton="ZH")

    shown = text(client.get("/en/?canton=be"))

    assert "1 of 2 recorded incidents: Bern." in shown
    assert "Remove filter: Bern" in shown


def test_key_numbers_lead_to_what_they_count(client):
    IncidentFactory.create_batch(2, patient_care_impact="outage")
    IncidentFactory(patient_care_impact="none")

    response = client.get("/en/")
    target = "/en/incidents/?patient_care_impact=degraded,outage"

    assert f'<dd><a href="{target}">2</a></dd>' in response.content.decode()
    assert client.get(target).content.count(b'class="row__id"') == 2


def test_numbers_in_the_year_table_lead_to_as_many_incidents(client):
    IncidentFactory.create_batch(2, disclosed_on=date(2021, 6, 1))
    IncidentFactory.create_batch(3, disclosed_on=date(2022, 6, 1))

    html = client.get("/en/").content.decode()

    assert '<a href="/en/incidents/?from=2021&amp;to=2021">2</a>' in html
    listed = client.get("/en/incidents/?from=2021&to=2021")
    assert listed.content.count(b'class="row__id"') == 2


def test_incidents_hidden_for_want_of_a_date_are_offered(client):
    IncidentFactory(disclosed_from=None, disclosed_to=None)
    IncidentFactory(disclosed_on=date(2021, 6, 1))

    response = client.get("/en/incidents/?from=2021")

    assert "1 more has no such date." in text(response)
    assert 'href="/en/incidents/?from=2021&amp;undated=1"' in response.content.decode()
    assert "2 recorded incidents" in text(client.get("/en/incidents/?from=2021&undated=1"))


def test_an_empty_result_says_that_absence_proves_nothing(client):
    shown = text(client.get("/en/incidents/?canton=ai"))

    assert "No recorded incident matches." in shown
    assert "That does not mean none happened" in shown


def test_an_empty_result_offers_what_would_bring_something_back(client):
    IncidentFactory.create_batch(2, organisation__canton="BE")

    html = client.get("/en/incidents/?attack_type=ddos&canton=ai,be").content.decode()

    assert '<a href="/en/incidents/?canton=ai,be">Remove “Denial of service”</a> → 2' in html


def test_every_filter_in_force_can_be_taken_away_by_itself(client):
    html = client.get("/en/?q=x&from=2020&canton=-be,-zh&sort=org").content.decode()

    rests = ["from=2020&canton=-be,-zh", "q=x&canton=-be,-zh", "q=x&from=2020&canton=-be"]
    for rest in (rest.replace("&", "&amp;") for rest in rests):
        assert f'class="chip" href="/en/?{rest}&amp;sort=org"' in html
    assert 'href="/en/?sort=org"' in html


def test_files_and_feed_of_a_view_hold_the_same_incidents(client):
    IncidentFactory(number=1, organisation__canton="BE")
    IncidentFactory(number=2, organisation__canton="ZH")

    html = client.get("/en/incidents/?canton=be&sort=org").content.decode()
    links = re.findall(r'<a href="([^"]+)" type="[^"]+">(?:CSV|JSON|Atom)', html)

    assert len(links) == 3
    for link in links:
        response = client.get(link.replace("&amp;", "&"))
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert b"AN-0001" in body
        assert b"AN-0002" not in body


def test_a_plain_form_submit_keeps_the_order(client):
    IncidentFactory()

    html = client.get("/en/incidents/?sort=org").content.decode()

    assert '<input type="hidden" name="sort" value="org">' in html


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_catalogues_are_complete_and_name_no_machine(language):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = read_po(path.open("rb"), locale=language)
    texts = [(m.id, m.string) for m in catalogue if m.id]

    assert len(texts) > 250
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []
    assert [key for key, text in texts if not all([text] if isinstance(text, str) else text)] == []
    assert str(settings.BASE_DIR) not in path.read_text()
    assert language != "de" or "ß" not in path.read_text()


def test_facet_counts_ignore_their_own_facet(client):
    IncidentFactory(organisation__canton="BE")
    IncidentFactory(organisation__canton="ZH")

    html = client.get("/en/?canton=be").content.decode()
    option = r'value="zh">\s*<span>Zurich</span>\s*<span class="facet__count">1<'

    assert re.search(option, html)


def test_only_whole_and_one_facet_views_are_for_search_engines(client):
    for query, expected in {
        "": True,
        "?canton=be": True,
        "?canton=be,zh": False,
        "?q=x": False,
    }.items():
        html = client.get(f"/en/incidents/{query}").content.decode()
        assert ('rel="canonical"' in html) is expected
        assert ("noindex" in html) is not expected


def test_a_language_link_keeps_path_and_query(client):
    html = client.get("/de/incidents/?canton=be").content.decode()

    assert '<a href="/fr/incidents/?canton=be" lang="fr" hreflang="fr">' in html
    assert 'lang="de" hreflang="de" aria-current="true"' in html


@override_settings(SITE_URL="https://anamnesis.example")
def test_alternates_are_full_addresses(client):
    html = client.get("/de/incidents/").content.decode()

    assert 'hreflang="it" href="https://anamnesis.example/it/incidents/"' in html


def test_no_cookie_and_no_inline_script_or_style(client):
    IncidentFactory()

    for path in ("/de/", "/de/incidents/", "/de/methodology/"):
        response = client.get(path)
        html = response.content.decode()
        assert not response.cookies
        assert not re.search(r"<style|\sstyle=|\son\w+=", html)
        scripts = re.findall("<script[^>]*>", html)
        assert all('src="' in tag or "application/json" in tag for tag in scripts)


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_years_and_ids_carry_no_thousands_mark(client, language):
    IncidentFactory(number=1234, disclosed_on=date(2021, 6, 1), records_affected=1234567)

    listed = client.get(f"/{language}/").content.decode()
    shown = client.get(page_of(IncidentFactory(number=5678, records_affected=1234567), language))

    assert "2021" in listed
    assert not re.search("2[’\u202f]02", listed)
    assert re.search("1[’\u202f]234[’\u202f]567", shown.content.decode())


@pytest.mark.parametrize("spelling", ["0007-wrong", "7-right", "AN-0007-right", "an-7", "0007"])
def test_the_number_decides_and_the_rest_is_sent_on(client, spelling):
    IncidentFactory(number=7, slug="right")

    response = client.get(f"/en/incidents/{spelling}/")

    assert response.status_code == 301
    assert response["Location"] == "/en/incidents/0007-right/"


def test_an_incident_without_a_slug_has_an_address(client):
    incident = IncidentFactory(number=7, slug="")

    assert client.get(page_of(incident)).status_code == 200


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.IN_REVIEW, Status.REJECTED])
def test_what_is_not_published_is_not_there(client, status):
    assert client.get(page_of(IncidentFactory(status=status))).status_code == 404


def test_a_retracted_record_leaves_a_tombstone(client):
    incident = IncidentFactory(status=Status.RETRACTED, title_en="Wrongly accused clinic")

    response = client.get(page_of(incident))

    assert response.status_code == 410
    assert incident.public_id in text(response)
    assert "Wrongly accused clinic" not in text(response)


def test_a_merged_record_leads_to_the_survivor(client):
    survivor = IncidentFactory()
    merged = IncidentFactory(status=Status.MERGED, merged_into=survivor)
    orphan = IncidentFactory(status=Status.MERGED, merged_into=IncidentFactory(proposed=True))

    response = client.get(page_of(merged))

    assert (response.status_code, response["Location"]) == (301, page_of(survivor))
    assert client.get(page_of(orphan)).status_code == 404


def test_a_record_shows_the_words_its_values_rest_on(client):
    incident = IncidentFactory(number=42)
    article = ArticleFactory(title="Spital gehackt", outlet="Musterblatt", language="de")
    ClaimFactory(incident=incident, article=article, method="rule")
    ClaimFactory(incident=incident, quote="Not decided yet.", state="proposed")

    response = client.get(page_of(incident))
    html = response.content.decode()

    assert '<blockquote lang="de">Die Systeme wurden verschlüsselt.</blockquote>' in html
    assert 'href="#source-1"' in html
    assert 'id="source-1"' in html
    link = f'<a href="{article.url}" rel="noopener nofollow" hreflang="de" lang="de">'
    assert link + "Spital gehackt</a>" in html
    assert "coded by: Rule" in text(response)
    assert "Not decided yet." not in html
    assert "not known" in text(response)


def test_hostile_text_is_escaped(client):
    incident = IncidentFactory(title_en="<script>alert(1)</script>")
    ClaimFactory(incident=incident, quote='"><img src=x onerror=alert(1)>')

    html = client.get(page_of(incident)).content.decode()

    assert "<script>alert" not in html
    assert "<img" not in html


def test_a_summary_in_another_language_says_so(client):
    incident = IncidentFactory(language="de", summary_de="Das Spital war offline.")

    html = client.get(page_of(incident, "fr")).content.decode()

    assert '<div class="prose" lang="de">' in html


def test_a_protected_practice_is_named_nowhere(client):
    practice = OrganisationFactory(name="Praxis Dr. Geheim", org_type="practice", is_protected=True)
    incident = IncidentFactory(organisation=practice, slug="practice")

    for path in ("/en/", "/en/incidents/", page_of(incident)):
        assert "Geheim" not in client.get(path).content.decode()


def test_a_missing_page_says_so_in_the_readers_language(client):
    response = client.get("/fr/nowhere/")

    assert response.status_code == 404
    assert '<html lang="fr">' in response.content.decode()
    assert "Traceback" not in text(response)


def test_a_failure_is_told_in_four_languages_without_internals(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("incidents.views.overview.counts.key_numbers", lambda _: 1 / 0)

    response = client.get("/de/")

    assert response.status_code == 500
    for words in (
        "Das hat nicht geklappt",
        "Une erreur",
        "Si è verificato",
        "Something went wrong",
    ):
        assert words in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_health_is_answered_in_plain_words(client, monkeypatch):
    assert client.get(reverse("healthz")).content == b"ok\n"
    assert client.get(reverse("readyz")).content == b"ready\n"

    monkeypatch.setattr("django.conf.settings.REDIS_URL", "redis://127.0.0.1:1/0")
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"broker down\n")


def test_a_database_that_is_down_makes_us_not_ready(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "database", lambda: False)

    assert client.get("/readyz").content == b"database down\n"


def test_attackers_claims_are_shown_when_asked_for(client):
    IncidentFactory(number=1, certainty=Certainty.ATTACKER_CLAIM)

    assert "AN-0001" not in text(client.get("/en/incidents/"))
    assert "AN-0001" in text(client.get("/en/incidents/?certainty=attacker_claim"))


def test_only_reading_is_allowed(client):
    assert client.post("/en/").status_code == 405
    assert client.head("/en/").status_code == 200
