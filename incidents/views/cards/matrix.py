"""C7: who is hit by what, as a table whose cells are shaded by their number."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.filters import Query
from incidents.selectors.groups import ATTACK_GROUPS, ORG_GROUPS
from incidents.selectors.words import number_in_words
from incidents.views.cards.base import list_url
from incidents.views.cards.tiles import class_starts, grade, scale


@dataclass(frozen=True, slots=True)
class Shade:
    value: int
    grade: int
    url: str
    label: str  # for those who do not see the row and the column


@dataclass(frozen=True, slots=True)
class Matrix:
    title: str
    subtitle: str
    heads: list[dict]
    rows: list[tuple[str, list[Shade], int]]
    scale: list[str]
    fixed: bool  # a single row or column repeats another card


def org_by_attack(query: Query, counted: Counter[tuple[str, str]]) -> Matrix:
    groups = {
        (bodies.code, attacks.code): sum(
            counted[body, attack] for body in bodies.members for attack in attacks.members
        )
        for bodies in ORG_GROUPS
        for attacks in ATTACK_GROUPS
    }
    starts = class_starts(max([*groups.values(), 0]))
    rows = [
        (
            str(bodies.label),
            [
                _shade(query, bodies, attacks, groups[bodies.code, attacks.code], starts)
                for attacks in ATTACK_GROUPS
            ],
            sum(groups[bodies.code, attacks.code] for attacks in ATTACK_GROUPS),
        )
        for bodies in ORG_GROUPS
    ]
    return Matrix(
        title=_("Who is hit by what"),
        subtitle=_("Organisations and kinds of attack in groups. An empty cell is a zero."),
        heads=[{"code": group.code, "label": str(group.label)} for group in ATTACK_GROUPS],
        rows=rows,
        scale=scale(starts),
        fixed=len({body for body, _attack in counted}) < 2
        or len({attack for _body, attack in counted}) < 2,
    )


def _shade(query: Query, bodies, attacks, count: int, starts: tuple[int, ...]) -> Shade:
    url = ""
    if count:
        kept = query.codes("org_type") & set(bodies.members)
        kinds = query.codes("attack_type") & set(attacks.members)
        target = query.but(org_type=",".join(sorted(kept)), attack_type=",".join(sorted(kinds)))
        url = list_url(target)
    label = f"{number_in_words(count)}: {bodies.label}, {attacks.label}"
    return Shade(count, grade(count, starts), url, label)
