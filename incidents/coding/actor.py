"""Which group did it, when the text names one for this incident."""

import re

from incidents.choices import Field
from incidents.coding import actors, places
from incidents.coding.lexicon import pattern, words
from incidents.coding.persons import is_given
from incidents.coding.story import Hit, Story
from incidents.coding.tagger import Tagged
from incidents.coding.text import Sentence, fold
from incidents.records import Claim

_WORD = r"[A-ZÀ-Þ0-9][\w.-]*(?:['’]s)?"
_NAME = rf"{_WORD}(?:[ -](?:d['’])?{_WORD}){{0,3}}"
_QUOTED = re.compile(rf"[\s,:(-]*[«“„\"‹'’]\s?({_NAME})\s?[»”\"›'“’]")
_PLAIN = re.compile(
    rf"(?:\s\w*(?:russ[aeo]|ist[aei]|iqu?e|ic[ao]|connue?|sconosciut[ao]))?\s({_NAME})"
)
_CALLED = re.compile(
    r"\s?,?\s?(?:namens|mit (?:dem )?namen|genannt|d(?:ie|er|as) sich|unter dem (?:deck)?namen|"
    r"appelee?|nommee?|baptisee?|du nom de|dite?|connue? sous le nom de|surnommee?"
    r"|di nome|chiamat[oa]|denominat[oa]|nota come|noto come|dal nome|che si fa chiamare|"
    r"(?:che )?si (?:firma|chiama|definisce|presenta)(?:no)?|"
    r"calling itself|calling themselves|styling (?:itself|themselves)|"
    r"going by|called|named|known as|dubbed)"
    r"(?:\s\w+){0,2}?\s?$"
)
_ADJECTIVE = re.compile(r"(?:isch|freundlich)e[nrms]?$")
_SIGNED = re.compile(
    r"(?i:signiert|unterzeichnet|gezeichnet|unterschrieben|bekannt\w* sich|"
    r"bekenn\w* sich|nenn\w* sich"
    r"|dahinter steckt|zugeschrieben|sign[ée]e?s?|signature|revendiqu\w+|imput\w+|attribu\w+"
    r"|firma\w*|sigla|rivendicat\w+|attribuit\w+|signed|claimed|credit|work of|behind)"
    rf"(?:\s[^\s«“\"]+){{0,4}}?\s(?:[«“„\"‹]\s?({_NAME})\s?[»”\"›]|([A-Z]\w*[a-z0-9][A-Z]\w*))"
)
_UNDERSIGNED = re.compile(
    r"(?i:(?:riscatto|ran[cç]on|lösegeld\w*|ransom|schermat\w|slogan\w*|bandier\w|drapeau\w*|mezzaluna"
    r"|nachricht\w*|botschaft\w*|message\w*|messaggi\w*|notes?)\b[^.;]{0,60}?"
    r"\b(?:firmat[aeio]|(?:a|la) firma|sign[ée]e?s?|signiert|gezeichnet|unterzeichnet|signed)"
    rf"(?:\s(?:von|par|da|by|mit|di))?:?)\s({_NAME})"
)
_THEMSELVES = re.compile(
    r"(?i:bezeichnen sich(?: selbst)? als|nennen sich(?: selbst)?|se font appeler|se nomment"
    rf"|si fanno chiamare|call(?:ing)? themselves)\s[«“„\"‹]?({_NAME})"
)
_BEHIND = re.compile(
    r"(?i:hinter (?:de[mnr]|all|diese[mr])|derrière|dietro|behind)\s[^.;:,«“„\"]{2,60}?\s"
    r"(?:steck(?:t|en|e)|steh(?:t|en|e)|se cache(?:nt)?|se trouve(?:rait)?|est|serait"
    r"|si cela(?:no)?|sta|starebbe|resterebbe|sarebbe|c'è|is|are|was|were|stands?)"
    rf"(?:\s(?:die|das|der|le|la|les|il|i|gli|the|wohl|un|une|una|a)){{0,2}}\s({_NAME})"
)
_APPOSED = re.compile(
    rf"({_NAME})[»”\"›]?,\s(?:die|der|das|eine[rnm]?|ein|le|la|les|un|une|il|lo|i|gli|una|the|an?)\s"
    r"(?:\w+\s){0,2}$"
)
_POSSESSIVE = re.compile(
    rf"({_NAME})(?:[- ](?:Gruppe|Bande|Gang|Gruppierung|Kollektiv|Ransomware|Hacker|group|"
    rf"gang|ransomware|crew|collective|outfit|operation|cartel|actors|hackers)\b)"
)


def read(story: Story, taken: frozenset[str]) -> list[Claim]:
    """The group named in the story's own sentences; `taken` are words of organisations' names."""
    votes: dict[str, list[tuple[Hit, str]]] = {}
    for sentence in story.own:
        for start, end, name in _named(story, sentence, taken):
            votes.setdefault(fold(name), []).append((Hit(start, end, sentence), name))
    if not votes:
        return []
    key = max(votes, key=lambda key: len(votes[key]))
    key = max((k for k in votes if k.startswith(key)), key=len)  # the fullest form of the name
    hit, name = votes[key][0]
    reason = "A group is named and tied to this incident."
    return [story.claim(Field.THREAT_ACTOR, name, hit, 0.85, reason)]


