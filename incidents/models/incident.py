from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from incidents.choices import (
    Answer,
    AttackType,
    Canton,
    CareImpact,
    Certainty,
    Language,
    OrgType,
    Role,
    Status,
)
from incidents.models.article import Article
from incidents.models.organisation import Organisation
from incidents.records import PartialDate
from incidents.text import fold

DATES = ("occurred", "detected", "disclosed", "recovered")
TEXT_LANGUAGES = ("de", "fr", "it", "en")


class IncidentQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def awaiting_review(self):
        return self.filter(status__in=[Status.PROPOSED, Status.IN_REVIEW])

    def search(self, text: str):
        """Incidents whose stored search text contains every token, case and accents aside."""
        found = self
        for token in fold(text).split():
            found = found.filter(search_text__contains=token)
        return found

    def for_list(self):
        """Everything that a row of a list shows, in one query."""
        reports = Report.objects.filter(incident=models.OuterRef("pk")).order_by()
        counted = reports.values("incident").annotate(n=models.Count("*")).values("n")
        return self.select_related("organisation").annotate(
            source_count=Coalesce(models.Subquery(counted), 0)
        )


class Incident(models.Model):
    """A concrete attack, abuse or exposure: the thing that is recorded. See docs/codebook.md."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PROPOSED, db_index=True
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    language = models.CharField(
        _("language of the original text"), max_length=2, choices=Language, default=Language.EN
    )
    title_de = models.CharField(_("title (de)"), max_length=200, blank=True)
    title_fr = models.CharField(_("title (fr)"), max_length=200, blank=True)
    title_it = models.CharField(_("title (it)"), max_length=200, blank=True)
    title_en = models.CharField(_("title (en)"), max_length=200, blank=True)
    summary_de = models.TextField(_("summary (de)"), blank=True)
    summary_fr = models.TextField(_("summary (fr)"), blank=True)
    summary_it = models.TextField(_("summary (it)"), blank=True)
    summary_en = models.TextField(_("summary (en)"), blank=True)

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="incidents_as_primary",
        verbose_name=_("primary victim"),
    )
    organisations = models.ManyToManyField(
        Organisation, through="Involvement", related_name="incidents"
    )
    articles = models.ManyToManyField(Article, through="Report", related_name="incidents")
    org_type = models.CharField(_("organisation type"), max_length=20, choices=OrgType)
    canton = models.CharField(_("canton"), max_length=2, choices=Canton, blank=True)

    occurred_from = models.DateField(_("happened, first possible day"), null=True, blank=True)
    occurred_to = models.DateField(_("happened, last possible day"), null=True, blank=True)
    detected_from = models.DateField(_("detected, first possible day"), null=True, blank=True)
    detected_to = models.DateField(_("detected, last possible day"), null=True, blank=True)
    disclosed_from = models.DateField(_("made public, first possible day"), null=True, blank=True)
    disclosed_to = models.DateField(_("made public, last possible day"), null=True, blank=True)
    recovered_from = models.DateField(_("recovered, first possible day"), null=True, blank=True)
    recovered_to = models.DateField(_("recovered, last possible day"), null=True, blank=True)

    attack_type = models.CharField(
        _("kind of attack"), max_length=30, choices=AttackType, default=AttackType.UNKNOWN
    )
    threat_actor = models.CharField(_("attacker"), max_length=100, blank=True)
    threat_actor_note = models.CharField(_("attacker: who says so"), max_length=200, blank=True)
    data_stolen = models.CharField(
        _("data stolen"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    records_affected = models.PositiveBigIntegerField(_("records affected"), null=True, blank=True)
    patient_care_impact = models.CharField(
        _("effect on care"), max_length=8, choices=CareImpact, default=CareImpact.UNKNOWN
    )
    ransom_demanded = models.CharField(
        _("ransom demanded"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    ransom_paid = models.CharField(
        _("ransom paid"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    certainty = models.CharField(
        _("certainty"), max_length=30, choices=Certainty, default=Certainty.MEDIA_REPORT
    )
    swiss_link = models.CharField(_("Swiss link"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    search_text = models.TextField(editable=False, default="")
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    register_digest = models.CharField(max_length=64, blank=True, editable=False)
    loaded_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["search_text", "register_digest", "loaded_at"])
    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-disclosed_to", "-pk"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes = [
            models.Index(fields=["status", "-disclosed_to", "-id"], name="incident_newest"),
            models.Index(fields=["status", "org_type", "attack_type"], name="incident_facets"),
        ]
        constraints = [
            models.CheckConstraint(
                name=f"{name}_dates_in_order",
                condition=models.Q(**{f"{name}_from__lte": models.F(f"{name}_to")})
                | models.Q(**{f"{name}_from__isnull": True, f"{name}_to__isnull": True}),
            )
            for name in DATES
        ]

    def __str__(self):
        return f"{self.public_id} {self.title_in()[0]}"

    def get_absolute_url(self) -> str:
        return reverse("incident", kwargs={"number": f"{self.number:04d}", "slug": self.slug})

    @property
    def public_id(self) -> str:
        """`AN-0042`: permanent, never reused."""
        return f"AN-{self.number:04d}"

    def date(self, name: str) -> PartialDate | None:
        """One of the four dates, as precise as it is known."""
        first, last = getattr(self, f"{name}_from"), getattr(self, f"{name}_to")
        return PartialDate(first, last) if first and last else None

    def set_date(self, name: str, value: PartialDate | None) -> None:
        setattr(self, f"{name}_from", value.first if value else None)
        setattr(self, f"{name}_to", value.last if value else None)

    def title_in(self, language: str = "") -> tuple[str, str]:
        """The title and the language it is in: the reader's, else the original's, else any."""
        return self._text("title", language)

    def summary_in(self, language: str = "") -> tuple[str, str]:
        return self._text("summary", language)

    def _text(self, kind: str, language: str) -> tuple[str, str]:
        wanted = language or get_language() or "en"
        for code in (wanted, self.language, *TEXT_LANGUAGES):
            if text := getattr(self, f"{kind}_{code}", ""):
                return text, code
        return "", wanted


class Involvement(models.Model):
    """An organisation's part in an incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="involvements")
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.VICTIM)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "organisation"], name="one_role_per_organisation"
            )
        ]
        verbose_name = _("involved organisation")
        verbose_name_plural = _("involved organisations")

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class Report(models.Model):
    """An article that reports an incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="reports")
    article = models.ForeignKey(Article, models.PROTECT, related_name="reports")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "article"], name="one_report_per_article")
        ]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self):
        return str(self.article)
