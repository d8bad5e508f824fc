"""Who was hit: the organisations of a story, gathered, weighed and put in order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from incidents.coding import gazetteer, places
from incidents.coding.lexicon import words
from incidents.coding.names import Naming, telling
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

HEALTH = frozenset(
    [
        "hospital",
        "practice",
        "telemedicine",
        "care_home",
        "home_care",
        "laboratory",
        "pharmacy",
        "insurer",
        "authority",
        "humanitarian",
        "association",
        "it_provider",
        "software_vendor",
        "pharma_medtech",
        "other",
    ]
)
LEAST = 3.0  # weight an organisation needs to be taken for a victim
NEAR = 110  # characters of a sentence looked at before and after a name


@dataclass(slots=True)
class Party:
    """All namings of one organisation."""

    namings: list[Naming]
    core: frozenset[str]
    org_type: str = ""
    weight: float = 0.0
    cues: int = 0
    attacked: int = 0
    told: bool = True  # somewhere outside sentences on other cases
    own_weight: float = 0.0
    heir: "Party | None" = None  # the named one that a description stands for
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form the article gives."""
        if not self.core:
            return self.namings[0].name
        counts = Counter(n.name for n in self.namings)
        return max(counts, key=lambda name: (len(telling(name)), counts[name], len(name)))

    @property
    def known(self) -> gazetteer.Body | None:
        return next((n.known for n in self.namings if n.known), None)

    @property
    def first(self) -> Naming:
        return self.namings[0]

    @property
    def is_coined(self) -> bool:
        return all(n.head == (0, 0) for n in self.namings)

    @property
    def is_named(self) -> bool:
        return bool(self.core)


def parties(story: Story, found: list[Naming]) -> list[Party]:
    """The organisations of a story, the most likely victim first."""
    named = [n for n in found if n.core]
    gathered: list[Party] = []
    for naming in sorted(named, key=lambda n: -len(n.core)):
        home = next((p for p in gathered if _same(p.core, naming.core)), None)
        if home:
            home.namings.append(naming)
            home.core |= naming.core if naming.known is None else frozenset()
        else:
            gathered.append(Party([naming], naming.core))
    for party in gathered:
        party.namings += _short_forms(story, party)
    gathered += _descriptions(found)
    for party in gathered:
        party.namings.sort(key=lambda n: n.start)
        party.org_type = _type_of(story, party, found)
        _weigh(story, party)
    _lend(gathered)
    return sorted(gathered, key=lambda p: (-p.weight, p.first.start))


def _short_forms(story: Story, party: Party) -> list[Naming]:
    """Places where only a telling word of the name stands: Rosenhalde for Klinik Rosenhalde."""
    telling = sorted((w for w in party.core if len(w) > 3 and " " not in w), key=len, reverse=True)
    if not telling:
        return []
    known = [(n.start, n.end) for n in party.namings]
    found = []
    for sentence in story.sentences:
        for m in re.finditer(rf"(?<!\w){re.escape(telling[0])}(?!\w)", sentence.folded):
            start, end = sentence.start + m.start(), sentence.start + m.end()
            if story.text[start].isupper() and not any(a <= start < b for a, b in known):
                word = story.text[start:end]
                found.append(Naming(start, end, word, "", sentence, party.core, (start, start)))
    return found


def _descriptions(found: list[Naming]) -> list[Party]:
    """Nameless mentions, one party for each kind; plurals speak of nobody in particular."""
    kinds: dict[str, list[Naming]] = {}
    for naming in found:
        if not naming.core and naming.org_type and not _NOBODY.search(fold(naming.name)):
            kinds.setdefault(naming.org_type, []).append(naming)
    return [Party(namings, frozenset()) for namings in kinds.values()]


_NOBODY = re.compile(  # plurals, and products
    r"(?:\w*software\w*|\w*systeme?|gestional[ei]|logiciels?(?: [a-z]+)*|programm[ae]?|spitaler|praxen|kliniken|apotheken|heime|labors|kassen|zentren|verbande|vereine|stiftungen|gemeinden|schulen|banken"
    r"|hopitaux|cabinets|cliniques|pharmacies|laboratoires|homes|residences|communes|ecoles|caisses|centres|assureurs"
    r"|ospedali|cliniche|studi|farmacie|laboratori|ambulatori|case|scuole|comuni|centri|casse|assicuratori"
    r"|hospitals|clinics|practices|laborator(?:ie)s|centers|schools|banks|universities|insurers|foundations|associations)"
    r"(?: [a-z]+)?n?$"
)


