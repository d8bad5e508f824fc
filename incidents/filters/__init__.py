"""The one door from a query string to incidents, for pages, API, feeds, exports and images."""

from collections.abc import Collection, Mapping
from functools import cached_property

from incidents.filters.filterset import IncidentFilterSet
from incidents.filters.grammar import Query, legal_values, parse
from incidents.filters.kinds import Dropped, Reason
from incidents.filters.known import recognise
from incidents.models.incident import IncidentQuerySet

__all__ = ["Dropped", "Query", "Reason", "View", "legal_values", "read"]


class View:
    """What a query string means: which published incidents, in which order."""

    def __init__(self, query: Query):
        self.query = query

    @property
    def canonical(self) -> str:
        """The one spelling of this view, without the question mark."""
        return self.query.canonical

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was not understood: (parameter, value, reason). A script must get a 400 for it."""
        return self.query.dropped

    @property
    def is_valid(self) -> bool:
        return not self.query.dropped

    @cached_property
    def incidents(self) -> IncidentQuerySet:
        """Published incidents of this view, sorted; never filtered twice, never evaluated here."""
        return IncidentFilterSet(self.query).qs

    @property
    def is_past(self) -> bool:
        """Whether `incidents` are rows of history, which `selectors.past` turns into records."""
        return "asof" in self.query.chosen

    def ignoring(self, *names: str) -> IncidentQuerySet:
        """The incidents as if these parameters had not been given, in no order."""
        if not self.query.chosen.keys() & set(names):
            return self.incidents.order_by()
        return IncidentFilterSet(self.query.without(*names)).qs.order_by()


def read(params: str | Mapping, *, also: Collection[str] = ()) -> View:
    """Read a query string or `request.GET`. Parameters in `also` are left to the caller."""
    return View(recognise(parse(params, also)))
