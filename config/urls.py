from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from incidents.urls import pages

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("incidents.urls")),
    *i18n_patterns(*pages),
]
handler404 = "incidents.views.not_found"
handler500 = "incidents.views.server_error"
