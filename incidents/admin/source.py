import re

from django import forms
from django.contrib import admin
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.ingest import pipeline
from incidents.models import Source
from incidents.sources.listing import check_selector

SHOWN = 50  # entries of a test


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = [
            "name",
            "slug",
            "kind",
            "url",
            "language",
            "outlet",
            "enabled",
            "interval",
            "selector",
            "pattern",
            "verified",
        ]

    def clean_selector(self):
        selector = self.cleaned_data["selector"]
        if selector:
            try:
                check_selector(selector)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from None
        return selector

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"]
        try:
            re.compile(pattern)
        except re.error as error:
            message = _("Not a regular expression: %s") % error
            raise forms.ValidationError(message) from None
        return pattern


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    form = SourceForm
    change_form_template = "admin/incidents/source/change_form.html"
    list_display = [
        "name",
        "kind",
        "language",
        "enabled",
        "last_outcome",
        "last_success_at",
        "failures",
        "next_poll_at",
    ]
    list_filter = ["enabled", "kind", "language", "last_outcome"]
    search_fields = ["name", "url", "outlet"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = [
        "last_outcome",
        "last_error",
        "last_polled_at",
        "last_success_at",
        "failures",
        "next_poll_at",
    ]
    actions = ["poll_now"]

    def has_delete_permission(self, request, obj=None):
        return False  # its articles keep their origin; one that is not wanted is switched off

    def get_urls(self):
        test = self.admin_site.admin_view(self.test_source)
        own = [path("<int:pk>/test/", test, name="incidents_source_test")]
        return own + super().get_urls()

    def test_source(self, request, pk):
        """Show what a source offers now. Stores nothing."""
        if request.method != "POST":  # a link in somebody's mail must not make us ask a host
            return HttpResponseNotAllowed(["POST"])
        source = get_object_or_404(Source, pk=pk)
        trial = pipeline.trial(source)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Test of %s") % source.name,
            "opts": self.opts,
            "source": source,
            "trial": trial,
            "shown": trial.entries[:SHOWN],
        }
        return render(request, "admin/incidents/source/test.html", context)

    @admin.action(description=_("Poll the selected sources now"), permissions=["change"])
    def poll_now(self, request, queryset):
        queryset.update(next_poll_at=timezone.now(), queued_at=None)
        self.message_user(request, _("They are due now: the next tick of the clock polls them."))