def _lend(gathered: list[Party]) -> None:
    """What is said of `the clinic` is said of the clinic that has a name."""
    for bare in [p for p in gathered if not p.is_named and p.org_type in HEALTH and p.weight > 0]:
        named = [p for p in gathered if p.is_named and p.org_type == bare.org_type and p.told]
        if named:
            heir = max(named, key=lambda p: p.own_weight)
            heir.weight += bare.weight
            heir.cues += bare.cues
            bare.heir = heir


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((one, other), key=len)
    return bool(small) and (small <= large or _blurred(small) <= _blurred(large))


def _blurred(core: frozenset[str]) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in core)


def _type_of(story: Story, party: Party, found: list[Naming]) -> str:
    """The kind given by the organisation's own words, or by what describes it nearby."""
    if party.known:
        return party.known.org_type
    own = Counter(n.org_type for n in party.namings if n.org_type)
    if own:
        return max(own, key=lambda t: (own[t] + 1.5 * (t not in ("association", "it_provider")), t))
    near: dict[str, float] = defaultdict(float)
    rare = ("software_vendor", "it_provider", "pharma_medtech", "telemedicine")
    for naming in party.namings:
        for other in found:
            if other.org_type and not other.core and other.org_type != "speaker":
                gap = max(other.start - naming.end, naming.start - other.end, 0)
                # customers of a vendor are named more often than its trade
                times = {"outside": 0.4}.get(other.org_type, 4 if other.org_type in rare else 1)
                close = gap < 60 and other.sentence is naming.sentence
                after = other.sentence.index == naming.sentence.index + 1
                near[other.org_type] += times * (3 * close + after)
    return max(near, key=lambda kind: near[kind], default="")


@cache
def _cues(language: str, kind: str) -> re.Pattern[str]:
    found = "|".join(words("cues")[language][kind])
    return re.compile(f"(?:{found})" if kind == "after" else rf"(?<!\w)(?:{found})")


def _weigh(story: Story, party: Party) -> None:
    parts = {n.sentence.part for n in party.namings}
    party.weight += 4 * ("title" in parts) + 2 * ("lead" in parts)
    party.weight += min(4, len(party.namings))
    for naming in party.namings:
        _weigh_naming(story, party, naming)
    party.weight = party.weight + min(12, 4 * party.cues) + min(6, 1.5 * party.attacked)
    if party.first.sentence.index > 0.6 * len(story.sentences):
        party.weight -= 2
    if party.known and not party.cues and "title" not in parts:
        party.weight -= 2
    if not party.is_named:
        party.weight *= 0.6
    if party.org_type == "speaker":
        party.weight -= 50
    elif party.org_type == "" and not party.known:
        party.weight -= 3
    if all(story.has("event.other", n.sentence) for n in party.namings) and "title" not in parts:
        party.weight -= 5
        party.told = False
    if party.is_coined and not party.cues:
        party.weight -= 3
    party.own_weight = party.weight


def _weigh_naming(story: Story, party: Party, naming: Naming) -> None:
    sentence = naming.sentence
    start, end = naming.start - sentence.start, naming.end - sentence.start
    if naming.head[1] and naming.head[0] < naming.start:
        start = naming.head[0] - sentence.start
    before = sentence.folded[max(0, start - NEAR) : start]
    after = sentence.folded[end : end + NEAR]
    aside = story.has("event.other", sentence) and sentence.part == "body"
    if _cues(story.language, "about").search(before):
        party.weight -= 2.5
    elif _cues(story.language, "before").search(before) or (
        _cues(story.language, "after").match(after) and story.has("event.attack", sentence)
    ):
        party.cues += 0 if aside else 1
    elif _cues(story.language, "after").match(after):
        party.weight += 0 if aside else 1.5
    if story.has("event.attack", sentence) and not aside:
        party.attacked += 1


def victim(ranked: list[Party]) -> Party | None:
    """The first in line, if anything speaks for it; a bare description gives way to a name."""
    if not ranked:
        return None
    first = ranked[0].heir or ranked[0]
    named = [p for p in ranked if p.is_named and p.org_type in HEALTH and p.told]
    if named and (not first.is_named or first.weight < LEAST):
        share = 0.3 if first.org_type == "association" else 0.6
        if named[0].weight >= share * first.weight or first.weight < LEAST:
            first = named[0]
    least = -2.0 if first in named else LEAST
    return first if first.weight >= least else None


