"""What a poll leaves behind on its source."""

from django.utils import timezone

from incidents.models import Source


def make_due(source: Source) -> None:
    """Let a source be polled now, whatever its interval says."""
    source.next_poll_at = timezone.now()
    source.save(update_fields=["next_poll_at"])


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
    if outcome in {"updated", "empty"}:  # the body these belong to was read
        source.etag, source.last_modified = etag[:500], last_modified[:100]
    source.save()
