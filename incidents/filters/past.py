"""The register as it stood: the last row of history per incident before a day was over."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from incidents.choices import Status
from incidents.models import Incident

ZURICH = ZoneInfo("Europe/Zurich")


def published_on(day: date) -> QuerySet:
    """Published incidents at the end of this day in Zurich: rows of history, with the columns of
    Incident under the same names; `id` is the incident's."""
    history = Incident.history.model.objects
    over = datetime.combine(day + timedelta(days=1), time(), ZURICH)
    newest = history.filter(id=OuterRef("id"), history_date__lt=over)
    newest = newest.order_by("-history_date", "-history_id").values("history_id")[:1]
    return history.filter(
        history_date__lt=over, history_id=Subquery(newest), status=Status.PUBLISHED
    ).exclude(history_type="-")
