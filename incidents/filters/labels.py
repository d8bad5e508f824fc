"""What parameters and codes are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.choices import Answer, AttackType, Canton, CareImpact, Certainty, Language, OrgType
from incidents.filters.grammar import NO_CANTON, NOT_NAMED
from incidents.filters.kinds import Reason

PARAMETER_LABELS: dict[str, Promise] = {
    "q": _("Search"),
    "from": _("From"),
    "to": _("To"),
    "date": _("Date"),
    "undated": _("Include incidents without this date"),
    "org_type": _("Organisation type"),
    "attack_type": _("Kind of attack"),
    "canton": _("Canton"),
    "patient_care_impact": _("Effect on care"),
    "data_stolen": _("Data stolen"),
    "ransom_demanded": _("Ransom demanded"),
    "ransom_paid": _("Ransom paid"),
    "certainty": _("Certainty"),
    "threat_actor": _("Attacker"),
    "org": _("Organisation"),
    "source_lang": _("Language of a source"),
    "by": _("Columns"),
    "sort": _("Sort"),
    "tab": _("Charts or tables"),
    "page": _("Page"),
    "asof": _("As the register stood on"),
}
_CHOICES = {
    "org_type": OrgType,
    "attack_type": AttackType,
    "canton": Canton,
    "patient_care_impact": CareImpact,
    "data_stolen": Answer,
    "ransom_demanded": Answer,
    "ransom_paid": Answer,
    "certainty": Certainty,
    "source_lang": Language,
}
_OTHERS: dict[tuple[str, str], Promise] = {
    ("canton", NO_CANTON): _("Nationwide or not stated"),
    ("date", "disclosed"): _("Made public"),
    ("date", "detected"): _("Detected"),
    ("date", "added"): _("Added to the register"),
    ("sort", "-date"): _("Newest first"),
    ("sort", "date"): _("Oldest first"),
    ("sort", "-added"): _("Last added first"),
    ("sort", "org"): _("By organisation"),
    ("by", "year"): _("By year"),
    ("by", "quarter"): _("By quarter"),
    ("tab", "chart"): _("Charts"),
    ("tab", "table"): _("Tables"),
    ("threat_actor", NOT_NAMED): _("Nobody named"),
}
REASONS: dict[Reason, Promise] = {
    Reason.UNKNOWN_PARAMETER: _("not a filter of this register"),
    Reason.UNKNOWN_VALUE: _("not a known value"),
    Reason.NOT_A_DATE: _("not a date; write 2024, 03.2024 or 7.3.2024"),
    Reason.NOT_A_PAGE: _("not a page"),
    Reason.TOO_LONG: _("more than 120 characters"),
    Reason.NOT_ON_RECORD: _("not on record"),
    Reason.TO_COME: _("still to come"),
    Reason.REPEATED: _("given more than once; the last one counts"),
    Reason.NOTHING_LEFT: _("leaves nothing to show"),
}


def code_label(name: str, code: str) -> str:
    """`("canton", "zh")` → `Zurich`; an unknown code is its own label."""
    if (name, code) in _OTHERS:
        return str(_OTHERS[name, code])
    stored = code.upper() if name == "canton" else code
    choices = _CHOICES.get(name)
    return str(choices(stored).label) if choices and stored in choices.values else code
