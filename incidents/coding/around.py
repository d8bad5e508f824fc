"""What stands around a name: the lists that have words near by, and where its sentence stands."""

from incidents.coding import actors
from incidents.coding.persons import people
from incidents.coding.story import Story
from incidents.coding.text import Sentence, fold

NEAR = 60  # characters before and after a name
LISTS = (
    "event.attack", "event.weak", "event.happened", "event.other", "event.negation", "event.denial",
    "event.hedge", "event.talk", "event.unaffected", "attack.encrypted", "attack.ransomware",
    "attack.extortion", "attack.ddos", "attack.phishing", "attack.malware", "attack.supply",
    "data.noun", "data.taken", "data.published", "care.context", "care.outage", "care.degraded",
    "actor.noun", "actor.claim", "actor.disputed", "actor.confirm", "actor.authority",
    "sign.culprit", "sign.system", "sign.down", "sign.response", "pair.supplier", "pair.service",
    "pair.closed",
)  # fmt: skip
BEFORE = (  # words right before a name, in all four languages: at, the, of, by, to
    frozenset(["bei", "beim", "chez", "presso", "at", "contre", "gegen", "contro", "against"]),
    frozenset(["die", "der", "das", "le", "la", "les", "il", "lo", "the", "l", "gli", "i"]),
    frozenset(["von", "vom", "du", "de", "des", "di", "del", "della", "dello", "of"]),
    frozenset(["durch", "par", "da", "dal", "dalla", "by", "mit", "avec", "con", "with"]),
    frozenset(["an", "am", "a", "to", "al", "alla"]),
)
_OPENING = '«“„"‹‘'


def around(story: Story, start: int, end: int, sentence: Sentence) -> list[float]:
    """Signs of text[start:end] of the page: of each list whether the sentence has a word of it,
    and whether close before and behind; the word before; what sentence it is."""
    told: list[float] = []
    for key in LISTS:
        hits = story.within(key, sentence)
        told.append(float(bool(hits)))
        told.append(float(any(0 <= start - hit.end <= NEAR for hit in hits)))
        told.append(float(any(0 <= hit.start - end <= NEAR for hit in hits)))
    first, last = start - sentence.start, end - sentence.start
    before, behind = sentence.text[:first], sentence.text[last:]
    word = next(iter(fold(before[-20:]).replace("'", " ").split()[-1:]), "")
    return [
        *told,
        *(float(word in words) for words in BEFORE),
        float(not before.strip(_OPENING + " ")),
        float(before[-1:] in tuple(_OPENING)),
        float(behind[:1] == ","),
        float("(" in behind[:3]),
        float("?" in sentence.text),
        float(actors.assaults(sentence, last, story.language)),
        float(any(a <= first < b for a, b in people(sentence, story.language))),
        float(sentence.index in story.aside),
        float(sentence.part == "title"),
        float(sentence.part == "lead"),
        1 / (1 + sentence.index),
    ]
