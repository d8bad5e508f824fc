"""Names that no word for a kind announces: invented ones, which only their use gives away."""

import re
from collections.abc import Iterator
from functools import cache

from incidents.coding import actors, places
from incidents.coding.heads import BACK, CAPITAL, Naming, heads, listed, stops
from incidents.coding.lexicon import LANGUAGES, pattern, words
from incidents.coding.persons import people
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

# Words of these lists are no names, however they are written.
COMMON = (
    "event.attack",
    "data.noun",
    "records.unit",
    "event.talk",
    "event.weak",
    "actor.noun",
    "care.degraded",
    "event.drill",
    "event.benign",
)
_ATTRIBUTE = re.compile(r"(?:nd|ig|lich|isch|haft|los|bar|sam)e[nrsm]?$")  # German: no name follows
Spot = tuple[int, int, Sentence]


def coined(story: Story, others: list[Naming]) -> Iterator[Naming]:
    """Capitals that stand without an article, in the title or lead and again below."""
    taken = {word for n in others for word in n.core}
    spots: dict[str, list[Spot]] = {}
    ruled_out: set[str] = set()
    for sentence in story.sentences:
        for start, end, word in _runs(sentence, story.language):
            key = fold(word)
            if _has_role(key) or _is_person_or_thing(story, sentence, start, end):
                ruled_out.add(key)
            if " " in key:
                ruled_out.add(key.rsplit(" ", 1)[1])
            spot = (start + sentence.start, end + sentence.start, sentence)
            spots.setdefault(key, []).append(spot)
    for key, found in spots.items():
        lone = len(found) < 2 and not _is_hosted(story, *found[0])
        if lone or key in ruled_out or key in taken or len(key) < 4:
            continue
        if all(s.part == "body" for _, _, s in found) or all(a == s.start for a, _, s in found):
            continue
        if _is_common(story, key):
            continue
        for start, end, sentence in found:
            core = frozenset(key.split())
            yield Naming(start, end, story.text[start:end], "", sentence, core)


def _is_hosted(story: Story, start: int, end: int, sentence: Sentence) -> bool:
    """In French `chez` before capitals is enough to make a name, and so is a domain."""
    before = sentence.folded[max(0, start - sentence.start - 14) : start - sentence.start]
    hosts = words("stop")[story.language].get("hosts", [])
    if re.search(r"\.[a-z]{2,5}$", story.text[start:end]):
        return True
    return any(re.search(rf"(?<!\w){host} (?:l.|la |le |les )?$", before) for host in hosts)


@cache
def _person() -> re.Pattern[str]:
    speaks, roles = "|".join(listed("person", "speaks")), "|".join(listed("person", "roles"))
    return re.compile(rf"(?:(?:{speaks})|(?:{roles})\w*,?)\s$")


def _has_role(key: str) -> bool:
    """A run of capitals that holds a person's trade: Anwalt Peter Muster."""
    return not listed("person", "roles").isdisjoint(key.split())


def _is_person_or_thing(story: Story, sentence: Sentence, start: int, end: int) -> bool:
    if any(a < end and start < b for a, b in people(sentence, story.language)):
        return True
    before = sentence.folded[max(0, start - 16) : start]
    words_before = before.split()
    if story.language == "de" and " " not in sentence.text[start:end]:
        if words_before and words_before[-1] in listed("de", "articles"):
            return True
        if words_before and _ATTRIBUTE.search(words_before[-1]):
            return True
        back = BACK.search(sentence.text, max(0, start - 30), start)
        if back and back[1][0].isupper() and back.start() > 0:
            return True
    if _person().search(before):
        return True
    at = sentence.start + start
    return any(0 <= at - h.end <= 3 for h in story.within("actor.noun", sentence))


def _runs(sentence: Sentence, language: str) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised words, the first word of the sentence only in company."""
    run: list[re.Match[str]] = []
    for m in [*CAPITAL.finditer(sentence.text), None]:
        if m and run and sentence.text[run[-1].end() : m.start()] == " ":
            run.append(m)
            continue
        if run:
            while run and fold(run[0][0]) in listed(language, "determiners"):
                run.pop(0)
        if run:
            yield run[0].start(), run[-1].end(), sentence.text[run[0].start() : run[-1].end()]
        run = [m] if m else []


def _is_common(story: Story, key: str) -> bool:
    if (
        actors.is_known(key)
        or places.is_place(key)
        or places.foreign_words(key)
        or stops(story.language).match(key)
    ):
        return True
    if key in listed(story.language, "determiners"):
        return True
    if key.endswith(_things(story.language)):
        return True
    if any(h.fullmatch(key) for h in (heads(code) for code in LANGUAGES)):
        return True
    return any(pattern(story.language, k).match(key) for k in COMMON)


@cache
def _things(language: str) -> tuple[str, ...]:
    """Ends of compounds for what holds data, and what it is kept on."""
    return tuple(words("stop")[language].get("things", ()))
