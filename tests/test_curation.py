"""What curators may and may not do."""

import pytest

from incidents import services
from incidents.choices import ClaimState, Field, Status
from incidents.models import Incident, Register
from incidents.services import NotPublishable
from incidents.services.values import stated_values
from tests.factories import ClaimFactory, IncidentFactory

pytestmark = [pytest.mark.data, pytest.mark.django_db]


@pytest.fixture
def proposal():
    """A proposed incident whose every value has a proposed claim."""
    incident = IncidentFactory(proposed=True)
    for name, value in stated_values(incident).items():
        ClaimFactory(incident=incident, field=name, value=value, state="proposed", method="rule")
    return incident


def test_publishing_accepts_the_claims_and_bumps_the_register(proposal, admin_user):
    services.publish_incident(proposal, admin_user)

    proposal.refresh_from_db()
    assert proposal.status == Status.PUBLISHED
    assert proposal.published_at
    assert set(proposal.claims.values_list("state", flat=True)) == {ClaimState.ACCEPTED}
    assert {claim.decided_by for claim in proposal.claims.all()} == {admin_user}
    assert Register.objects.current().version == 1


def test_a_value_without_claim_or_note_cannot_be_published(proposal, admin_user):
    proposal.data_stolen = "yes"
    proposal.save()

    with pytest.raises(NotPublishable, match=str(Field.DATA_STOLEN.label)):
        services.publish_incident(proposal, admin_user)

    proposal.refresh_from_db()
    assert proposal.status == Status.PROPOSED


def test_a_value_set_by_hand_rests_on_the_note_and_marks_the_claim_as_edited(proposal, admin_user):
    proposal.canton = "ZH"
    proposal.save()

    services.publish_incident(proposal, admin_user, "Telephone call with the hospital")

    robot = proposal.claims.get(field="canton", method="rule")
    hand = proposal.claims.get(field="canton", method="curator")
    assert robot.state == ClaimState.EDITED
    assert (hand.value, hand.note) == ("ZH", "Telephone call with the hospital")


def test_a_claim_that_says_otherwise_is_rejected(proposal, admin_user):
    other = ClaimFactory(
        incident=proposal, field="attack_type", value="ddos", state="proposed", method="rule"
    )

    services.publish_incident(proposal, admin_user)

    other.refresh_from_db()
    assert other.state == ClaimState.REJECTED


def test_a_rejection_needs_a_reason_and_keeps_it(proposal, admin_user):
    with pytest.raises(NotPublishable):
        services.reject_incident(proposal, admin_user, " ")

    services.reject_incident(proposal, admin_user, "A drill")

    proposal.refresh_from_db()
    assert proposal.status == Status.REJECTED
    assert proposal.history.first().history_change_reason == "A drill"
    assert Register.objects.current().version == 0
    with pytest.raises(NotPublishable):
        services.publish_incident(proposal, admin_user)


def test_a_retraction_needs_a_reason_and_takes_the_incident_out(admin_user):
    incident = IncidentFactory()

    services.retract_incident(incident, admin_user, "Wrong organisation")

    assert not Incident.objects.published().exists()
    assert incident.history.first().history_change_reason == "Wrong organisation"


def test_a_correction_of_a_public_value_needs_a_source(proposal, admin_user):
    services.publish_incident(proposal, admin_user)
    proposal.threat_actor = "Graywolf"

    with pytest.raises(NotPublishable):
        services.correct_incident(proposal, admin_user, "")
    services.correct_incident(proposal, admin_user, "Police statement of 3 May")

    proposal.refresh_from_db()
    assert proposal.threat_actor == "Graywolf"
    assert Register.objects.current().version == 2
