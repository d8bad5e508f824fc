"""Several victims of several attacks in one article: each gets its own part of the story."""

from incidents.coding.parties import HEALTH, Party
from incidents.coding.story import Story
from incidents.coding.text import Sentence

SUPPLIERS = ("software_vendor", "it_provider")
OWN_EVENT = ("event.happened", "date.detected", "date.occurred")


def further(story: Story, first: Party, ranked: list[Party]) -> list[tuple[Party, frozenset[int]]]:
    """(victim, indices of its sentences) for every other case told in paragraphs of its own.

    One event at a supplier with many victims is one case, however many paragraphs it takes.
    """
    if first.org_type in SUPPLIERS:
        return []
    found = []
    for party in ranked:
        if party is first or party.heir is first or not party.is_named:
            continue
        if not party.cues or party.org_type not in HEALTH:
            continue
        if party.org_type in SUPPLIERS or not party.told or "title" in _parts(first, party):
            continue
        here = [p for p in _paragraphs(story) if _names(p, party) and not _names(p, first)]
        own = [s for paragraph in here for s in paragraph]
        if own and _is_case(story, own):
            found.append((party, frozenset(s.index for s in own)))
    return found


def _parts(first: Party, party: Party) -> set[str]:
    """Where both are named in one sentence: then it is one case."""
    ours = {n.sentence.index: n.sentence.part for n in first.namings}
    return {"title" for n in party.namings if n.sentence.index in ours}


def _paragraphs(story: Story) -> list[list[Sentence]]:
    grouped: list[list[Sentence]] = []
    for sentence in story.sentences:
        if grouped and "\n" not in story.text[grouped[-1][-1].end : sentence.start]:
            grouped[-1].append(sentence)
        else:
            grouped.append([sentence])
    return [paragraph for paragraph in grouped if paragraph[0].part != "title"]


def _names(paragraph: list[Sentence], party: Party) -> bool:
    indices = {s.index for s in paragraph}
    return any(n.sentence.index in indices for n in party.namings)


def _is_case(story: Story, own: list[Sentence]) -> bool:
    """An attack that happened, told as news and not as a memory of an earlier one."""
    if any(story.has("event.other", s) or story.has("pair.supplier", s) for s in own):
        return False
    return any(
        story.has("event.attack", s) and any(story.has(key, s) for key in OWN_EVENT) for s in own
    )
