"""Colours, computed from the stylesheet: seen and told apart by everyone, in both themes."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from tests.colours import BLIND, contrast, distance

CSS = (Path(settings.BASE_DIR) / "static/css/base.css").read_text()
TOKEN = re.compile(r"--([\w-]+): (#[0-9A-F]{6});")


def block(opening: str) -> dict[str, str]:
    return dict(TOKEN.findall(CSS.split(opening, 1)[1].split("}", 1)[0]))


LIGHT = block(":root {")
DARK = block(':root:not([data-theme="light"]) {')
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXT = ("text", "muted", "accent", "accent-hover", "danger", "warn", "ok")
GROUNDS = ("bg", "surface", "surface-2")
CHART = ("ransomware", "data_breach", "exposure", "account", "malware", "unknown")


def test_dark_is_the_same_by_the_system_and_by_the_reader():
    assert block(':root[data-theme="dark"] {') == DARK
    assert set(DARK) == set(LIGHT)


@THEMES
def test_text_can_be_read_on_every_ground(theme):
    for ink in TEXT:
        for ground in GROUNDS if ink in {"text", "muted", "accent"} else ("bg",):
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
    for ink in ("danger", "warn", "ok"):
        assert contrast(theme[ink], theme[f"{ink}-soft"]) >= 4.5
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    assert contrast(theme["text"], theme["accent-soft"]) >= 4.5


@THEMES
def test_numbers_can_be_read_on_every_class(theme):
    for n in range(6):
        ink = theme["on-q-deep" if n > 3 else "on-q"]
        assert contrast(ink, theme[f"q{n}"]) >= 4.5, n


@THEMES
def test_marks_and_controls_stand_out(theme):
    for mark in (*(f"c-{code}" for code in CHART), "c-other", "bar-2", "border-strong", "accent"):
        for ground in ("bg", "surface"):
            assert contrast(theme[mark], theme[ground]) >= 3, (mark, ground)


@THEMES
@pytest.mark.parametrize("sight", BLIND)
def test_groups_are_told_apart_by_everyone(theme, sight):
    for one, other in combinations(CHART, 2):
        apart = distance(theme[f"c-{one}"], theme[f"c-{other}"], sight)
        assert apart >= 12, (one, other, apart)


def test_the_formulas_agree_with_published_values():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert distance("#FFFFFF", "#000000") == pytest.approx(100, abs=0.01)
    assert distance("#0B5C8A", "#0B5C8A") == 0
