"""What there is to learn from: articles and single sentences of the corpus, with their codes."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from incidents.coding import places
from incidents.coding.lexicon import words
from incidents.coding.story import story_of
from incidents.coding.text import Sentence, fold
from incidents.coding.view import View, view_of
from incidents.records import Page

FOLDS = 3
ZURICH = ZoneInfo("Europe/Zurich")
SILENT = "?"  # this code of the article is not known

PART_OF = {"victim": "victim", "affected": "victim", "supplier": "victim", "attacker": "attacker"}
SIGNS = {"V": "victim", "S": "victim", "O": "body", "T": "attacker"}

_WORD = re.compile(r"[\w-]+")
_TAGGED = re.compile(r"\{([VSOTPD]):([^}]*)\}")
_MARKED = re.compile(r"\{[VSOTPD]:([^}]*)\}|\[\[(.*?)\]\]")
Row = dict[str, Any]  # of gold.json or lessons/articles.jsonl


@dataclass
class Article:
    """A row of the corpus, its text, and what the rules see in it."""

    row: Row
    text: str

    @cached_property
    def view(self) -> View:
        title, _, _ = self.text.partition("\n")
        day = datetime.fromisoformat(f"{self.row['published_on']}T12:00").replace(tzinfo=ZURICH)
        return view_of(story_of(Page(title=title, text=self.text, published_at=day))[0])

    @property
    def fold(self) -> int:
        """0..FOLDS-1; the articles of one event are in one."""
        key = self.row["incident"] or self.row["id"]
        return dice_of(key) // 2 % FOLDS

    def shows(self, field: str, sentence: Sentence) -> bool:
        """Whether the sentence is noted as evidence for a field."""
        quotes = [quote for name, quote in self.row["evidence"] if name == field]
        return any(
            quote[:50] in sentence.text or (len(sentence.text) > 15 and sentence.text in quote)
            for quote in quotes
        )

    def naming(self, name: str) -> set[int]:
        """Indices of the sentences that hold the name or a telling word of it."""
        wanted = telling_words(name)
        return {s.index for s in self.view.seen if any(w in s.text for w in wanted)}


def dice_of(key: str) -> int:
    """A large number that is always the same for a key."""
    return int(sha256(key.encode()).hexdigest(), 16)


def telling_words(name: str) -> list[str]:
    """The longer words of a name that are written large, or the whole."""
    return [w for w in re.findall(r"[\w-]+", name) if w[0].isupper() and len(w) > 3] or [name]


@dataclass(frozen=True, slots=True)
class Marked:
    """A single sentence with its label, and where something in it is marked."""

    language: str
    label: str
    text: str
    start: int = 0
    end: int = 0


def articles(directory: Path) -> list[Article]:
    """`lessons/articles.jsonl` whole, and of `gold.json` what is marked `dev`."""
    lines = (directory / "lessons" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    found = [Article(row, row["text"]) for row in map(json.loads, lines)]
    for row in json.loads((directory / "gold.json").read_text(encoding="utf-8")):
        if row["split"] == "dev":
            text = (directory / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
            more: Row = {"bodies": [], "all_bodies": False, "evidence": []}
            found.append(Article(row | more, text))
    return [article for article in found if article.view.story.sentences]


@dataclass(frozen=True, slots=True)
class Named:
    """A text in which names are marked: (start, end, part of tagger.PARTS)."""

    language: str
    sentences: list[Sentence]
    spans: list[tuple[int, int, str]]


def named(article: Article) -> Named:
    """Where the bodies of an article stand, whose names are all noted."""
    story, bodies = article.view.story, article.row["bodies"]
    spans: list[tuple[int, int, str]] = []
    counts = Counter(w for b in bodies for w in set(_WORD.findall(b["name"])))
    whole = [(b["name"], b) for b in sorted(bodies, key=lambda b: -len(b["name"]))]
    alone = [(w, b) for b in bodies for w in _WORD.findall(b["name"]) if _stands_for(w, counts)]
    for name, body in [*whole, *alone]:
        if name != body["name"] and _standing(name.lower(), story.text):
            continue  # written small elsewhere: an everyday word
        for m in _standing(name, story.text):
            if not any(a < m.end() and m.start() < b for a, b, _ in spans):
                spans.append((*m.span(), PART_OF.get(body["role"], "body")))
    return Named(article.row["language"], story.sentences, spans)


def _standing(name: str, text: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _stands_for(word: str, counts: Counter[str]) -> bool:
    """Only one body has this word in its name, and it is no word for its kind or place."""
    plain = words("stop")["small"]
    folded = fold(word)
    common = folded in plain["kinds"] or folded in plain["generic"] or places.is_place(folded)
    return word[0].isupper() and len(word) > 3 and counts[word] == 1 and not common


def named_sentences(directory: Path) -> Iterator[Named]:
    """The lines of `lessons/sentences/<language>-org.tsv`."""
    for path in sorted((directory / "lessons" / "sentences").glob("*-org.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, spans, at = "", [], 0
            marked = line.partition("\t")[2]
            for m in _TAGGED.finditer(marked):
                text += marked[at : m.start()]
                if m[1] in SIGNS:
                    spans.append((len(text), len(text) + len(m[2]), SIGNS[m[1]]))
                text, at = text + m[2], m.end()
            text += marked[at:]
            yield Named(path.stem[:2], [Sentence(0, len(text), text, fold(text), "body", 0)], spans)


def sentences(directory: Path, topic: str) -> list[Marked]:
    """The lines of `lessons/sentences/<language>-<topic>.tsv`, all languages."""
    found = []
    for path in sorted((directory / "lessons" / "sentences").glob(f"*-{topic}.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, _, marked = line.partition("\t")
            m = _MARKED.search(marked)
            text = _MARKED.sub(lambda m: m[1] or m[2], marked)
            start = m.start() if m else 0
            end = start + len(m[1] or m[2]) if m else 0
            found.append(Marked(path.stem[:2], label, text, start, end))
    return found
