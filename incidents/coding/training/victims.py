"""Teach which of the bodies in an article was hit, from articles whose victim is noted."""

import numpy as np
import pycrfsuite

from incidents.coding import candidates, tagger, victim
from incidents.coding.network import Weights
from incidents.coding.training import choices
from incidents.coding.training.choices import Choice
from incidents.coding.training.examples import is_meant
from incidents.coding.training.lessons import Article

MOST = 24  # bodies of an article that are looked at


def choice(article: Article, model: pycrfsuite.Tagger) -> Choice | None:
    """The bodies of an incident's article, seen by a tagger that has not learned from it."""
    wanted = article.row["primary_organisation"]
    if not article.row["relevant"] or not wanted:
        return None
    view = Article(article.row, article.text).view  # other lessons may have named its bodies
    reads = tagger.read(view.story, model)
    found = victim.candidates(view, tagger.names_in(view.story, reads))[:MOST]
    right = np.array([is_meant(wanted, view, c.party) for c in found])
    return Choice(candidates.close_signs(view, found), right) if right.any() else None


def learn(found: list[Choice]) -> Weights:
    """Weights of candidates.beside_others: the victim should outweigh the others."""
    return choices.learn("victim", found, MOST, or_none=False)
