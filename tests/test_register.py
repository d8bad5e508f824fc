"""Loading the curated register."""

import copy
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from incidents import services
from incidents.choices import Certainty, Status
from incidents.models import Article, Claim, Incident, Organisation, Register

pytestmark = [pytest.mark.data, pytest.mark.django_db]
SHIPPED = Path("incidents/data/register.json")


@pytest.fixture(scope="module")
def shipped():
    return json.loads(SHIPPED.read_text())


def load(records):
    return dict(services.load_register(json.dumps(records)))


def test_the_shipped_register_loads_whole_and_every_value_has_evidence(shipped):
    tally = load(shipped)

    assert tally == {"created": len(shipped), "updated": 0, "unchanged": 0, "kept": 0}
    published = Incident.objects.published()
    assert published.count() == len(shipped) >= 35
    assert not any(services.missing_evidence(incident) for incident in published)
    assert Article.objects.count() == len({s["url"] for r in shipped for s in r["sources"]})


def test_loading_twice_changes_nothing(shipped):
    load(shipped)
    before = list(Incident.objects.values()), Claim.objects.count(), Register.objects.get().version

    tally = load(shipped)

    assert tally["unchanged"] == len(shipped)
    after = list(Incident.objects.values()), Claim.objects.count(), Register.objects.get().version
    assert before == after


def test_a_changed_record_updates_its_incident_and_the_register_version(shipped):
    load(shipped[:1])
    changed = copy.deepcopy(shipped[:1])
    changed[0]["outcome"] = "closed"

    assert load(changed)["updated"] == 1

    assert Incident.objects.get().outcome == "closed"
    assert Register.objects.get().version == 2


def test_what_a_curator_corrected_is_kept_when_the_file_changes(shipped, admin_user):
    load(shipped[:1])
    incident = Incident.objects.get()
    incident.outcome = "corrected by hand"
    services.correct_incident(incident, admin_user, "letter of the laboratory")
    changed = copy.deepcopy(shipped[:1])
    changed[0]["outcome"] = "from the file"

    assert load(changed)["kept"] == 1

    assert Incident.objects.get().outcome == "corrected by hand"


def test_a_descriptive_name_is_loaded_in_every_language(shipped):
    described = [one for record in shipped for one in record["organisations"] if "names" in one]
    load(shipped)

    assert len(described) == 7
    for one in described:
        assert one["names"].keys() == {"de", "fr", "it", "en"}
        assert one["names"]["en"] == one["name"]
        assert "ß" not in one["names"]["de"]
        assert Organisation.objects.get(name=one["name"]).names == one["names"]
    assert Organisation.objects.exclude(names={}).count() == len(described)


def test_names_reach_a_body_on_file_and_leave_those_that_a_curator_gave(shipped):
    record = copy.deepcopy(next(r for r in shipped if r["id"] == "AN-0022"))
    names = record["organisations"][0].pop("names")
    load([record])
    body = Organisation.objects.get()
    body.names = {"de": "Von Hand"}
    services.correct_organisation(body)
    record["organisations"][0]["names"] = names

    assert load([record])["updated"] == 1

    assert Organisation.objects.get().names == {**names, "de": "Von Hand"}
    assert Organisation.objects.called(names["it"]).exists()
    assert "orthopedie" in Incident.objects.get().search_text
    assert load([record])["unchanged"] == 1


def test_new_incidents_get_numbers_after_those_of_the_register(shipped):
    load(shipped)

    assert Register.objects.next_number() == len(shipped) + 1


def test_the_refuted_claim_is_disputed_and_the_supplier_has_its_role(shipped):
    load(shipped)

    refuted = Incident.objects.get(slug="chuv-alleged-leak-2023")
    assert refuted.certainty == Certainty.DISPUTED
    through = Incident.objects.get(slug="hug-contractor-leak-2022")
    assert [i.role for i in through.involvements.all()] == ["victim", "supplier"]


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("canton", "XX", "canton"),
        ("detected", "2023-13", "detected"),
        ("attack_type", "hacking", "attack_type"),
        ("records_affected", "many", "records_affected"),
        ("colour", "red", "colour"),
        ("organisations", [], "organisations"),
        ("organisations", [{"names": {"rm": "Medis"}}], r"organisations\.0\.names\.rm"),
    ],
)
def test_a_fault_names_record_and_field_and_nothing_is_written(shipped, field, value, names):
    broken = copy.deepcopy(shipped[:3])
    broken[1][field] = value

    with pytest.raises(services.RegisterError, match=rf"record 2 \({broken[1]['id']}\), {names}"):
        load(broken)

    assert not Incident.objects.exists()


def test_two_records_with_one_id_are_refused(shipped):
    with pytest.raises(services.RegisterError, match="id given twice: AN-0001"):
        load([shipped[0], shipped[0]])


def test_the_command_says_what_it_did_in_one_line():
    out = StringIO()

    call_command("load_register", stdout=out)

    assert out.getvalue() == "Register register.json: 35 created, 0 updated, 0 unchanged, 0 kept.\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not valid JSON at line 1"),
        ("{}", "a JSON array"),
        ("[]", "a JSON array"),
        ("[7]", "record 1 (not an object)"),
    ],
)
def test_the_command_refuses_what_is_no_register(tmp_path, content, says):
    path = tmp_path / "register.json"
    path.write_text(content)

    with pytest.raises(CommandError) as error:
        call_command("load_register", str(path))

    assert says in str(error.value)
    assert not Incident.objects.filter(status=Status.PUBLISHED).exists()


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere.json: No such file"):
        call_command("load_register", str(tmp_path / "nowhere.json"))
