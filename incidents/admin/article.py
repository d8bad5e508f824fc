from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incidents.models import Article, ArticleVersion


class VersionInline(admin.StackedInline):
    model = ArticleVersion
    fields = ["fetched_at", "text"]
    readonly_fields = ["fetched_at", "text"]
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ["__str__", "outlet", "language", "published_at", "state", "score", "error"]
    list_filter = ["state", "language", "source"]
    search_fields = ["title", "url", "outlet"]
    list_select_related = ["source"]
    date_hierarchy = "added_at"
    inlines = [VersionInline]
    readonly_fields = ["address", "state", "score", "why", "attempts", "error", "next_try_at"]
    fields = [
        "address",
        "title",
        "outlet",
        "language",
        "published_at",
        "published_from",
        "published_to",
        "state",
        "score",
        "why",
        "error",
        "attempts",
        "next_try_at",
    ]

    def has_add_permission(self, request):
        return False  # articles come from sources and `import_articles`

    def has_delete_permission(self, request, obj=None):
        return False  # evidence is never thrown away

    @admin.display(description=_("address"))
    def address(self, obj):
        if not obj.link:
            return obj.url
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', obj.link)

    @admin.display(description=_("reasons"))
    def why(self, obj):
        return "; ".join(obj.reasons)
