"""From drafts to proposed and linked incidents."""

from datetime import UTC, datetime

import pytest

from incidents import services
from incidents.choices import ArticleState, Status
from incidents.models import Incident, Organisation
from incidents.records import Claim, Draft, Mention
from tests.factories import ArticleVersionFactory, IncidentFactory, OrganisationFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]
TEXT = "Spital Birkenau angegriffen\n\nDas Spital Birkenau in Langenthal wurde verschlüsselt."


def claim(field, value, quote):
    start = TEXT.index(quote)
    return Claim(field, value, quote, start, start + len(quote), 0.9, reason="stated")


@pytest.fixture
def draft():
    return Draft(
        claims=(
            claim("organisation", "Spital Birkenau", "Spital Birkenau"),
            claim("org_type", "hospital", "Spital"),
            claim("canton", "BE", "Langenthal"),
            claim("attack_type", "ransomware", "verschlüsselt"),
            claim("detected", "2024-03", "angegriffen"),
        ),
        mentions=(Mention("Spital Birkenau", "victim", "hospital", "BE", "Langenthal"),),
    )


@pytest.fixture
def version():
    return ArticleVersionFactory(
        text=TEXT, article__published_at=datetime(2024, 3, 9, 23, 30, tzinfo=UTC)
    )


def test_a_proposal_carries_every_value_with_its_quote(version, draft):
    incident = services.propose_draft(version, draft)

    assert incident.status == Status.PROPOSED
    assert (incident.org_type, incident.canton) == ("hospital", "BE")
    assert str(incident.date("detected")) == "2024-03"
    for stored in incident.claims.exclude(quote=""):
        assert TEXT[stored.start : stored.end] == stored.quote
    assert not services.missing_evidence(incident)
    assert list(incident.articles.all()) == [version.article]


def test_a_proposal_has_neutral_titles_in_four_languages(version, draft):
    incident = services.propose_draft(version, draft)

    assert incident.title_en == "Ransomware: Spital Birkenau"
    assert all(getattr(incident, f"title_{code}") for code in ("de", "fr", "it", "en"))
    assert incident.slug == "ransomware-spital-birkenau"


def test_the_day_of_the_first_report_stands_in_for_an_unstated_disclosure(version, draft):
    incident = services.propose_draft(version, draft)

    assert str(incident.date("disclosed")) == "2024-03-10"  # in Zurich it is past midnight
    assert incident.claims.get(field="disclosed").confidence == 0.5


def test_an_organisation_on_file_is_found_by_an_alias_and_only_blanks_are_filled(version, draft):
    known = services.write_organisation(
        OrganisationFactory.build(name="Birkenau Kliniken AG", slug="birkenau", canton="SO"),
        aliases=["SPITAL BIRKENÄU"],
    )

    incident = services.propose_draft(version, draft)

    assert incident.organisation == known
    known.refresh_from_db()
    assert (known.canton, known.city) == ("SO", "Langenthal")
    assert Organisation.objects.count() == 1


def test_linking_adds_claims_once_and_leaves_published_values_alone(version, draft):
    incident = IncidentFactory(attack_type="unknown")

    for _ in range(2):
        services.link_draft(incident, version, draft)

    incident.refresh_from_db()
    assert incident.attack_type == "unknown"
    assert incident.claims.filter(field="attack_type").count() == 1
    assert incident.reports.count() == 1


def test_a_copy_gets_the_incidents_of_its_original(version, draft):
    incident = services.propose_draft(version, draft)
    services.finish_article(version.article, ArticleState.PROPOSED)
    copy = ArticleVersionFactory(article__copy_of=version.article).article

    assert services.link_copy(copy) == ArticleState.LINKED

    assert list(copy.incidents.all()) == [incident]


def test_search_finds_a_proposal_by_canton_and_kind_in_any_language(version, draft):
    services.propose_draft(version, draft)

    for words in ("birkenau hospital", "langenthal", "AN-0001", "bern ransomware"):
        assert Incident.objects.search(words).count() == 1, words
