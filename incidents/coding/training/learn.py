"""Teach the coder: the tagger first, then the network, which looks at what the tagger sees.

The network must learn from a tagger that has not seen its article, or it would trust it too much:
so the tagger is taught once for each part of the articles, each time without that part.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pycrfsuite

from incidents.coding import learned, rules
from incidents.coding.meaning import encoder
from incidents.coding.network import Weights
from incidents.coding.tagger import counts_of, features, words_of
from incidents.coding.training import convolutions, cuts, suspects, victims, words
from incidents.coding.training.choices import Choice
from incidents.coding.training.examples import (
    LABELS,
    UNKNOWN,
    Example,
    lightened,
    of_article,
    of_sentences,
)
from incidents.coding.training.fit import fit, separated
from incidents.coding.training.lessons import FOLDS, Article, named, named_sentences, sentences
from incidents.coding.training.retold import retold
from incidents.coding.training.seen import seen

ROUNDS = 8  # through all articles
NETWORKS, SEED = 2, 2  # the first has these dice, each other the next
DEEP = 2  # rounds in which the convolutions learn with the first network
FURTHER = 3  # rounds of networks that go on learning
TAGGER_ROUNDS, EARLIER = 80, 60  # of teaching the tagger for good, and without a part
HELD_BACK = {"c1": 0.1, "c2": 0.05}  # how much the tagger is held back
TOPICS = ("attack", "data", "care", "story", "type", "date")  # of the single sentences


def learn(
    directory: Path,
    taught: list[Article],
    tell: Callable[[str], None],
    rounds: int | None = None,
    *,
    further: bool = False,
) -> Weights:
    """All weights of the judge, from the corpus in `directory`; `tell` hears of each step.

    The networks begin anew, the convolutions learn with the first, and the others read what these
    make of words; or `further`: the networks that are delivered go on, the convolutions stay.
    """
    lists = rules.lists()
    single = [
        lightened(example)
        for topic in TOPICS
        for example in of_sentences(topic, sentences(directory, topic), lists)
    ]
    tell(f"{len(taught)} articles, {len(single)} single sentences")
    whole: list[Example] = []
    anew: list[Example] = []
    names: list[Choice] = []
    groups: list[Choice] = []
    bodies: list[Choice] = []
    for fold in range(FOLDS):
        apart = [article for article in taught if article.fold == fold]
        rest = [article for article in taught if article.fold != fold]
        with TemporaryDirectory() as scratch:
            tagger = teach_tagger(directory, rest, Path(scratch) / "names", EARLIER)
            whole += [lightened(of_article(a, lists, tagger)) for a in apart]
            anew += [lightened(of_article(a, lists, tagger)) for a in retold(apart)]
            for one in filter(None, (seen(a, tagger) for a in apart)):
                names += filter(None, [cuts.choice(one)])
                groups += filter(None, [suspects.choice(one)])
                bodies += filter(None, [victims.choice(one)])
        tell(f"part {fold + 1} of {FOLDS}: {len(apart)} articles")
    weights = {"lists": np.array(lists)}
    teach = _gone_on if further else _anew
    weights |= teach([*whole, *anew], single, rounds, tell)
    known = [e for e in whole if e.answers["story"] != UNKNOWN]
    yes = np.array([float(e.answers["story"] == LABELS["story"].index("positive")) for e in known])
    slopes, offsets = separated(np.array([e.page["signs"] for e in known]), yes)
    weights |= {"glance/slopes": slopes, "glance/offsets": offsets}
    tell(f"{len(names)} names, attackers of {len(groups)} articles, victims of {len(bodies)}")
    weights |= cuts.learn(names) | suspects.learn(groups) | victims.learn(bodies)
    return weights | words.learn(taught, tell)


def _gone_on(
    examples: list[Example], single: list[Example], rounds: int | None, tell: Callable[[str], None]
) -> Weights:
    """The delivered networks after some rounds more, and the convolutions as they are."""
    weights = _named(convolutions.PREFIX, learned.part("convolutions"))
    for number, start in enumerate(learned.networks()):
        network = fit(examples, single, rounds or FURTHER, SEED + number, tell, start)
        weights |= _named(f"{number}/", network)
    return weights


def _anew(
    examples: list[Example], single: list[Example], rounds: int | None, tell: Callable[[str], None]
) -> Weights:
    """New networks, and the convolutions that learned with the first."""
    weights: Weights = {}
    convolutions.resum([*examples, *single], encoder().convolutions)
    for number in range(NETWORKS):
        network = fit(examples, single, rounds or ROUNDS, SEED + number, tell, {})
        if number == 0:
            tell("the convolutions learn, too")
            network = fit(examples, single, DEEP, SEED, tell, network, deep=True)
            own = convolutions.parted(network)
            convolutions.resum([*examples, *single], own)
            weights |= _named(convolutions.PREFIX, own)
        weights |= _named(f"{number}/", network)
    return weights


def _named(prefix: str, weights: Weights) -> Weights:
    return {f"{prefix}{name}": values for name, values in weights.items()}


def teach_tagger(
    directory: Path, taught: list[Article], path: Path, rounds: int = TAGGER_ROUNDS
) -> pycrfsuite.Tagger:
    """Teach the tagger on articles whose bodies are all noted, and on single sentences."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in (
        *map(named, (a for a in taught if a.row["all_bodies"])),
        *named_sentences(directory),
    ):
        counts = counts_of(one.sentences)
        for sentence in one.sentences:
            words = words_of(sentence)
            tags = ["O"] * len(words)
            for start, end, part in one.spans:
                inside = [i for i, (a, _) in enumerate(words) if start <= a + sentence.start < end]
                for i in inside:
                    tags[i] = f"{'B' if i == inside[0] else 'I'}-{part}"
            trainer.append(features(sentence, words, one.language, counts), tags)
    trainer.set_params(
        {**HELD_BACK, "max_iterations": rounds, "feature.possible_transitions": True}
    )
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def save(weights: Weights, path: Path) -> None:
    """Write what judge.py reads; half precision is enough for the large arrays."""
    small = {name: _halved(values) for name, values in weights.items()}
    np.savez_compressed(path, **small)  # type: ignore[arg-type]


def _halved(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind != "f":
        return values
    return values.astype(np.float16 if values.ndim == 2 else np.float32)