def others(story: Story, first: Party, ranked: list[Party]) -> list[Party]:
    """Further organisations that the same event hit, or through which it came."""
    found = []
    for party in ranked:
        if party is first or not party.is_named or party.org_type not in HEALTH:
            continue
        told = [n for n in party.namings if not story.has("event.other", n.sentence)]
        if party.cues and told and party.weight >= 6:
            found.append(party)
    return found[:12]


def asides(story: Story, first: Party, ranked: list[Party]) -> frozenset[int]:
    """Indices of sentences about other cases, which must not code this one.

    A sentence is set aside for a mark of elsewhere or before without our victim in it, and the
    next one in the paragraph with it. In a ticker
    only the entries that name the victim count.
    """
    found: set[int] = set(_other_entries(story, first))
    ours = {n.sentence.index for p in ranked if first in (p, p.heir) for n in p.namings}
    aside, last = 0, None
    for sentence in story.sentences:
        if last is None or "\n" in story.text[last.end : sentence.start]:
            aside = 0
        if sentence.part == "title" or sentence.index in ours or _is_ours(sentence, first):
            aside = 0
        elif story.has("event.other", sentence) and _is_elsewhere(story, sentence, first, ranked):
            aside = 2  # this sentence and the next
        if aside:
            found.add(sentence.index)
            aside -= 1
        last = sentence
    return frozenset(found)


def _is_ours(sentence: Sentence, first: Party) -> bool:
    if any(n.sentence is sentence for n in first.namings):
        return True
    return first.is_named and _mentions(sentence.folded, first)


def _is_elsewhere(story: Story, sentence: Sentence, first: Party, ranked: list[Party]) -> bool:
    here = [p for p in ranked if any(n.sentence is sentence for n in p.namings)]
    named = [p for p in here if p.org_type != "speaker" and p.heir is not first and p is not first]
    if any(p.is_named or p.org_type in HEALTH | {"outside"} for p in named):
        return True
    if story.has("actor.claim", sentence):
        return False
    if places.foreign_words(sentence.folded):
        return True
    return story.has("event.attack", sentence) and sentence.index > 0.5 * len(story.sentences)


_ENTRY = re.compile(r"\W*(?:um )?\d{1,2}[.:h]\d\d(?: uhr| h)?\s?[-:|,.]?\s?[^\s:][^:.]{1,30}:\s")


def _other_entries(story: Story, first: Party) -> Iterator[int]:
    """Sentences of those ticker entries that do not name the victim."""
    starts = [s.index for s in story.sentences if _ENTRY.match(s.folded)]
    if len(starts) < 2:
        return
    for begin, end in pairwise([*starts, len(story.sentences)]):
        entry = story.sentences[begin:end]
        if not any(_is_ours(s, first) for s in entry):
            yield from (s.index for s in entry)


def _mentions(folded: str, party: Party) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", folded) for word in party.core if len(word) > 3)


def display_name(story: Story, party: Party) -> tuple[str, int, int]:
    """The name to record, and where it stands."""
    if not party.is_named:
        return max((_described(story, n) for n in party.namings), key=lambda d: len(d[0]))
    name = party.name
    at = next(n for n in party.namings if n.name == name)
    return _GENITIVE.sub(r"\1", name, count=1), at.start, at.end


_GENITIVE = re.compile(
    r"\b(\w*(?:spital|verband|heim|zentrum|labor|verein|haus|dienst|amt|klinikum))e?s(?= [A-ZÄÖÜ])",
    re.IGNORECASE,
)


_TAIL = re.compile(
    r"\s(?:\w+\s){0,2}?(?:im kanton|in|aus|bei|im|de|du|des|d'|a|au|en|dans le canton (?:de |du |d')?|nel canton|a|di|nel|in the canton of|of|near|in|at)\s?"
    r"(?:der|la|le|les|region|canton)?\s?[\"]?"
)


def _described(story: Story, naming: Naming) -> tuple[str, int, int]:
    """The describing words with the place that follows: Hausarztpraxis im Kanton Zug."""
    sentence = naming.sentence
    end = naming.end - sentence.start
    tail = _TAIL.match(sentence.folded, end)
    for place in places.places(sentence.text, sentence.folded):
        if tail and tail.end() - 1 <= place.start <= tail.end() + 8:
            end = place.end
            break
        if place.kind == "stem" and 0 <= place.start - end <= 1:
            end = place.end
            break
    start = naming.start
    stop = sentence.start + end
    return story.text[start:stop], start, stop
