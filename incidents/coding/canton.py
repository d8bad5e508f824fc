"""In which canton the victim is, and whether it is in Switzerland at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from incidents.choices import Field
from incidents.coding.parties import Party
from incidents.coding.places import Place, foreign_words, places, swiss_words
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence, fold
from incidents.records import Claim

HAMLET = 3000  # inhabitants
NEAR = 60  # characters within which a place belongs to a name
_SPEAKER = re.compile(
    r"(?:polizei|staatsanwaltschaft|datenschutz\w*|police|ministere public|prepose\w*|"
    r"polizia|ministero pubblico|procura|prosecutor\w*|commissioner\w*|universit\w*|"
    r"hochschule|eth|professor\w*|experte\w*|expert\w*"
    r"|umgeleitet|verlegt|uberwiesen|transfere\w*|rediri\w*|dirottat\w*|trasferit\w*|"
    r"diverted|redirected|transferred)[^.;,]{0,40}$"
)
_BRANCH = re.compile(
    r"(?:niederlassung|tochter\w*|filiale|succursale|antenne|bureaux?|sede svizzera|"
    r"branch|subsidiary|standort|siege suisse|swiss (?:office|arm|unit))[^.;,]{0,25}$"
)
_STREET = re.compile(
    r"(?:rue|avenue|route|chemin|place|quai|via|viale|piazza)\s(?:de\s|du\s|d'|di\s)?$"
)
_WITHIN = re.compile(
    r",? \(?(?:(?:in|im|nel|dans le|in the)\s)?(?:kanton|canton[e]?)?\s?(?:of|de|du|d'|di)?\s?$"
)
_LETTER = re.compile(
    r"^([A-ZÀ-Þ][\w.' -]{2,25}), (?:den |le |il |the )?\d{1,2}[.º]?(?:er)? \w+ \d{4}$", re.M
)
_DATELINE = re.compile(r"^\W*[A-ZÀ-Þ][\w .'’-]{2,30}(?:\s?[/,(].{0,30}?)?(?:\)|\s?[-–—.:])\s")


@dataclass(frozen=True, slots=True)
class Seat:
    """The canton read, with its evidence; and how Swiss or foreign the story is."""

    canton: str
    claim: Claim | None
    swiss: float
    abroad: float


def read(story: Story, victim: Party | None) -> Seat:
    """Weigh every place of the story by how closely it stands to the victim."""
    votes: dict[str, list[tuple[float, Place, Sentence]]] = {}
    swiss = abroad = 0.0
    for sentence in story.own:
        swiss += swiss_words(sentence.folded)
        abroad += foreign_words(sentence.folded)
        for place in _located(sentence):
            weight = _weight(story, victim, sentence, place)
            if place.country != "CH" and _is_in_name(victim, place):
                continue
            if place.country == "CH":
                swiss += 1 + weight / 2
                votes.setdefault(place.canton, []).append((weight, place, sentence))
            else:
                abroad += 1 + weight / 2
    return _settled(story, victim, votes, swiss, abroad)


def _located(sentence: Sentence) -> Iterator[Place]:
    """The places of a sentence without those of streets; a town in the canton named after it."""
    found = places(sentence.text, sentence.folded, sentence.start)
    for place, after in zip_longest(found, found[1:]):
        start, end = place.start - sentence.start, place.end - sentence.start
        if _STREET.search(sentence.folded, 0, start):
            continue
        if after and place.kind == "town" and after.kind == "name":
            between = sentence.folded[end : after.start - sentence.start]
            place = replace(place, canton=after.canton) if _WITHIN.fullmatch(between) else place
        yield place


def _is_in_name(victim: Party | None, place: Place) -> bool:
    return victim is not None and any(n.start <= place.start < n.end for n in victim.namings)


def _settled(
    story: Story,
    victim: Party | None,
    votes: dict[str, list[tuple[float, Place, Sentence]]],
    swiss: float,
    abroad: float,
) -> Seat:
    totals = {
        code: max(w for w, _, _ in found) + 0.3 * min(3, len(found))
        for code, found in votes.items()
    }
    code = max(totals, key=lambda c: totals[c], default="")
    if not code and (letter := _place_of_letter(story)):
        code, votes = letter[1].canton, {letter[1].canton: [letter]}
    elif not code or (totals[code] < 1 and len(totals) > 1):
        return Seat("", None, swiss, abroad)
    weight, place, sentence = max(votes[code], key=lambda v: v[0])
    hit = Hit(place.start, place.end, sentence)
    claim = story.claim(
        Field.CANTON,
        code,
        hit,
        min(0.95, 0.5 + weight / 12),
        f"{place.name} is in the canton {code}.",
    )
    return Seat(code, claim, swiss, abroad)


def _place_of_letter(story: Story) -> tuple[float, Place, Sentence] | None:
    """Where a letter or a notice is dated: `Losanna, 15 maggio 2025`."""
    for line in _LETTER.finditer(story.text):
        home = Sentence(line.start(), line.end(), line[0], fold(line[0]), "body", -1)
        for place in places(line[1], fold(line[1]), line.start()):
            if place.country == "CH":
                return 1.0, place, home
    return None


def _weight(story: Story, victim: Party | None, sentence: Sentence, place: Place) -> float:
    before = sentence.folded[
        max(0, place.start - sentence.start - 60) : place.start - sentence.start
    ]
    weight = 1.0
    if _SPEAKER.search(before):
        weight = 0.3
    if _BRANCH.search(before):
        weight += 3
    if sentence.part != "body":
        weight += 1
    if sentence.index <= 3 and _DATELINE.match(sentence.text) and place.start == sentence.start:
        weight += 1.5
    if victim:
        weight += max(
            (_closeness(n.start, n.end, n.sentence, place) for n in victim.namings), default=0
        )
        weight += _described(story, victim, sentence, place)
    if place.country == "CH" and place.kind == "town" and place.size < 2000:
        weight -= 0.5
    return weight


def _closeness(start: int, end: int, home: Sentence, place: Place) -> float:
    if start <= place.start < end and place.kind == "town" and place.size < HAMLET:
        return 0.3  # an invented name may sound like a hamlet
    if start <= place.start < end:
        return 3.0 if place.kind != "region" else 2.0
    if not home.start <= place.start < home.end:
        return 0.0
    gap = place.start - end if place.start >= end else start - place.end
    after = place.start >= end
    if gap <= 12:
        return 4.0 if after or place.kind == "stem" else 2.5
    if gap <= NEAR:
        return 2.0 if after else 1.5
    return 1.0


def _described(story: Story, victim: Party, sentence: Sentence, place: Place) -> float:
    """An adjective before a general word for the victim: the Zug clinic, la clinique genevoise."""
    for naming in victim.namings:
        if naming.sentence is sentence:
            return 0.0
    return 0.6 if sentence.index <= 4 else 0.0
