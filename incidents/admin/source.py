from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.choices import SourceKind
from incidents.models import Source
from incidents.sources import ADAPTERS


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
            "next_poll_at",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        readable = [choice for choice in SourceKind.choices if choice[0] in ADAPTERS]
        self.fields["kind"].choices = readable  # type: ignore[attr-defined]
        self.fields["next_poll_at"].initial = timezone.now


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    form = SourceForm
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
    ]
    actions = ["poll_now"]

    @admin.action(description=_("Poll the selected sources now"), permissions=["change"])
    def poll_now(self, request, queryset):
        queryset.update(next_poll_at=timezone.now())
        self.message_user(request, _("They are due now: the next tick of the clock polls them."))
