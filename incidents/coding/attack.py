"""What kind of attack it was.

Every kind gathers weight from the sentences that speak of it: words that name it, and pairs of
words that only together mean it (requests and flood, account and misuse). The judge weighs that
beside the meaning of the sentences.
"""

import numpy as np

from incidents.choices import AttackType, Field
from incidents.coding import actors, data
from incidents.coding.judge import Judge, pooled
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
RULED = 0.6  # confidence in what the rules alone say
SECOND = 0.25  # probability from which the runner-up is shown to the curator, too
SUPPLIERS = ("software_vendor", "it_provider")

Found = dict[AttackType, tuple[float, Hit]]


def read(view: View, actor: Claim | None, judge: Judge) -> list[Claim]:
    """The likeliest kind and, where the judge wavers, the next."""
    found = gathered(view, actor)
    odds = judge.answer("attack", signs(view, found, actor, judge))
    if view.is_part and (chosen := ruled(found)):
        odds = {chosen: RULED}  # a few sentences are too short for the judge
    likely = [(kind, p) for i, (kind, p) in enumerate(odds.items()) if i == 0 or p >= SECOND][:2]
    sentences = view.topic("attack sentence", judge)
    columns = judge.labels("attack sentence")
    claims = []
    for name, confidence in likely:
        kind = AttackType(name)
        hit = found[kind][1] if kind in found else view.at(sentences[:, columns.index(kind)])
        reason = f"The words speak of {kind.replace('_', ' ')}."
        claims.append(view.story.claim(Field.ATTACK_TYPE, kind, hit, confidence, reason))
    return claims


def gathered(view: View, actor: Claim | None) -> Found:
    """What the rules find: kind -> its weight, and where it is told first."""
    found = _gathered(view.story, view.org_type)
    _add_breach(view.story, found, data.votes_of(view.story))
    _add_money(view.story, found, actor)
    return found


def ruled(found: Found) -> str:
    """The first kind in the codebook's order with enough weight, or nothing."""
    best = max((weight for weight, _ in found.values()), default=0.0)
    enough = max(ENOUGH, SHARE * best)
    return next((k for k in AttackType if k in found and found[k][0] >= enough), "")


def signs(view: View, found: Found, actor: Claim | None, judge: Judge) -> np.ndarray:
    """What the sentences say, and the weight that the rules give each kind."""
    best = max((weight for weight, _ in found.values()), default=1.0)
    weights = [found[k][0] if k in found else 0.0 for k in AttackType]
    chosen = ruled(found)
    return np.concatenate(
        [
            pooled(view.topic("attack sentence", judge)),
            [weight / 3 for weight in weights],
            [weight / best for weight in weights],
            [float(chosen == kind) for kind in AttackType],
            [float(view.org_type in SUPPLIERS), float(actor is not None)],
        ]
    )


def _gathered(story: Story, org_type: str) -> Found:
    found: Found = {}
    for kind in LISTS:
        for sentence in story.own:
            hit, weight = _spoken(story, sentence, kind, org_type)
            if hit:
                before, first = found.get(kind, (0.0, hit))
                found[kind] = (before + weight * PART[sentence.part], first)
    return found


def _spoken(
    story: Story, sentence: Sentence, kind: AttackType, org_type: str
) -> tuple[Hit | None, float]:
    """What one sentence adds to a kind: a word for it counts whole, a pair of words in part."""
    if story.has("event.drill", sentence):
        return None, 0.0
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


def _add_money(story: Story, found: Found, actor: Claim | None) -> None:
    """Encryption, and what a demand for money means with and without it."""
    encrypted = _first(story, "attack.encrypted", but="attack.safe_encryption")
    extortion = _first(story, "attack.extortion")
    top = max((w for w, _ in found.values()), default=ENOUGH)
    if encrypted:
        found[AttackType.RANSOMWARE] = (top, encrypted)
    elif not _denied(story):
        others = found.keys() & {AttackType.DDOS, AttackType.DATA_BREACH, AttackType.PHISHING}
        hit = _first(story, "attack.ransomware") or _group(story, actor)
        hit = hit or (extortion if not others else None)
        if hit:
            found[AttackType.RANSOMWARE] = (top, hit)
    if extortion and (AttackType.DATA_BREACH in found or _denied(story)):
        found[AttackType.DATA_EXTORTION] = (top, extortion)


def _group(story: Story, actor: Claim | None) -> Hit | None:
    if actor is None or fold(actor.value) not in actors.encrypting():
        return None
    return _hit_of(story, actor)


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
