"""Who was hit: the victim among the organisations of a story, and its name."""

import re
from dataclasses import replace

from incidents.choices import OrgType
from incidents.coding import places
from incidents.coding.core import telling
from incidents.coding.heads import Naming
from incidents.coding.parties import HEALTH, LENDS, Party
from incidents.coding.proper import origin
from incidents.coding.story import Story

LEAST = 3.0  # weight an organisation needs to be taken for a victim
LOWEST = -2.0  # and one of healthcare that has a name


def victim(ranked: list[Party]) -> Party | None:
    """The first in line, if anything speaks for it; a bare description gives way to a name."""
    found = _weightiest(ranked) if ranked else None
    if found is None or found.org_type not in LENDS:
        rest = [p for p in ranked if p.org_type in HEALTH and p.told and p.weight > LOWEST]
        rest = [p for p in rest if p.cues or not p.is_coined]
        found = next(iter(sorted(rest, key=lambda p: (not p.is_named, -p.weight))), found)
    return found


def _weightiest(ranked: list[Party]) -> Party | None:
    first = ranked[0].heir or ranked[0]
    named = [p for p in ranked if p.is_named and p.org_type in HEALTH and p.told]
    if not named and first.weight < LEAST:
        named = [p for p in ranked if p.is_named and p.org_type in HEALTH and p.cues + p.attacked]
    if first.org_type == "outside" and first.weight >= LEAST:
        return first
    if named and (not first.is_named or first.weight < LEAST):
        share = 0.3 if first.org_type == "association" else 0.6
        if named[0].weight >= share * first.weight or first.weight < LEAST:
            first = named[0]
    least = LOWEST if first in named else LEAST
    return first if first.weight >= least else None


def others(story: Story, first: Party, ranked: list[Party]) -> list[Party]:
    """Further organisations that the same event hit, or through which it came."""
    found = []
    for party in ranked:
        if party is first or not party.is_named or party.org_type not in HEALTH:
            continue
        told = [n for n in party.namings if not story.has("event.other", n.sentence)]
        if party.cues and told and party.weight >= 4:
            found.append(party)
    return found[:12]


def display_name(story: Story, party: Party) -> tuple[str, int, int]:
    """The name to record, and where it stands."""
    if party.called:
        at = next(n for n in party.namings if n.name == party.called)
        return shown(party.called, story.language), at.start, at.end
    if not party.is_named:
        return max((_described(story, n) for n in party.namings), key=lambda d: len(d[0]))
    at = next(n for n in party.namings if n.name == party.name)
    is_whole = party.known or party.org_type == OrgType.ASSOCIATION  # Zürcher Krebsliga
    start = at.start if is_whole else at.start + _origin(story, party.name)
    return shown(story.text[start : at.end], story.language), start, at.end


def ruled_name(story: Story, party: Party) -> str:
    """The name as the rules alone bound it."""
    return display_name(story, replace(party, called=""))[0]


def shown(name: str, language: str) -> str:
    """A name as it stands alone, whatever case the text has it in."""
    name = _GENITIVE.sub(r"\1", name, count=1)
    return _nominative(name) if language == "de" else name


def _nominative(name: str) -> str:
    """A German name with its adjective as it stands alone: der Psychiatrischen Klinik X."""
    found = _ADJECTIVE.match(name)
    noun = found[2].casefold() if found else ""
    ending = next((end for nouns, end in _ENDINGS if noun.endswith(nouns)), "")
    return f"{found[1]}{ending} {found[2]}{name[found.end() :]}" if found and ending else name


def _origin(story: Story, name: str) -> int:
    """How long is a word for where it is from that is not part of the name: Bündner Klinik Piz.

    It belongs to the name where the text never leaves it away, and says it more than once.
    """
    length = origin(name, story.language)
    rest = name[length:]
    if not length or not telling(rest):
        return 0
    with_it, all_in_all = story.text.count(name), story.text.count(rest)
    return 0 if with_it == all_in_all > 1 else length


_GENITIVE = re.compile(
    r"\b(\w*(?:spital|verband|heim|zentrum|labor|verein|haus|dienst|amt|klinikum|institut|werk|register))"
    r"e?s(?= [A-ZÄÖÜ]| (?:am|an|im|in|zum|zur|für|der|des|von|ob|bei)\b|$)",
    re.IGNORECASE,
)


_ADJECTIVE = re.compile(r"([A-ZÄÖÜ]\w+(?:isch|lich|ig|är|al|iv))e[nmrs]?\s(\w+)")
_ENDINGS = (  # of the adjective before nouns of each gender
    (
        ("klinik", "praxis", "apotheke", "stiftung", "spitex", "kasse", "stelle", "gesellschaft"),
        "e",
    ),
    (("spital", "labor", "zentrum", "heim", "institut", "ambulatorium", "amt", "netzwerk"), "es"),
    (("dienst", "verein", "verband", "verbund"), "er"),
)

_TAIL = re.compile(
    r"\s(?:\w+\s){0,2}?(?:im kanton|in|aus|bei|im|de|du|des|d'|a|au|en|"
    r"dans le canton (?:de |du |d')?|nel canton|a|di|nel|in the canton of|of|near|in|"
    r"at)\s?"
    r"(?:der|la|le|les|region|canton)?\s?[\"]?"
)

_AREA = re.compile(r" (?:district|region|canton|valley|area)\b")  # in the Glâne district


def _described(story: Story, naming: Naming) -> tuple[str, int, int]:
    """The describing words with the place that follows: Hausarztpraxis im Kanton Zug."""
    sentence = naming.sentence
    end = naming.end - sentence.start
    tail = _TAIL.match(sentence.folded, end)
    for place in places.places(sentence.text, sentence.folded):
        if tail and tail.end() - 1 <= place.start <= tail.end() + 8:
            area = _AREA.match(sentence.text, place.end)
            end = area.end() if area else place.end
            break
        if place.kind == "stem" and 0 <= place.start - end <= 1:
            end = place.end
            break
    start = naming.start
    stop = sentence.start + end
    return story.text[start:stop], start, stop
