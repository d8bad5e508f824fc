"""Every chart of the dashboard as its table, and pages that are kept until something changes."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from incidents.models import Register
from incidents.selectors.words import day_in_words
from tests.factories import ArticleFactory, IncidentFactory

pytestmark = pytest.mark.django_db
BUDGET = 15  # statements
MARCH_7 = datetime(2025, 3, 7, 12, tzinfo=UTC)


def html_of(client, path: str) -> str:
    return client.get(path).content.decode()


def section(html: str, name: str) -> str:
    """The part of a page from one card's title to the next section."""
    return html.split(f'aria-labelledby="{name}-title"', 1)[1].split("</section>", 1)[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_statements_stay_few_with_every_kind_of_filter(client, django_assert_max_num_queries):
    for n in range(12):
        incident = IncidentFactory(threat_actor="Clop", disclosed_on=date(2020 + n % 5, 1, 1))
        incident.reports.create(article=ArticleFactory())
    slug = incident.organisation.slug

    with django_assert_max_num_queries(BUDGET):
        client.get(f"/en/?from=2020&canton=be&threat_actor=clop&org={slug}&source_lang=de")
    with django_assert_max_num_queries(BUDGET):
        client.get(f"/en/?canton=be&asof={timezone.localdate()}")


def test_a_chart_whose_facet_is_fixed_is_one_line(client):
    IncidentFactory.create_batch(5, organisation__canton="ZH")
    IncidentFactory(organisation__canton="BE")

    html = html_of(client, "/en/?canton=zh")

    assert "All 5 incidents, as chosen: Zurich." in words(section(html, "cantons"))
    assert 'href="/en/"' in section(html, "cantons")
    assert 'class="tiles"' not in html


def test_tiles_lead_to_the_view_with_and_without_their_canton(client):
    IncidentFactory(organisation__canton="ZH")
    IncidentFactory.create_batch(4, organisation__canton="BE")

    html = html_of(client, "/en/?canton=be,zh")

    assert re.search(r'id="tile-zh" class="q1" href="/en/\?canton=be" aria-current="true"', html)
    assert re.search(r'id="tile-ai" class="q0" href="/en/\?canton=ai,be,zh"', html)


def test_cells_lead_to_what_they_count(client):
    IncidentFactory.create_batch(2, attack_type="data_extortion")
    IncidentFactory.create_batch(3, organisation__org_type="practice", attack_type="ddos")

    html = section(html_of(client, "/en/"), "matrix")
    target = "/en/incidents/?org_type=hospital&amp;attack_type=data_breach,data_extortion"

    assert f'<a href="{target}" aria-label="2: Hospitals, Data theft">2</a>' in html
    listed = html_of(client, target.replace("&amp;", "&"))
    assert listed.count('class="row__id"') == 2


def test_without_exact_days_a_sentence_stands_for_the_lag(client):
    IncidentFactory.create_batch(5)

    part = section(html_of(client, "/en/"), "lag")

    assert "For none of these incidents are both days known." in part
    assert "canvas" not in part


def test_quarters_are_offered_when_there_is_enough_to_share_out(client):
    IncidentFactory.create_batch(60)

    assert 'href="/en/?by=quarter"' in html_of(client, "/en/")
    assert 'href="/en/?canton=be&amp;by=quarter"' in html_of(client, "/en/?canton=be")
    assert "by=quarter" not in html_of(client, "/en/?canton=zh")
    assert "Q2 2023" in html_of(client, "/en/?by=quarter")


def test_the_days_of_the_law_are_marked_where_they_lie(client):
    IncidentFactory.create_batch(5, disclosed_on=date(2021, 5, 1))

    assert 'data-day="2025-04-01"' in section(html_of(client, "/en/"), "strip")
    assert "data-day" not in section(html_of(client, "/en/?to=2022"), "strip")


def test_two_kinds_are_compared_by_year(client):
    IncidentFactory.create_batch(3, disclosed_on=date(2021, 5, 1))
    IncidentFactory.create_batch(
        2, organisation__org_type="practice", disclosed_on=date(2021, 5, 1)
    )
    IncidentFactory(organisation__org_type="laboratory")

    html = section(html_of(client, "/en/?org_type=hospital,practice"), "compared")

    assert "Hospital and Practice compared" in html
    year = re.search(r'<tr data-first="2021.+?</tr>', html)[0]
    assert re.findall(r">(\d+)</a></td>", year) == ["3", "2"]
    assert 'href="/en/incidents/?from=2021&amp;to=2021&amp;org_type=practice"' in year
    for query in ("", "?org_type=hospital", "?org_type=-hospital,-practice"):
        assert "compared-title" not in html_of(client, f"/en/{query}")


def test_what_is_not_known_leads_to_the_incidents_it_counts(client):
    IncidentFactory.create_batch(3, data_stolen="unknown", organisation__canton="")
    IncidentFactory.create_batch(4, data_stolen="yes", threat_actor="Clop", ransom_paid="no")

    html = section(html_of(client, "/en/"), "known")
    found = re.findall(r'<a href="([^"]+)">(\d+)</a>', html)

    assert len(found) >= 5
    for address, n in found:
        assert f"{n} of 7 recorded" in words(html_of(client, address)) or n == "7"


def test_no_chart_speaks_in_percent(client):
    IncidentFactory.create_batch(5)

    assert "%" not in words(html_of(client, "/en/"))


@pytest.mark.parametrize("path", ["/en/", "/en/incidents/"])
def test_an_empty_register_says_so_and_offers_no_filters(client, path):
    html = html_of(client, path)

    assert "0 recorded incidents." in html
    assert "No incident has been published yet." in html
    assert "matches" not in html
    assert 'class="filters' not in html


@pytest.mark.parametrize("n", [1, 4, 5])
def test_fewer_than_five_incidents_are_a_list_without_charts(client, n):
    IncidentFactory.create_batch(n)

    dashboard, listed = html_of(client, "/en/"), html_of(client, "/en/incidents/")

    assert ("canvas" in dashboard) == ("canvas" in listed) == (n == 5)
    assert ("Too few for charts" in dashboard) == (n < 5)
    assert dashboard.count('class="row__id"') == listed.count('class="row__id"') == n


def test_tables_can_be_asked_for_instead_of_charts(client):
    IncidentFactory(records_affected=12000)

    assert 'class="is-tables"' in html_of(client, "/en/?tab=table")
    listed = html_of(client, "/en/incidents/?tab=table")
    assert "12’000" in listed
    assert "canvas" not in listed


def test_spans_are_written_out_in_presets(client, monkeypatch):
    today = date(2026, 11, 22)
    monkeypatch.setattr("incidents.views.panel.timezone.localdate", lambda: today)

    html = html_of(client, "/en/?from=2020&canton=be")

    assert 'href="/en/?from=2026&amp;to=2026&amp;canton=be"' in html
    assert 'href="/en/?from=2025-12&amp;to=2026-11&amp;canton=be"' in html


@pytest.mark.parametrize("path", ["/en/", "/en/incidents/?canton=be"])
def test_a_repeated_visit_is_told_that_nothing_changed(client, path):
    IncidentFactory()
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert "Cookie" in first["Vary"]
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not first.cookies

    Register.objects.bump()
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_other_languages_and_views_have_other_tags(client):
    tags = {client.get(path)["ETag"] for path in ("/en/", "/de/", "/en/?canton=be")}

    assert len(tags) == 3


def test_a_notice_is_never_kept(client):
    response = client.get("/en/?foo=1", follow=True)

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_a_page_is_compressed_and_its_tag_still_counts(client):
    packed = {"accept-encoding": "gzip"}
    first = client.get("/en/", headers=packed)

    assert first["Content-Encoding"] == "gzip"
    assert client.get("/en/", headers={**packed, "if-none-match": first["ETag"]}).status_code == 304


def test_a_date_that_may_lie_beside_the_span_is_marked(client):
    IncidentFactory(disclosed_from=date(2021, 1, 1), disclosed_to=date(2021, 12, 31))
    IncidentFactory(disclosed_on=date(2021, 6, 2))

    for query in ("from=2021-06", "to=2021-06", "from=2021-06&tab=table"):
        assert html_of(client, f"/en/incidents/?{query}").count('aria-hidden="true" title=') == 1
    assert "≈" not in html_of(client, "/en/incidents/?from=2021&to=2021")
    assert "≈ perhaps within the chosen dates" in html_of(client, "/en/incidents/?from=2021-06")


@pytest.mark.parametrize(
    ("language", "credit"),
    [
        ("de", "Anamnesis, Stand 7. März 2025, CC BY 4.0"),
        ("fr", "Anamnesis, état au 7 mars 2025, CC BY 4.0"),
        ("it", "Anamnesis, stato: 7 marzo 2025, CC BY 4.0"),
        ("en", "Anamnesis, data of 7 March 2025, CC BY 4.0"),
    ],
)
def test_every_chart_and_table_names_its_origin(client, language, credit):
    kinds = (2023, "hospital", "ransomware"), (2024, "practice", "ddos")
    for year, org_type, attack in kinds:
        detected, disclosed = date(year, 1, 6), date(year, 2, 6)
        incident, *_others = IncidentFactory.create_batch(
            5,
            organisation__org_type=org_type,
            attack_type=attack,
            disclosed_on=disclosed,
            detected_from=detected,
            detected_to=detected,
        )
        incident.reports.create(article=ArticleFactory())
    Register.objects.update_or_create(pk=1, defaults={"changed_at": MARCH_7})

    pages = {"": 11, "?tab=table": 11, "?from=2024": 8}
    for path, least in (pages | {"incidents/": 1, "incidents/?tab=table": 0}).items():
        html = html_of(client, f"/{language}/{path}")
        charts = re.findall(r'<section class="chart(?: chart--first)?".+?</section>', html, re.S)
        parts = charts or [html]  # the list as a table

        assert len(charts) >= least, path
        assert [words(part).count(credit) for part in parts] == [1] * len(parts), path
        assert f'<a href="/{language}/data/">CC BY 4.0</a></p>' in html


def test_charts_of_an_earlier_register_name_its_day(client):
    IncidentFactory.create_batch(5)
    day = f"{day_in_words(timezone.localdate())}, CC BY 4.0"
    Register.objects.update_or_create(pk=1, defaults={"changed_at": MARCH_7})

    html = words(html_of(client, f"/en/?asof={timezone.localdate()}"))

    assert f"Anamnesis, data of {day}" in html
    assert "data of 7 March 2025" not in html
