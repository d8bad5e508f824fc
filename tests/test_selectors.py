"""Numbers, rows and evidence, as pages and files show them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from incidents.choices import ArticleState, AttackType, CareImpact, ClaimState, OrgType, Status
from incidents.filters import read
from incidents.models import Incident
from incidents.records import PartialDate
from incidents.selectors import counts, record, series
from incidents.selectors.facets import facet_counts, organisations
from incidents.selectors.groups import ATTACK_GROUPS, ORG_GROUPS
from incidents.selectors.lags import lags
from incidents.selectors.past import restore, with_parts
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

    years = series.by_period(published(), until=2023)

    assert [(row.year, row.total) for row in years] == [
        (2020, 1),
        (2021, 0),
        (2022, 1),
        (2023, 0),
        (0, 2),
    ]
    assert years[0].by_group[0] == 1
    assert series.by_period(published().none()) == []


def test_the_year_of_adding_turns_at_midnight_in_zurich():
    IncidentFactory(added_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))

    assert [row.year for row in series.by_period(published(), "added")] == [2024]
    assert series.by_period(published(), "added", "quarter")[0].quarter == 1


def test_a_date_belongs_to_a_quarter_only_when_it_lies_within_one():
    IncidentFactory(disclosed_on=date(2023, 11, 30))
    IncidentFactory(disclosed_from=date(2024, 4, 1), disclosed_to=date(2024, 4, 30))
    IncidentFactory(disclosed_from=date(2024, 3, 30), disclosed_to=date(2024, 4, 2))

    quarters = series.by_period(published(), by="quarter")

    assert [(row.year, row.quarter, row.total) for row in quarters] == [
        (2023, 4, 1),
        (2024, 1, 0),
        (2024, 2, 1),
        (0, 0, 1),
    ]
    assert [row.quarter for row in series.by_period(published(), by="quarter", until=2024)] == [
        *(4, 1, 2, 3, 4),
        0,
    ]


def test_organisations_and_attacks_are_counted_together():
    IncidentFactory.create_batch(2, organisation__org_type="pharmacy", attack_type="ddos")
    IncidentFactory(organisation__org_type="insurer", attack_type="ddos")

    assert series.org_by_attack(published()) == {("pharmacy", "ddos"): 2, ("insurer", "ddos"): 1}


def test_what_is_known_and_what_is_not_add_up():
    IncidentFactory(threat_actor="Clop", records_affected=0, data_stolen="no")
    IncidentFactory(disclosed_from=None, disclosed_to=None, organisation__canton="")

    found = {gap.field: (gap.known, gap.unknown) for gap in series.gaps(published())}

    assert found["threat_actor"] == found["records_affected"] == found["data_stolen"] == (1, 1)
    assert found["disclosed"] == found["canton"] == (1, 1)
    assert found["attack_type"] == (2, 0)
    assert found["ransom_paid"] == (0, 2)
    assert set(found) == set(series.KNOWN)


def test_sources_are_counted_per_incident_and_the_many_together():
    for n in (0, 1, 1, 3, 9, 12):
        incident = IncidentFactory()
        for _ in range(n):
            incident.reports.create(article=ArticleFactory())

    assert series.by_sources(published()) == [1, 2, 0, 1, 0, 0, 0, 0, 2]
    assert series.by_sources(published().none()) == [0]


def test_years_of_disclosure_and_of_adding_stand_side_by_side():
    IncidentFactory(disclosed_on=date(2021, 5, 1), added_at=datetime(2023, 5, 1, tzinfo=UTC))
    IncidentFactory(
        disclosed_from=None, disclosed_to=None, added_at=datetime(2023, 5, 1, tzinfo=UTC)
    )

    assert series.disclosed_and_added(published()) == {
        2021: (1, 0),
        2022: (0, 0),
        2023: (0, 2),
        0: (1, 0),
    }


def test_the_lag_needs_two_days_known_exactly(django_assert_num_queries):
    def noticed(first, last):
        return {"detected_from": date(*first), "detected_to": date(*last)}

    IncidentFactory(disclosed_on=date(2023, 5, 17), **noticed((2023, 5, 10), (2023, 5, 10)))
    IncidentFactory(disclosed_on=date(2023, 5, 17), **noticed((2023, 5, 1), (2023, 5, 31)))
    IncidentFactory(disclosed_on=date(2023, 5, 17), **noticed((2023, 5, 18), (2023, 5, 18)))
    IncidentFactory()

    with django_assert_num_queries(1):
        assert [lag.days for lag in lags(published())] == [-1, 7]


def test_organisations_are_offered_by_how_often_they_were_hit():
    often, chosen = OrganisationFactory(slug="often"), OrganisationFactory(slug="chosen")
    IncidentFactory.create_batch(2, organisation=often)
    IncidentFactory(organisation=chosen)
    IncidentFactory(organisation__is_protected=True)

    found = organisations(published(), ["chosen"])

    assert [(slug, n) for slug, _name, n in found] == [("chosen", 1), ("often", 2)]
    assert len(organisations(published(), most=1)) == 1


def test_the_past_is_read_like_the_present():
    kept, gone = IncidentFactory(number=1), IncidentFactory(number=2, title_en="Clinic Xyz")
    kept.reports.create(article=ArticleFactory())
    gone.status = Status.RETRACTED
    gone.save()
    gone.history.filter(status=Status.RETRACTED).update(
        history_date=datetime(2099, 1, 1, tzinfo=UTC)
    )
    today = read(f"asof={timezone.localdate()}").incidents

    with translation.override("en"):
        shown = {row.public_id: row for row in rows(today)}
        assert shown["AN-0001"] == rows(published())[0]

    assert counts.key_numbers(today).incidents == 2
    assert shown["AN-0002"].organisation == "Hospital, canton Bern"
    assert "Xyz" not in str(shown["AN-0002"])
    assert [len(one.involvements.all()) for one in with_parts(restore(today.order_by("id")))] == [
        1,
        0,
    ]


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
