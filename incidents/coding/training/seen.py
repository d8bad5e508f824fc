"""An incident's article as the coder sees it, for the small networks that choose to learn from."""

from dataclasses import dataclass

import pycrfsuite

from incidents.coding import tagger, victim
from incidents.coding.candidates import Candidate
from incidents.coding.tagger import Read, Tagged
from incidents.coding.training.lessons import Article, Row
from incidents.coding.view import View


@dataclass(frozen=True, slots=True)
class Seen:
    """What rules and tagger find in it, beside its codes."""

    row: Row
    view: View
    reads: list[Read]
    names: list[Tagged]
    bodies: list[Candidate]


def seen(article: Article, model: pycrfsuite.Tagger) -> Seen | None:
    """An article by a tagger that has not learned from it; None unless it tells of an incident."""
    if not article.row["relevant"]:
        return None
    view = Article(article.row, article.text).view  # other lessons may have named its bodies
    reads = tagger.read(view.story, model)
    names = tagger.names_in(view.story, reads)
    return Seen(article.row, view, reads, names, victim.candidates(view, names))
