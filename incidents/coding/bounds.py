"""Where the name of the victim begins and ends: every way to cut it is weighed by the judge."""

import re
from math import log
from statistics import fmean

import numpy as np

from incidents.coding import learned, organisation, places
from incidents.coding.abbreviation import written_out
from incidents.coding.core import telling
from incidents.coding.cuts import STOPS, Cut, all_cuts
from incidents.coding.heads import LEGAL_FORM, heads, listed, stops
from incidents.coding.lexicon import LANGUAGES
from incidents.coding.parties import Party
from incidents.coding.proper import described, fuller
from incidents.coding.story import Story
from incidents.coding.tagger import Read, Tagged
from incidents.coding.text import fold

MARGIN = 0.8  # weight by which a cut must exceed the name as rules and tagger bound it
COUNTED = 20_000  # characters in which it is counted how often a name stands
QUOTES = frozenset('«»“”„"‹›')
LINKS = frozenset(
    ["in", "im", "aus", "from", "near", "of", "bei", "am", "du", "d", "a", "di", "de"]
)
_WORD = re.compile(r"[\w'’.-]+")
_COINED = re.compile(r"(?:[aio]|is|um|us|[ieuy]x|yl|[ei]on)$")  # Dermosena, Kardemis


def settle(story: Story, party: Party, seen: list[Tagged], reads: list[Read]) -> None:
    """Call a body by the likeliest of its names; where none is much likelier, as it was called."""
    cuts = all_cuts(story, party, seen, reads)
    if cuts:
        weights = learned.worth("cut", signs(story, party, cuts))
        so_far = organisation.display_name(story, party)[0]
        weights += [MARGIN * (organisation.shown(c.name, story.language) == so_far) for c in cuts]
        best = cuts[int(weights.argmax())]
        place = best.places[0]
        name = best.name[described(best.name, story.language) :]
        party.call(name, place.end - len(name), place.end, place.read.sentence)
        if longer := fuller(story, name):
            start, end, sentence = longer
            party.call(story.text[start:end], start, end, sentence)
        _write_out(story, party)


def _write_out(story: Story, party: Party) -> None:
    """Call a body by the longer name that an abbreviation tells the bounds of."""
    for sentence in story.sentences:
        for (start, end), short in written_out(sentence):
            name = sentence.text[start:end]
            if party.called == short or (party.called in name and party.called != name):
                party.call(name, sentence.start + start, sentence.start + end, sentence)
                return


def signs(story: Story, party: Party, cuts: list[Cut]) -> np.ndarray:
    """(cuts, signs): what tagger and rules hold of each, how often it stands, how it looks."""
    ruled = organisation.ruled_name(story, party)
    sentences = len({p.read.sentence.index for cut in cuts for p in cut.places})
    counts = {cut.name: _count(story.text[:COUNTED], cut.name) for cut in cuts}
    often = max(counts.values())
    tagged = [cut.name for cut in cuts if any(p.by == "tagger" for p in cut.places)]
    rows = []
    for cut in cuts:
        name = cut.name
        shown = organisation.shown(name, story.language)
        by = [place.by for place in cut.places]
        count = counts[name]
        rows.append(
            [
                *_seen(cut),
                *_headed(party, cut),
                float(shown == ruled),
                float(bool(party.called) and name == party.called),
                float("rules" in by),
                float("tagger" in by),
                by.count("rules") / sentences,
                by.count("tagger") / sentences,
                len({(p.start, p.end) for p in cut.places}) / sentences,
                count / max(1, often),
                min(count, 6) / 3,
                float(count == 1),
                float(any(other != name and name in other for other in tagged)),
                float(any(other != name and other in name for other in tagged)),
                float(bool(party.known)),
                float(party.is_named),
                *_looks(name, story.language),
                *_neighbours(cut, story.language),
            ]
        )
    return np.array(rows, dtype=np.float32)


def _seen(cut: Cut) -> list[float]:
    """What the tagger holds of the bounds, at the best place and on the mean."""
    told = []
    for place in cut.places:
        odds, first, last = place.read.odds, place.first, place.last
        begins = sum(odds[tag][first] for tag in odds if tag.startswith("B"))
        inside = [odds[tag] for tag in odds if tag.startswith("I")]
        goes_on = sum(one[last + 1] for one in inside) if last + 1 < len(inside[0]) else 0.0
        inner = 1 - max(place.read.outside[first : last + 1])
        before = place.read.outside[first - 1] if first else 1.0
        parts = [place.read.share(part, first, last + 1) for part in ("victim", "body")]
        told.append((*map(_log, (begins, 1 - goes_on, inner, before)), *parts))
    best = max(told, key=lambda row: row[0] + row[1])
    means = [fmean(column) for column in zip(*told, strict=True)]
    return [*best, *means, means[0] + means[1], max(row[4] for row in told)]


