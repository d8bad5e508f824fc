"""The coder: one page in, what it says about incidents out.

Rules find what may be meant and where it stands; a network weighs that beside the meaning of the
sentences. See docs/internals.md.
"""

from incidents.choices import Field, OrgType, Role
from incidents.coding import (
    actor,
    affected,
    asides,
    attack,
    cases,
    certainty,
    data,
    dates,
    impact,
    judge,
    kind,
    lexicon,
    organisation,
    ransom,
    relevance,
    rules,
    tagger,
    victim,
)
from incidents.coding.answers import Answers
from incidents.coding.evidence import tells_of_attack
from incidents.coding.glimpse import LEAST_OF_PASSAGE, Glimpse, glimpse_of
from incidents.coding.parties import Party
from incidents.coding.relevance import Verdict
from incidents.coding.rules import Ruled
from incidents.coding.story import Hit, Story, story_of
from incidents.coding.tagger import Read, Tagged
from incidents.coding.view import View, view_of
from incidents.records import Claim, Coding, Draft, Mention, Page

TOP = 12  # sentences read first
SAMPLES = (  # one for each language
    "Hacker haben die Server des Spitals verschlüsselt und Daten der Patienten gestohlen.",
    "Des pirates ont chiffré les serveurs de l'hôpital et volé les données des patients.",
    "Alcuni pirati hanno cifrato i server dell'ospedale e rubato i dati dei pazienti.",
    "Hackers encrypted the servers of the hospital and stole the data of patients.",
)


def code(page: Page) -> Coding:
    """Read one page. Pure, never raises on text, and linear in its length."""
    seen = glimpse_of(page)
    if seen.is_other_news:
        return _other_news(seen)
    likely = seen.odds
    story, language = story_of(page, seen.lines)
    if likely < relevance.WORDS_OF_OTHERS:
        story.end_after(relevance.DOUBTFUL_AT_MOST)
    other = _soon_told_from_others(story, likely)
    if other:
        return Coding(False, other.score, other.reasons, language)
    view, ruled, answers, verdict = _weighed(story, likely, relevance.HOPELESS)
    drafts: tuple[Draft, ...] = ()
    if answers and verdict.relevant:
        drafts = _drafts(view, tagger.read(story), ruled, answers)
    return Coding(bool(drafts), verdict.score, verdict.reasons, language, drafts)


def at_first_look(page: Page) -> Coding | None:
    """What `code` will say of a page that is about something else, by its words alone, even if
    other stories stand among its lines; None where it has to be read."""
    seen = glimpse_of(page)
    if not seen.is_other_news or seen.highest() >= LEAST_OF_PASSAGE:
        return None
    return _other_news(seen)


def _other_news(seen: Glimpse) -> Coding:
    return Coding(False, round(seen.odds, 2), (relevance.OTHER_NEWS,), seen.language)


def _soon_told_from_others(story: Story, likely: float) -> Verdict | None:
    """The verdict on a story that tells of no attack, or whose first sentences tell of one and are
    surely of no incident of ours; None where the rest has to be read."""
    if relevance.is_idle_talk(story, likely):
        return relevance.no_attack(likely)
    top = story.top(TOP)
    if len(top.sentences) == len(story.sentences) or not tells_of_attack(top, top.sentences):
        return None
    _, _, answers, verdict = _weighed(top, likely, relevance.SURELY_HOPELESS)
    is_doubtful = answers and answers.of("story")[relevance.EVENT] >= relevance.SURELY_NOT
    return None if is_doubtful else verdict


def _weighed(
    story: Story, likely: float, hopeless: float
) -> tuple[View, Ruled, Answers | None, Verdict]:
    """A story by the rules and, unless rules and words hold it for hopeless, by the networks."""
    view = view_of(story)
    ruled = rules.ruled(view)
    glance = judge.glance(view, ruled)
    is_hopeless = relevance.is_hopeless(view, glance, likely, hopeless)
    answers = None if is_hopeless else judge.read(view, ruled)
    verdict = relevance.read(view, ruled.evidence, ruled.refusal, glance, answers, likely)
    return view, ruled, answers, verdict


