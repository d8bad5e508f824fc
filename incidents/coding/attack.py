"""What kind of attack it was.

Every kind gathers weight from the sentences that speak of it: words that name it, and pairs of
words that only together mean it (requests and flood, account and misuse). The judge weighs that
beside the meaning of the sentences.
"""

import numpy as np

from incidents.choices import AttackType, Field
from incidents.coding import actors, data, order
from incidents.coding.answers import Answers, likelier
from incidents.coding.story import Hit, Story
from incidents.coding.text import Sentence, fold
from incidents.coding.view import View
from incidents.records import Claim

LISTS = {
    AttackType.SUPPLY_CHAIN: "attack.supply",
    AttackType.DATA_BREACH: "attack.breach",
    AttackType.MALWARE: "attack.malware",
    AttackType.ACCOUNT_COMPROMISE: "attack.account",
    AttackType.PHISHING: "attack.phishing",
    AttackType.DDOS: "attack.ddos",
    AttackType.DEFACEMENT: "attack.defacement",
    AttackType.VULNERABILITY_EXPOSURE: "attack.exposure",
}
MONEY = {
    AttackType.RANSOMWARE: ("attack.ransomware", "attack.encrypted"),
    AttackType.DATA_EXTORTION: ("attack.extortion",),
}
PAIRS = {
    AttackType.DDOS: ("pair.requests", "pair.flood"),
    AttackType.ACCOUNT_COMPROMISE: ("pair.account", "pair.misuse"),
    AttackType.PHISHING: ("pair.message", "pair.fake"),
    AttackType.DEFACEMENT: ("pair.page", "pair.painted"),
    AttackType.VULNERABILITY_EXPOSURE: ("pair.accessible", "pair.anyone"),
    AttackType.SUPPLY_CHAIN: ("pair.supplier", "event.attack"),
}
PART = {"title": 2.0, "lead": 1.5, "body": 1.0}
PAIRED = 0.6  # a pair says less than a word made for the thing
ENOUGH = 0.8
SHARE = 0.35  # of the weightiest kind, below which a kind is mere mention
NEAR = 90  # characters between the words of a pair
ELSEWHERE = 0.2  # times as likely is a kind that only sentences about other cases speak of
REASONS: dict[str, str] = {
    kind.value: f"The words speak of {kind.replace('_', ' ')}." for kind in AttackType
}
RULED = 0.6  # confidence in what the rules say where the network leaves it open
RUNNER_UP = 0.2  # odds that their kind needs for that in more than a few sentences
SUPPLIERS = ("software_vendor", "it_provider")

Found = dict[AttackType, tuple[float, Hit]]


def read(view: View, found: Found, answers: Answers) -> list[Claim]:
    """The likeliest kind and, where the judge wavers, the next."""
    odds = order.attack(answers)
    chosen = ruled(found)
    is_told = view.is_brief or odds.get(chosen, 0.0) >= RUNNER_UP
    if chosen and is_told and next(iter(odds)) == AttackType.UNKNOWN:
        odds = {chosen: RULED}
    for kind in _elsewhere(view.story):
        odds = likelier(odds, [kind], ELSEWHERE)
    places = {kind: hit for kind, (_, hit) in found.items()}
    return view.likeliest(Field.ATTACK_TYPE, odds, places, answers, "attack", REASONS)


def _elsewhere(story: Story) -> list[AttackType]:
    """Kinds whose words stand only in sentences about other cases."""
    aside = [s for s in story.sentences if s.index in story.aside]
    lists = {kind: (key,) for kind, key in LISTS.items()} | MONEY
    return [
        kind
        for kind, keys in lists.items()
        if any(story.has(key, s) for key in keys for s in aside)
        and not any(story.hits(key) for key in keys)
    ]


def gathered(view: View, group: Claim | None, votes: data.Votes) -> Found:
    """What the rules find: kind -> its weight, and where it is told first."""
    found = _gathered(view.story, view.org_type)
    _add_breach(view.story, found, votes)
    _add_money(view.story, found, group)
    return found


def ruled(found: Found) -> str:
    """The first kind in the codebook's order with enough weight, or nothing."""
    best = max((weight for weight, _ in found.values()), default=0.0)
    enough = max(ENOUGH, SHARE * best)
    return next((k for k in AttackType if k in found and found[k][0] >= enough), "")


