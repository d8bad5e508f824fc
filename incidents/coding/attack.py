"""What kind of attack it was."""

from incidents.choices import AttackType, Field
from incidents.coding.story import Hit, Story
from incidents.records import Claim

ORDER = (
    (AttackType.SUPPLY_CHAIN, "supply"),
    (AttackType.DATA_BREACH, "breach"),
    (AttackType.MALWARE, "malware"),
    (AttackType.ACCOUNT_COMPROMISE, "account"),
    (AttackType.PHISHING, "phishing"),
    (AttackType.DDOS, "ddos"),
    (AttackType.DEFACEMENT, "defacement"),
    (AttackType.VULNERABILITY_EXPOSURE, "exposure"),
)


def read(story: Story, actor: Claim | None = None) -> list[Claim]:
    """The first kind that fits, in the codebook's order; `unknown` when only an attack is told."""
    encrypted = _first(story, "attack.encrypted", but="attack.safe_encryption")
    ransomware = _first(story, "attack.ransomware")
    denied = _denied(story)
    if (ransomware and not denied) or encrypted:
        hit = ransomware or encrypted
        return [
            _claim(story, AttackType.RANSOMWARE, hit, "Systems encrypted, or ransomware named.")
        ]
    breach = _first(story, "attack.breach")
    extortion = _first(story, "attack.extortion")
    if extortion and breach:
        reason = "Data taken and money demanded; nothing said to be encrypted."
        return [_claim(story, AttackType.DATA_EXTORTION, extortion, reason)]
    for kind, key in ORDER:
        hit = _first(story, f"attack.{key}")
        if hit:
            return [_claim(story, kind, hit, f"The words speak of {kind.value.replace('_', ' ')}.")]
    hits = story.hits("event.attack") or story.hits("event.weak")
    if not hits:
        return []
    return [_claim(story, AttackType.UNKNOWN, hits[0], "An attack is told, its kind is not.", 0.6)]


def _first(story: Story, key: str, but: str = "") -> Hit | None:
    for hit in story.hits(key):
        if but and story.has(but, hit.sentence):
            continue
        if story.is_negated(hit) or story.has("event.drill", hit.sentence):
            continue
        return hit
    return None


def _denied(story: Story) -> bool:
    """Nothing was encrypted, the story says."""
    found = [
        h
        for h in story.hits("attack.encrypted")
        if not story.has("attack.safe_encryption", h.sentence)
    ]
    return bool(found) and all(story.is_negated(h) for h in found)


def _claim(
    story: Story, kind: AttackType, hit: Hit | None, reason: str, confidence: float = 0.85
) -> Claim:
    assert hit is not None  # noqa: S101
    return story.claim(Field.ATTACK_TYPE, kind, hit, confidence, reason)
