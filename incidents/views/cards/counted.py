"""Bars by kind: organisations, attacks, effects on care, what is known, number of sources."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.choices import AttackType, CareImpact, OrgType
from incidents.filters import Query
from incidents.filters.grammar import NO_CANTON, NOT_NAMED
from incidents.filters.labels import code_label
from incidents.selectors.series import Gap
from incidents.selectors.words import number_in_words
from incidents.views.cards.base import (
    Card,
    Cell,
    Counts,
    Head,
    Line,
    fixed_to_one,
    in_words,
    list_url,
)

FIELDS = {
    "occurred": gettext_lazy("When it happened"),
    "detected": gettext_lazy("When it was noticed"),
    "disclosed": gettext_lazy("When it became public"),
    "canton": gettext_lazy("The canton"),
    "attack_type": gettext_lazy("The kind of attack"),
    "threat_actor": gettext_lazy("Who attacked"),
    "patient_care_impact": gettext_lazy("Whether care suffered"),
    "data_stolen": gettext_lazy("Whether data were stolen"),
    "records_affected": gettext_lazy("How many records"),
    "ransom_demanded": gettext_lazy("Whether a ransom was demanded"),
    "ransom_paid": gettext_lazy("Whether a ransom was paid"),
}

UNKNOWN_AS = {  # filters that ask for what is not known
    "canton": NO_CANTON,
    "threat_actor": NOT_NAMED,
    **dict.fromkeys(
        ("attack_type", "patient_care_impact", "data_stolen", "ransom_demanded", "ransom_paid"),
        "unknown",
    ),
}


def org_types(query: Query, path: str, sentence: str, counts: Counts) -> Card:
    """C3: which organisations, the most frequent first."""
    lines = _lines(query, "org_type", OrgType.values, counts, is_ranked=True)
    return Card(
        id="types",
        kind="bars",
        title=_("Which organisations"),
        subtitle=_(
            "Incidents by type of the organisation hit first. Each incident counts once."
            " Filter by two types to compare them by year."
        ),
        summary=in_words(_("Bar chart"), sentence, lines),
        heads=(Head(_("Organisation type")), Head(_("Incidents"), "bar")),
        lines=lines,
        fixed=fixed_to_one(query, "org_type", path, sum(line.count for line in lines)),
    )


def attack_types(query: Query, path: str, sentence: str, counts: Counts) -> Card:
    """C4: what kind of attack; not known comes last and hatched."""
    lines = _lines(query, "attack_type", AttackType.values, counts, is_ranked=True)
    return Card(
        id="attacks",
        kind="bars",
        title=_("What kind of attack"),
        subtitle=_("Incidents by kind of attack, the first that fits. Each incident counts once."),
        summary=in_words(_("Bar chart"), sentence, lines),
        heads=(Head(_("Kind of attack")), Head(_("Incidents"), "bar")),
        lines=lines,
        fixed=fixed_to_one(query, "attack_type", path, sum(line.count for line in lines)),
    )


def care_impact(query: Query, path: str, sentence: str, counts: Counts) -> Card:
    """C6: whether patients felt it, the worst first."""
    order = (CareImpact.OUTAGE, CareImpact.DEGRADED, CareImpact.NONE, CareImpact.UNKNOWN)
    lines = _lines(query, "patient_care_impact", order, counts)
    return Card(
        id="care",
        kind="bars",
        title=_("Did care suffer"),
        subtitle=_("“No effect” only where a source says so; silence counts as not known."),
        summary=in_words(_("Bar chart"), sentence, lines),
        heads=(Head(_("Effect on care")), Head(_("Incidents"), "bar")),
        lines=lines,
        fixed=fixed_to_one(query, "patient_care_impact", path, sum(line.count for line in lines)),
    )


def known(query: Query, sentence: str, found: Sequence[Gap]) -> Card:
    """C8: of how many incidents a fact is known, and of how many not."""
    ranked = sorted(found, key=lambda gap: -gap.unknown)
    lines = tuple(
        Line(str(FIELDS[gap.field]), (Cell(gap.known), Cell(gap.unknown, _without(query, gap))))
        for gap in ranked
    )
    return Card(
        id="known",
        kind="bars",
        title=_("What is not known"),
        subtitle=_("Incidents with and without this fact on record. What is open stays open."),
        summary=in_words(_("Bar chart of what is not known"), sentence, lines),
        heads=(Head(_("Fact")), Head(_("Known"), "bar"), Head(_("Not known"), "unknown")),
        lines=lines,
        is_stacked=True,
        has_key=True,
    )


def sources(sentence: str, counted: Sequence[int], most: int = 8) -> Card:
    """C10: how many sources an incident has."""
    lines = tuple(
        Line(
            _("%(n)s and more") % {"n": number_in_words(n)} if n == most else number_in_words(n),
            (Cell(count),),
        )
        for n, count in enumerate(counted)
        if n or count
    )
    return Card(
        id="sources",
        kind="columns",
        title=_("How well documented"),
        subtitle=_("Incidents by number of public sources on record."),
        summary=in_words(_("Column chart, incidents by number of sources"), sentence, lines),
        heads=(Head(_("Sources")), Head(_("Incidents"), "bar")),
        lines=lines,
    )


def _without(query: Query, gap: Gap) -> str:
    """The incidents of which this is not known, where a filter finds them."""
    code = UNKNOWN_AS.get(gap.field)
    return list_url(query.but(**{gap.field: code})) if code and gap.unknown else ""


def _lines(
    query: Query, name: str, codes: Sequence[str], counts: Counts, *, is_ranked: bool = False
) -> tuple[Line, ...]:
    counted = {code: counts[name].get(code, 0) for code in codes}
    order = sorted(codes, key=lambda code: -counted[code]) if is_ranked else list(codes)
    order.sort(key=lambda code: code == "unknown")
    return tuple(
        Line(code_label(name, code), (Cell(n, url),), is_unknown=code == "unknown")
        for code in order
        for n in [counted[code]]
        for url in [list_url(query.but(**{name: code})) if n else ""]
    )
