"""Pages of words: one template per language, with the little they need to be exact."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.choices import AttackType, Field
from incidents.exports.columns import COLUMNS
from incidents.filters import read
from incidents.selectors import accuracy as scores
from incidents.selectors import codebook, counts
from incidents.selectors.groups import ATTACK_GROUPS
from incidents.selectors.words import day_in_words, number_in_words, zurich_day
from incidents.views.cache import register_of, revalidated

LANGUAGES = dict(settings.LANGUAGES)
INTEGERS = {"records_affected", "sources"}
INSTANTS = {"added_at", "updated_at"}
DATES = {"occurred", "detected", "disclosed", "recovered"}
CODED = {"ransom_demanded", "ransom_paid", "canton", *codebook.CODED}


@require_safe
def methodology(request):
    """What counts, how it is coded, and what the numbers cannot say."""
    groups = [
        (group.label, [AttackType(code).label for code in group.members]) for group in ATTACK_GROUPS
    ]
    context = {"codebook": codebook.codebook(), "attack_groups": groups}
    return _text(request, "methodology", context)


@require_safe
def data(request):
    """Files, feed and interface, and what every column holds."""
    register = register_of(request)
    context = {
        "count": number_in_words(counts.recorded(read("").incidents)),
        "day": day_in_words(zurich_day(register.changed_at)),
        "version": register.version,
        "address": settings.SITE_URL or request.build_absolute_uri("/").rstrip("/"),
        "columns": [
            {"name": c.name, "kind": _kind(c.name), "meaning": codebook.column_meaning(c.name)}
            for c in COLUMNS
        ],
    }
    return _text(request, "data", context)


@require_safe
@revalidated
def about(request):
    return _text(request, "about")


@require_safe
@revalidated
def accessibility(request):
    return _text(request, "accessibility")


@require_safe
@revalidated
def easy(request):
    return _text(request, "easy")


@require_safe
def accuracy(request):
    """How well the program reads, in figures, or honestly that there are none."""
    found = scores.measured()
    context = {
        "measured": found,
        "day": day_in_words(found.day) if found else "",
        "splits": [_split(split) for split in found.splits] if found else [],
        "languages": [(code, LANGUAGES[code]) for code in scores.LANGUAGES],
        "decided": [_decided(row) for row in scores.decided(timezone.now())],
        "least": scores.LEAST,
    }
    return render(request, "texts/accuracy.html", context)


def _text(request, name, context=None):
    return render(request, f"texts/{get_language()}/{name}.html", context or {})


def _kind(name: str) -> str:
    if name in INTEGERS:
        return _("whole number")
    if name in INSTANTS:
        return _("date and time")
    if name in DATES:
        return _("date, as precise as known")
    return _("code") if name in CODED else _("text")


def _split(split: scores.Split) -> dict:
    titles = {"dev": _("Articles the program has learned from"), "test": _("Articles kept apart")}
    return {
        "title": titles.get(split.name, split.name),
        "is_test": split.name == "test",
        "n": number_in_words(split.n),
        "relevance": {key: _percent(share) for key, share in split.relevance.items()},
        "clusters": {key: _percent(share) for key, share in split.clusters.items()},
        "fields": [
            {
                "label": _field_label(row.field),
                "cells": [_cell(score) for score in (row.total, *row.by_language)],
            }
            for row in split.fields
        ],
    }


def _field_label(field: str) -> str:
    labels = {"date": _("Date")} | {f.value: str(f.label) for f in Field}
    return labels.get(field, field)


def _cell(score: scores.Score) -> dict:
    share = "–" if score.share is None else _percent(score.share)
    return {"share": share, "n": score.n}


def _decided(row: scores.Decided) -> dict:
    share = "" if row.share is None else _percent(row.share)
    return {"label": row.label, "accepted": row.accepted, "total": row.total, "share": share}


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
