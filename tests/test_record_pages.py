"""The page of one incident, its history and its references."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import translation
from simple_history.utils import update_change_reason

from incidents.choices import Certainty, Status
from incidents.records import PartialDate
from incidents.selectors.history import compare, revisions
from incidents.selectors.words import distance_in_words
from tests.factories import ArticleFactory, ClaimFactory, IncidentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
BUDGET = 15  # statements


def text(response) -> str:
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def page_of(incident, tail="", language="en") -> str:
    with translation.override(language):
        return incident.get_absolute_url() + tail


def changed(incident, reason="", **values):
    """Save new values the way curators do, as one revision with its reason."""
    for name, value in values.items():
        setattr(incident, name, value)
    incident.save()
    update_change_reason(incident, reason)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2022-03-14", "2022-03-14", "the same day"),
        ("2022-03-14", "2022-03-15", "1 day later"),
        ("2022-03-14", "2022-03-30", "16 days later"),
        ("2022-03-14", "2022-06-30", "about 4 months later"),
        ("2020-03-14", "2023-03-30", "about 3 years later"),
        ("2022-03", "2022-03-30", ""),
        ("2021", "2022-03-30", ""),
        ("2022-01", "2022-06-15", "about 5 months later"),
    ],
)
def test_distances_are_told_only_as_far_as_they_are_known(before, after, words):
    with translation.override("en"):
        assert distance_in_words(PartialDate.parse(before), PartialDate.parse(after)) == words


def test_a_record_leads_to_the_pages_of_its_values(client):
    body = OrganisationFactory(slug="spital-x", canton="BE")
    incident = IncidentFactory(organisation=body, threat_actor="LockBit 2.0")

    html = client.get(page_of(incident)).content.decode()

    for path in ("organisations/spital-x", "sectors/hospital", "cantons/be", "attacks/ransomware"):
        assert f'<a href="/en/{path}/">' in html
    assert '<a href="/en/actors/lockbit-20/">LockBit 2.0</a>' in html


def test_related_incidents_share_a_body_or_an_attacker_or_a_date(client):
    body = OrganisationFactory()
    day = date(2022, 5, 1)
    incident = IncidentFactory(organisation=body, threat_actor="Clop", disclosed_on=day)
    IncidentFactory(organisation=body, title_en="Same body", disclosed_on=date(2019, 1, 1))
    IncidentFactory(threat_actor="Clop", title_en="Same attacker", disclosed_on=date(2018, 1, 1))
    IncidentFactory(title_en="Just before", disclosed_on=date(2022, 4, 30))
    IncidentFactory(title_en="Just after", disclosed_on=date(2022, 5, 2))
    claim = Certainty.ATTACKER_CLAIM
    IncidentFactory(title_en="Only claimed", disclosed_on=day, certainty=claim)

    shown = text(client.get(page_of(incident)))

    assert re.search("Of the same organisation .*Same body", shown)
    assert re.search("Also attributed to Clop .*Same attacker", shown)
    assert re.search("Before · 30 April 2022 Just before .*After · 2 May 2022 Just after", shown)
    assert "Only claimed" not in shown


def test_a_record_with_everything_takes_few_statements(client, django_assert_max_num_queries):
    body = OrganisationFactory()
    for _ in range(4):
        incident = IncidentFactory(organisation=body, threat_actor="Clop")
        incident.involvements.create(organisation=OrganisationFactory(), role="affected")
        for _ in range(3):
            ClaimFactory(incident=incident)

    with django_assert_max_num_queries(BUDGET):
        client.get(page_of(incident))


def test_a_descriptive_name_is_in_the_readers_language_or_marked(client):
    names = {"en": "Two practices", "de": "Zwei Praxen"}
    body = OrganisationFactory(name="Two practices", names=names, slug="two")
    incident = IncidentFactory(organisation=body, title_de="Angriff", title_fr="Attaque")
    supplier = IncidentFactory(number=900, title_fr="Autre", organisation__name="Spital Wil")
    supplier.involvements.create(organisation=body, role="supplier")

    def pages(language):
        paths = [page_of(one, "", language) for one in (incident, supplier)]
        for path in [*paths, f"/{language}/incidents/", f"/{language}/organisations/two/"]:
            html = client.get(path).content.decode()
            yield re.sub('<span class="landing__name".*?</span>', "", html)  # also called

    for html in pages("de"):
        assert "Zwei Praxen" in html
        assert "Two practices</" not in html
    for html in pages("fr"):
        assert re.search(r'lang="en">(<a [^>]+>)?Two practices', html)
        assert "Zwei Praxen" not in html
        assert not re.search(r'lang="\w+">(<a [^>]+>)?Spital Wil', html)


@override_settings(CONTACT="desk@anamnesis.example")
def test_a_record_says_where_to_send_corrections(client):
    html = client.get(page_of(IncidentFactory(number=42))).content.decode()

    assert 'href="mailto:desk@anamnesis.example?subject=AN-0042"' in html


def test_without_a_contact_the_page_says_so(client):
    assert "This installation names no contact." in text(client.get(page_of(IncidentFactory())))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Our translation from German"), ("de", None), ("fr", "Only in German")],
)
def test_translations_are_marked(client, language, words):
    incident = IncidentFactory(language="de", summary_de="Das Spital.", summary_en="The hospital.")

    with translation.override(language):
        expected = translation.gettext(words) if words else ""
    html = client.get(page_of(incident, language=language)).content.decode()

    assert (expected in html) if words else ("language-note" not in html)


@override_settings(SITE_URL="https://anamnesis.example")
def test_a_record_can_be_cited(client):
    moment = datetime(2024, 3, 7, 12, tzinfo=UTC)
    incident = IncidentFactory(number=42, title_en="50% of {all} files", updated_at=moment)

    shown = text(client.get(page_of(incident)))
    bib = client.get("/en/incidents/0042.bib")
    ris = client.get("/en/incidents/42.ris")

    url = f"https://anamnesis.example{page_of(incident)}"
    assert f"50% of {{all}} files. AN-0042, as of 7 March 2024. {url} (accessed " in shown
    assert bib["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert r"title = {{50\% of \{all\} files}}" in bib.content.decode()
    assert f"url = {{{url}}}" in bib.content.decode()
    assert b"TI  - 50% of {all} files\r\n" in ris.content
    assert ris.content.endswith(b"ER  - \r\n")


@pytest.mark.parametrize("ending", ["bib", "ris"])
def test_only_public_records_can_be_cited(client, ending):
    IncidentFactory(number=1, proposed=True)
    IncidentFactory(number=2, status=Status.RETRACTED)

    for number in (1, 2, 3):
        assert client.get(f"/en/incidents/{number}.{ending}").status_code == 404


def test_machines_are_told_what_the_page_is(client):
    incident = IncidentFactory(title_en="</script><b>", summary_en="x")
    article = ArticleFactory(title="Spital gehackt")
    incident.reports.create(article=article)

    html = client.get(page_of(incident)).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(found[0])

    assert len(found) == 1
    assert (data["@type"], data["headline"]) == ("Report", "</script><b>")
    assert data["citation"][0]["url"] == article.url
    assert "<b>" not in html


def test_words_are_compared_one_by_one():
    pieces = compare("The hospital was offline", "The hospital was briefly offline")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "The hospital was "),
        ("new", "briefly "),
        ("same", "offline"),
    ]
    assert [piece.kind for piece in compare("", "new")] == ["new"]
    assert [piece.kind for piece in compare("a" * 9_000, "b")] == ["old", "new"]


def test_history_begins_with_the_first_publication(client):
    incident = IncidentFactory(proposed=True, title_en="A guess")
    changed(incident, "internal remark", title_en="Another guess")
    changed(incident, "Published", status=Status.PUBLISHED, title_en="What is known")
    changed(incident, "The canton was wrong", canton="ZH", summary_en="Now told.")

    shown = text(client.get(page_of(incident, "history/")))

    assert "guess" not in shown
    assert "internal remark" not in shown
    assert "Reason: The canton was wrong" in shown
    assert "Canton Bern Zurich" in shown
    assert shown.index("The canton was wrong") < shown.index("The record became public.")


def test_history_takes_few_statements(client, django_assert_max_num_queries):
    incident = IncidentFactory()
    for n in range(20):
        changed(incident, f"reason {n}", summary_en=f"Told {n} times.")

    with django_assert_max_num_queries(BUDGET):
        response = client.get(page_of(incident, "history/"))

    assert "Told <del>18</del><ins>19</ins> times." in response.content.decode()
    assert "noindex" in response.content.decode()


def test_history_never_gives_a_protected_name_away(client):
    practice = OrganisationFactory(name="Praxis Dr. Geheim", org_type="practice", canton="BE")
    incident = IncidentFactory(organisation=practice, slug="practice", title_en="An attack")
    changed(incident, "Dr. Geheim wrote to us", summary_en="The Praxis Dr. Geheim was hit.")
    practice.name, practice.is_protected = "Praxis Dr. G.", True
    practice.save()
    changed(incident, "Shortened", summary_en="A practice was hit.", title_de="Praxis getroffen")

    response = client.get(page_of(incident, "history/"))

    assert response.status_code == 200
    assert "Geheim" not in response.content.decode()
    assert "they may name a protected practice" in text(response)


def test_history_names_no_curator(client, admin_user):
    incident = IncidentFactory()
    incident._history_user = admin_user
    changed(incident, "checked", canton="ZH")

    assert incident.history.first().history_user == admin_user
    html = client.get(page_of(incident, "history/")).content.decode()
    assert admin_user.username not in re.sub(r"href=\S+", "", html)


def test_history_follows_what_became_of_the_record(client):
    survivor = IncidentFactory(number=1, slug="one")
    IncidentFactory(number=2, status=Status.MERGED, merged_into=survivor)
    IncidentFactory(number=3, status=Status.RETRACTED, slug="three")
    IncidentFactory(number=4, proposed=True)

    assert client.get("/en/incidents/2/history/")["Location"] == "/en/incidents/0001-one/history/"
    assert client.get("/en/incidents/1/history/").status_code == 301
    assert client.get("/en/incidents/3-three/history/").status_code == 410
    assert client.get("/en/incidents/4/history/").status_code == 404
    assert client.get("/en/incidents/5/history/").status_code == 404


def test_a_save_that_changes_nothing_is_no_revision():
    incident = IncidentFactory()
    incident.updated_at += timedelta(days=1)
    incident.save()

    assert [revision.kind for revision in revisions(incident)] == ["published"]
