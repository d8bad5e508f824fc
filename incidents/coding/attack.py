"""What kind of attack it was."""

from collections.abc import Iterator

from incidents.choices import AttackType, Field
from incidents.coding import actors
from incidents.coding.story import Hit, Story
from incidents.coding.text import fold
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
    for kind, hit, reason in _readings(story, actor):
        if hit:
            return [story.claim(Field.ATTACK_TYPE, kind, hit, 0.85, reason)]
    hits = story.hits("event.attack") or story.hits("event.weak")
    reason = "An attack is told, its kind is not."
    return [story.claim(Field.ATTACK_TYPE, AttackType.UNKNOWN, h, 0.6, reason) for h in hits[:1]]


def _readings(story: Story, actor: Claim | None) -> Iterator[tuple[AttackType, Hit | None, str]]:
    breach = _first(story, "attack.breach")
    extortion = _first(story, "attack.extortion")
    ddos = _first(story, "attack.ddos")
    encrypted = _first(story, "attack.encrypted", but="attack.safe_encryption")
    yield AttackType.RANSOMWARE, encrypted, "Systems or files were encrypted."
    if not _denied(story):
        named = _first(story, "attack.ransomware")
        yield AttackType.RANSOMWARE, named, "The text speaks of ransomware."
        group = _group(story, actor)
        yield AttackType.RANSOMWARE, group, "A group that lives on ransomware is named."
        if not breach and not ddos:
            yield AttackType.RANSOMWARE, extortion, "Money is demanded, and no theft is told."
    if breach:
        yield AttackType.DATA_EXTORTION, extortion, "Data taken, money demanded, nothing encrypted."
    for kind, key in ORDER:
        hit = _first(story, f"attack.{key}")
        yield kind, hit, f"The words speak of {kind.value.replace('_', ' ')}."


def _group(story: Story, actor: Claim | None) -> Hit | None:
    if actor is None or fold(actor.value) not in actors.encrypting():
        return None
    home = next((s for s in story.sentences if s.start <= actor.start < s.end), None)
    return Hit(actor.start, actor.end, home) if home else None


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

