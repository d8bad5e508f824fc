"""The rule coder: one page in, what it says about incidents out."""

from incidents.choices import Field, OrgType, Role
from incidents.coding import (
    actor,
    affected,
    asides,
    attack,
    canton,
    cases,
    certainty,
    data,
    dates,
    impact,
    names,
    organisation,
    parties,
    ransom,
    relevance,
)
from incidents.coding.parties import Party
from incidents.coding.story import Hit, Story, story_of
from incidents.records import Claim, Coding, Draft, Mention, Page


def code(page: Page) -> Coding:
    """Read one page. Pure, never raises on text, and linear in its length."""
    story, language = story_of(page)
    if not story.hits("sign.cyber"):  # most pages of a feed: spare the rest
        return Coding(False, 0.01, (relevance.NO_COMPUTERS,), language)
    ranked = parties.parties(story, names.namings(story))
    first = organisation.victim(ranked)
    if first:
        story.set_aside(asides.asides(story, first, ranked))
    seat = canton.read(story, first)
    others = max((p.weight for p in ranked if p.org_type == "outside"), default=0.0)
    verdict = relevance.read(story, first, seat, others)
    drafts = _drafts(story, first, ranked, seat) if verdict.relevant and first else ()
    return Coding(verdict.relevant, verdict.score, verdict.reasons, language, drafts)


def _drafts(
    story: Story, first: Party, ranked: list[Party], seat: canton.Seat
) -> tuple[Draft, ...]:
    """The main case, then those of other victims told in paragraphs of their own."""
    rest = cases.further(story, first, ranked)
    if not rest:
        return (_draft(story, first, ranked, seat),)
    apart = frozenset(index for _, indices in rest for index in indices)
    taken = {id(party) for party, _ in rest}
    story.set_aside(story.aside | apart)
    main = [party for party in ranked if id(party) not in taken]
    drafts = [_draft(story, first, main, canton.read(story, first))]
    everything = frozenset(s.index for s in story.sentences)
    for party, indices in rest:
        story.set_aside(everything - indices)
        drafts.append(_draft(story, party, [party], canton.read(story, party)))
    return tuple(drafts)


def _draft(story: Story, first: Party, ranked: list[Party], seat: canton.Seat) -> Draft:
    hit = [party for party in ranked if party.org_type and (party is first or party.cues)]
    named = frozenset(word for party in hit for word in party.core)
    group = actor.read(story, named)
    stolen = data.read(story)
    claims = [
        *_organisation(story, first),
        *([seat.claim] if seat.claim else []),
        *attack.read(story, first.org_type, group[0] if group else None, stolen),
        *group,
        *dates.read(story),
        *stolen,
        *affected.read(story),
        *impact.read(story, first.org_type),
        *ransom.read(story),
        *certainty.read(story, group[0] if group else None),
    ]
    mentions = [_mention(story, first, Role.VICTIM, seat.canton)]
    mentions += [
        _mention(story, p, _role(first, p), "") for p in organisation.others(story, first, ranked)
    ]
    return Draft(tuple(claims), tuple(mentions))


def _role(first: Party, other: Party) -> Role:
    """A supplier beside a victim that is none let the attack in; others were hit with it."""
    supplies = other.org_type in cases.SUPPLIERS and first.org_type not in cases.SUPPLIERS
    return Role.SUPPLIER if supplies else Role.AFFECTED


def _organisation(story: Story, party: Party) -> list[Claim]:
    name, start, end = organisation.display_name(story, party)
    hit = Hit(start, end, party.first.sentence)
    hit = next((Hit(start, end, s) for s in story.sentences if s.start <= start < s.end), hit)
    confidence = min(0.95, 0.5 + party.weight / 40)
    claims = [
        story.claim(Field.ORGANISATION, name, hit, confidence, "Named as the one that was hit.")
    ]
    if party.org_type in OrgType.values:
        reason = f"The words around the name speak of {party.org_type.replace('_', ' ')}."
        claims.append(story.claim(Field.ORG_TYPE, party.org_type, hit, 0.85, reason))
    return claims


def _mention(story: Story, party: Party, role: Role, place: str) -> Mention:
    name, _, _ = organisation.display_name(story, party)
    known = party.known
    aliases = {n.name for n in party.namings} | set(known.aliases if known else ())
    return Mention(
        name=name,
        role=role,
        org_type=party.org_type if party.org_type in OrgType.values else "",
        canton=place or (known.canton if known else ""),
        country=known.country if known else "CH",
        aliases=tuple(sorted(aliases - {name})),
    )
