"""Measures a coder against articles with gold codes: relevance, fields, clusters, misses. Pure."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents.coding.match import match
from incidents.records import Coding, Draft, Known, Page, PartialDate
from incidents.text import fold_name

FIELDS = (
    "organisation",
    "org_type",
    "canton",
    "attack_type",
    "date",
    "data_stolen",
    "patient_care_impact",
    "threat_actor",
)
_GOLD_KEY = {"organisation": "primary_organisation", "date": "incident_date"}
_DEFAULT = {"attack_type": "unknown", "data_stolen": "unknown", "patient_care_impact": "unknown"}

Gold = dict[str, Any]  # one row of gold.json


@dataclass(frozen=True, slots=True)
class Sample:
    """One article: its gold row, its page and what the coder read."""

    gold: Gold
    page: Page
    coding: Coding

    @property
    def draft(self) -> Draft | None:
        return self.coding.drafts[0] if self.coding.relevant and self.coding.drafts else None


@dataclass
class Report:
    """What `evaluate` prints. `as_dict` is the contract of docs/internals.md."""

    n: int
    relevance: dict[str, float]
    fields: dict[str, dict[str, Any]]
    clusters: dict[str, float]
    by_language: dict[str, dict[str, Any]]
    misses: list[dict[str, str]] = field(default_factory=list)
    confusion: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        keys = ("n", "relevance", "fields", "clusters", "by_language", "misses")
        return {key: getattr(self, key) for key in keys}


def measure(samples: Sequence[Sample]) -> Report:
    """Score codings against gold. Nothing is rounded but the figures shown (4 digits)."""
    report = Report(
        n=len(samples),
        relevance=_relevance(samples),
        fields={},
        clusters=_clusters([s for s in samples if s.gold["relevant"] and s.draft]),
        by_language=_by_language(samples),
    )
    for sample in samples:
        if sample.gold["relevant"] != (sample.draft is not None):
            report.misses.append(_relevance_miss(sample))
    for name in FIELDS:
        report.fields[name] = _score_field(name, samples, report)
    return report


def same_body(one: str, other: str) -> bool:
    """Whether two names are the same body, case, accents, legal forms and word order aside."""
    return sorted(fold_name(one).split()) == sorted(fold_name(other).split())


def same_date(gold: str, drafts: Iterable[str]) -> bool:
    """Whether one of the coded dates agrees with the gold to the precision that the gold has."""
    wanted = PartialDate.parse(gold)
    for text in drafts:
        got = PartialDate.parse(text)
        coarser = {"year": 4, "month": 7, "day": 10, "range": 10}[got.precision] < len(gold)
        if (
            not coarser
            and got.first.isoformat()[: len(gold)] == wanted.first.isoformat()[: len(gold)]
        ):
            return True
    return False


def predicted(name: str, draft: Draft) -> str:
    """The value that a draft would give an incident, as text."""
    if name == "date":
        return " / ".join(filter(None, (draft.value("occurred"), draft.value("detected"))))
    return draft.value(name, _DEFAULT.get(name, ""))


def _is_right(name: str, gold: str, draft: Draft) -> bool:
    got = predicted(name, draft)
    if name in {"organisation", "threat_actor"}:
        return same_body(gold, got)
    if name == "date":
        return same_date(gold, filter(None, (draft.value("occurred"), draft.value("detected"))))
    return gold == got


def _score_field(name: str, samples: Sequence[Sample], report: Report) -> dict[str, Any]:
    key = _GOLD_KEY.get(name, name)
    right: dict[str, list[bool]] = defaultdict(list)
    confusion: Counter[tuple[str, str]] = Counter()
    for sample in samples:
        gold = sample.gold[key]
        if not sample.gold["relevant"] or sample.draft is None or gold is None:
            continue
        hit = _is_right(name, gold, sample.draft)
        right[sample.gold["language"]].append(hit)
        confusion[gold, predicted(name, sample.draft)] += 1
        if not hit:
            report.misses.append(_field_miss(name, gold, sample))
    report.confusion[name] = confusion
    everything = list(itertools.chain.from_iterable(right.values()))
    languages = {code: _accuracy(hits) for code, hits in sorted(right.items())}
    return {**_accuracy(everything), "by_language": languages}


def _accuracy(hits: list[bool]) -> dict[str, Any]:
    return {"n": len(hits), "accuracy": _share(sum(hits), len(hits))}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _scores(right: int, found: int, wanted: int) -> dict[str, float]:
    precision, recall = _share(right, found), _share(right, wanted)
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
    }


def _relevance(samples: Sequence[Sample]) -> dict[str, float]:
    found = [s for s in samples if s.draft]
    right = sum(s.gold["relevant"] for s in found)
    return _scores(right, len(found), sum(s.gold["relevant"] for s in samples))


def _by_language(samples: Sequence[Sample]) -> dict[str, dict[str, Any]]:
    languages = sorted({s.gold["language"] for s in samples})
    groups = {code: [s for s in samples if s.gold["language"] == code] for code in languages}
    return {code: {"n": len(own), "relevance": _relevance(own)} for code, own in groups.items()}


def _clusters(samples: Sequence[Sample]) -> dict[str, float]:
    """Pairwise scores of matching the articles against each other, oldest first."""
    label = cluster(samples)
    same = Counter[str]()
    for (a, one), (b, other) in itertools.combinations(enumerate(samples), 2):
        together, belong = label[a] == label[b], one.gold["incident"] == other.gold["incident"]
        same.update(found=together, wanted=belong, right=together and belong)
    return _scores(same["right"], same["found"], same["wanted"])


def cluster(samples: Sequence[Sample]) -> list[int]:
    """A cluster number per sample, by matching each article with the incidents seen before it."""
    order = sorted(range(len(samples)), key=lambda i: samples[i].gold["published_on"])
    known: list[Known] = []
    label = [0] * len(samples)
    for i in order:
        draft, day = samples[i].draft, samples[i].page.published_on
        if draft is None:
            continue
        found = match(draft, known, day)
        label[i] = found.key if found else len(known)
        fresh = _known(label[i], draft, day)
        if found:
            known[found.key] = _merged(known[found.key], fresh)
        else:
            known.append(fresh)
    return label


def _known(key: int, draft: Draft, day: Any) -> Known:
    dates = (draft.value(name) for name in ("occurred", "detected", "disclosed"))
    return Known(
        key=key,
        names=tuple(n for mention in draft.mentions for n in (mention.name, *mention.aliases)),
        org_type=draft.value("org_type"),
        canton=draft.value("canton"),
        attack_type=draft.value("attack_type"),
        threat_actor=draft.value("threat_actor"),
        dates=tuple(PartialDate.parse(text) for text in dates if text),
        reported=(day,) if day else (),
    )


def _merged(old: Known, new: Known) -> Known:
    """What is known after a second article: first values stay, names and dates add up."""

    def joined(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys([*getattr(old, name), *getattr(new, name)]))

    first: Callable[[str], str] = lambda name: getattr(old, name) or getattr(new, name)  # noqa: E731
    return Known(
        key=old.key,
        names=joined("names"),
        org_type=first("org_type"),
        canton=first("canton"),
        attack_type=first("attack_type"),
        threat_actor=first("threat_actor"),
        dates=old.dates or new.dates,
        reported=joined("reported"),
    )


def _relevance_miss(sample: Sample) -> dict[str, str]:
    wanted = "relevant" if sample.gold["relevant"] else "not relevant"
    got = "relevant" if sample.draft else "not relevant"
    reasons = "; ".join(sample.coding.reasons)
    return _miss(sample, "relevance", wanted, got, reasons)


def _field_miss(name: str, gold: str, sample: Sample) -> dict[str, str]:
    assert sample.draft is not None  # noqa: S101 - scored samples have one
    claim = sample.draft.best("occurred") or sample.draft.best("detected")
    if name != "date":
        claim = sample.draft.best(name)
    return _miss(sample, name, gold, predicted(name, sample.draft), claim.quote if claim else "")


def _miss(sample: Sample, name: str, expected: str, got: str, quote: str) -> dict[str, str]:
    return {
        "id": sample.gold["id"],
        "field": name,
        "expected": expected,
        "got": got,
        "quote": quote,
    }
