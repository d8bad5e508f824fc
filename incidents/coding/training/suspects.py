"""Teach whose name is the attackers', from articles that name them and such as name nobody."""

import numpy as np
import pycrfsuite

from incidents.coding import suspects, tagger
from incidents.coding.network import Weights
from incidents.coding.training import choices
from incidents.coding.training.choices import Choice
from incidents.coding.training.lessons import SILENT, Article
from incidents.coding.yardstick import same_body


def choice(article: Article, model: pycrfsuite.Tagger) -> Choice | None:
    """The names an incident's article has, seen by a tagger that has not learned from it."""
    row = article.row
    if not row["relevant"] or row["threat_actor"] == SILENT:
        return None
    view = Article(row, article.text).view  # other lessons may have looked into its sentences
    reads = tagger.read(view.story, model)
    found = suspects.suspects(view.story, tagger.names_in(view.story, reads))
    if not found:
        return None
    group = row["threat_actor"] or ""
    right = [bool(group) and same_body(group, suspect.name) for suspect in found]
    return Choice(suspects.signs(view, found, reads), np.array(right))


def learn(found: list[Choice]) -> Weights:
    """Weights of suspects.odds: the right name should outweigh the others, or nothing all."""
    return choices.learn("suspect", found, suspects.MOST, or_none=True)
