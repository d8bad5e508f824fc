"""The organisations of a story: their namings gathered, and weighed as victims."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from incidents.choices import OrgType
from incidents.coding import gazetteer
from incidents.coding.core import telling
from incidents.coding.heads import Naming, kind_of, listed
from incidents.coding.lexicon import words
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

HEALTH = frozenset(map(str, OrgType.values))
RARE = ("software_vendor", "it_provider", "pharma_medtech", "telemedicine")
LENDS = HEALTH | {"outside"}
CARING = 3  # sentences on patients and treatment from which a story is about healthcare
HOUSES = ("care_home", "hospital", "home_care", "practice")  # foundations run them
BESIDE = 60  # characters between a foundation's name and what it runs
_INFLECTED = re.compile(r"(isch|lich|ig)e[nrms]?$")  # German: Psychiatrischen Klinik
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
    called: str = ""  # the name as the tagger bounds it, of the victim as it is settled at last

    @property
    def name(self) -> str:
        """The fullest form the article gives."""
        if self.called:
            return self.called
        if not self.core:
            return self.namings[0].name
        counts = Counter(n.name for n in self.namings)
        return max(counts, key=lambda name: (len(telling(name)), counts[name], len(name)))

    def call(self, name: str, start: int, end: int, sentence: Sentence) -> None:
        """Go by a name that stands at a place of the page."""
        self.called = name
        self.namings.append(Naming(start, end, name, "", sentence, self.core, (start, start)))

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
        home = next((p for p in gathered if same(p.core, naming.core)), None)
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
        party.org_type = _type_of(party, found)
        _weigh(story, party)
    _lend(gathered)
    _guess(story, gathered)
    return sorted(gathered, key=lambda p: (-p.weight, p.first.start))


def _short_forms(story: Story, party: Party) -> list[Naming]:
    """Places where only a telling word of the name stands: Rosenhalde for Klinik Rosenhalde."""
    telling = [word for word in party.core if len(word) > 3 and " " not in word]
    if not telling:
        return []
    longest = min(telling, key=lambda word: (-len(word), word))
    known = [(n.start, n.end) for n in party.namings]
    found = []
    for sentence in story.sentences:
        for m in re.finditer(rf"(?<!\w){re.escape(longest)}(?!\w)", sentence.folded):
            start, end = sentence.start + m.start(), sentence.start + m.end()
            if story.text[start].isupper() and not any(a <= start < b for a, b in known):
                word = story.text[start:end]
                found.append(Naming(start, end, word, "", sentence, party.core, (start, start)))
    return found


def _descriptions(found: list[Naming]) -> list[Party]:
    """Nameless mentions, one party for each kind; plurals speak of nobody in particular."""
    kinds: dict[str, list[Naming]] = {}
    for naming in found:
        if not naming.core and naming.org_type and not _nobody().search(fold(naming.name)):
            kinds.setdefault(naming.org_type, []).append(naming)
    return [Party(namings, frozenset()) for namings in kinds.values()]


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(listed("core", "nobody")) + r")(?: [a-z]+)?n?$")


def _lend(gathered: list[Party]) -> None:
    """What is said of `the clinic` is said of the clinic that has a name."""
    for bare in [p for p in gathered if not p.is_named and p.org_type in LENDS and p.weight > 0]:
        named = [p for p in gathered if p.is_named and p.org_type == bare.org_type and p.told]
        if named:
            heir = max(named, key=lambda p: p.own_weight)
            heir.weight += bare.weight
            heir.cues += bare.cues
            bare.heir = heir


def _guess(story: Story, gathered: list[Party]) -> None:
    """A victim of a kind nobody tells is a health body where all the talk is of patients."""
    if len({h.sentence.index for h in story.hits("care.context")}) < CARING:
        return
    for party in gathered:
        if party.org_type == "" and party.cues and party.is_named:
            party.org_type = OrgType.OTHER
            party.weight += 3


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the telling words of one name are all in the other, whatever case they stand in."""
    small, large = sorted((one, other), key=len)
    return bool(small) and (small <= large or _blurred(small) <= _blurred(large))


def _blurred(core: frozenset[str]) -> frozenset[str]:
    return frozenset(_INFLECTED.sub(r"\1", word).rstrip("s") for word in core)


def _type_of(party: Party, found: list[Naming]) -> str:
    """The kind given by the organisation's own words, or by what describes it nearby."""
    if party.known:
        return party.known.org_type
    own = Counter(n.org_type for n in party.namings if n.org_type)
    if set(own) == {OrgType.ASSOCIATION}:
        return _house(party, found) or OrgType.ASSOCIATION
    if own:
        return max(own, key=lambda t: (own[t] + 1.5 * (t not in ("association", "it_provider")), t))
    spoken = kind_of(party.name) if party.is_named else ""
    if spoken:
        return spoken
    near: dict[str, float] = defaultdict(float)
    for naming in party.namings:
        for other in found:
            if other.org_type and not other.core and other.org_type != "speaker":
                gap = max(other.start - naming.end, naming.start - other.end, 0)
                # customers of a vendor are named more often than its trade
                times = {"outside": 0.4}.get(other.org_type, 4 if other.org_type in RARE else 1)
                close = gap < 60 and other.sentence is naming.sentence
                after = other.sentence.index == naming.sentence.index + 1
                top = "body" not in (naming.sentence.part, other.sentence.part)
                near[other.org_type] += times * (3 * close + after + 0.5 * top)
    return max(near, key=lambda kind: near[kind], default="")


def _house(party: Party, found: list[Naming]) -> str:
    """What a foundation runs, said right after its name: `which runs three homes`."""
    for naming in party.namings:
        for other in found:
            beside = other.sentence is naming.sentence and 0 <= other.start - naming.end < BESIDE
            if beside and not other.core and other.org_type in HOUSES:
                return other.org_type
    return ""


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
    if story.has("event.unaffected", sentence) and not story.has("data.noun", sentence):
        party.weight -= 3
        return
    if _cues(story.language, "about").search(before):
        party.weight -= 2.5
    elif _cues(story.language, "before").search(before) or (
        _cues(story.language, "after").match(after)
        and (story.has("event.attack", sentence) or story.has("event.weak", sentence))
    ):
        party.cues += 0 if aside else 1
    elif _cues(story.language, "after").match(after):
        party.weight += 0 if aside else 1.5
    if story.has("event.attack", sentence) and not aside:
        party.attacked += 1