def seen(story: Story, tagged: list[Tagged]) -> list[Claim]:
    """The name that the tagger takes for the attackers', where no word introduces it."""
    named = [(t, t.of(story.text)) for t in tagged if t.is_attacker]
    likely = [(t, n) for t, n in named if _is_name(story, n)]
    if not likely:
        return []
    best, name = max(likely, key=lambda pair: pair[0].shares["attacker"])
    hit = Hit(best.start, best.end, best.sentence)
    reason = "The words around the name speak of those who did it."
    return [story.claim(Field.THREAT_ACTOR, name, hit, best.shares["attacker"], reason)]


def _named(story: Story, sentence: Sentence, taken: frozenset[str]) -> list[tuple[int, int, str]]:
    spoken_of = story.has("actor.noun", sentence) or story.has("actor.claim", sentence)
    doubtful = actors.COMMON & taken if story.has("event.attack", sentence) else actors.COMMON
    found = [
        _longest(story, sentence, m.start(1), m.end(1))
        for m in actors.expression().finditer(sentence.text)
        if spoken_of or fold(m[1]) not in doubtful
    ]
    if not found:
        found = [
            (start, end, name)
            for start, end, name in _introduced(story, sentence)
            if not taken & set(fold(name).split()) or actors.assaults(sentence, end, story.language)
        ]
    return [(sentence.start + a, sentence.start + b, name) for a, b, name in found]


_LED = re.compile(r" (?:[A-ZÀ-Þ][\w-]* ){1,2}")  # the group Crimson Lynx
_REST = re.compile(r"((?: [A-ZÀ-Þ0-9][\w.-]*){1,2})\s?[»”\"›’]")


def _longest(story: Story, sentence: Sentence, start: int, end: int) -> tuple[int, int, str]:
    """A known name, or the longer one that ends with it after a word for a group, or begins with
    it in quotes."""
    text = sentence.text
    for noun in story.within("actor.noun", sentence):
        at = noun.end - sentence.start
        if _LED.fullmatch(text[at:start]):
            start = at + 1
            break
    rest = _REST.match(text, end) if start and text[start - 1] in '«“„"‹‘' else None
    end = rest.end(1) if rest else end
    return start, end, text[start:end]


def _introduced(story: Story, sentence: Sentence) -> list[tuple[int, int, str]]:
    found = []
    for noun in story.within("actor.noun", sentence):
        at = noun.end - sentence.start
        m = _QUOTED.match(sentence.text, at) or _PLAIN.match(sentence.text, at)
        if not m:
            for quoted in _QUOTED.finditer(sentence.text, at, at + 80):
                if _CALLED.search(sentence.folded, at, quoted.start()):
                    m = quoted
                    break
        if not m:
            m = _after_called(sentence, at) or _APPOSED.search(
                sentence.text, 0, noun.start - sentence.start
            )
        if m and _is_name(story, m[1]):
            found.append((m.start(1), m.start(1) + len(m[1].rstrip(".")), m[1].rstrip(".")))
    return found + _in_set_words(story, sentence)


def _in_set_words(story: Story, sentence: Sentence) -> list[tuple[int, int, str]]:
    """Names that signatures, claims and turns like `behind it is X` hold, without a group."""
    found = []
    for m in _SIGNED.finditer(sentence.text):
        group = 1 if m[1] else 2
        if _is_name(story, m[group]):
            found.append((m.start(group), m.end(group), m[group]))
    for expression in (_THEMSELVES, _BEHIND, _POSSESSIVE, _UNDERSIGNED):
        for m in expression.finditer(sentence.text):
            name = m[1].rstrip(".")
            if expression is _UNDERSIGNED and is_given(name.split()[0]):
                continue  # who signs a letter
            if _is_name(story, name):
                found.append((m.start(1), m.start(1) + len(name), name))
    return found


def _after_called(sentence: Sentence, at: int) -> re.Match[str] | None:
    for m in _PLAIN.finditer(sentence.text, at, at + 90):
        if _CALLED.search(sentence.folded, at, m.start() + 1):
            return m
    return None


def _is_name(story: Story, name: str) -> bool:
    folded = fold(name)
    if len(folded) < 3 or places.is_place(folded) or folded.isdigit() or actors.is_tool(folded):
        return False
    if " " not in folded and (places.foreign_words(folded) or _ADJECTIVE.search(folded)):
        return False  # Dutch hackers, prorussische Hacker
    first = folded.split()[0]
    stops = words("stop")[story.language]
    if first in stops["determiners"]:
        return False
    if re.match("(?:" + "|".join(stops["stops"]) + r")\b", first):
        return False
    keys = ("event.attack", "data.noun", "event.weak", "records.unit", "actor.noun")
    return not any(pattern(story.language, k).fullmatch(first) for k in keys)
