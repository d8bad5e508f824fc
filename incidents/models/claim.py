from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.choices import ClaimState, Field, Method
from incidents.models.article import Article, ArticleVersion
from incidents.models.incident import Incident

QUOTE_LENGTH = 300  # what the public may see of an article, in characters per claim


class Claim(models.Model):
    """One coded value, the words it rests on, and what a curator decided about it."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, null=True, blank=True, related_name="claims"
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    field = models.CharField(_("field"), max_length=20, choices=Field)
    value = models.CharField(_("value"), max_length=1000)
    quote = models.CharField(_("quote"), max_length=QUOTE_LENGTH, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=8, choices=Method, default=Method.CURATOR)
    confidence = models.FloatField(_("confidence"), default=1.0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    note = models.CharField(
        _("curator's note"),
        max_length=500,
        blank=True,
        help_text=_("Source of a value set by hand"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ClaimState, default=ClaimState.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["field", "-confidence", "pk"]
        indexes = [models.Index(fields=["incident", "field"], name="claims_of_field")]
        constraints = [
            models.CheckConstraint(
                name="a_claim_has_a_source",
                condition=models.Q(article__isnull=False) | ~models.Q(note=""),
            ),
        ]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self):
        return f"{self.get_field_display()}: {self.value}"
