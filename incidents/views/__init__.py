"""Public pages. Thin: a query is read, selectors count, a template shows."""

from incidents.views.cite import bibtex, ris
from incidents.views.errors import not_found, server_error
from incidents.views.health import healthz, readyz
from incidents.views.home import home
from incidents.views.landing import actor, attack, canton, sector
from incidents.views.listing import incidents
from incidents.views.metrics import metrics
from incidents.views.organisation import organisation
from incidents.views.overview import dashboard
from incidents.views.record import history, incident
from incidents.views.site import favicon, robots, sitemap
from incidents.views.texts import about, accessibility, accuracy, data, easy, methodology

__all__ = [
    "about",
    "accessibility",
    "accuracy",
    "actor",
    "attack",
    "bibtex",
    "canton",
    "dashboard",
    "data",
    "easy",
    "favicon",
    "healthz",
    "history",
    "home",
    "incident",
    "incidents",
    "methodology",
    "metrics",
    "not_found",
    "organisation",
    "readyz",
    "ris",
    "robots",
    "sector",
    "server_error",
    "sitemap",
]
