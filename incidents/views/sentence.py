"""A view in one sentence: `12 of 53 recorded incidents: Hospital; Ransomware; 2020–2024.`"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.filters import Query
from incidents.filters.grammar import FACETS
from incidents.filters.labels import PARAMETER_LABELS, code_label
from incidents.records import PartialDate
from incidents.selectors.words import date_in_words, day_in_words, number_in_words

CLEAR_BY_THEMSELVES = {"org_type", "attack_type", "canton", "certainty"}


def sentence(query: Query, count: int, total: int, as_of: date | None = None) -> str:
    """How many of how many, which, and as of when."""
    text = _count(count, total)
    if parts := phrases(query):
        text += _(": ") + "; ".join(part for _name, part in parts)
    text += "."
    if as_of:
        text += " " + _("Data of %(day)s.") % {"day": day_in_words(as_of)}
    return text


def phrases(query: Query) -> list[tuple[tuple[str, ...], str]]:
    """Per thing chosen: the parameters that say it, and the words for it."""
    found: list[tuple[tuple[str, ...], str]] = []
    if words := query.value("q"):
        found.append((("q",), _("containing “%(words)s”") % {"words": words}))
    if span := span_in_words(query):
        found.append((("from", "to", "undated"), span))
    return found + [((name,), facet) for name in FACETS if (facet := _facet(query, name))]


def span_in_words(query: Query) -> str:
    """`made public 2020 to 2024`; empty when no span was asked for."""
    first, last = query.value("from"), query.value("to")
    if not first and not last:
        return ""
    begin, end = (date_in_words(PartialDate.parse(text)) if text else "" for text in (first, last))
    if first == last:
        span = begin
    elif begin and end:
        span = _("%(first)s to %(last)s") % {"first": begin, "last": end}
    else:
        span = _("since %(day)s") % {"day": begin} if begin else _("until %(day)s") % {"day": end}
    text = {
        "disclosed": _("made public %(span)s"),
        "detected": _("detected %(span)s"),
        "added": _("added to the register %(span)s"),
    }[query.value("date")] % {"span": span}
    return text + " " + _("or without date") if query.value("undated") == "1" else text


def _facet(query: Query, name: str) -> str:
    text = query.chosen.get(name, "")
    if not text:
        return ""
    labels = ", ".join(code_label(name, code.removeprefix("-")) for code in text.split(","))
    if text.startswith("-"):
        labels = _("without %(labels)s") % {"labels": labels}
    return labels if name in CLEAR_BY_THEMSELVES else f"{PARAMETER_LABELS[name]}: {labels}"


def _count(count: int, total: int) -> str:
    numbers = {"n": number_in_words(count), "total": number_in_words(total)}
    if count == total:
        return ngettext("%(n)s recorded incident", "%(n)s recorded incidents", count) % numbers
    return (
        ngettext(
            "%(n)s of %(total)s recorded incident", "%(n)s of %(total)s recorded incidents", total
        )
        % numbers
    )