def signs(view: View, found: Found, group: Claim | None) -> np.ndarray:
    """The weight that the rules give each kind, and which they would choose."""
    best = max((weight for weight, _ in found.values()), default=1.0)
    weights = [found[k][0] if k in found else 0.0 for k in AttackType]
    chosen = ruled(found)
    return np.array(
        [
            *(weight / 3 for weight in weights),
            *(weight / best for weight in weights),
            *(float(chosen == kind) for kind in AttackType),
            float(view.org_type in SUPPLIERS),
            float(group is not None),
        ]
    )


def _gathered(story: Story, org_type: str) -> Found:
    found: Found = {}
    for sentence in story.own:
        if story.has("event.drill", sentence):
            continue
        for kind in LISTS:
            hit, weight = _spoken(story, sentence, kind, org_type)
            if hit:
                before, first = found.get(kind, (0.0, hit))
                found[kind] = (before + weight * PART[sentence.part], first)
    return found


def _spoken(
    story: Story, sentence: Sentence, kind: AttackType, org_type: str
) -> tuple[Hit | None, float]:
    """What one sentence adds to a kind: a word for it counts whole, a pair of words in part."""
    named = _standing(story, story.within(LISTS[kind], sentence))
    if named:
        return named[0], 1.0
    if kind in PAIRS and not (kind == AttackType.SUPPLY_CHAIN and org_type in SUPPLIERS):
        one, other = PAIRS[kind]
        met = _standing(story, story.meeting(one, other, sentence, NEAR))
        if met:
            return met[0], PAIRED
    return None, 0.0


def _standing(story: Story, hits: list[Hit]) -> list[Hit]:
    return [h for h in hits if not story.is_negated(h)]


def _add_breach(story: Story, found: Found, votes: data.Votes) -> None:
    """Data told to be stolen are a breach; where nobody took them, only a door was open."""
    breach, exposed = AttackType.DATA_BREACH, AttackType.VULNERABILITY_EXPOSURE
    taken = data.taken_at(votes)
    if taken and breach not in found:
        found[breach] = (ENOUGH, taken)
    if breach in found and exposed in found:
        culprits = len({h.sentence.index for h in story.hits("sign.culprit")})
        if not taken or (found[exposed][0] > found[breach][0] and culprits < 2):
            del found[breach]
    elif breach in found and not taken and votes:
        del found[breach]


def _add_money(story: Story, found: Found, group: Claim | None) -> None:
    """Encryption, and what a demand for money means with and without it."""
    encrypted = _first(story, "attack.encrypted", but="attack.safe_encryption")
    extortion = _first(story, "attack.extortion")
    top = max((w for w, _ in found.values()), default=ENOUGH)
    if encrypted:
        found[AttackType.RANSOMWARE] = (top, encrypted)
    elif not _denied(story):
        others = found.keys() & {AttackType.DDOS, AttackType.DATA_BREACH, AttackType.PHISHING}
        hit = _first(story, "attack.ransomware") or _group(story, group)
        hit = hit or (extortion if not others else None)
        if hit:
            found[AttackType.RANSOMWARE] = (top, hit)
    if extortion and (AttackType.DATA_BREACH in found or _denied(story)):
        found[AttackType.DATA_EXTORTION] = (top, extortion)


def _group(story: Story, group: Claim | None) -> Hit | None:
    if group is None or fold(group.value) not in actors.encrypting():
        return None
    return _hit_of(story, group)


def _hit_of(story: Story, claim: Claim) -> Hit | None:
    home = next((s for s in story.sentences if s.start <= claim.start < s.end), None)
    return Hit(claim.start, claim.end, home) if home else None


def _first(story: Story, key: str, but: str = "") -> Hit | None:
    for hit in _standing(story, story.hits(key)):
        if but and story.has(but, hit.sentence):
            continue
        if not story.has("event.drill", hit.sentence):
            return hit
    return None


def _denied(story: Story) -> bool:
    """Nothing was encrypted, the story says."""
    found = story.hits("attack.encrypted")
    found = [h for h in found if not story.has("attack.safe_encryption", h.sentence)]
    return bool(found) and all(story.is_negated(h) for h in found)
