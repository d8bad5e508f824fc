"""Pages about one code, one attacker, one organisation."""

import re
from datetime import date

import pytest
from django.utils import translation

from incidents.choices import AttackType, Canton, Certainty, OrgType
from tests.factories import IncidentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
BUDGET = 15  # statements


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_code_has_a_page_that_says_what_it_means(client, language):
    paths = [f"sectors/{code}" for code in OrgType.values]
    paths += [f"attacks/{code}" for code in AttackType.values]
    paths += [f"cantons/{code.lower()}" for code in Canton.values] + ["cantons/none"]

    for path in paths:
        assert client.get(f"/{language}/{path}/").status_code == 200, path


def test_a_code_in_capitals_is_sent_on_and_nonsense_is_not_there(client):
    assert client.get("/en/cantons/ZH/")["Location"] == "/en/cantons/zh/"
    assert client.get("/en/cantons/ZH/").status_code == 301
    for path in ("cantons/xx", "sectors/bakery", "attacks/zh", "actors/nobody", "actors/unknown"):
        assert client.get(f"/en/{path}/").status_code == 404


def test_a_page_counts_what_the_list_counts(client):
    IncidentFactory.create_batch(6, organisation__org_type="hospital", patient_care_impact="outage")
    IncidentFactory(organisation__org_type="practice")
    claim = Certainty.ATTACKER_CLAIM
    IncidentFactory(organisation__org_type="hospital", certainty=claim)

    response = client.get("/en/sectors/hospital/")
    listed = client.get("/en/incidents/?org_type=hospital")

    assert "6 of 7 recorded incidents: Hospital." in text(response)
    assert response.content.count(b'class="row__id"') == 6
    assert listed.content.count(b'class="row__id"') == 6
    assert "/en/incidents/?org_type=hospital&amp;patient_care_impact=degraded,outage" in (
        response.content.decode()
    )


def test_few_incidents_are_a_sentence_and_a_list(client):
    IncidentFactory.create_batch(4)

    assert "By year" not in text(client.get("/en/sectors/hospital/"))
    IncidentFactory()
    assert "By year" in text(client.get("/en/sectors/hospital/"))


def test_years_show_one_mark_per_incident_or_a_bar_when_there_are_many(client):
    IncidentFactory.create_batch(6, disclosed_on=date(2021, 6, 1))
    html = client.get("/en/sectors/hospital/").content.decode()
    marks = re.search(r'class="marks__drawn".*?</td>', html)[0]

    assert marks.count("#shape-ransomware") == 6
    assert 'href="/en/incidents/?from=2021&amp;to=2021&amp;org_type=hospital">6</a>' in html

    IncidentFactory.create_batch(30, disclosed_on=date(2021, 7, 1))
    html = client.get("/en/sectors/hospital/").content.decode()
    assert 'class="marks__bar"' in html


def test_the_span_of_years_is_of_all_incidents_not_of_those_listed(client):
    IncidentFactory(disclosed_on=date(2016, 1, 1))
    IncidentFactory.create_batch(100, disclosed_on=date(2024, 1, 1))

    assert "2016–2024" in client.get("/en/sectors/hospital/").content.decode()


def test_none_recorded_says_that_absence_proves_nothing(client):
    response = client.get("/en/cantons/ai/")

    assert "That does not mean none happened" in text(response)
    assert "noindex" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("canton=zh", "/en/incidents/?org_type=hospital&canton=zh"),
        ("org_type=practice&from=2020", "/en/incidents/?from=2020&org_type=hospital"),
        ("org_type=practice", "/en/sectors/hospital/"),
        ("utm_source=x", "/en/sectors/hospital/"),
        ("foo=1", "/en/sectors/hospital/"),
    ],
)
def test_further_filters_lead_to_the_list(client, query, target):
    response = client.get(f"/en/sectors/hospital/?{query}")

    assert (response.status_code, response["Location"]) == (302, target)


def test_one_facet_in_the_list_names_the_page_as_canonical(client):
    IncidentFactory(organisation__canton="BE")

    html = client.get("/en/incidents/?canton=be").content.decode()

    assert '<link rel="canonical" href="http://testserver/en/cantons/be/">' in html
    html = client.get("/en/incidents/?patient_care_impact=outage").content.decode()
    assert 'href="http://testserver/en/incidents/?patient_care_impact=outage">' in html


def test_spellings_of_an_attacker_that_share_a_slug_share_a_page(client):
    IncidentFactory(number=1, threat_actor="LockBit 2.0")
    IncidentFactory(number=2, threat_actor="Lockbit 2.0")
    IncidentFactory(number=3, threat_actor="Clop")

    response = client.get("/en/actors/lockbit-20/")

    assert re.findall(r"AN-\d{4}", text(response)) == ["AN-0002", "AN-0001"]
    assert "not ours" in text(response)


@pytest.mark.parametrize("path", ["sectors/hospital", "cantons/be", "attacks/ransomware"])
def test_statements_do_not_grow(client, path, django_assert_max_num_queries):
    IncidentFactory.create_batch(30, organisation__canton="BE")

    with django_assert_max_num_queries(BUDGET):
        client.get(f"/en/{path}/")


def test_an_organisation_lists_its_incidents_by_role(client, django_assert_max_num_queries):
    body = OrganisationFactory(
        name="Spital Wil",
        slug="spital-wil",
        names={"fr": "Hôpital de Wil"},
        aliases=["SW"],
        website="https://spital-wil.example",
    )
    IncidentFactory(organisation=body, title_en="First", disclosed_on=date(2019, 5, 1))
    other = IncidentFactory(title_en="Second", disclosed_on=date(2024, 5, 1))
    other.involvements.create(organisation=body, role="affected")
    IncidentFactory(organisation=body, proposed=True, title_en="Not yet")

    with django_assert_max_num_queries(BUDGET):
        response = client.get("/en/organisations/spital-wil/")
    shown = text(response)

    assert "2 recorded incidents, 2019–2024." in shown
    assert re.search("at this organisation .*First.*through another organisation .*Second", shown)
    assert "Not yet" not in shown
    assert '<span class="landing__name" lang="fr">Hôpital de Wil</span>' in (
        response.content.decode()
    )
    assert "Hôpital de Wil" in text(client.get("/fr/organisations/spital-wil/"))
    assert client.get("/en/organisations/spital-wil/?x=1").status_code == 302


def test_an_organisation_without_a_public_incident_has_no_page(client):
    body = OrganisationFactory(slug="a")
    IncidentFactory(organisation=body, proposed=True)
    IncidentFactory(organisation=body, certainty=Certainty.ATTACKER_CLAIM)
    hidden = OrganisationFactory(slug="b", name="Praxis Dr. Geheim", is_protected=True)
    incident = IncidentFactory(organisation=hidden)

    for slug in ("a", "b", "c"):
        assert client.get(f"/en/organisations/{slug}/").status_code == 404
    with translation.override("en"):
        html = client.get(incident.get_absolute_url()).content.decode()
    assert "/organisations/" not in html
