"""An article's text beside the form, with the quotes of its claims marked."""

import itertools
from dataclasses import dataclass

from incidents.models import ArticleVersion, Claim, Incident


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the claims that rest on it; none for the text between."""

    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article version, cut into pieces."""

    version: ArticleVersion
    pieces: tuple[Piece, ...]


def sheets(incident: Incident) -> list[Sheet]:
    """The newest version of every article of an incident that has a text, with marks."""
    claims = [claim for claim in incident.claims.all() if claim.version_id]
    found = []
    for article in incident.articles.prefetch_related("versions"):
        versions = article.versions.all()
        if versions:
            own = [claim for claim in claims if claim.version_id == versions[0].pk]
            found.append(Sheet(versions[0], pieces(versions[0].text, own)))
    return found


def pieces(text: str, claims: list[Claim]) -> tuple[Piece, ...]:
    """Cut a text at every edge of a quote; the pieces put together are the text again."""
    spans = [(c.start, c.end, c) for c in claims if c.start is not None and c.end is not None]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    cut = []
    for begin, end in itertools.pairwise(edges):
        over = tuple(c for first, last, c in spans if first <= begin and end <= last)
        cut.append(Piece(text[begin:end], over))
    return tuple(cut)
