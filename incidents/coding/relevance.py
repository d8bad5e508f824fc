"""Whether a page tells of a concrete incident in Swiss healthcare."""

from dataclasses import dataclass

import numpy as np

from incidents.coding.answers import Answers
from incidents.coding.evidence import tells_of_attack
from incidents.coding.parties import HEALTH
from incidents.coding.story import Story
from incidents.coding.view import FEW, View

EVENT = "positive"  # the kind of story that is told of an incident
THRESHOLD = 0.5
IDLE = 0.5  # odds by the words below which a story must tell of an attack; 1 in 700 incidents
IDLE_IN_BRIEF = 0.2  # the same of a few sentences, which are soon read
WITHOUT_ATTACK = 1 / 7  # times likelier where no sentence tells of one
HOPELESS = 0.5  # times as likely as not, by rules and words; two of 740 incidents are less
SURELY_HOPELESS, SURELY_NOT = 0.3, 0.1  # the same, and the network's odds, by a story's top
WORDS_OF_OTHERS = 0.7  # odds by the words alone, which one incident in fifty does not reach
DOUBTFUL_AT_MOST = 24  # sentences read of a story in such words
OF_OTHERS = 1 / 4  # times likelier where they are lower
BY_RULES = 3.0  # times likelier is a brief incident that the rules see
ON_OUR_LIST = 7.0  # times likelier: nothing tells the network that a body is known
OTHER_NEWS = "By its words the story is about something else."
REFUSALS = {
    "no attack": "No sentence tells of an attack.",
    "physical": "The story is about a theft or damage in the building.",
    "nobody": "No organisation is told to be hit.",
    "outside": "The body that was hit is not part of healthcare.",
    "no kind": "Nothing says that the body that was hit is part of healthcare.",
    "denied": "The text says that it was no attack.",
    "harmless": "The text gives a harmless cause.",
    "abroad": "The incident is abroad, and nothing ties it to Switzerland.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its weight (0..1) and the reasons a curator reads."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


def is_idle_talk(story: Story, by_words: float) -> bool:
    """Whether no sentence tells of an attack, and the words do not speak for one either: then
    nobody needs to look for bodies and days."""
    least = IDLE_IN_BRIEF if len(story.sentences) < FEW else IDLE
    return by_words < least and not tells_of_attack(story, story.own)


def no_attack(by_words: float) -> Verdict:
    """The verdict on idle talk."""
    score = _times(by_words, WITHOUT_ATTACK)
    return Verdict(relevant=False, score=round(score, 2), reasons=(REFUSALS["no attack"],))


def is_hopeless(view: View, glance: float, by_words: float, most: float) -> bool:
    """Whether rules and words, which find it less than `most` times as likely as not, agree so far
    that the network need not look. What is brief is soon read."""
    times = ON_OUR_LIST if view.is_known else 1.0
    likely = times * _likelihood(glance) * _likelihood(by_words)
    return likely < most and not view.is_brief


def _likelihood(odds: float) -> float:
    """How many times likelier than not."""
    return odds / (1 - min(odds, 0.999999))


def read(
    view: View,
    evidence: dict[str, float],
    refusal: str,
    glance: float,
    answers: Answers | None,
    by_words: float,
) -> Verdict:
    """An attack that happened, on a health body, in Switzerland, and that nobody denies.

    Without answers of the network the rules' glance is the verdict. `by_words` are the odds that
    the words alone give.
    """
    score = answers.of("story")[EVENT] if answers else glance
    if answers:
        score = _likelier(score, view, by_words, is_refused=bool(refusal))
    score = round(score, 2)
    relevant = answers is not None and score >= THRESHOLD
    return Verdict(relevant, score, _reasons(view, evidence, refusal))


def _likelier(score: float, view: View, by_words: float, *, is_refused: bool) -> float:
    """The same where the rules see an incident, of a body we know or in a few sentences; and where
    more than a few sentences are in words of other news, and no body we know is hit."""
    is_doubtful = by_words < WORDS_OF_OTHERS and not view.is_known and not view.is_brief
    times = OF_OTHERS if is_doubtful else 1.0
    if not is_refused:
        times *= ON_OUR_LIST if view.is_known else 1.0
        times *= BY_RULES if view.is_brief else 1.0
    return _times(score, times)


def _times(odds: float, times: float) -> float:
    """Odds that became so many times likelier."""
    return odds / (odds + (1 - odds) / times)


def _reasons(view: View, found: dict[str, float], refusal: str) -> tuple[str, ...]:
    told = [f"{name}: {value:.2g}" for name, value in found.items() if value][:5]
    return (*([REFUSALS[refusal]] if refusal else []), _summary(view), *told)


def signs(view: View, found: dict[str, float], refusal: str) -> np.ndarray:
    """What by the rules speaks for and against, and what would refuse it."""
    seat, kind = view.seat, view.org_type
    return np.array(
        [
            *found.values(),
            *(float(refusal == name) for name in ("", *REFUSALS)),
            float(kind == "outside"),
            float(kind == ""),
            float(kind in HEALTH),
            min(3.0, seat.swiss / 5),
            min(3.0, seat.abroad / 5),
            float(seat.swiss >= seat.abroad),
            float(view.outside > 0),
        ]
    )


def _summary(view: View) -> str:
    name = view.first.name if view.first else "nobody"
    return f"An incident at {name}, canton {view.seat.canton or 'not stated'}."
