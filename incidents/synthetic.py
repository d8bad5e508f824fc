"""Invented incidents at invented organisations, for benchmarks. Pure: the same seed, the same ones.

Nothing here is about a real body: names are built from syllables, addresses end in `.example`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from incidents.choices import Answer, AttackType, Canton, CareImpact, Certainty, OrgType
from incidents.records import PartialDate

FIRST, SPAN = date(2015, 1, 1), 4300  # days
STEMS = ("Alm", "Berg", "Brun", "Eggen", "Furt", "Gries", "Hasel", "Linden", "Muster", "Ried")
ENDS = ("au", "bach", "dorf", "feld", "hofen", "ikon", "matt", "tal", "wil", "wald")
KINDS = {
    OrgType.HOSPITAL: ("Spital", 22),
    OrgType.PRACTICE: ("Praxis", 24),
    OrgType.TELEMEDICINE: ("Telemedizin", 2),
    OrgType.CARE_HOME: ("Pflegeheim", 10),
    OrgType.HOME_CARE: ("Spitex", 4),
    OrgType.LABORATORY: ("Labor", 6),
    OrgType.PHARMACY: ("Apotheke", 5),
    OrgType.INSURER: ("Krankenkasse", 6),
    OrgType.AUTHORITY: ("Gesundheitsamt", 4),
    OrgType.HUMANITARIAN: ("Hilfswerk", 2),
    OrgType.ASSOCIATION: ("Verband", 4),
    OrgType.IT_PROVIDER: ("Rechenzentrum", 4),
    OrgType.SOFTWARE_VENDOR: ("Softwarehaus", 3),
    OrgType.PHARMA_MEDTECH: ("Medizintechnik", 3),
    OrgType.OTHER: ("Stiftung", 1),
}
ATTACKS = dict(zip(AttackType.values, (34, 8, 6, 15, 7, 8, 6, 4, 1, 6, 5), strict=True))
EFFECTS = dict(zip(CareImpact.values, (45, 22, 8, 25), strict=True))
CERTAINTIES = dict(zip(Certainty.values, (3, 30, 50, 10, 5, 2), strict=True))
ACTORS = ("Grey Heron", "NullFjord", "RedQuill", "Saltbox", "Tin Lantern")
LANGUAGES = {"de": 60, "fr": 25, "it": 8, "en": 6, "rm": 1}


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    slug: str
    org_type: str
    canton: str


@dataclass(frozen=True, slots=True)
class Event:
    """One incident; dates in the order in which they happened."""

    body: Body
    attack_type: str
    disclosed: PartialDate | None
    detected: PartialDate | None
    threat_actor: str
    data_stolen: str
    ransom_demanded: str
    ransom_paid: str
    patient_care_impact: str
    certainty: str
    records_affected: int | None
    source_languages: tuple[str, ...]
    is_known_late: int  # days from becoming public to being added


def events(n: int, seed: int = 0) -> Iterator[Event]:
    """So many incidents; about one organisation in five is hit again."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    bodies: list[Body] = []
    for _ in range(n):
        if not bodies or random.random() > 0.2:
            bodies.append(_body(random, len(bodies)))
            body = bodies[-1]
        else:
            body = random.choice(bodies)
        yield _event(random, body)


def _body(random: Random, number: int) -> Body:
    kind = _weighted(random, {code: weight for code, (_name, weight) in KINDS.items()})
    place = random.choice(STEMS) + random.choice(ENDS)
    canton = random.choice(Canton.values) if random.random() > 0.12 else ""
    word = KINDS[OrgType(kind)][0]
    name = f"{word} {place} {number + 1}"
    return Body(name, f"{word}-{place}-{number + 1}".lower(), kind, canton)


def _event(random: Random, body: Body) -> Event:
    day = FIRST + timedelta(days=int(SPAN * random.random() ** 0.6))
    noticed = day - timedelta(days=int(random.expovariate(1 / 9)))
    attack = _weighted(random, ATTACKS)
    ransom = attack in (AttackType.RANSOMWARE, AttackType.DATA_EXTORTION)
    return Event(
        body=body,
        attack_type=attack,
        disclosed=_partial(random, day) if random.random() > 0.05 else None,
        detected=_partial(random, noticed) if random.random() > 0.4 else None,
        threat_actor=random.choice(ACTORS) if random.random() > 0.7 else "",
        data_stolen=_answer(random, 4, 3, 3),
        ransom_demanded=_weighted(
            random, {Answer.YES: 4 * ransom, Answer.NO: 3, Answer.UNKNOWN: 3}
        ),
        ransom_paid=_answer(random, 1 * ransom, 3, 6),
        patient_care_impact=_weighted(random, EFFECTS),
        certainty=_weighted(random, CERTAINTIES),
        records_affected=int(10 ** random.uniform(1, 6)) if random.random() > 0.7 else None,
        source_languages=tuple(
            _weighted(random, LANGUAGES) for _ in range(min(12, 1 + int(random.expovariate(0.5))))
        ),
        is_known_late=int(random.expovariate(1 / 60)),
    )


def _partial(random: Random, day: date) -> PartialDate:
    chance = random.random()
    if chance < 0.72:
        return PartialDate.of_day(day)
    if chance < 0.93:
        return PartialDate.of_month(day.year, day.month)
    return PartialDate.parse(str(day.year))


def _answer(random: Random, yes: int, no: int, unknown: int) -> str:
    return _weighted(random, {Answer.YES: yes, Answer.NO: no, Answer.UNKNOWN: unknown})


def _weighted(random: Random, weights: dict) -> str:
    return str(random.choices(list(weights), list(weights.values()))[0])
