"""One query string, every representation: the same incidents, the same count."""

import csv
import io
import random
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.choices import AttackType, Canton, Certainty, OrgType
from incidents.exports.columns import COLUMNS
from incidents.exports.csv_table import harmless
from incidents.filters.grammar import FACETS, PARAMETERS, legal_values
from incidents.models import Incident
from tests.factories import ClaimFactory, IncidentFactory, OrganisationFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ID = re.compile(r"AN-\d{4,}")


@pytest.fixture
def register():
    """Sixty published incidents of every kind, and some that nobody may see."""
    choose = random.Random(7)
    for n in range(60):
        organisation = OrganisationFactory(
            org_type=choose.choice(OrgType.values), canton=choose.choice([*Canton.values, ""])
        )
        year, month = 2016 + n % 10, 1 + n % 12
        dated = n % 7 != 0
        IncidentFactory(
            organisation=organisation,
            disclosed_from=f"{year}-{month:02}-11" if dated else None,
            disclosed_to=f"{year}-{month:02}-17" if dated else None,
            attack_type=choose.choice(AttackType.values),
            certainty=choose.choice(Certainty.values),
            data_stolen=choose.choice(["yes", "no", "unknown"]),
        )
    IncidentFactory.create_batch(3, proposed=True)


def random_queries(n):
    """Valid query strings of one to four parameters, in canonical spelling or not."""
    choose = random.Random(11)
    facets = [name for name in PARAMETERS if legal_values(name) and name not in {"undated"}]
    for _ in range(n):
        parts = []
        for name in choose.sample(facets, choose.randint(0, 3)):
            codes = choose.sample(legal_values(name), min(2, len(legal_values(name))))
            several = name in FACETS
            parts.append(f"{name}={','.join(codes) if several else codes[0]}")
        if choose.random() < 0.4:
            parts.append(f"from={choose.randint(2015, 2026)}")
        if choose.random() < 0.2:
            parts.append("q=spital")
        if choose.random() < 0.2:
            parts.append(f"asof={timezone.localdate()}")
        if choose.random() < 0.2:
            parts.append("threat_actor=" + choose.choice(["unknown", "-unknown"]))
        yield "&".join(parts)


def ids_of_csv(answer):
    text = b"".join(answer.streaming_content).decode()
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def ids_of_feed(answer):
    entries = ET.fromstring(answer.content).findall("a:entry", ATOM)
    return [ID.search(entry.find("a:title", ATOM).text)[0] for entry in entries]


def headline(page):
    """The number that the sentence above the results begins with."""
    return int(re.search(r'id="sentence">(\d+)', page)[1])


def test_a_hundred_views_hold_the_same_incidents_everywhere(client, register):
    found = []
    for query in random_queries(100):
        page = client.get(f"/en/incidents/?{query}", follow=True).content.decode()
        listed = set(ID.findall(page.split('id="results"')[1]))
        table = ids_of_csv(client.get(f"/api/v1/incidents.csv?{query}"))
        data = client.get(f"/api/v1/incidents.json?{query}").json()
        feed = ids_of_feed(client.get(f"/en/feed.atom?{query}"))

        assert set(table) == listed, query
        assert [row["id"] for row in data["incidents"]] == table, query
        assert set(feed) == listed, query
        assert len(table) == len(feed) == data["count"] == headline(page), query
        found.append(len(table))

    assert sum(n > 0 for n in found) > 60  # most queries were not empty
    assert len(set(found)) > 15


def test_the_feed_follows_what_was_added_or_corrected(client, register):
    for n, incident in enumerate(Incident.objects.order_by("?")[:20]):
        moment = timezone.now() - timedelta(hours=n * 7)
        Incident.objects.filter(pk=incident.pk).update(updated_at=moment)
    for query in random_queries(20):
        feed = ET.fromstring(client.get(f"/en/feed.atom?{query}").content)
        moments = [entry.text for entry in feed.findall("a:entry/a:updated", ATOM)]

        assert moments == sorted(moments, reverse=True)


def test_the_feed_puts_the_newest_change_first_whatever_the_date_of_the_event(client):
    IncidentFactory(disclosed_from="2024-01-01", disclosed_to="2024-01-01")
    late = IncidentFactory(disclosed_from="2015-01-01", disclosed_to="2015-01-01")
    late.updated_at = timezone.now()
    late.save()

    assert ids_of_feed(client.get("/en/feed.atom"))[0] == late.public_id