def _headed(party: Party, cut: Cut) -> list[float]:
    """How often the word for its kind is in it, and how often cut off, written large and small."""
    heads_ = [(n.start, n.end, *n.head, n.name[:1].islower()) for n in party.namings if n.head[1]]
    held = large = small = 0
    for place in cut.places:
        for start, end, head, stop, is_small in heads_:
            if start < place.end and place.start < end:
                is_held = place.start <= head and stop <= place.end
                held += is_held
                large += not is_held and start <= head and not is_small
                small += not is_held and start <= head and is_small
    return [count / len(cut.places) for count in (held, large, small)]


def _log(odds: float) -> float:
    return log(max(odds, 1e-3))


def _looks(name: str, language: str) -> list[float]:
    """Its words: how many, of what kind, how it begins and ends."""
    written = name.split()
    words = [fold(word).strip(".") for word in _WORD.findall(name)] or [""]
    kinds = [_kind(word, language) for word in words]
    small = listed("link", "words") | listed(language, "determiners")
    own = [w for w in words if w not in small and not any(_kind(w, code) for code in LANGUAGES)]
    plain = [w for w in written if w[:1].islower() and fold(w).strip(".") in own]
    never = [bool(stops(language).match(word)) for word in words]
    is_small, length = name[:1].islower(), len(written) / 4
    ends_in_place = places.is_place(words[-1])
    ends_in_kind = bool(kinds[-1]) and len(words) > 1
    is_coined = len(own) == 1 and bool(_COINED.search(own[0])) and not places.is_place(own[0])
    shared = [is_small, bool(kinds[0]), kinds[0] == "describe", length, ends_in_kind, ends_in_place]
    shared += [is_coined, is_coined and bool(kinds[0]), "&" in name]
    return [
        *map(float, shared),
        length**2,
        len(name) / 30,
        len(own) / 3,
        len(telling(name)) / 3,
        len(plain) / 3,
        float(bool(plain) and not is_small),
        float(any(never)),
        float(never[-1]),
        float(written[-1][:1].islower()),
        float(words[0] in listed(language, "determiners")),
        float(words[0] in listed("link", "words")),
        float(words[-1] in small),
        float(kinds[0] == "keep"),
        float(bool(kinds[0]) and is_small),
        float(any(kinds)),
        float(not own),
        float(bool(own) and all(map(places.is_place, own))),
        float(ends_in_place and len(words) > 1 and words[-2] in LINKS),
        float(bool(LEGAL_FORM.fullmatch(written[-1]))),
        float(any(char.isdigit() for char in name)),
        float(name.isupper()),
        float(len(words) > 1 and words[0].endswith("er") and places.is_place(words[0][:-2])),
        *(float(sign) * (language == code) for code in LANGUAGES for sign in shared),
    ]


def _neighbours(cut: Cut, language: str) -> list[float]:
    """How often what stands beside it is large, small, a place, a sign and so on."""
    rows = []
    for place in cut.places:
        before, after = place.word(place.first - 1), place.word(place.last + 1)
        then = fold(place.word(place.last + 2))
        rows.append(
            (
                after[:1].isupper(),
                after[:1].islower(),
                places.is_place(fold(after)),
                after in STOPS or not after,
                fold(after) in LINKS and places.is_place(then),
                bool(LEGAL_FORM.fullmatch(after)),
                before[:1].isupper(),
                before[:1].islower(),
                before in QUOTES or not before,
                fold(before) in listed(language, "determiners"),
                bool(_kind(fold(before), language)),
                before[:1].isupper() and before.endswith("er"),
                place.read.sentence.part == "title",
                place.read.sentence.part == "lead",
            )
        )
    return [fmean(column) for column in zip(*rows, strict=True)]


def _kind(word: str, language: str) -> str:
    """Whether a word tells a kind that is kept as part of names, or describes; else nothing."""
    found = heads(language).fullmatch(word)
    return str(found.lastgroup).partition("_")[0] if found else ""


def _count(text: str, name: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))
