"""The charts of the dashboard as tables: every label, number and link in the reader's language."""

from incidents.views.cards.base import Card, Cell, Head, Line, attack_groups
from incidents.views.cards.compare import compared, two_of
from incidents.views.cards.counted import attack_types, care_impact, known, org_types, sources
from incidents.views.cards.lag import Delay, delays
from incidents.views.cards.matrix import Matrix, org_by_attack
from incidents.views.cards.strip import Strip, strip
from incidents.views.cards.tiles import Tiles, tiles
from incidents.views.cards.time import added, periods

__all__ = [
    "Card",
    "Cell",
    "Delay",
    "Head",
    "Line",
    "Matrix",
    "Strip",
    "Tiles",
    "added",
    "attack_groups",
    "attack_types",
    "care_impact",
    "compared",
    "delays",
    "known",
    "org_by_attack",
    "org_types",
    "periods",
    "sources",
    "strip",
    "tiles",
    "two_of",
]
