"""Which incident on file an article's draft belongs to."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from incidents.choices import Field
from incidents.coding import gazetteer
from incidents.coding.lexicon import words
from incidents.coding.text import fold
from incidents.records import Draft, Known, Match, PartialDate

WINDOW = timedelta(days=45)  # between two dates of one incident: told, noticed, happened
LIKELY = 0.5  # confidence of a date that is compared although another is likelier
FOLLOW_UP = timedelta(days=900)  # an article may look back this long
THRESHOLD = 0.5

_WORD = re.compile(r"[^\W_]+")
_DATES = (Field.OCCURRED, Field.DETECTED, Field.DISCLOSED)


def match(draft: Draft, known: Iterable[Known], published: date | None) -> Match | None:
    """The incident with the same organisation and dates that can be one event, or none.

    Pure: looks at nothing but its arguments. A vendor's incident is found by the vendor, which
    is among the draft's mentions. The best score wins, the lower key on a tie.
    """
    names = _names_of(draft)
    found = [
        Match(entry.key, round(score, 2), reason)
        for entry in known
        if (judged := _judge(draft, entry, names, published)) and (score := judged[0])
        for reason in [judged[1]]
        if score >= THRESHOLD
    ]
    return min(found, key=lambda m: (-m.score, m.key), default=None)


def _judge(
    draft: Draft, entry: Known, names: set[str], published: date | None
) -> tuple[float, str] | None:
    shared = max((_likeness(a, b) for a in names for b in _spellings(entry.names)), default=0.0)
    bare = not _telling(draft.mentions[0].name if draft.mentions else "")
    if shared < 0.6 and not (bare and _same_place_and_kind(draft, entry)):
        return None
    timing = _timing(_dates_of(draft), entry, published)
    if timing is None and draft.value(Field.ATTACK_TYPE) == entry.attack_type:
        further = _further_dates_of(draft)
        timing = _timing(further, entry, published) if further else None
    if timing is None:
        return None
    score, reason = timing
    if shared < 0.6:
        score, reason = score - 0.3, f"same kind of organisation and canton, {reason}"
    else:
        score, reason = score * shared, f"same organisation, {reason}"
    if draft.value(Field.THREAT_ACTOR) and entry.threat_actor:
        same = fold(draft.value(Field.THREAT_ACTOR)) in fold(entry.threat_actor)
        score += 0.05 if same else -0.1
    return min(0.99, max(0.0, score)), reason


def _timing(
    told: list[PartialDate], entry: Known, published: date | None
) -> tuple[float, str] | None:
    """How well the dates agree; None when they speak of two events."""
    filed = [*entry.dates, *map(PartialDate.of_day, entry.reported)]
    if told and entry.dates:
        gap = min(_gap(a, b) for a in told for b in entry.dates)
        if gap <= timedelta(days=7):
            return 0.95, "dates agree"
        return (0.8, "dates are close") if gap <= WINDOW else None
    if not filed:
        return 0.6, "no dates to compare"
    if told:
        gap = min(_gap(a, b) for a in told for b in filed)
        return (0.8, "dates are close") if gap <= WINDOW else None
    if published is None:
        return 0.6, "the article has no date"
    day = PartialDate.of_day(published)
    gap = min(_gap(day, other) for other in filed)
    if gap <= WINDOW:
        return 0.85, "the article appeared at that time"
    later = published > max(other.first for other in filed)
    return (
        (0.65, "a later article without a date of its own") if later and gap < FOLLOW_UP else None
    )


def _gap(one: PartialDate, other: PartialDate) -> timedelta:
    if one.overlaps(other):
        return timedelta(0)
    return max(one.first - other.last, other.first - one.last)


def _dates_of(draft: Draft) -> list[PartialDate]:
    """The best date of each kind, occurred and detected before disclosed."""
    best = [claim for name in _DATES if (claim := draft.best(name))]
    event = [c for c in best if c.field != Field.DISCLOSED]
    return [PartialDate.parse(claim.value) for claim in event or best]


def _further_dates_of(draft: Draft) -> list[PartialDate]:
    """What else is as likely as not the day of the attack, as far as it tells the day or month: a
    follow-up tells first what is new."""
    event = [c for c in draft.claims if c.field in _DATES[:2] and c.confidence >= LIKELY]
    found = (PartialDate.parse(claim.value) for claim in event)
    return [one for one in found if one.precision in ("day", "month")]


def _same_place_and_kind(draft: Draft, entry: Known) -> bool:
    same_kind = draft.value(Field.ORG_TYPE) and draft.value(Field.ORG_TYPE) == entry.org_type
    same_place = draft.value(Field.CANTON) and draft.value(Field.CANTON) == entry.canton
    return bool(same_kind and same_place)


def _names_of(draft: Draft) -> set[str]:
    named = {draft.value(Field.ORGANISATION)}
    for mention in draft.mentions:
        if mention.role in ("victim", "supplier"):
            named |= {mention.name, *mention.aliases}
    return _spellings(tuple(named))


def _spellings(names: tuple[str, ...]) -> set[str]:
    """The given names and those the gazetteer knows for the same body."""
    found = {name for name in names if name}
    for name in list(found):
        for _, _, body in gazetteer.find(name, fold(name)):
            found |= {body.name, *body.aliases}
    return found


@cache
def _telling(name: str) -> frozenset[str]:
    """The words of a name without links, legal forms and words for its kind."""
    left = frozenset(_WORD.findall(fold(name))) - frozenset(words("stop")["link"]["words"])
    return frozenset(w for w in left if w not in _plain())


@cache
def _plain() -> frozenset[str]:
    return frozenset(words("stop")["small"]["kinds"]) | frozenset(words("stop")["small"]["generic"])


def _likeness(one: str, other: str) -> float:
    """1 for the same words, less the more of them only one name has."""
    a, b = _telling(one), _telling(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if a <= b or b <= a:
        return 0.9
    return len(a & b) / len(a | b)
