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


class CodeConverter(AnySlugConverter):
    """A code of the vocabulary, in any case: the page sends other spellings on."""

    regex = r"[-a-zA-Z0-9_]+"


register_converter(NumberConverter, "number")
register_converter(AnySlugConverter, "any_slug")
register_converter(CodeConverter, "code")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("api/v1/incidents.csv", api.incidents_csv, name="incidents_csv"),
    path("api/v1/incidents.json", api.incidents_json, name="incidents_json"),
    path("api/v1/incidents/<number:number>.json", api.incident_json, name="incident_json"),
]
pages = [  # behind a language prefix: /de/, /fr/, /it/, /en/
    path("", views.dashboard, name="dashboard"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<number:number>/", views.incident),
    path("incidents/<number:number>-<any_slug:slug>/", views.incident, name="incident"),
    path("incidents/<number:number>/history/", views.history),
    path(
        "incidents/<number:number>-<any_slug:slug>/history/", views.history, name="incident_history"
    ),
    path("incidents/<number:number>.bib", views.bibtex, name="incident_bib"),
    path("incidents/<number:number>.ris", views.ris, name="incident_ris"),
    path("feed.atom", feeds.feed, name="feed"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("sectors/<code:code>/", views.sector, name="sector"),
    path("cantons/<code:code>/", views.canton, name="canton"),
    path("attacks/<code:code>/", views.attack, name="attack"),
    path("actors/<code:slug>/", views.actor, name="actor"),
    path("methodology/", views.methodology, name="methodology"),
    path("methodology/accuracy/", views.accuracy, name="accuracy"),
    path("data/", views.data, name="data"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("easy/", views.easy, name="easy"),
]
