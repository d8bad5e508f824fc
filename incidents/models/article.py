import zlib
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.choices import ArticleState, Language
from incidents.models.source import Source, not_queued

UNFINISHED = [ArticleState.NEW, ArticleState.FETCHED, ArticleState.CODED]


class ArticleQuerySet(models.QuerySet):
    def due(self, now):
        """Articles that the pipeline owes a final state or a second look, and may work on now."""
        ripe = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
        # No worker of today can have claimed it for so long: its clock was wrong.
        ripe |= Q(next_try_at__gt=now + 2 * settings.LEASE, queued_at__isnull=False)
        return self.filter(ripe, Q(state__in=UNFINISHED) | Q(revisit_at__lte=now))

    def forgotten(self, now, patience: timedelta):
        """Due articles that no message in the broker stands for any more."""
        return self.due(now).filter(not_queued(now, patience))

    def standing(self, now, patience: timedelta):
        """Due articles that a message in the broker stands for."""
        return self.due(now).exclude(not_queued(now, patience))

    def claim(self, ids, now, lease: timedelta) -> list["Article"]:
        """Take due articles for one worker: those that no other has and that are not done.

        Pushing `next_try_at` ahead by the lease, of rows locked while due, is the claim.
        """
        with transaction.atomic():
            due = self.due(now).filter(pk__in=ids).order_by("pk")
            articles = list(due.select_for_update())
            taken = self.filter(pk__in=[article.pk for article in articles])
            taken.update(next_try_at=now + lease, starts=F("starts") + 1)
        for article in articles:
            article.next_try_at, article.starts = now + lease, article.starts + 1
        return sorted(articles, key=lambda article: ids.index(article.pk))

    def known_at(self, url: str):
        """The article that this address leads to, or None."""
        return self.filter(url=url).first() or self.filter(addresses__url=url).first()

    def independent(self):
        """Without the copies of a text that is on file already: one per independent source."""
        return self.filter(copy_of=None)


class Article(models.Model):
    """One document at one address. Its text stands in versions."""

    url = models.CharField(
        _("address"),
        max_length=1000,
        unique=True,
        help_text=_("Canonical address; urn:sha256:… for a file without one"),
    )
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    copy_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )
    host = models.CharField(max_length=255, blank=True, editable=False)
    outlet = models.CharField(_("outlet"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_from = models.DateField(_("published, first possible day"), null=True, blank=True)
    published_to = models.DateField(_("published, last possible day"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ArticleState, default=ArticleState.NEW, db_index=True
    )
    error = models.CharField(_("error"), max_length=300, blank=True)
    failure = models.CharField(_("kind of failure"), max_length=40, blank=True, editable=False)
    starts = models.PositiveSmallIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, db_index=True)
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    revisit_at = models.DateTimeField(_("next look"), null=True, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    score = models.FloatField(_("relevance"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["host", "state"], name="articles_of_host"),
            models.Index(fields=["revisit_at"], name="articles_to_revisit"),
            models.Index(fields=["published_at"], name="articles_by_day"),
        ]

    def __str__(self):
        return self.title or self.url

    @property
    def link(self) -> str:
        """The address to show, or nothing: a file has none."""
        return self.url if self.url.startswith(("http://", "https://")) else ""


class ArticleAddress(models.Model):
    """A further address under which an article was met: before a redirect, on mobiles, as AMP."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses")
    url = models.CharField(_("address"), max_length=1000, unique=True)

    class Meta:
        verbose_name = _("further address")
        verbose_name_plural = _("further addresses")

    def __str__(self):
        return self.url


class ArticleVersion(models.Model):
    """The text as it stood at one fetch. For curators; the public sees only short quotes."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    text = models.TextField(_("text"))
    raw = models.BinaryField(_("original, compressed"), default=bytes, editable=False)
    content_hash = models.CharField(_("hash"), max_length=64, db_index=True)
    fetched_at = models.DateTimeField(_("fetched"))
    coding = models.JSONField(
        _("coding"), null=True, editable=False, help_text=_("What the coder read in this version")
    )

    class Meta:
        ordering = ["-fetched_at", "-pk"]
        get_latest_by = ["fetched_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "content_hash"], name="one_row_per_version")
        ]
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")

    def __str__(self):
        return f"{self.article_id} · {self.fetched_at:%Y-%m-%d %H:%M}"

    def original(self) -> bytes:
        """The bytes as they were received."""
        return zlib.decompress(bytes(self.raw)) if self.raw else b""
