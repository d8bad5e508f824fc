"""What a curator decides: publish, correct, reject, retract. Every decision leaves its reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from incidents.choices import ClaimState, Field, Method, Status
from incidents.models import Claim, Incident, Register
from incidents.services.values import describe, refresh_search, search_text, stated_values

User = Any  # settings.AUTH_USER_MODEL
STANDING = [ClaimState.PROPOSED, ClaimState.ACCEPTED, ClaimState.EDITED]


class NotPublishable(ValueError):
    """An incident that may not go public as it is. The message says why, for curators."""


def missing_evidence(incident: Incident) -> list[str]:
    """The stated fields of an incident that no standing claim supports with the same value."""
    claims = incident.claims.filter(state__in=STANDING).values_list("field", "value")
    supported = set(claims)
    return [pair[0] for pair in stated_values(incident).items() if pair not in supported]


@transaction.atomic
def start_incident(incident: Incident) -> None:
    """Save an incident begun by hand, under a number of its own."""
    incident.number = Register.objects.next_number()
    _write(incident, _("Begun by hand"), public=False)


def refresh_incident(incident: Incident) -> None:
    """Bring what is derived from related rows up to date: involvement of the victim, search."""
    incident.involvements.get_or_create(organisation=incident.organisation)
    refresh_search(incident)


@transaction.atomic
def publish_incident(incident: Incident, user: User, note: str = "") -> None:
    """Make a proposed incident public; `note` is the source of values set by hand.

    Raises NotPublishable when a value has neither a claim nor a note, or the status forbids it.
    """
    if incident.status not in {Status.PROPOSED, Status.IN_REVIEW}:
        status = incident.get_status_display()
        raise NotPublishable(_("Only a proposed incident can be published; this is: %s") % status)
    _settle_claims(incident, user, note)
    incident.status = Status.PUBLISHED
    incident.published_at = timezone.now()
    _write(incident, note or _("Published"))


@transaction.atomic
def correct_incident(incident: Incident, user: User, note: str) -> None:
    """Save changed values of an incident; on a public one they need evidence or a note."""
    if incident.status == Status.PUBLISHED:
        _settle_claims(incident, user, note)
        _write(incident, note or _("Corrected"))
    else:
        _write(incident, note or _("Edited"), public=False)


@transaction.atomic
def reject_incident(incident: Incident, user: User, reason: str) -> None:
    """Put a proposal aside for good, with the reason, and reject its open claims."""
    if not reason.strip():
        raise NotPublishable(_("A rejection needs a reason."))
    if incident.status not in {Status.PROPOSED, Status.IN_REVIEW}:
        raise NotPublishable(_("Only a proposed incident can be rejected; retract a public one."))
    _decide(incident.claims.filter(state=ClaimState.PROPOSED), ClaimState.REJECTED, user)
    incident.status = Status.REJECTED
    _write(incident, reason, public=False)


@transaction.atomic
def retract_incident(incident: Incident, user: User, reason: str) -> None:
    """Take a public incident back: its address stays, with the reason, its values go."""
    if not reason.strip():
        raise NotPublishable(_("A retraction needs a reason."))
    if incident.status != Status.PUBLISHED:
        raise NotPublishable(_("Only a published incident can be retracted."))
    incident.status = Status.RETRACTED
    _write(incident, reason)


def _settle_claims(incident: Incident, user: User, note: str) -> None:
    """Accept the claims behind each value, and found the rest on the curator's note."""
    missing = missing_evidence(incident)
    if missing and not note.strip():
        fields = ", ".join(str(Field(name).label) for name in missing)
        raise NotPublishable(_("No source supports: %s. Name one in the note.") % fields)
    values = stated_values(incident)
    for name in missing:
        _decide(_proposed(incident, name), ClaimState.EDITED, user)
        claim = Claim(incident=incident, field=name, value=values[name], note=note[:500])
        claim.method, claim.state = Method.CURATOR, ClaimState.ACCEPTED
        claim.decided_by, claim.decided_at = user, timezone.now()
        claim.save()
    for name, value in values.items():
        _decide(_proposed(incident, name).filter(value=value), ClaimState.ACCEPTED, user)
    _decide(_proposed(incident), ClaimState.REJECTED, user)


def _proposed(incident: Incident, name: str = ""):  # type: ignore[no-untyped-def]
    claims = incident.claims.filter(state=ClaimState.PROPOSED)
    return claims.filter(field=name) if name else claims


def _decide(claims: Any, state: ClaimState, user: User) -> None:
    claims.update(state=state, decided_by=user, decided_at=timezone.now())


def _write(incident: Incident, reason: str, *, public: bool = True) -> None:
    describe(incident)
    if incident.pk:
        incident.search_text = search_text(incident)
    incident.updated_at = timezone.now()
    incident.save()
    update_change_reason(incident, reason[:100])
    if public:
        Register.objects.bump()
