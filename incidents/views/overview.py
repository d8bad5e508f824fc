"""Dashboard and list: two looks at the same view."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.choices import Answer, CareImpact
from incidents.filters import Query, View, legal_values
from incidents.filters.grammar import FACETS, PARAMETERS
from incidents.filters.labels import code_label
from incidents.selectors import counts
from incidents.selectors.groups import ORG_GROUPS
from incidents.selectors.rows import rows
from incidents.selectors.words import day_in_words, number_in_words, zurich_day
from incidents.views import charts
from incidents.views.canonical import address, canonical
from incidents.views.panel import panel, relaxations
from incidents.views.sentence import sentence

PAGE_SIZE = 100
MOST_MARKS = 400  # a strip of more marks shows nothing but ink
LATEST = 5
DOWNLOADS = (  # label, route, media type
    ("CSV", "incidents_csv", "text/csv"),
    ("JSON", "incidents_json", "application/json"),
    ("Atom", "feed", "application/atom+xml"),
)


@require_safe
@canonical
def dashboard(request, view):
    """How many, whom, when, how: all of it reacts to the filter."""
    query, basis = view.query, view.query.value("date")
    numbers = counts.key_numbers(view.incidents)
    context = _frame(view, reverse("dashboard"), numbers.incidents)
    newest = View(query.without("sort")).incidents
    marks = rows(newest, basis, most=MOST_MARKS)
    now = timezone.localdate().year
    until = 0 if query.value("to") else now
    years = charts.year_bars(counts.by_year(view.incidents, basis, until=until), query, now)
    types = charts.type_bars(counts.by_org_type(view.incidents), query)
    context |= {
        "numbers": _key_numbers(numbers, query),
        "strip": _strip(marks, numbers.incidents, context),
        "years": years,
        "years_summary": _years_in_words(context["short_sentence"], years),
        "types": types,
        "types_summary": charts.highest(_("Bar chart"), context["short_sentence"], types),
        "latest": marks[:LATEST],
        "list_url": address(reverse("incidents"), query.without("page").canonical),
    }
    return render(request, "incidents/dashboard.html", context)


@require_safe
@canonical
def incidents(request, view):
    """Every incident of the view, by year, a hundred to a page."""
    query, basis = view.query, view.query.value("date")
    count = view.incidents.order_by().count()
    number, last = int(query.chosen.get("page", "1")), max(1, -(-count // PAGE_SIZE))
    if number > last:
        messages.warning(request, _("There is no page %(n)s.") % {"n": number})
        return redirect(address(request.path, query.but(page=str(last)).canonical))
    context = _frame(view, reverse("incidents"), count)
    page = rows(view.incidents, basis, first=(number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    whole = count <= PAGE_SIZE
    marks = page if whole else rows(view.incidents, basis, most=MOST_MARKS)
    context |= {
        "strip": _strip(marks, count, context),
        "years": _by_year(page, query.value("sort")),
        "sorts": _sorts(query),
        "shows_added": query.value("sort") == "-added",
        "pages": _pages(query, number, last),
    }
    return render(request, "incidents/list.html", context)


def _frame(view: View, path: str, count: int) -> dict:
    """What both pages share: panel, sentence, and what search engines are told."""
    query = view.query
    total = count if not query.without("certainty").filters else counts.recorded(_same(view))
    missing = _undated(view)
    return {
        "query": query,
        "count": count,
        "panel": panel(view, path),
        "sentence": sentence(query, count, total, counts.data_day()),
        "short_sentence": sentence(query, count, total),
        "relaxations": [] if count else relaxations(query, path),
        "undated": missing,
        "undated_url": address(path, query.but(undated="1").canonical) if missing else "",
        "downloads": _downloads(query),
        "is_indexable": _is_indexable(query),
        "groups": charts.attack_groups(),
    }


def _downloads(query: Query) -> list[dict]:
    """This view as files and as a feed."""
    whole = query.without("page").canonical
    return [
        {"label": label, "url": address(reverse(name), whole), "type": kind}
        for label, name, kind in DOWNLOADS
    ]


def _same(view: View):
    """Everything on record that is as certain as the view asks for."""
    return view.ignoring(*(name for name in PARAMETERS if name != "certainty"))


def _undated(view: View) -> int:
    """How many incidents the span of dates hides for want of a date."""
    chosen, basis = view.query.chosen, view.query.value("date")
    if basis == "added" or "undated" in chosen or not chosen.keys() & {"from", "to"}:
        return 0
    return counts.undated(view.ignoring("from", "to"), basis)


def _is_indexable(query: Query) -> bool:
    """The whole register, or one code of one facet."""
    chosen = list(query.chosen.items())
    if len(chosen) != 1:
        return not chosen
    name, text = chosen[0]
    return name in FACETS and text in FACETS[name].codes


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
        {"label": label, "number": number_in_words(n), "url": _list(target) if n else ""}
        for label, n, target in found
    ]
    if numbers.last_added:
        day = day_in_words(zurich_day(numbers.last_added))
        url = _list(query.but(sort="-added"))
        shown.append({"label": _("last addition"), "number": day, "url": url, "is_date": True})
    return shown


def _strip(marks: list, count: int, frame: dict) -> dict:
    words, is_open = frame["short_sentence"], not frame["query"].value("to")
    return {
        "rows": marks,
        "until": str(timezone.localdate().year) if is_open else "",
        "lanes": [str(group.label) for group in ORG_GROUPS],
        "summary": charts.strip_in_words(words, marks),
        "is_cut": count > len(marks),
    }


def _years_in_words(words: str, years: list[charts.Bar]) -> str:
    known = [bar for bar in years if bar.code != "0"]
    unknown = sum(bar.count for bar in years if bar.code == "0")
    return charts.highest(_("Stacked column chart"), words, known, unknown)


def _by_year(page: list, sort: str) -> list[dict]:
    """Rows under their years; in one run without a heading when not sorted by date."""
    if sort not in ("-date", "date"):
        return [{"year": "", "rows": page}] if page else []
    return [
        {"year": str(year) if year else _("Date not known"), "rows": list(group)}
        for year, group in groupby(page, lambda row: row.year)
    ]


def _sorts(query: Query) -> list[dict]:
    return [
        {
            "label": code_label("sort", code),
            "url": _list(query.but(sort=code)),
            "is_current": query.value("sort") == code,
        }
        for code in legal_values("sort")
    ]


def _pages(query: Query, number: int, last: int) -> list[dict]:
    if last == 1:
        return []
    near = {1, last, *range(number - 2, number + 3)}
    return [
        {
            "number": str(n),
            "url": address(reverse("incidents"), query.but(page=str(n)).canonical),
            "is_current": n == number,
        }
        for n in range(1, last + 1)
        if n in near
    ]


def _list(query: Query) -> str:
    return address(reverse("incidents"), query.without("page").canonical)
