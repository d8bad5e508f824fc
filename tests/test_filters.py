"""The grammar of the query string, by example and by property; then what a query finds."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.choices import AttackType, Canton, Certainty, OrgType
from incidents.filters import View, legal_values, read
from incidents.filters.grammar import FACETS, PARAMETERS, parse
from incidents.filters.kinds import Reason
from incidents.filters.labels import PARAMETER_LABELS, REASONS, code_label
from tests.factories import ArticleFactory, IncidentFactory, OrganisationFactory

VECTORS = [
    ("", ""),
    (
        "kanton=ZH&attack=ransomware&attack_type=data-breach&canton=be&from=2024-01-01"
        "&to=2024-12-31&sort=-date&utm_source=x",
        "from=2024&to=2024&attack_type=data_breach,ransomware&canton=be,zh",
    ),
    ("org_type=practice&org_type=hospital&page=1", "org_type=hospital,practice"),
    ("from=2025&to=2023", "from=2023&to=2025"),
    ("from=2024-02-01&to=2024-02-29", "from=2024-02&to=2024-02"),
    ("from=7.3.2024&to=03.2024", "from=2024-03-07&to=2024-03"),
    ("undated=1", ""),
    ("from=2020&date=added&undated=1", "from=2020&date=added"),
    ("q=%20Hirslanden++Klinik%20", "q=Hirslanden%20Klinik"),
    (
        "date=detected&from=2020&undated=1&canton=zh",
        "from=2020&date=detected&undated=1&canton=zh",
    ),
    ("canton=zh,be,-be", "canton=zh"),
    ("canton=-ZH,-be", "canton=-be,-zh"),
    ("canton=none", "canton=none"),
    ("attack_type=phishing", "attack_type=phishing"),
    ("sector=pharmacy", "org_type=pharmacy"),
    ("org_type=" + ",".join(OrgType.values), ""),
    ("certainty=" + ",".join(Certainty.counted()), ""),
    ("certainty=-attacker_claim,-withdrawn", ""),
    ("certainty=attacker_claim", "certainty=attacker_claim"),
    ("certainty=" + ",".join(Certainty.values), "certainty=" + ",".join(sorted(Certainty.values))),
    ("SORT=ORG&Page=07", "sort=org&page=7"),
    ("q=Z%C3%BCrich", "q=Z%C3%BCrich"),
    ("q=Zu%CC%88rich", "q=Z%C3%BCrich"),
    ("q=&from=&to=&canton=&date=disclosed", ""),
    ("source_lang=FR,de", "source_lang=de,fr"),
    ("source_lang=de,fr,it,rm,en", ""),
    ("tab=chart&by=year", ""),
    ("page=2&tab=table&sort=org&by=quarter", "by=quarter&sort=org&tab=table&page=2"),
]
DROPPED = [
    ("foo=1", ("foo", "1", Reason.UNKNOWN_PARAMETER)),
    ("canton=xx", ("canton", "xx", Reason.UNKNOWN_VALUE)),
    ("from=2024-13", ("from", "2024-13", Reason.NOT_A_DATE)),
    ("from=2024/2025", ("from", "2024/2025", Reason.NOT_A_DATE)),
    ("to=30.2.2024", ("to", "30.2.2024", Reason.NOT_A_DATE)),
    ("page=²", ("page", "²", Reason.NOT_A_PAGE)),
    ("sort=size", ("sort", "size", Reason.UNKNOWN_VALUE)),
    ("canton=be,-be", ("canton", "be,-be", Reason.NOTHING_LEFT)),
    ("data_stolen=-no,-yes,-unknown", ("data_stolen", "-no,-yes,-unknown", Reason.NOTHING_LEFT)),
    ("sort=org&sort=date", ("sort", "org", Reason.REPEATED)),
    ("by=month", ("by", "month", Reason.UNKNOWN_VALUE)),
    ("source_lang=es", ("source_lang", "es", Reason.UNKNOWN_VALUE)),
    ("org=%C3%BC", ("org", "ü", Reason.UNKNOWN_VALUE)),
    ("asof=2024", ("asof", "2024", Reason.NOT_A_DATE)),
    ("asof=2024-02-30", ("asof", "2024-02-30", Reason.NOT_A_DATE)),
    ("q=" + "x" * 130, ("q", "x" * 10, Reason.TOO_LONG)),
]


@pytest.mark.parametrize(("raw", "canonical"), VECTORS)
def test_a_query_has_one_spelling(raw, canonical):
    view = read(raw)

    assert view.canonical == canonical
    assert view.is_valid


@pytest.mark.parametrize(("raw", "dropped"), DROPPED)
def test_what_is_left_out_is_named(raw, dropped):
    view = read(raw)

    assert view.dropped == (dropped,)
    assert not view.is_valid


def test_a_notice_comes_with_what_was_understood():
    view = read("foo=1&canton=xx,zh&fbclid=abc")

    assert view.canonical == "canton=zh"
    assert [part.parameter for part in view.dropped] == ["foo", "canton"]


def test_a_query_reads_the_same_from_a_string_and_from_a_querydict():
    raw = "canton=be&canton=zh&q=a%20b"

    assert read(QueryDict(raw)).canonical == read(raw).canonical == read("?" + raw).canonical


def test_parameters_of_the_caller_are_left_to_the_caller():
    assert read("page_size=10", also={"page_size"}).is_valid


def test_every_code_of_the_vocabulary_is_legal():
    assert set(legal_values("attack_type")) == set(AttackType.values)
    assert set(legal_values("canton")) == {code.lower() for code in Canton.values} | {"none"}
    assert legal_values("q") == ()


def test_every_parameter_and_reason_has_words():
    assert set(PARAMETER_LABELS) == set(PARAMETERS)
    assert set(REASONS) == set(Reason)
    assert code_label("canton", "zh") == code_label("canton", "ZH") != "zh"
    for name in FACETS:
        for code in legal_values(name):
            assert code_label(name, code) != code


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_survives_alone_or_with_its_company(name):
    """A parameter that the order list forgets would vanish without any error."""
    other = {"q": "x", "from": "2020", "to": "2020", "page": "2", "asof": "2024-03-07"}
    other |= {"threat_actor": "lockbit", "org": "insel-gruppe"}
    value = other.get(name) or legal_values(name)[1]
    query = parse({"from": "2020", name: value})

    assert query.chosen[name] == value


words = st.text(max_size=12) | st.sampled_from(
    ["2024", "2024-02-29", "1.2.2023", "zh", "BE", "-zh", "none", "hospital", "-hospital", "1"]
)
slugs = st.sampled_from(["insel-gruppe", "-lockbit-20", "a-b,-a-b", "a--b", "_x", "-"])
names = st.sampled_from([*PARAMETERS, "kanton", "attack", "utm_x", "CANTON"]) | st.text(max_size=8)
values = (
    words
    | slugs
    | st.lists(words, max_size=4).map(",".join)
    | st.sampled_from([code for name in FACETS for code in legal_values(name)])
)
pairs = st.lists(st.tuples(names, values), max_size=7)


def spelt(parts) -> str:
    return urlencode([(k.encode(errors="replace"), v.encode(errors="replace")) for k, v in parts])


@given(pairs)
@settings(max_examples=500, deadline=None)
def test_canonical_is_final_and_free_of_doubt(parts):
    once = parse(spelt(parts))
    again = parse(once.canonical)

    assert again.canonical == once.canonical
    assert again.chosen == once.chosen
    assert again.dropped == ()


@given(pairs, st.randoms(use_true_random=False))
@settings(max_examples=500, deadline=None)
def test_the_order_of_parameters_does_not_matter(parts, random):
    seen = {}
    parts = [seen.setdefault(name.strip().lower(), (name, value)) for name, value in parts]
    parts = list(dict.fromkeys(parts))
    shuffled = random.sample(parts, len(parts))
    with_aliases = {name.lower() for name, _ in parts} & {"kanton", "attack"}

    if not with_aliases:
        assert parse(spelt(shuffled)).canonical == parse(spelt(parts)).canonical


@given(st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")) | st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_nothing_raises(raw):
    query = parse(raw)

    assert query.canonical.isascii()
    assert all(part == part.strip() for _name, part in parse_qsl(query.canonical))
    assert "\x00" not in str(query.chosen)


@given(pairs)
@settings(max_examples=500, deadline=None)
def test_a_mapping_reads_like_its_spelling(parts):
    mapping = dict(parts)

    assert parse(mapping).canonical == parse(spelt(mapping.items())).canonical


def found(query: str) -> list[int]:
    return [incident.number for incident in read(query).incidents]


@pytest.fixture
def three(db):
    """1 known to the day, 2 to the month, 3 not at all."""
    IncidentFactory(number=1, disclosed_on=date(2024, 3, 7))
    IncidentFactory(number=2, disclosed_from=date(2024, 2, 1), disclosed_to=date(2024, 2, 29))
    IncidentFactory(number=3, disclosed_from=None, disclosed_to=None)


@pytest.mark.data
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("sort=date", [2, 1, 3]),
        ("from=2024-02-15", [1, 2]),
        ("from=2024-03", [1]),
        ("to=2024-02-01", [2]),
        ("from=2024-02-10&to=2024-02-12", [2]),
        ("from=2023&to=2023", []),
        ("from=2024-03&undated=1", [1, 3]),
        ("from=2024&date=detected", []),
    ],
)
def test_a_date_matches_when_it_may_lie_in_the_span(three, query, numbers):
    assert found(query) == numbers


@pytest.mark.data
def test_the_day_of_adding_is_a_day_in_zurich(db):
    IncidentFactory(number=1, added_at=datetime(2024, 5, 31, 22, 30, tzinfo=UTC))  # 1 June there

    assert found("from=2024-06-01&to=2024-06-01&date=added") == [1]
    assert found("to=2024-05&date=added") == []


@pytest.mark.data
def test_only_published_incidents_are_found(db):
    IncidentFactory(number=1)
    IncidentFactory(number=2, proposed=True)

    assert found("certainty=" + ",".join(Certainty.values)) == [1]


@pytest.mark.data
def test_attackers_claims_count_only_when_asked_for(db):
    IncidentFactory(number=1, certainty=Certainty.ATTACKER_CLAIM)
    IncidentFactory(number=2, certainty=Certainty.DISPUTED)

    assert found("") == [2]
    assert found("certainty=attacker_claim") == [1]
    assert found("certainty=-withdrawn") == [2, 1]


@pytest.mark.data
def test_facets_combine_and_leave_out(db):
    bern, nowhere = OrganisationFactory(canton="BE"), OrganisationFactory(canton="")
    IncidentFactory(number=1, organisation=bern, attack_type="phishing")
    IncidentFactory(number=2, organisation=nowhere, attack_type="ransomware")
    IncidentFactory(number=3, organisation=bern, attack_type="ransomware")

    assert found("canton=be") == [3, 1]
    assert found("canton=none") == [2]
    assert found("canton=-be") == [2]
    assert found("canton=be&attack_type=ransomware,ddos") == [3]
    assert found("canton=be,none&attack_type=-phishing") == [3, 2]


@pytest.mark.data
def test_search_ignores_case_and_accents(db):
    IncidentFactory(number=1, organisation__name="Hôpital Zürichberg")
    IncidentFactory(number=2, organisation__name="Spital Anderswo")

    assert found("q=HOPITAL%20zurich") == [1]
    assert found("q=100%25") == []
    assert found("q=%CC%88") == []  # an accent alone folds to nothing


@pytest.mark.data
def test_the_order_is_total(db):
    IncidentFactory.create_batch(5, added_at=datetime(2024, 1, 1, tzinfo=UTC))
    newest = found("")

    assert newest == sorted(newest, reverse=True) == found("sort=-added")
    assert found("sort=date") == sorted(newest)


@pytest.mark.data
def test_protected_names_stand_last_among_organisations(db):
    IncidentFactory(number=1, organisation__name="Praxis Aarau", organisation__is_protected=True)
    IncidentFactory(number=2, organisation__name="zentrum")
    IncidentFactory(number=3, organisation__name="Bad")

    assert found("sort=org") == [3, 2, 1]


@pytest.mark.data
def test_an_incident_with_many_sources_is_found_once(db):
    incident = IncidentFactory(number=1)
    for _ in range(2):
        incident.involvements.create(organisation=OrganisationFactory(), role="affected")

    assert found("") == [1]
    assert read("").incidents.count() == 1


@pytest.mark.data
def test_attackers_are_known_by_slug(db):
    IncidentFactory(number=1, threat_actor="LockBit 2.0")
    IncidentFactory(number=2, threat_actor="Clop")
    IncidentFactory(number=3)
    IncidentFactory(number=4, threat_actor="Secret", proposed=True)

    assert found("threat_actor=lockbit-20") == [1]
    assert found("threat_actor=clop,lockbit-20") == [2, 1]
    assert found("threat_actor=-clop") == [3, 1]
    assert found("threat_actor=unknown") == [3]
    assert read("threat_actor=secret").dropped == (
        ("threat_actor", "secret", Reason.NOT_ON_RECORD),
    )


@pytest.mark.data
def test_a_name_taken_out_of_a_query_filters_no_more(db):
    IncidentFactory(number=1, threat_actor="LockBit")
    IncidentFactory(number=2, threat_actor="Clop")
    query = read("threat_actor=clop,lockbit").query.but(threat_actor="clop")

    assert [one.number for one in View(query).incidents] == [2]


@pytest.mark.data
def test_organisations_are_found_in_any_part_unless_protected(db):
    shop = OrganisationFactory(slug="software-shop", name="Software Shop")
    OrganisationFactory(slug="nothing-public")
    doctor = OrganisationFactory(slug="dr-muster", is_protected=True)
    IncidentFactory(number=1).involvements.create(organisation=shop, role="supplier")
    IncidentFactory(number=2, organisation=shop)
    IncidentFactory(number=3, organisation=doctor)

    view = read("org=dr-muster,software-shop,nothing-public")
    assert [one.number for one in view.incidents] == [2, 1]
    assert {part.value for part in view.dropped} == {"dr-muster", "nothing-public"}
    assert found("org=-software-shop") == [3]


@pytest.mark.data
def test_the_language_of_any_source_counts(db):
    for number, languages in ((1, ["de", "fr"]), (2, ["fr"]), (3, [])):
        incident = IncidentFactory(number=number)
        for language in languages:
            incident.reports.create(article=ArticleFactory(language=language))

    assert found("source_lang=de") == [1]
    assert found("source_lang=fr,de") == [2, 1]
    assert found("source_lang=-de") == [3, 2]


@pytest.fixture
def revised(db):
    """Number 1: proposed, published on 2 March, corrected on 5 March, retracted on 9 March."""
    incident = IncidentFactory(number=1, proposed=True, attack_type="unknown")
    steps = [("published", "unknown"), ("published", "ransomware"), ("retracted", "ransomware")]
    for incident.status, incident.attack_type in steps:
        incident.save()
    for row, (day, hour) in zip(
        incident.history.order_by("history_id"), [(1, 9), (2, 9), (5, 22), (9, 23)], strict=True
    ):
        row.history_date = datetime(2024, 3, day, hour, 30, tzinfo=UTC)
        row.save()
    return incident


@pytest.mark.data
@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("asof=2024-03-01", []),
        ("asof=2024-03-02", ["unknown"]),
        ("asof=2024-03-04", ["unknown"]),
        ("asof=2024-03-05", ["ransomware"]),  # 23.30 in Zurich
        ("asof=2024-03-05&attack_type=unknown", []),
        ("asof=2024-03-09", ["ransomware"]),  # the retraction came at 0.30 on the tenth
        ("asof=2024-03-10", []),
        ("asof=2024-03-08&q=musterwil&org_type=hospital&sort=org", ["ransomware"]),
        ("", []),
    ],
)
def test_the_register_is_shown_as_it_stood(revised, query, kinds):
    view = read(query)

    assert [row.attack_type for row in view.incidents] == kinds
    assert view.incidents.count() == len(kinds)


def test_no_day_to_come_has_a_register(db):
    assert read("asof=2099-01-01").dropped == (("asof", "2099-01-01", Reason.TO_COME),)