def warm_up() -> None:
    """Load lists, encoder and weights, some two seconds: once, before workers fork from here."""
    lexicon.compile_all()
    for sentence in SAMPLES:
        code(Page(title=sentence, text=sentence))


def _drafts(view: View, reads: list[Read], ruled: Ruled, answers: Answers) -> tuple[Draft, ...]:
    """The main case, then those of other victims told in paragraphs of their own."""
    story, names = view.story, tagger.names_in(view.story, reads)
    first = victim.likeliest(view, names, reads, answers)
    if first is None:
        return ()
    if first is not view.first:
        story.set_aside(asides.asides(story, first, view.ranked))
    rest = cases.further(story, first, view.ranked)
    if not rest and first is view.first:  # all is read already
        return (_draft(view, first, names, reads, ruled, answers),)
    if not rest:
        return (_read_anew(view.of(first), first, names, reads),)
    apart = frozenset(index for _, indices in rest for index in indices)
    taken = {id(party) for party, _ in rest}
    main = [party for party in view.ranked if id(party) not in taken]
    everything = frozenset(s.index for s in story.sentences)
    parts = [(first, main, story.aside | apart)]
    parts += [(party, [party], everything - indices) for party, indices in rest]
    parts.sort(key=lambda part: min(n.start for n in part[0].namings))  # who is named first
    drafts = []
    for party, ranked, aside in parts:
        story.set_aside(aside)
        drafts.append(_read_anew(view.cut(ranked, party), party, names, reads))
    return tuple(drafts)


def _read_anew(view: View, first: Party, names: list[Tagged], reads: list[Read]) -> Draft:
    ruled = rules.ruled(view)
    return _draft(view, first, names, reads, ruled, judge.read(view, ruled))


def _draft(
    view: View,
    first: Party,
    names: list[Tagged],
    reads: list[Read],
    ruled: Ruled,
    answers: Answers,
) -> Draft:
    story = view.story
    group = actor.read(view, names, reads)
    seat = view.seat
    org_type, sure = kind.read(view, first, answers)
    claims = [
        *_organisation(story, first, org_type, sure),
        *([seat.claim] if seat.claim else []),
        *attack.read(view, ruled.attack, answers),
        *group,
        *dates.read(view, ruled.days, answers),
        *data.read(view, ruled.votes, answers),
        *affected.read(story),
        *impact.read(view, ruled.care, answers),
        *ransom.read(story),
        *certainty.read(story, next(iter(group), None)),
    ]
    mentions = [_mention(story, first, Role.VICTIM, seat.canton, org_type)]
    mentions += [
        _mention(story, p, _role(org_type, p), "", p.org_type)
        for p in organisation.others(story, first, view.ranked)
    ]
    return Draft(tuple(claims), tuple(mentions))


def _role(org_type: str, other: Party) -> Role:
    """A supplier beside a victim that is none let the attack in; others were hit with it."""
    supplies = other.org_type in cases.SUPPLIERS and org_type not in cases.SUPPLIERS
    return Role.SUPPLIER if supplies else Role.AFFECTED


def _organisation(story: Story, party: Party, org_type: str, sure: float) -> list[Claim]:
    name, start, end = organisation.display_name(story, party)
    hit = Hit(start, end, party.first.sentence)
    hit = next((Hit(start, end, s) for s in story.sentences if s.start <= start < s.end), hit)
    confidence = min(0.95, 0.5 + party.weight / 40)
    reason = f"The words around the name speak of {org_type.replace('_', ' ')}."
    return [
        story.claim(Field.ORGANISATION, name, hit, confidence, "Named as the one that was hit."),
        story.claim(Field.ORG_TYPE, org_type, hit, sure, reason),
    ]


def _mention(story: Story, party: Party, role: Role, place: str, org_type: str) -> Mention:
    name, _, _ = organisation.display_name(story, party)
    known = party.known
    aliases = {n.name for n in party.namings} | set(known.aliases if known else ())
    return Mention(
        name=name,
        role=role,
        org_type=org_type if org_type in OrgType.values else "",
        canton=place or (known.canton if known else ""),
        country=known.country if known else "CH",
        aliases=tuple(sorted(aliases - {name})),
    )
