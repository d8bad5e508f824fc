from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from incidents import services
from incidents.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(SimpleHistoryAdmin):
    list_display = ["name", "org_type", "canton", "city", "country", "is_protected"]
    list_filter = ["org_type", "canton", "is_protected"]
    search_fields = ["name", "folded_names", "city"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request, obj, form, change):
        services.correct_organisation(obj)
