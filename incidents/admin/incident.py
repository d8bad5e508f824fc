from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from incidents import services
from incidents.admin.desk import sheets
from incidents.choices import Field, Status
from incidents.models import Claim, Incident, Involvement, Report
from incidents.models.incident import DATES, TEXT_LANGUAGES
from incidents.records import PartialDate

OPEN = {Status.PROPOSED, Status.IN_REVIEW}


class PartialDateField(forms.CharField):
    """A date as precise as it is known, in one box."""

    def __init__(self, **options):
        help_text = _("2024, 2024-03 or 2024-03-07; a range: 2024-03-07/2024-03-09")
        super().__init__(required=False, max_length=21, help_text=help_text, **options)

    def clean(self, value):
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            message = _("Not a date: %s. Write 2024, 2024-03 or 2024-03-07.") % text
            raise forms.ValidationError(message) from None


class IncidentForm(forms.ModelForm):
    occurred = PartialDateField(label=Field.OCCURRED.label)
    detected = PartialDateField(label=Field.DETECTED.label)
    disclosed = PartialDateField(label=Field.DISCLOSED.label)
    recovered = PartialDateField(label=Field.RECOVERED.label)
    note = forms.CharField(
        label=_("Source or reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Required for values that no claim supports, and to reject or retract."),
    )

    class Meta:
        model = Incident
        exclude = ["status", "merged_into", "organisations", "articles"]  # noqa: DJ006

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in DATES:
            self.fields[name].initial = str(self.instance.date(name) or "")

    def _post_clean(self):
        for name in DATES:
            self.instance.set_date(name, self.cleaned_data.get(name))
        super()._post_clean()  # type: ignore[misc]
        if self.instance.status != Status.PUBLISHED or self.errors:
            return
        missing = services.missing_evidence(self.instance)
        if missing and not self.cleaned_data.get("note", "").strip():
            fields = ", ".join(str(Field(name).label) for name in missing)
            self.add_error("note", _("No source supports: %s. Name one here.") % fields)


class InvolvementInline(admin.TabularInline):
    model = Involvement
    autocomplete_fields = ["organisation"]
    extra = 0


class ReportInline(admin.TabularInline):
    model = Report
    raw_id_fields = ["article"]
    extra = 0


class ClaimInline(admin.TabularInline):
    model = Claim
    fields = ["field", "value", "source", "quote", "confidence", "reason", "note", "state"]
    readonly_fields = ["field", "value", "source", "quote", "confidence", "reason", "note"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")

    def has_add_permission(self, request, obj=None):
        return False  # a value set by hand gets its claim from the note

    @admin.display(description=_("source"))
    def source(self, obj):
        return (obj.article.outlet or obj.article.title) if obj.article else "–"


@admin.register(Incident)
class IncidentAdmin(SimpleHistoryAdmin):
    form = IncidentForm
    change_form_template = "admin/incidents/incident/change_form.html"
    list_display = [
        "public_id",
        "title",
        "organisation",
        "org_type",
        "canton",
        "attack_type",
        "disclosed_to",
        "status",
        "added_at",
    ]
    list_display_links = ["public_id", "title"]
    list_filter = ["status", "org_type", "attack_type", "certainty", "canton"]
    list_select_related = ["organisation"]
    search_fields = ["search_text"]
    ordering = ["-added_at"]
    autocomplete_fields = ["organisation"]
    inlines = [InvolvementInline, ClaimInline, ReportInline]
    save_on_top = True

    class Media:
        css = {"all": ["css/desk.css"]}

    @admin.display(description=_("title"))
    def title(self, obj):
        return obj.title_in()[0]

    def get_fieldsets(self, request, obj=None):
        texts = [f"{kind}_{code}" for code in TEXT_LANGUAGES for kind in ("title", "summary")]
        coded = [
            *("organisation", ("org_type", "canton"), *DATES, "attack_type"),
            *(("threat_actor", "threat_actor_note"), "data_stolen", "records_affected"),
            *("patient_care_impact", ("ransom_demanded", "ransom_paid"), "certainty"),
            *("swiss_link", "outcome", "remarks"),
        ]
        return [
            (None, {"fields": coded}),
            (_("Texts"), {"fields": ["language", "slug", *texts], "classes": ["collapse"]}),
            (_("Decision"), {"fields": ["note"]}),
        ]

    def has_delete_permission(self, request, obj=None):
        return False  # numbers are permanent: reject or retract instead

    def change_view(self, request, object_id, form_url="", extra_context=None):
        incident = self.get_object(request, object_id)
        context = {"sheets": sheets(incident), "incident": incident} if incident else {}
        if incident:
            context["may_publish"] = incident.status in OPEN
            context["may_retract"] = incident.status == Status.PUBLISHED
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **context}
        )

    def save_model(self, request, obj, form, change):
        note = form.cleaned_data["note"]
        if change:
            services.correct_incident(obj, request.user, note)
        else:
            services.start_incident(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        services.refresh_incident(form.instance)

    def response_change(self, request, obj):
        decisions = {
            "_publish": (services.publish_incident, _("%s is public now.")),
            "_reject": (services.reject_incident, _("%s is rejected.")),
            "_retract": (services.retract_incident, _("%s is retracted.")),
        }
        for button, (decide, done) in decisions.items():
            if button in request.POST:
                return self._decide(request, obj, decide, done)
        return super().response_change(request, obj)

    def _decide(self, request, obj, decide, done):
        try:
            decide(obj, request.user, request.POST.get("note", ""))
        except services.NotPublishable as error:
            self.message_user(request, str(error), messages.ERROR)
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
            return super().response_change(request, obj)
        self.message_user(request, done % obj.public_id, messages.SUCCESS)
        return self.response_post_save_change(request, obj)
