"""The curators' desk, through its forms."""

import pytest
from django.urls import reverse
from lxml import html

from incidents import services
from incidents.admin.desk import pieces
from incidents.choices import Status
from incidents.models import Claim, Incident, Register
from incidents.records import Claim as Read
from incidents.records import Draft, Mention
from incidents.services.values import stated_values
from tests.factories import ArticleVersionFactory, IncidentFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]
TEXT = "Angriff auf Klinik Sonnmatt\n\nDie Daten der Klinik Sonnmatt in Thun wurden verschlüsselt."


@pytest.fixture
def proposal():
    def read(field, value, quote):
        start = TEXT.index(quote)
        return Read(field, value, quote, start, start + len(quote), 0.8)

    draft = Draft(
        (
            read("organisation", "Klinik Sonnmatt", "Klinik Sonnmatt"),
            read("org_type", "hospital", "Klinik"),
            read("canton", "BE", "Thun"),
            read("attack_type", "ransomware", "verschlüsselt"),
            read("certainty", "confirmed_by_organisation", "Die Daten der Klinik Sonnmatt"),
        ),
        (Mention("Klinik Sonnmatt", "victim", "hospital", "BE", "Thun"),),
    )
    return services.propose_draft(ArticleVersionFactory(text=TEXT), draft)


def address(incident):
    return reverse("admin:incidents_incident_change", args=[incident.pk])


def submit(client, url, button, **changes):
    """Send the page's own form back, as a browser would, after changing some fields."""
    form = next(f for f in html.fromstring(client.get(url).content).forms if "note" in f.fields)
    data = {name: value for name, value in form.form_values() if not name.startswith("_")}
    return client.post(url, {**data, **changes, button: "1"}, follow=True)


def test_the_queue_shows_proposals(admin_client, proposal):
    page = admin_client.get(reverse("admin:incidents_incident_changelist"), {"status": "proposed"})

    assert proposal.public_id in page.content.decode()


def test_the_desk_shows_the_article_with_its_quotes_marked(admin_client, proposal):
    page = html.fromstring(admin_client.get(address(proposal)).content.decode())

    marked = [mark.text_content() for mark in page.cssselect(".desk__text mark")]
    assert "verschlüsselt" in marked
    assert "".join(page.cssselect(".desk__text")[0].itertext()) == TEXT


def test_publishing_from_the_desk_makes_it_public(admin_client, proposal):
    page = submit(admin_client, address(proposal), "_publish")

    proposal.refresh_from_db()
    assert proposal.status == Status.PUBLISHED
    assert proposal.public_id in page.content.decode()


def test_an_edit_without_source_is_saved_but_not_published(admin_client, proposal):
    page = submit(admin_client, address(proposal), "_publish", threat_actor="Graywolf")

    proposal.refresh_from_db()
    assert (proposal.status, proposal.threat_actor) == (Status.PROPOSED, "Graywolf")
    assert page.redirect_chain
    assert Claim.objects.filter(field="threat_actor").count() == 0


def test_an_edit_with_a_source_is_published_with_it(admin_client, proposal):
    submit(
        admin_client, address(proposal), "_publish", threat_actor="Graywolf", note="Police, 3 May"
    )

    proposal.refresh_from_db()
    assert proposal.status == Status.PUBLISHED
    assert proposal.claims.get(field="threat_actor").note == "Police, 3 May"


def test_a_rejection_without_reason_changes_nothing(admin_client, proposal):
    submit(admin_client, address(proposal), "_reject")

    proposal.refresh_from_db()
    assert proposal.status == Status.PROPOSED


def test_a_rejection_with_reason_is_kept_in_the_history(admin_client, proposal):
    submit(admin_client, address(proposal), "_reject", note="A drill of the canton")

    proposal.refresh_from_db()
    assert proposal.status == Status.REJECTED
    assert proposal.history.first().history_change_reason == "A drill of the canton"


def test_a_public_incident_is_not_changed_without_a_source(admin_client):
    incident = IncidentFactory()
    Claim.objects.bulk_create(
        Claim(incident=incident, field=name, value=value, note="seen", state="accepted")
        for name, value in stated_values(incident).items()
    )

    page = submit(admin_client, address(incident), "_save", disclosed="2020-02")

    incident.refresh_from_db()
    assert str(incident.date("disclosed")) == "2023-05-17"
    assert page.context["adminform"].form.errors.keys() == {"note"}


@pytest.mark.parametrize("text", ["2024-13", "yesterday", "2024-02-30"])
def test_a_date_that_is_none_is_refused_with_the_accepted_forms(admin_client, proposal, text):
    page = submit(admin_client, address(proposal), "_save", detected=text)

    assert text in str(page.context["adminform"].form.errors["detected"])


def test_an_incident_begun_by_hand_gets_a_number(admin_client, proposal):
    url = reverse("admin:incidents_incident_add")

    submit(admin_client, url, "_save", organisation=proposal.organisation_id, org_type="hospital")

    begun = Incident.objects.exclude(pk=proposal.pk).get()
    assert (begun.number, begun.status) == (2, Status.PROPOSED)
    assert begun.involvements.get().organisation == proposal.organisation


@pytest.mark.parametrize("model", ["article", "incident"])
def test_nothing_that_is_evidence_can_be_deleted(admin_client, model):
    page = admin_client.get(reverse(f"admin:incidents_{model}_changelist"))

    assert "delete_selected" not in page.content.decode()


@pytest.mark.parametrize("model", ["article", "incident", "organisation", "source"])
def test_every_list_and_form_of_the_desk_opens(admin_client, proposal, model):
    assert admin_client.get(reverse(f"admin:incidents_{model}_changelist")).status_code == 200
    assert (
        admin_client.get(reverse(f"admin:incidents_{model}_changelist") + "?q=x").status_code == 200
    )


def test_pieces_put_together_are_the_text_again():
    claims = [Claim(start=2, end=5), Claim(start=4, end=8), Claim(start=None, end=None)]

    cut = pieces("0123456789", claims)

    assert "".join(piece.text for piece in cut) == "0123456789"
    assert [len(piece.claims) for piece in cut] == [0, 1, 2, 1, 0]


def test_protecting_a_name_takes_it_out_of_search_and_makes_a_new_version(admin_client):
    incident = IncidentFactory(organisation__name="Praxis Beispielweg")
    services.refresh_incident(incident)
    organisation = incident.organisation
    before = Register.objects.current().version

    organisation.is_protected = True
    incident.title_en = incident.title_de = "Attack on a practice"
    incident.save()
    services.correct_organisation(organisation)

    assert not Incident.objects.search("beispielweg").exists()
    assert Register.objects.current().version == before + 1
