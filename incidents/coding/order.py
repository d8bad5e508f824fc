"""The codebook's order of kinds of attack: when several fit, the first wins.

Where data were taken it is a breach at least, so a kind that comes behind it and `yes` to the
question whether data were taken exclude each other. The networks answer the two apart.
"""

from incidents.choices import Answer, AttackType
from incidents.coding.answers import Answers, Odds, likelier

LESSER = frozenset(list(AttackType)[list(AttackType).index(AttackType.DATA_BREACH) + 1 :])


def attack(answers: Answers) -> Odds:
    """The odds of each kind, those behind a breach only as far as no data were taken."""
    taken = answers.of("data").get(Answer.YES, 0.0)
    return likelier(answers.of("attack"), LESSER, 1 - taken)


def data(answers: Answers) -> Odds:
    """The odds of each answer, yes only as far as the kind does not come behind a breach."""
    lesser = sum(p for kind, p in answers.of("attack").items() if kind in LESSER)
    return likelier(answers.of("data"), [Answer.YES], 1 - lesser)
