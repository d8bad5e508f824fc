"""What belongs to a name, and what only describes it: `Sarner` Spitex Rüti, le `home` Pflegeheim X.

Which is which was counted in the articles that the coder learns from.
"""

import re

from incidents.coding import places
from incidents.coding.heads import heads, listed
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

OFFICIAL = ("association", "authority")  # these are Swiss by name, and of a canton
_TOKEN = re.compile(r"[^\W_]+")
_SWISS = re.compile(r"(?:Schweizer|Swiss)\s")
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ]")
_SEVERAL = re.compile(r"(?:studi|centri|cliniche|cabinets|centres|cliniques)\b")  # of one owner
_GERMAN = re.compile(
    r"(?:(?:Geschäfts)?[Ll]eitung|\w+-App|\w*[Ää]rzt(?:innen)?(?:en|(?:e|en)? von))\s(?=[A-ZÄÖÜ])"
)
_BELONGS = re.compile(
    r"(?<!\w)(?:(?:Stiftung|Verein|Genossenschaft|Fondation|Association|Coopérative|Fondazione"
    r"|Associazione|Cooperativa|Lega)\s|(?<=[a-zà-ÿ,]\s)(?:(?:La|Le|Les|Il|Lo|I|Gli)\s|L['’]))$"
)
_REACH = 16  # characters before a name in which such a word may stand


def is_description(name: str, language: str) -> bool:
    """Whether a name has no words but for its kind and for places: Obwaldner Rehaklinik."""
    folded = fold(name)
    told = [m.span() for m in heads(language).finditer(folded)]
    told += [(p.start, p.end) for p in places.places(name, folded)]
    small = listed("link", "words") | listed(language, "determiners")
    return all(
        m[0] in small or any(a <= m.start() and m.end() <= b for a, b in told)
        for m in _TOKEN.finditer(folded)
    )


def described(name: str, language: str) -> int:
    """How many characters at the beginning tell what a body is, before a name of its own: the
    `Schweizer` Labor Quarz, the `medical laboratory` Quarz, le `home` Pflegeheim Quarz."""
    swiss = _SWISS.match(name)
    start = swiss.end() if swiss else origin(name, language)
    leader = _GERMAN.match(name) if language == "de" and not start else None
    least = leader.end() if leader else 0  # whatever kind of name comes then
    start = start or least
    head = heads(language).match(fold(name[start:]))
    own = _CAPITAL.search(name, start + head.end()) if head else None
    if not head or not own or places.is_place(fold(name[own.start() :])):
        return least
    between = name[start + head.end() : own.start()].split()
    if name[start].islower() and _only_describes(head, between, language):
        return own.start()
    if name[start].islower() and _begins_with_kind(fold(name[own.start() :])):
        return 0 if between and fold(between[-1]) in listed("link", "words") else own.start()
    is_official = str(head.lastgroup).partition("_")[2] in OFFICIAL
    return 0 if between or is_official else start


def origin(name: str, language: str) -> int:
    """How many characters at the beginning tell in German where a body is from: `Bündner` Klinik
    Piz."""
    adjective, _, rest = name.partition(" ")
    if language != "de" or not rest or not adjective.endswith("er"):
        return 0
    found = places.places(adjective, fold(adjective))
    return len(adjective) + 1 if any(place.end == len(adjective) for place in found) else 0


def _only_describes(head: re.Match[str], between: list[str], language: str) -> bool:
    """Before a name, in English any small word for a kind; in French and Italian that of a trade,
    whatever it is for, or one for several."""
    if language in ("fr", "it") and str(head.lastgroup).startswith("describe"):
        return not between or fold(between[-1]) not in listed("link", "words")
    return not between and (language == "en" or bool(_SEVERAL.match(head[0])))


def _begins_with_kind(folded: str) -> bool:
    """With a word that is part of names, in any language."""
    found = [heads(code).match(folded) for code in LANGUAGES]
    return any(str(m.lastgroup).startswith("keep") for m in found if m)


def fuller(story: Story, name: str) -> tuple[int, int, Sentence] | None:
    """Where a name stands with a word before it that belongs to it: `Stiftung` Herzgruppe, `La`
    Main Proche, but not the `Verein` that runs a Spitex; where it begins and ends in the text,
    and in which sentence."""
    for sentence in story.sentences:
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text):
            word = _BELONGS.search(sentence.text, max(0, m.start() - _REACH), m.start())
            if word and not (word[0].startswith("Verein") and _begins_with_kind(fold(name))):
                return sentence.start + word.start(), sentence.start + m.end(), sentence
    return None
