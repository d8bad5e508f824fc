"""A view in one sentence: `12 of 53 recorded incidents: Hospital; Ransomware; 2020–2024.`"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.filters import Query
from incidents.filters.grammar import FACETS, NAMED
from incidents.filters.labels import PARAMETER_LABELS, code_label
from incidents.records import PartialDate
from incidents.selectors.words import (
    date_in_words,
    day_in_words,
    number_in_words,
    span_in_words,
)

CLEAR_BY_THEMSELVES = {"org_type", "attack_type", "canton", "certainty"}


def sentence(query: Query, count: int, total: int, as_of: date | None = None) -> str:
    """How many of how many, which, and as of when."""
    text = _count(count, total)
    chosen = [words for words in (_words(query), asked_span(query)) if words]
    chosen += [_facet(query, name, query.chosen[name]) for name in _facets(query)]
    if chosen:
        text += _(": ") + "; ".join(chosen)
    text += "."
    if then := asked_day(query):
        text += " " + _("As the register stood on %(day)s.") % {"day": then}
    elif as_of:
        text += " " + _("Data of %(day)s.") % {"day": day_in_words(as_of)}
    return text


def parts(query: Query) -> list[tuple[dict[str, str], str]]:
    """What was chosen, piece by piece: the change that takes it away, and the words for it."""
    found: list[tuple[dict[str, str], str]] = []
    if words := _words(query):
        found.append(({"q": ""}, words))
    if span := asked_span(query):
        found.append(({"from": "", "to": "", "undated": ""}, span))
    for name in _facets(query):
        codes = query.chosen[name].split(",")
        for code in codes:
            others = ",".join(other for other in codes if other != code)
            found.append(({name: others}, _facet(query, name, code)))
    if then := asked_day(query):
        found.append(({"asof": ""}, _("as the register stood on %(day)s") % {"day": then}))
    return found


def asked_day(query: Query) -> str:
    """The day whose register is shown, in words; empty for today's."""
    day = query.day("asof")
    return day_in_words(day) if day else ""


def day_of_data(query: Query, changed: date) -> str:
    """Of which day the numbers are, in words: the day asked for, else that of the last change."""
    return asked_day(query) or day_in_words(changed)


def label(query: Query, name: str, code: str) -> str:
    """What a code or slug is called."""
    named = query.names.get((name, code), ("",))[0]
    return named or code_label(name, code)


def _facets(query: Query) -> list[str]:
    return [name for name in query.chosen if name in FACETS or name in NAMED]


def asked_span(query: Query) -> str:
    """`made public 2020–2024`; empty when no span was asked for."""
    first, last = query.value("from"), query.value("to")
    if not first and not last:
        return ""
    begin, end = (date_in_words(PartialDate.parse(text)) if text else "" for text in (first, last))
    if first == last:
        span = begin
    elif begin and end:
        span = span_in_words(begin, end)
    else:
        span = _("since %(day)s") % {"day": begin} if begin else _("until %(day)s") % {"day": end}
    text = {
        "disclosed": _("made public %(span)s"),
        "detected": _("detected %(span)s"),
        "added": _("added to the register %(span)s"),
    }[query.value("date")] % {"span": span}
    return text + " " + _("or without date") if query.value("undated") == "1" else text


def _words(query: Query) -> str:
    words = query.value("q")
    return _("containing “%(words)s”") % {"words": words} if words else ""


def _facet(query: Query, name: str, text: str) -> str:
    """`Hospital, Practice`, `without Zurich`, `Data stolen: Yes`."""
    labels = ", ".join(label(query, name, code.removeprefix("-")) for code in text.split(","))
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
