"""The dashboard: how many, whom, what, where, did patients suffer, how sure are we."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.choices import Answer, CareImpact
from incidents.filters import Query, View
from incidents.selectors import counts, series
from incidents.selectors.lags import lags
from incidents.selectors.rows import Row, rows
from incidents.selectors.words import day_in_words, number_in_words, zurich_day
from incidents.views import cards
from incidents.views.cache import revalidated
from incidents.views.canonical import address, canonical
from incidents.views.cards.base import list_url
from incidents.views.frame import frame

MOST_MARKS = 200  # a strip of more marks shows nothing but ink
LATEST = 5


@require_safe
@canonical
@revalidated
def dashboard(request, view):
    """All of it reacts to the filter."""
    numbers = counts.key_numbers(view.incidents)
    context = frame(request, view, numbers.incidents)
    context["numbers"] = _key_numbers(numbers, view.query)
    query = view.query
    within = query.day("from"), query.day("to")
    newest = View(query.without("sort")).incidents
    marks = rows(newest, query.value("date"), most=MOST_MARKS, within=within)
    context |= {
        "latest": marks[:LATEST],
        "list_url": address(reverse("incidents"), view.query.without("page", "by").canonical),
    }
    if not context["is_few"]:
        context |= _charts(view, request.path, context, marks)
    return render(request, "incidents/dashboard.html", context)


def _charts(view: View, path: str, frame: dict, marks: list[Row]) -> dict:
    query, words, count = view.query, frame["short_sentence"], frame["count"]
    found, basis, today = view.incidents, query.value("date"), timezone.localdate()
    until = 0 if query.value("to") or query.value("asof") else today.year
    counted = frame["panel"]["counts"]
    by_period = series.by_period(found, basis, query.value("by"), until=until)
    two = cards.two_of(query)
    if two:
        name, groups = two
        of_two = series.by_period(
            found, basis, query.value("by"), until=until, field=name, groups=groups
        )
    return {
        "compared": cards.compared(of_two, two, query, words, today) if two else None,
        "strip": cards.strip(marks, words, count, until),
        "years": cards.periods(by_period, query, path, words, today),
        "tiles": cards.tiles(query, path, words, counted),
        "types": cards.org_types(query, path, words, counted),
        "attacks": cards.attack_types(query, path, words, counted),
        "matrix": cards.org_by_attack(query, series.org_by_attack(found)),
        "care": cards.care_impact(query, path, words, counted),
        "delay": cards.delays(words, lags(found), count),
        "known": cards.known(query, words, series.gaps(found)),
        "sources": cards.sources(words, series.by_sources(found)),
        "added": cards.added(series.disclosed_and_added(found), words, today.year),
    }


def _key_numbers(numbers: counts.KeyNumbers, query: Query) -> list[dict]:
    """Each number with the address of the incidents it counts."""
    care = query.codes("patient_care_impact") & {CareImpact.DEGRADED, CareImpact.OUTAGE}
    found = [
        (_("incidents recorded"), numbers.incidents, query),
        (
            _("with degraded or interrupted care"),
            numbers.care_hit,
            query.but(patient_care_impact=",".join(sorted(care))),
        ),
        (
            _("with data confirmed stolen"),
            numbers.data_stolen,
            query.but(data_stolen=Answer.YES.value),
        ),
        (_("organisations hit"), numbers.organisations, query.but(sort="org")),
    ]
    shown: list[dict] = [
        {"label": label, "number": number_in_words(n), "url": list_url(target) if n else ""}
        for label, n, target in found
    ]
    if numbers.last_added:
        day = day_in_words(zurich_day(numbers.last_added))
        url = list_url(query.but(sort="-added"))
        shown.append({"label": _("last addition"), "number": day, "url": url, "is_date": True})
    return shown
