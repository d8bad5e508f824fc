"""Tells the operators of sources that have failed for a day, once per outage."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import mail_admins
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import services
from incidents.ingest.pipeline.log import say
from incidents.models import Source

AFTER = timedelta(days=1)


def alert_operators() -> int:
    """Send one mail about all sources that the operators do not know of; returns how many."""
    failing = Source.objects.failing(timezone.now() - AFTER).filter(alerted_at=None)
    claimed = [source for source in failing if services.claim_alert(source)]
    if not claimed:
        return 0
    try:
        mail_admins(_subject(claimed), _body(claimed))
    except (SMTPException, OSError) as error:
        for source in claimed:
            services.withdraw_alert(source)
        say("alert", level=logging.WARNING, outcome="not_sent", reason=str(error))
        return 0
    say("alert", outcome="sent", sources=len(claimed), to=len(settings.ADMINS))
    return len(claimed)


def _subject(sources: list[Source]) -> str:
    if len(sources) == 1:
        return _("The source %s has been failing for a day") % sources[0].name
    return _("%d sources have been failing for a day") % len(sources)


def _body(sources: list[Source]) -> str:
    lines = [f"{one.name}\n  {one.url}\n  {one.last_outcome}: {one.last_error}" for one in sources]
    desk = f"{settings.SITE_URL}/admin/incidents/poll/" if settings.SITE_URL else ""
    return "\n\n".join([*lines, desk]).strip() + "\n"
