"""Dates, codes and names as a reader sees them. No queries."""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from incidents.models import Incident, Organisation
from incidents.models.incident import DATES
from incidents.records import PartialDate
from incidents.text import fold

ZURICH = ZoneInfo("Europe/Zurich")
SOON = 60  # days; beyond that a reader thinks in months
_FIRST_OF_MONTH = {"fr": "1er", "it": "1°"}
_LABELS = {field.name: dict(field.flatchoices) for field in Incident._meta.fields if field.choices}


def zurich_day(moment: datetime) -> date:
    return moment.astimezone(ZURICH).date()


def day_in_words(day: date) -> str:
    """`7. März 2025`, `1er mars 2025`, `7 marzo 2025`, `7 March 2025`."""
    text = _formatted(day, "DATE_FORMAT")
    first = _FIRST_OF_MONTH.get(get_language() or "")
    return f"{first}{text[1:]}" if first and day.day == 1 else text


def _formatted(day: date, name: str) -> str:
    text = formats.date_format(day, name)
    return text.lower() if get_language() == "it" else text  # Django writes Marzo


def date_in_words(when: PartialDate | None) -> str:
    """As precise as known: `7 March 2025`, `March 2025`, `2025`; empty when not known."""
    if when is None:
        return ""
    match when.precision:
        case "day":
            return day_in_words(when.first)
        case "month":
            return _formatted(when.first, "YEAR_MONTH_FORMAT")
        case "year":
            return str(when.first.year)
    return span_in_words(day_in_words(when.first), day_in_words(when.last))


def span_in_words(first: str, last: str) -> str:
    """`2020–2024`, and with air where there are spaces: `7 March 2025 – 9 April 2025`."""
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def distance_in_words(before: PartialDate, after: PartialDate) -> str:
    """`the same day`, `5 days later`, `about 3 months later`; empty when too little is known."""
    least = (after.first - before.last).days
    most = (after.last - before.first).days
    is_vague = least != most and (least < SOON or most > 2 * least)
    if least < 0 or is_vague:
        return ""
    if most == 0:
        return _("the same day")
    if most <= SOON:
        return ngettext("%(n)d day later", "%(n)d days later", most) % {"n": most}
    months = round((least + most) / 2 / 30.44)
    if months < 24:
        return ngettext("about %(n)d month later", "about %(n)d months later", months) % {
            "n": months
        }
    years = round(months / 12)
    return ngettext("about %(n)d year later", "about %(n)d years later", years) % {"n": years}


def value_in_words(field: str, value: str) -> str:
    """A claim's or an incident's coded value: its label, its date, its number, or as it is.

    Also in place of `get_…_display`, which hashes every choice on every call.
    """
    if field in _LABELS:
        return str(_LABELS[field].get(value, value))
    if field in DATES:
        try:
            return date_in_words(PartialDate.parse(value))
        except ValueError:
            return value
    if field == "records_affected" and value.isascii() and value.isdigit():
        return number_in_words(int(value))
    return value


def public_summary(incident: Incident) -> tuple[str, str]:
    """The summary and its language; nothing when it would name a protected organisation."""
    summary, language = incident.summary_in()
    return ("" if names_protected(summary, incident.organisation) else summary), language


def number_in_words(number: int) -> str:
    return formats.number_format(number, use_l10n=True, force_grouping=True)


def public_title(incident: Incident) -> tuple[str, str]:
    """The title and its language; for a protected organisation never one that names it."""
    title, language = incident.title_in()
    if title and not names_protected(title, incident.organisation):
        return title, language
    name = _("Incident at %(organisation)s") % {"organisation": incident.organisation.public_name}
    return name, get_language() or "en"


def names_protected(text: str, *organisations: Organisation) -> bool:
    """Whether a text gives away the name of an organisation that is not to be named."""
    folded = fold(text)
    return any(
        fold(name) in folded
        for organisation in organisations
        if organisation.is_protected
        for name in organisation.all_names()
        if name
    )


def short_address(url: str, longest: int = 70) -> str:
    """Host and path without `https://www.`, the middle left out when long."""
    bare = url.partition("://")[2].removeprefix("www.").rstrip("/")
    if len(bare) <= longest:
        return bare
    host = bare.partition("/")[0]
    return f"{host}/…{bare[len(host) - longest + 2 :]}" if len(host) < longest - 10 else host


def is_leak_site(url: str) -> bool:
    """Hidden services and the gateways to them are named, never linked."""
    host = (urlsplit(url).hostname or "") if "//" in url else url
    return "onion" in host.lower().split(".")
