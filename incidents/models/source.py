from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.choices import Language, SourceKind


def not_queued(now, patience: timedelta) -> Q:
    """Rows that no message stands for: none was sent, or long ago, or by a clock that was wrong."""
    return (
        Q(queued_at__isnull=True)
        | Q(queued_at__lte=now - patience)
        | Q(queued_at__gt=now + timedelta(minutes=1))
    )


class SourceQuerySet(models.QuerySet):
    def due(self, now):
        """Enabled sources whose time has come."""
        return self.filter(enabled=True, next_poll_at__lte=now)

    def claim(self, pk, now, lease: timedelta) -> bool:
        """Take a due source for one poller; False when another was faster.

        Pushing `next_poll_at` ahead by the lease is the claim: exactly one row must change.
        """
        return self.due(now).filter(pk=pk).update(next_poll_at=now + lease) == 1

    def forgotten(self, now, patience: timedelta):
        """Due sources that no message in the broker stands for."""
        return self.due(now).filter(not_queued(now, patience))

    def failing(self, since):
        """Enabled sources that have not answered well at any time after `since`."""
        return self.filter(enabled=True, failing_since__lte=since)


class Source(models.Model):
    """Where articles come from, and how the last visits went."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind, default=SourceKind.FEED)
    url = models.URLField(_("address"), max_length=1000, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    outlet = models.CharField(_("outlet"), max_length=120, blank=True)
    enabled = models.BooleanField(_("enabled"), default=True)
    interval = models.DurationField(
        _("interval"), default=timedelta(hours=1), help_text=_("Time between two polls: HH:MM:SS")
    )
    next_poll_at = models.DateTimeField(_("next poll"), db_index=True, default=timezone.now)
    selector = models.CharField(
        _("selector"),
        max_length=300,
        blank=True,
        help_text=_("HTML listing: CSS selector of the links to articles, e.g. main h2 a"),
    )
    pattern = models.CharField(
        _("pattern"),
        max_length=300,
        blank=True,
        help_text=_("Only addresses that match this regular expression are articles"),
    )
    verified = models.CharField(
        _("how verified"),
        max_length=300,
        blank=True,
        help_text=_("How it is known that this address answers with news"),
    )
    shipped = models.CharField(max_length=64, blank=True, editable=False)  # digest, as delivered

    queued_at = models.DateTimeField(null=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    last_polled_at = models.DateTimeField(_("last poll"), null=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, editable=False)
    last_outcome = models.CharField(_("last outcome"), max_length=40, blank=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    alerted_at = models.DateTimeField(null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.name
