"""One page ready to be read: its sentences, and where the words of each list occur in them."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from incidents.coding import meaning, scope
from incidents.coding.language import language_of
from incidents.coding.lexicon import LANGUAGES, occurrences
from incidents.coding.text import Line, Sentence, quote_around, sentences
from incidents.records import Claim, Page

_CLAUSE = re.compile(
    r"[,;:()]| - |\b(?:und|aber|sondern|doch|jedoch|weil|da|wahrend|mais|et|tandis|cependant"
    r"|ma|e|mentre|pero|tuttavia|and|but|while|although|however|nor|though|after|because|until)\b"
)
READ_AT_MOST = 48  # sentences; what matters stands before
SHORT = 25  # characters: a shorter clause leans on its neighbour


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a list found in a sentence; offsets are those of the page."""

    start: int
    end: int
    sentence: Sentence


@dataclass(slots=True)
class Story:
    """What the readings share. Hits are looked up once per sentence, for all lists."""

    text: str
    language: str
    sentences: list[Sentence]
    published: date | None = None
    aside: frozenset[int] = frozenset()  # sentences about other cases
    _hits: dict[str, list[Hit]] = field(default_factory=dict)
    _found: dict[int, dict[str, list[Hit]]] = field(default_factory=dict)  # in a sentence, by list
    _meant: dict[int, tuple[np.ndarray, float]] = field(default_factory=dict)  # by sentence

    def hits(self, key: str) -> list[Hit]:
        """Every place where a word of the list `section.entry` stands in the own story."""
        if key not in self._hits:
            self._hits[key] = [h for s in self.own for h in self.within(key, s)]
        return self._hits[key]

    @property
    def own(self) -> list[Sentence]:
        return [s for s in self.sentences if s.index not in self.aside]

    def set_aside(self, indices: frozenset[int]) -> None:
        """Leave sentences about other cases out of the own story."""
        self.aside = indices
        self._hits.clear()

    def end_after(self, most: int) -> None:
        """Read no more than the first sentences."""
        self.sentences = self.sentences[:most]

    def top(self, most: int) -> "Story":
        """A story of the first sentences alone; what was looked up in these is known to both."""
        return replace(self, sentences=self.sentences[:most], aside=frozenset(), _hits={})

    def within(self, key: str, sentence: Sentence) -> list[Hit]:
        """The same for one sentence, whichever case it is about."""
        found = self._found.get(sentence.index)
        if found is None:
            found = self._found[sentence.index] = self._look_up(sentence)
        return found.get(key, [])

    def meanings(self, sentences: list[Sentence]) -> tuple[np.ndarray, np.ndarray]:
        """(sentences, 1280) what they mean and (sentences,) how many word pieces each has."""
        unread = [s for s in sentences if s.index not in self._meant]
        found = zip(*meaning.of_sentences([s.text for s in unread]), strict=True)
        self._meant |= {s.index: of for s, of in zip(unread, found, strict=True)}
        sums, counts = zip(*(self._meant[s.index] for s in sentences), strict=True)
        return np.stack(sums), np.array(counts)

    def _look_up(self, sentence: Sentence) -> dict[str, list[Hit]]:
        at = sentence.start
        found = occurrences(self.language, sentence.folded)
        return {
            key: [Hit(at + m.start(), at + m.end(), sentence) for m in matches]
            for key, matches in found.items()
        }

    def meeting(self, one: str, other: str, sentence: Sentence, near: int = 90) -> list[Hit]:
        """Hits of one list with a word of another near by, both in one sentence."""
        hits = self.within(one, sentence)
        partners = self.within(other, sentence) if hits else []
        return [
            hit
            for hit in hits
            if any(0 <= max(p.start - hit.end, hit.start - p.end) <= near for p in partners)
        ]

    def has(self, key: str, sentence: Sentence) -> bool:
        return bool(self.within(key, sentence))

    def clause(self, hit: Hit) -> tuple[int, int]:
        """Start and end of the clause around a hit."""
        sentence, start, end = hit.sentence, hit.sentence.start, hit.sentence.end
        for cut in _CLAUSE.finditer(sentence.folded):
            at = sentence.start + cut.start()
            hard = cut[0] in ";:()"
            if at < hit.start and (hard or hit.start - at > SHORT):
                start = at
            elif at >= hit.end and (cut[0] in ",;:()" or at - hit.end > 2):
                end = at
                break
        return start, end

    def is_negated(self, hit: Hit, *, whole: bool = False) -> bool:
        """A negation stands in the clause (or anywhere in the sentence) and means what it says.

        Words that span two clauses are negated when both are.
        """
        if whole:
            return self._has_negation(hit, hit.sentence.start, hit.sentence.end)
        head = Hit(hit.start, hit.start + 1, hit.sentence)
        tail = Hit(hit.end - 1, hit.end, hit.sentence)
        spans = {self.clause(head), self.clause(tail)}
        return all(self._has_negation(hit, start, end) for start, end in spans)

    def _has_negation(self, hit: Hit, start: int, end: int) -> bool:
        """A negation between start and end; some words deny only what follows them: without."""
        negations = self.within("event.negation", hit.sentence)
        ahead = [n for n in self.within("event.negation_ahead", hit.sentence) if n.start < hit.end]
        if not negations and not ahead:
            return False
        excused = self.within("event.not_negation", hit.sentence)
        return any(
            start <= n.start < end and not any(e.start <= n.start < e.end for e in excused)
            for n in (*negations, *ahead)
        )

    def claim(self, field: str, value: str, hit: Hit, confidence: float, reason: str) -> Claim:
        """A claim that quotes the sentence of the hit."""
        start, end = quote_around(self.text, hit.sentence, hit.start, hit.end)
        confidence -= 0.15 * self.has("event.hedge", hit.sentence)
        return Claim(
            field=field,
            value=value,
            quote=self.text[start:end],
            start=start,
            end=end,
            confidence=round(max(0.05, min(0.99, confidence)), 2),
            reason=reason,
        )


def story_of(page: Page, lines: list[Line] | None = None) -> tuple[Story, str]:
    """The page cut to its story, and its language; `lines` are those of the story, if known."""
    found = sentences(page.text, scope.lines(page.text) if lines is None else lines)
    language = language_of(" ".join(s.text for s in found[:12]), page.language)
    words = language if language in LANGUAGES else "de"
    return Story(page.text, words, found[:READ_AT_MOST], page.published_on), language
