"""What a poll leaves behind on its source."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from incidents.models import ArchivePage, Poll, Source

LONGEST_WAIT = timedelta(days=1)
KEPT = timedelta(days=31)  # what the page of the operators shows


def make_due(source: Source) -> None:
    """Let a source be polled now, whatever its interval says."""
    source.next_poll_at, source.queued_at = timezone.now(), None
    source.save(update_fields=["next_poll_at", "queued_at"])


@transaction.atomic
def finish_poll(source: Source, poll: Poll, *, error: str = "", wait: float = 0.0) -> None:
    """Note how a poll ended and when the next one is due; an error counts as a failure.

    `wait`: seconds that the server asked us to stay away.
    """
    poll.source, poll.failed = source, bool(error)
    poll.save()
    source.last_polled_at, source.last_outcome = poll.at, poll.outcome
    source.last_error = error[:300]
    source.queued_at = None
    if error:
        source.failures += 1
        source.failing_since = source.failing_since or poll.at
    else:
        source.failures, source.last_success_at = 0, poll.at
        source.failing_since = source.alerted_at = None
    source.next_poll_at = timezone.now() + max(_pause(source), timedelta(seconds=wait))
    source.save(update_fields=POLLED)


# Not the columns that operators edit: one may have been changed while the poll was under way.
POLLED = [
    "last_polled_at",
    "last_outcome",
    "last_error",
    "last_success_at",
    "queued_at",
    "failures",
    "failing_since",
    "alerted_at",
    "next_poll_at",
    "etag",
    "last_modified",
]


def _pause(source: Source) -> timedelta:
    """The interval; after failures in a row twice as long each time, up to a day."""
    if not source.failures:
        return source.interval
    longest = max(LONGEST_WAIT, source.interval)
    return min(source.interval * 2 ** min(source.failures - 1, 12), longest)


def release_source(source: Source, until: datetime) -> None:
    """Give a claimed source back unread, because it is not its host's turn."""
    source.next_poll_at, source.queued_at = until, None
    source.save(update_fields=["next_poll_at", "queued_at"])


def drop_old_polls() -> int:
    """Forget polls that no page shows any more."""
    return Poll.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def claim_alert(source: Source) -> bool:
    """Whether this process is the one to tell the operators of this outage."""
    still = Source.objects.filter(pk=source.pk, alerted_at=None)
    return still.update(alerted_at=timezone.now()) == 1


def withdraw_alert(source: Source) -> None:
    """The mail could not be sent: somebody else may try."""
    Source.objects.filter(pk=source.pk).update(alerted_at=None)


def note_archive_page(page: ArchivePage) -> None:
    """Remember that a page of an archive was read."""
    ArchivePage.objects.update_or_create(
        source=page.source, url=page.url, since=page.since, defaults={"added": page.added}
    )