def test_a_feed_entry_links_to_the_incident_and_keeps_its_id(client):
    incident = IncidentFactory()
    address = f"{incident.number:04d}-{incident.slug}"

    def entry():
        return ET.fromstring(client.get("/de/feed.atom").content).find("a:entry", ATOM)

    first = entry()
    incident.slug = "another-slug"
    incident.save()

    assert first.find("a:link", ATOM).get("href").endswith(f"/incidents/{address}/")
    assert entry().find("a:id", ATOM).text == first.find("a:id", ATOM).text


@pytest.mark.parametrize(
    "address", ["/api/v1/incidents.csv", "/api/v1/incidents.json", "/en/feed.atom"]
)
def test_what_is_not_understood_is_refused_with_the_legal_values(client, address):
    answer = client.get(f"{address}?canton=xx&colour=red")

    assert answer.status_code == 400
    faults = {fault["parameter"]: fault for fault in answer.json()["faults"]}
    assert faults["canton"]["reason"] == "unknown_value"
    assert "zh" in faults["canton"]["legal"]
    assert faults["colour"]["reason"] == "unknown_parameter"
    assert "org_type" in answer.json()["parameters"]


@pytest.mark.parametrize(
    "address", ["/api/v1/incidents.csv", "/api/v1/incidents.json", "/en/feed.atom"]
)
def test_an_unchanged_view_is_not_sent_again(client, address):
    IncidentFactory()
    first = client.get(address)

    second = client.get(address, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304


def test_json_comes_in_pages_that_name_the_next(client):
    IncidentFactory.create_batch(5)

    first = client.get("/api/v1/incidents.json?page_size=3&sort=date").json()
    second = client.get(first["next"]).json()

    assert (first["count"], first["pages"], second["next"]) == (5, 2, None)
    ids = [row["id"] for page in (first, second) for row in page["incidents"]]
    assert len(set(ids)) == 5


@pytest.mark.parametrize("size", ["0", "501", "x", "-1"])
def test_a_page_size_out_of_range_is_refused(client, size):
    answer = client.get(f"/api/v1/incidents.json?page_size={size}")

    assert answer.status_code == 400
    assert "1 to 500" in answer.json()["error"]


def test_one_incident_comes_with_its_claims_and_sources(client):
    claim = ClaimFactory()
    ClaimFactory(incident=claim.incident, state="rejected", value="ddos")
    claim.incident.reports.create(article=claim.article)

    answer = client.get(f"/api/v1/incidents/{claim.incident.public_id}.json").json()

    assert [c["quote"] for c in answer["claims"]] == [claim.quote]
    assert answer["articles"][0]["url"] == claim.article.url


def test_an_incident_that_is_not_public_is_not_found(client):
    hidden = IncidentFactory(proposed=True)

    assert client.get(f"/api/v1/incidents/{hidden.public_id}.json").status_code == 404


def test_a_protected_practice_is_never_named_by_a_machine(client):
    name = "Praxis Dr. Beispiel"
    incident = IncidentFactory(
        organisation=OrganisationFactory(name=name, org_type="practice", is_protected=True),
        title_en=f"Attack on {name}",
        summary_en=f"{name} was attacked.",
    )
    ClaimFactory(incident=incident, field="organisation", value=name, quote=f"Die {name} meldet")

    texts = [
        client.get("/api/v1/incidents.json").content.decode(),
        b"".join(client.get("/api/v1/incidents.csv").streaming_content).decode(),
        client.get("/en/feed.atom").content.decode(),
        client.get(f"/api/v1/incidents/{incident.public_id}.json").content.decode(),
    ]

    assert not any("Beispiel" in text for text in texts)


def test_the_table_costs_the_same_queries_for_any_number_of_rows(
    client, django_assert_max_num_queries
):
    IncidentFactory.create_batch(25)
    with django_assert_max_num_queries(6):
        ids_of_csv(client.get("/api/v1/incidents.csv"))


def test_column_names_are_unique_and_no_column_lacks_a_value_to_read():
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["=1+1", "+41", "-1", "@x", "\t=1"])
def test_a_spreadsheet_never_runs_a_cell(text):
    assert harmless(text) == f"'{text}"
