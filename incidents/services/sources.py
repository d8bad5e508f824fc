"""What a poll leaves behind on its source."""

from django.utils import timezone

from incidents.models import Source


def finish_poll(
    source: Source, outcome: str, *, error: str = "", etag: str = "", last_modified: str = ""
) -> None:
    """Note how a poll ended and when the next one is due; an error counts as a failure."""
    now = timezone.now()
    source.last_polled_at = now
    source.next_poll_at = now + source.interval
    source.last_outcome = outcome
    source.last_error = error[:300]
    source.failures = source.failures + 1 if error else 0
    if not error:
        source.last_success_at = now
    if outcome == "updated":  # only a body that was read may be left out next time
        source.etag, source.last_modified = etag[:500], last_modified[:100]
    source.save()
