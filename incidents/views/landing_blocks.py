"""What stands on a page about one code: numbers, years, other facets, neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.choices import Answer
from incidents.filters import Query
from incidents.filters.known import actors
from incidents.filters.labels import PARAMETER_LABELS, code_label
from incidents.selectors import codebook, counts, pages
from incidents.selectors.groups import ATTACK_GROUPS
from incidents.selectors.series import PeriodRow
from incidents.selectors.words import number_in_words, span_in_words
from incidents.views.canonical import address

MOST_MARKS = 30  # in one year; more are drawn as a bar
BREAKDOWNS = ("attack_type", "org_type", "patient_care_impact")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about."""

    facet: str
    code: str
    heading: str
    meaning: str


def key_numbers(
    numbers: counts.KeyNumbers, query: Query, by_year: Sequence[PeriodRow]
) -> list[dict]:
    known = [row.year for row in by_year if row.year and row.total]
    first, last = (str(min(known)), str(max(known))) if known else ("", "")
    shown = [
        (_("incidents recorded"), number_in_words(numbers.incidents), query),
        (
            _("with degraded or interrupted care"),
            number_in_words(numbers.care_hit),
            query.but(patient_care_impact="degraded,outage") if numbers.care_hit else None,
        ),
        (
            _("with data confirmed stolen"),
            number_in_words(numbers.data_stolen),
            query.but(data_stolen=Answer.YES.value) if numbers.data_stolen else None,
        ),
        (_("organisations hit"), number_in_words(numbers.organisations), None),
    ]
    items: list[dict] = [
        {"label": label, "number": number, "url": list_address(target) if target else ""}
        for label, number, target in shown
    ]
    if known:
        span = first if first == last else span_in_words(first, last)
        items.append({"label": _("made public"), "number": span, "url": "", "is_date": True})
    return items


def years(found: Sequence[PeriodRow], query: Query) -> dict:
    """Per year the marks of each attack group, or a bar where they would be too many."""
    most = max((row.total for row in found), default=0)
    drawn = [sum(numbers) for numbers in zip(*(row.by_group for row in found), strict=True)]
    groups = [group for group, n in zip(ATTACK_GROUPS, drawn, strict=False) if n]
    return {
        "groups": [{"code": group.code, "label": group.label} for group in groups],
        "are_marks": most <= MOST_MARKS,
        "rows": [
            {
                "label": str(row.year) if row.year else _("not known"),
                "total": row.total,
                "url": list_address(query.but(**{"from": str(row.year), "to": str(row.year)}))
                if row.year and row.total
                else "",
                "marks": [
                    {"group": group.code, "times": range(n)}
                    for group, n in zip(ATTACK_GROUPS, row.by_group, strict=True)
                    if n
                ],
                "width": f"{100 * row.total / most:.1f}%" if most else "0%",
            }
            for row in found
        ],
    }


def breakdowns(query: Query, facet: str, counted: dict) -> list[dict]:
    return [
        {
            "label": str(PARAMETER_LABELS[name]),
            "items": [
                {
                    "label": code_label(name, code),
                    "count": n,
                    "url": list_address(query.but(**{name: code})),
                }
                for code, n in sorted(counted[name].items(), key=lambda pair: -pair[1])
            ],
        }
        for name in BREAKDOWNS
        if name != facet
    ]


def neighbours(subject: Subject, counted: dict) -> list[dict]:
    """The other codes of the facet that have incidents, the largest first."""
    found = counted[subject.facet]
    if subject.facet == "threat_actor":
        return _other_actors(subject, found)
    codes = [(stored.lower() or "none", n) for stored, n in found.items()]
    return [
        {"label": _name(subject.facet, code), "count": n, "url": pages.of_code(subject.facet, code)}
        for code, n in sorted(codes, key=lambda pair: (-pair[1], pair[0]))
        if code != subject.code
    ]


def _other_actors(subject: Subject, found: dict[str, int]) -> list[dict]:
    """Spellings that share a slug are one."""
    return [
        {"label": ", ".join(names), "count": sum(found[name] for name in names), "url": url}
        for slug, names in actors(name for name in found if name).items()
        if slug != subject.code and (url := pages.of_actor(names[0]))
    ]


def _name(facet: str, code: str) -> str:
    return codebook.group_name(code) if facet == "org_type" else code_label(facet, code)


def list_address(query: Query) -> str:
    return address(reverse("incidents"), query.without("page").canonical)
