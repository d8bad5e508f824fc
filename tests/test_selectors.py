"""Numbers, rows and evidence, as pages and files show them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from incidents.choices import ArticleState, AttackType, CareImpact, ClaimState, OrgType, Status
from incidents.models import Incident
from incidents.records import PartialDate
from incidents.selectors import counts, record
from incidents.selectors.facets import facet_counts
from incidents.selectors.groups import ATTACK_GROUPS, ORG_GROUPS
from incidents.selectors.rows import rows
from incidents.selectors.words import (
    date_in_words,
    is_leak_site,
    public_title,
    short_address,
    value_in_words,
)
from tests.factories import ArticleFactory, ClaimFactory, IncidentFactory, OrganisationFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]


def published():
    return Incident.objects.published()


def test_every_code_belongs_to_exactly_one_group():
    attacks = [code for group in ATTACK_GROUPS for code in group.members]
    organisations = [code for group in ORG_GROUPS for code in group.members]

    assert sorted(attacks) == sorted(AttackType.values)
    assert sorted(organisations) == sorted(OrgType.values)


@pytest.mark.parametrize(
    ("text", "de", "fr", "it", "en"),
    [
        ("2025-03-07", "7. März 2025", "7 mars 2025", "7 marzo 2025", "7 March 2025"),
        ("2025-03-01", "1. März 2025", "1er mars 2025", "1° marzo 2025", "1 March 2025"),
        ("2025-03-11", "11. März 2025", "11 mars 2025", "11 marzo 2025", "11 March 2025"),
        ("2025-03", "März 2025", "mars 2025", "marzo 2025", "March 2025"),
        ("2025", "2025", "2025", "2025", "2025"),
    ],
)
def test_a_date_is_shown_as_precise_as_it_is_known(text, de, fr, it, en):
    for language, words in {"de": de, "fr": fr, "it": it, "en": en}.items():
        with translation.override(language):
            assert date_in_words(PartialDate.parse(text)) == words
    assert date_in_words(None) == ""


def test_values_are_shown_in_words():
    with translation.override("en"):
        assert value_in_words("attack_type", "ddos") == "Denial of service"
        assert value_in_words("canton", "ZH") == "Zurich"
        assert value_in_words("detected", "2024-03") == "March 2024"
        assert value_in_words("records_affected", "12000") == "12’000"
        assert value_in_words("threat_actor", "LockBit") == "LockBit"
        assert value_in_words("attack_type", "no such code") == "no such code"


def test_leak_sites_are_known_by_their_host():
    assert is_leak_site("http://abcdef.onion/victim")
    assert is_leak_site("https://abcdef.onion.ly/victim")
    assert not is_leak_site("https://www.onion-news.example/onion")


def test_long_addresses_keep_host_and_end():
    short = short_address("https://www.news.example/" + "a" * 90 + "/the-end.html")

    assert short.startswith("news.example/…")
    assert short.endswith("/the-end.html")
    assert len(short) <= 71


def test_key_numbers_count_each_incident_once():
    organisation = OrganisationFactory()
    first = IncidentFactory(organisation=organisation, patient_care_impact=CareImpact.OUTAGE)
    IncidentFactory(organisation=organisation, data_stolen="yes")
    first.involvements.create(organisation=OrganisationFactory(), role="affected")
    IncidentFactory(proposed=True)

    numbers = counts.key_numbers(published())

    assert (numbers.incidents, numbers.care_hit, numbers.data_stolen) == (2, 1, 1)
    assert numbers.organisations == 1


def test_key_numbers_of_nothing_are_zero():
    assert counts.key_numbers(published()) == counts.KeyNumbers(0, 0, 0, 0, None)


def test_years_are_counted_without_gaps_and_the_unknown_last():
    IncidentFactory(disclosed_on=date(2020, 5, 1), attack_type="ransomware")
    IncidentFactory(disclosed_from=date(2022, 1, 1), disclosed_to=date(2022, 12, 31))
    IncidentFactory(disclosed_from=date(2020, 12, 20), disclosed_to=date(2021, 1, 5))
    IncidentFactory(disclosed_from=None, disclosed_to=None, attack_type="unknown")

    years = counts.by_year(published(), until=2023)

    assert [(row.year, row.total) for row in years] == [
        (2020, 1),
        (2021, 0),
        (2022, 1),
        (2023, 0),
        (0, 2),
    ]
    assert years[0].by_group[0] == 1
    assert counts.by_year(published().none()) == []


def test_the_year_of_adding_turns_at_midnight_in_zurich():
    IncidentFactory(added_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))

    assert [row.year for row in counts.by_year(published(), "added")] == [2024]


def test_organisation_types_are_all_there_the_largest_first():
    IncidentFactory.create_batch(2, organisation__org_type="pharmacy")
    IncidentFactory(organisation__org_type="insurer")

    counted = counts.by_org_type(published())

    assert counted[:2] == [("pharmacy", 2), ("insurer", 1)]
    assert {code for code, _ in counted} == set(OrgType.values)


def test_facets_are_counted_in_one_statement(django_assert_num_queries):
    IncidentFactory(organisation__canton="BE")
    IncidentFactory(organisation__canton="", attack_type="ddos")
    ddos = published().filter(attack_type="ddos")

    with django_assert_num_queries(1):
        counted = facet_counts({"canton": ddos, "attack_type": published()})

    assert counted == {"canton": {"": 1}, "attack_type": {"ransomware": 1, "ddos": 1}}


def test_rows_take_one_statement_and_count_their_sources(django_assert_num_queries):
    for _ in range(3):
        incident = IncidentFactory(patient_care_impact="degraded")
        incident.reports.create(article=ArticleFactory())
        incident.reports.create(article=ArticleFactory())

    with django_assert_num_queries(1), translation.override("en"):
        found = rows(published())

    assert [row.sources for row in found] == [2, 2, 2]
    assert found[0].when == "17 May 2023"
    assert found[0].care == "Care degraded"
    assert found[0].year == 2023


def test_a_protected_organisation_is_never_named():
    practice = OrganisationFactory(
        name="Praxis Dr. Müller", org_type="practice", canton="ZH", is_protected=True
    )
    incident = IncidentFactory(organisation=practice)
    article = ArticleFactory(title="Praxis Dr. Muller gehackt")
    incident.reports.create(article=article)
    ClaimFactory(incident=incident, article=article, quote="Die Praxis Dr. Müller war offline.")

    with translation.override("en"):
        shown = record.find(incident.number)
        known = record.sources(shown)
        facts = record.facts(shown, known)
        title = public_title(shown)[0]

    assert "Practice, canton Zurich" in title
    assert all("ller" not in str(part) for part in (title, known, facts))


def test_a_record_shows_only_claims_that_a_curator_accepted():
    incident = IncidentFactory()
    for state in ClaimState.values:
        ClaimFactory(incident=incident, state=state, quote=f"quote {state}")

    shown = record.find(incident.number)
    facts = {fact.field: fact for fact in record.facts(shown, record.sources(shown))}

    quotes = {evidence.quote for evidence in facts["attack_type"].evidence}
    assert quotes == {"quote accepted", "quote edited"}
    assert [source.number for source in facts["attack_type"].sources] == [1, 2]


def test_evidence_that_says_otherwise_says_what():
    incident = IncidentFactory(attack_type="ransomware")
    ClaimFactory(incident=incident, value="ddos")

    with translation.override("en"):
        shown = record.find(incident.number)
        facts = {fact.field: fact for fact in record.facts(shown, record.sources(shown))}

    assert facts["attack_type"].value == "Ransomware"
    assert facts["attack_type"].evidence[0].value == "Denial of service"


def test_what_is_not_known_has_no_value():
    shown = record.find(IncidentFactory(threat_actor="", records_affected=None).number)
    facts = {fact.field: fact for fact in record.facts(shown, {})}

    assert facts["threat_actor"].value == facts["records_affected"].value == ""
    assert facts["occurred"].value == facts["data_stolen"].value == ""
    assert "outcome" not in facts


def test_leak_sites_and_files_are_not_linked():
    incident = IncidentFactory()
    for url in ("http://leaks.onion/x", "urn:sha256:00", "https://news.example/a"):
        incident.reports.create(article=ArticleFactory(url=url, state=ArticleState.LINKED))

    known = record.sources(record.find(incident.number)).values()

    assert sorted(source.link for source in known) == ["", "", "https://news.example/a"]
    assert "onion" not in str(known)


def test_the_chronology_runs_forward():
    incident = IncidentFactory(
        disclosed_on=date(2024, 3, 9),
        occurred_from=date(2024, 2, 1),
        occurred_to=date(2024, 2, 29),
        detected_from=date(2024, 3, 7),
        detected_to=date(2024, 3, 7),
    )
    with translation.override("en"):
        shown = record.find(incident.number)
        events = record.chronology(shown, record.facts(shown, {}))

    assert [event.when for event in events] == ["February 2024", "7 March 2024", "9 March 2024"]


def test_merges_are_followed_to_the_end_and_never_in_circles():
    last = IncidentFactory()
    middle = IncidentFactory(status=Status.MERGED, merged_into=last)
    first = IncidentFactory(status=Status.MERGED, merged_into=middle)

    assert record.survivor(record.find(first.number)) == last

    Incident.objects.filter(pk=last.pk).update(status=Status.MERGED, merged_into=first)
    assert record.survivor(record.find(first.number)) is None
