"""Turns of phrase that bring in the name of a group of attackers: called, signed, behind it."""

import re
from collections.abc import Collection

from incidents.coding import actors, places
from incidents.coding.lexicon import pattern, words
from incidents.coding.story import Story
from incidents.coding.text import Sentence, Span, fold

FAR = 90  # characters between a word for a group and the name it has
THINGS = ("event.attack", "data.noun", "event.weak", "records.unit")
ARTICLES = frozenset(["der", "die", "das", "le", "la", "les", "l'", "il", "lo", "i", "gli", "the"])

_WORD = r"[A-ZÀ-Þ0-9](?:[\w.-]*\w)?(?:['’]s)?"
_NAME = rf"{_WORD}(?:[ -](?:d['’])?{_WORD}){{0,3}}"
_QUOTED = re.compile(rf"[\s,:(-]*[«“„\"‹'’]\s?({_NAME})\s?[»”\"›'“’]")
_PLAIN = re.compile(
    rf"(?:\s\w*(?:russ[aeo]|ist[aei]|iqu?e|ic[ao]|connue?|sconosciut[ao]))?\s({_NAME})"
)
_CALLED = re.compile(
    r"(?<!\w)(?:namens|mit (?:dem )?namen|genannt|d(?:ie|er|as) sich|unter dem (?:deck)?namen|"
    r"appelee?s?|nommee?s?|baptisee?s?|du nom de|dite?|connue?s? (?:sous le nom de|comme)|"
    r"surnommee?s?|se (?:fait|faisant|faisait) appeler|(?:se|qui se) nomm(?:e|ant|ait)|"
    r"repondant au nom de"
    r"|di nome|chiamat[oaie]|denominat[oaie]|not[oaie] come|dal nome|che si fa chiamare|"
    r"(?:che )?si (?:firma|chiama|definisce|presenta)(?:no)?|"
    r"calling itself|calling themselves|(?:that|which|who) calls? (?:itself|themselves)|"
    r"styling (?:itself|themselves)|going by|called|named|known as|dubbed)(?!\w)"
)
_THEN = re.compile(
    rf",?(?:\s(?:selbst|einfach|simplement|simply|semplicemente|the)){{0,2}}\s[«“„\"‹]?\s?({_NAME})"
)
_HANDLE = r"[a-z]\w*[\d_]\w*"  # kestrel_77
_ALIAS = re.compile(rf"(?:\s\w+)?[:,]?\s[«“„\"‹]?\s?({_HANDLE}|{_NAME})")
_IN_QUOTES = re.compile(rf"[«“„\"‹]\s?({_HANDLE}|{_NAME})\s?[»”\"›“]")
_SIGNS = re.compile(
    r"(?i:signiert|unterzeichnet|gezeichnet|zeichnet\w*|unterschrieben|unterschrift|absender\w*|urheber\w*|"
    r"zugeschrieben|verantwortlich|stammt|"
    r"sign(?:e|ent|é|ée|és|ées|ait|aient|ature)|revendiqu\w+|imput\w+|attribu\w+|l'œuvre|"
    r"firm(?:a|ato|ata|ati|ate|ano)|siglat\w|sigla|rivendic\w+|opera|"
    r"signed|signature|claimed|credit|work|(?:hacked|owned|encrypted|locked) by)"
    rf"(?:\s[^\s«“\"A-ZÀ-Þ]+){{0,3}}?:?\s[«“„\"‹]?\s?({_NAME})"
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


_IN_SET_WORDS = {
    "signed": _SIGNED,
    "themselves": _THEMSELVES,
    "behind": _BEHIND,
    "possessive": _POSSESSIVE,
    "undersigned": _UNDERSIGNED,
}
FORMS = ("quoted", "plain", "called", "apposed", *_IN_SET_WORDS)
HINTS = ("alias", "signs", "in quotes")
Introduced = tuple[Span, str]  # offsets in the sentence, and the form: one of FORMS or HINTS


def introduced(story: Story, sentence: Sentence) -> list[Introduced]:
    """Offsets of names that a word for a group, a signature or a claim brings in, and the form."""
    text = sentence.text
    found: list[Introduced] = []
    for noun in story.within("actor.noun", sentence):
        before, at = noun.start - sentence.start, noun.end - sentence.start
        forms = (
            _QUOTED.match(text, at),
            _PLAIN.match(text, at),
            _after_called(sentence, at),
            _APPOSED.search(text, 0, before),
        )
        found += [(m.span(1), form) for m, form in zip(forms, FORMS, strict=False) if m]
    for form, expression in _IN_SET_WORDS.items():
        found += [(m.span(m.lastindex or 1), form) for m in expression.finditer(text)]
    return _kept(story, sentence, found)


def hinted(story: Story, sentence: Sentence) -> list[Introduced]:
    """The same for names that a signature, a word like `called` or quotes set off: anybody's."""
    text = sentence.text
    aliases = (_ALIAS.match(text, m.end()) for m in _CALLED.finditer(sentence.folded))
    found = [(m.span(1), "alias") for m in aliases if m]
    found += [(m.span(1), "signs") for m in _SIGNS.finditer(text)]
    found += [(m.span(1), "in quotes") for m in _IN_QUOTES.finditer(text)]
    return _kept(story, sentence, found)


def _kept(story: Story, sentence: Sentence, found: list[Introduced]) -> list[Introduced]:
    narrow = [(narrowed(story, sentence, *span), form) for span, form in found]
    return [(n, form) for n, form in narrow if may_name_a_group(story, sentence.text[n[0] : n[1]])]


def _after_called(sentence: Sentence, at: int) -> re.Match[str] | None:
    """The name behind a word like `called`, not far from the word for a group."""
    for called in _CALLED.finditer(sentence.folded, at, at + FAR):
        m = _THEN.match(sentence.text, called.end())
        if m:
            return m
    return None


def narrowed(story: Story, sentence: Sentence, start: int, end: int) -> Span:
    """A name without an article that opens the sentence, and without what is no name behind it."""
    words = list(re.finditer(r"\S+", sentence.text[start:end]))
    while len(words) > 1 and _is_common(story, fold(words[-1][0]), THINGS):
        words.pop()
    while start < 2 and len(words) > 1 and fold(words[0][0]) in _determiners(story):
        words.pop(0)
    return (start + words[0].start(), start + words[-1].end()) if words else (start, end)


def may_name_a_group(story: Story, name: str) -> bool:
    """Whether a group of attackers could have this name: no place, tool, people or common word."""
    folded = fold(name)
    if len(folded) < 3 or places.is_place(folded) or folded.isdigit() or actors.is_tool(folded):
        return False
    if " " not in folded and (places.foreign_words(folded) or _ADJECTIVE.search(folded)):
        return False  # Dutch hackers, prorussische Hacker
    first, *rest = folded.split()
    if rest and first in ARTICLES:  # Les Arpenteurs
        first = rest[0]
    if first in _determiners(story):
        return False
    if re.match("(?:" + "|".join(words("stop")[story.language]["stops"]) + r")\b", first):
        return False
    return not _is_common(story, first, (*THINGS, "actor.noun"))


def _determiners(story: Story) -> Collection[str]:
    return words("stop")[story.language]["determiners"]


def _is_common(story: Story, folded: str, keys: tuple[str, ...]) -> bool:
    return any(pattern(story.language, key).fullmatch(folded) for key in keys)
