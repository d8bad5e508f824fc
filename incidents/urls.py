"""Every public address on one screen."""

from django.urls import path, register_converter

from incidents import api, feeds, views


class NumberConverter:
    """`0042` or `AN-0042`."""

    regex = r"(?:[Aa][Nn]-)?[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        return int(value.upper().removeprefix("AN-"))

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04d}"


class AnySlugConverter:
    """A slug, which may be missing: the number decides."""

    regex = r"[-a-zA-Z0-9_]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")
register_converter(AnySlugConverter, "any_slug")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("api/v1/incidents.csv", api.incidents_csv, name="incidents_csv"),
    path("api/v1/incidents.json", api.incidents_json, name="incidents_json"),
    path("api/v1/incidents/<number:number>.json", api.incident_json, name="incident_json"),
]
pages = [  # behind a language prefix: /de/, /fr/, /it/, /en/
    path("", views.dashboard, name="dashboard"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<number:number>/", views.incident),
    path("incidents/<number:number>-<any_slug:slug>/", views.incident, name="incident"),
    path("feed.atom", feeds.feed, name="feed"),
    path("methodology/", views.methodology, name="methodology"),
]
