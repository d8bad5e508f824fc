"""Public pages. Thin: a query is read, selectors count, a template shows."""

from incidents.views.errors import not_found
from incidents.views.health import healthz, readyz
from incidents.views.home import home
from incidents.views.overview import dashboard, incidents
from incidents.views.record import incident
from incidents.views.texts import methodology

__all__ = [
    "dashboard",
    "healthz",
    "home",
    "incident",
    "incidents",
    "methodology",
    "not_found",
    "readyz",
]
