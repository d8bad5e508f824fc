from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.source import Source


class Poll(models.Model):
    """One visit to a source and how it ended. Kept for a month."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="polls")
    at = models.DateTimeField(_("at"), db_index=True)
    outcome = models.CharField(_("outcome"), max_length=40)
    failed = models.BooleanField(_("failed"), default=False)
    entries = models.PositiveIntegerField(_("entries"), default=0)
    added = models.PositiveIntegerField(_("new articles"), default=0)
    seconds = models.FloatField(_("seconds"), default=0.0)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["source", "-at"], name="polls_of_source")]
        verbose_name = _("poll")
        verbose_name_plural = _("ingestion")

    def __str__(self):
        return f"{self.source_id} · {self.at:%Y-%m-%d %H:%M} · {self.outcome}"


class ArchivePage(models.Model):
    """A page of an archive that a backfill has read, so that the next run goes on after it."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="archive_pages")
    url = models.CharField(_("address"), max_length=1000)
    since = models.DateField(_("since"))
    read_at = models.DateTimeField(_("read"), auto_now=True)
    added = models.PositiveIntegerField(_("new articles"), default=0)

    class Meta:
        ordering = ["source", "url"]
        constraints = [
            models.UniqueConstraint(fields=["source", "url", "since"], name="one_row_per_archive")
        ]
        verbose_name = _("archive page")
        verbose_name_plural = _("archive pages")

    def __str__(self):
        return self.url
