"""Who was hit: the bodies that rules and tagger find, weighed by the judge."""

import re

import numpy as np

from incidents.coding import bounds, places
from incidents.coding.answers import Answers
from incidents.coding.candidates import Candidate, at, beside_others, signs
from incidents.coding.core import telling
from incidents.coding.heads import SEVERAL, Naming, heads, kind_of
from incidents.coding.parties import Party, same
from incidents.coding.persons import is_given, named
from incidents.coding.proper import is_description
from incidents.coding.tagger import Read, Tagged
from incidents.coding.text import fold
from incidents.coding.view import View

NAMED = 0.1  # odds from which a name is taken instead of a description
RIVAL, LEAST = 0.4, 0.3  # odds and the tagger's share from which it is taken for one likelier
TRUSTED = 0.5  # share from which the tagger's bounds of a name are taken
AT_MOST = 30  # candidates
APPOSED = 6  # characters between a name and what it is: a comma and an article
_SEVERAL = re.compile(SEVERAL + r"\b")


def likeliest(
    view: View, tagged: list[Tagged], reads: list[Read], answers: Answers
) -> Party | None:
    """The body that a story about an incident tells to be hit, if it names or describes any, with
    its name settled."""
    found = candidates(view, tagged)
    if not found:
        return None
    names = [candidate.party.name for candidate in found]
    told = signs(view, found)
    odds = answers.weigh("victim", names, [at(view, c.party) for c in found], told)
    hit = odds[:, answers.labels("victim").index("yes")]
    order = np.argsort(-hit * beside_others(view, found, told), kind="stable")
    first = found[order[0]]
    if not first.party.is_named and not first.party.called:
        named = [found[i] for i in order if hit[i] >= NAMED and found[i].party.is_named]
        first = named[0] if named else first  # a bare description gives way to a name
    elif is_description(first.party.name, view.story.language):
        likely = [found[i] for i in order if hit[i] >= RIVAL]
        first = _name_of(first, likely, view.story.language)
    bounds.settle(view.story, first.party, whole(view, first), reads)
    return first.party


def candidates(view: View, tagged: list[Tagged]) -> list[Candidate]:
    """The rules' bodies, those that only the tagger sees, and the tagger's view of each."""
    attackers = {frozenset(telling(t.of(view.story.text))) for t in tagged if t.is_attacker}
    bodies = [party for party in view.ranked if party.known or party.core not in attackers]
    found = [Candidate(party, []) for party in bodies[:AT_MOST]]
    persons = named(view.story)
    for one in tagged:
        if one.is_attacker:
            continue
        name = one.of(view.story.text)
        core = frozenset(telling(name))
        home = next((c for c in found if _is_same(c.party, one, name)), None)
        if home is None and core and fold(name) in persons:
            continue
        if home is None and core and not _SEVERAL.match(fold(name)) and not _is_place(name):
            place = (one.start, one.start)
            naming = Naming(one.start, one.end, name, "", one.sentence, core, place)
            home = Candidate(Party([naming], core, _kind_beside(view, one)), [])
            found.append(home)
        if home is not None:
            home.seen.append(one)
    found = [c for c in found if c.seen or not (c.party.is_coined and is_given(c.party.name))]
    for candidate in found:
        _rename(view, candidate)
    return found


def _name_of(described: Candidate, likely: list[Candidate], language: str) -> Candidate:
    """The first of the likely ones that may be the name of a body that is only described, else
    that one: `Renara`, the `Lucerne group of practices`."""
    kind = described.party.org_type
    for candidate in likely:
        party = candidate.party
        is_of_kind = party.org_type in ("", kind) and candidate.highest("victim") >= LEAST
        if party.is_named and is_of_kind and not is_description(party.name, language):
            party.org_type = kind
            described.party.heir = party
            return candidate
    return described


def _kind_beside(view: View, one: Tagged) -> str:
    """What a name is called right before or after it: `Orbalab, a laboratory in Bex`."""
    for party in view.ranked:
        for naming in party.namings:
            if party.is_named and not naming.name[:1].islower():
                continue
            before, after = one.start - naming.end, naming.start - one.end
            if 0 < before <= 2 or (0 < after <= APPOSED and view.story.text[one.end] == ","):
                return party.org_type
    return ""


def _is_same(party: Party, one: Tagged, name: str) -> bool:
    if any(n.start < one.end and one.start < n.end for n in party.namings):
        return True
    kind = kind_of(name)
    if kind and party.org_type and kind != party.org_type:
        return False  # the optician of the same name is not the eye clinic
    return same(party.core, frozenset(telling(name)))


def _rename(view: View, candidate: Candidate) -> None:
    """Take the name as the tagger bounds it, where it is sure enough; the fullest form wins."""
    party, story = candidate.party, view.story
    sure = [t for t in whole(view, candidate) if max(t.shares.values()) >= TRUSTED]
    sure = [t for t in sure if t.shares["victim"] >= TRUSTED] or sure
    names = {t.of(story.text): t for t in reversed(sure)}
    kept = [name for name in names if not _describes(name, {party.name, *names}, story.language)]
    if not kept:
        return
    name = max(kept, key=lambda name: (len(telling(name)), -names[name].start))
    best = names[name]
    party.call(name, best.start, best.end, best.sentence)


def whole(view: View, candidate: Candidate) -> list[Tagged]:
    """Where the tagger saw a candidate, without bodies that are in its name."""
    text = view.story.text
    return [
        one
        for one in candidate.seen
        if not _is_within(one, candidate.party) or _is_whole(one, text, view.story.language)
    ]


def _is_place(name: str) -> bool:
    """Told as a place by itself: villages and everyday words are places only beside more."""
    found = places.places(name, fold(name))
    return bool(found) and (found[0].start, found[0].end) == (0, len(name))


def _is_within(one: Tagged, party: Party) -> bool:
    """A body in the name of another: the home care service of the `Gemeinde Aarau`."""
    return any(n.start < one.start and one.end <= n.end for n in party.namings if n.core)


def _is_whole(one: Tagged, text: str, language: str) -> bool:
    """What was hit, not a part of its name: le cabinet de `groupe Alpina`, a home care service's
    `Gemeinde Aarau`."""
    kind = heads(language).match(fold(one.of(text)))
    is_outside = kind is not None and kind.lastgroup == "describe_outside"
    return one.shares["victim"] >= TRUSTED and not text[one.start].islower() and not is_outside


def _describes(name: str, names: set[str], language: str) -> bool:
    """A name with words before it that stand for what it is: the maker of software X."""
    if language != "de":
        return False  # elsewhere small words are part of names
    shorter = [n for n in names if n != name and n[:1].isupper() and name.endswith(n)]
    before = [name.removesuffix(n) for n in shorter]
    return any(re.search(r"(?<!\w)[a-zäöü]", words) for words in before)
