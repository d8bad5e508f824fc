"""One page on how reading goes: sources, polls of a month, queue, failures to try again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incidents import services
from incidents.choices import ArticleState
from incidents.models import Article, Poll
from incidents.selectors import ingestion

SHOWN = 50  # failed articles, newest first
BAR = 100  # height of the chart, in its own units


@admin.register(Poll)
class IngestionAdmin(admin.ModelAdmin):
    """Stands where the list of polls would be."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        retry = self.admin_site.admin_view(self.retry)
        return [path("retry/", retry, name="incidents_poll_retry"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        failed = Article.objects.filter(state=ArticleState.FAILED).select_related("source")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Ingestion"),
            "opts": self.opts,
            "sources": ingestion.sources_by_health(),
            "bars": bars(ingestion.days_of_polls(timezone.localdate())),
            "queue": ingestion.queue(),
            "articles": ingestion.count_articles(),
            "states": dict(ArticleState.choices),
            "reasons": ingestion.failures_by_reason(),
            "failures": failed.order_by("-finished_at", "-pk")[:SHOWN],
            "may_retry": request.user.has_perm("incidents.change_article"),
        }
        return render(request, "admin/incidents/poll/ingestion.html", context)

    def retry(self, request):
        """Let one failed article, or all of one reason, start over."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("incidents.change_article"):
            raise PermissionDenied
        failed = Article.objects.filter(state=ArticleState.FAILED)
        if "article" in request.POST:
            failed = failed.filter(pk=_number(request.POST["article"]))
        else:
            failed = failed.filter(failure=request.POST.get("reason", ""))
        n = services.try_again(failed)
        text = ngettext("%d article starts over.", "%d articles start over.", n) % n
        self.message_user(request, text, messages.SUCCESS if n else messages.WARNING)
        return redirect("admin:incidents_poll_changelist")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def bars(days: list[ingestion.Day]) -> list[dict]:
    """Two stacked rectangles per day, the highest as high as the chart."""
    highest = max([day.well + day.failed for day in days] + [1])
    drawn = []
    for place, day in enumerate(days):
        well, failed = (round(BAR * n / highest, 1) for n in (day.well, day.failed))
        drawn.append(
            {
                "day": day,
                "x": place * 10,
                "well_y": BAR - well,
                "well_height": well,
                "failed_y": BAR - well - failed,
                "failed_height": failed,
            }
        )
    return drawn
