import json

from django.core.management.base import BaseCommand, CommandError

from incidents.coding.coder import code
from incidents.ingest import pipeline
from incidents.ingest.extract import ExtractError
from incidents.ingest.fetch import FetchError
from incidents.records import Claim, Coding, Page
from incidents.sources.errors import SourceError


class Command(BaseCommand):
    help = "Shows how articles would be coded, as JSON Lines or for people. Stores nothing."

    def add_arguments(self, parser):
        parser.add_argument("places", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--json", action="store_true", help="JSON Lines")

    def handle(self, *, places, **options):
        failed = 0
        for place in places:
            try:
                page, _ = pipeline.read_page(place)
            except (FetchError, ExtractError, SourceError) as error:
                failed += 1
                self.stderr.write(f"failed {place}: {error.message}")
                continue
            shown = describe(place, page, code(page))
            if options["json"]:
                self.stdout.write(json.dumps(shown, ensure_ascii=False))
            else:
                self.stdout.write(as_text(shown))
        if failed:
            raise CommandError(f"{failed} of {len(places)} could not be read.")


def describe(path: str, page: Page, coding: Coding) -> dict:
    """The contract of docs/internals.md: best claim per field of the first incident reported.

    Further claims of a field stand under its `also`, further incidents under `more`; `text` is
    the stored text that every `start` and `end` counts characters in.
    """
    incidents = [_claims(draft.claims) for draft in coding.drafts]
    return {
        "path": path,
        "relevant": coding.relevant,
        "score": round(coding.score, 3),
        "reasons": list(coding.reasons),
        "language": coding.language,
        "published_at": page.published_at and page.published_at.isoformat(),
        "claims": incidents[0] if incidents else {},
        "more": incidents[1:],
        "text": page.text,
    }


def _claims(claims: tuple[Claim, ...]) -> dict:
    fields: dict = {}
    for claim in claims:
        shown = {
            "value": claim.value,
            "quote": claim.quote,
            "start": claim.start,
            "end": claim.end,
            "confidence": round(claim.confidence, 3),
            "method": claim.method,
            "reason": claim.reason,
        }
        if claim.field in fields:
            fields[claim.field].setdefault("also", []).append(shown)
        else:
            fields[claim.field] = shown
    return fields


def as_text(shown: dict) -> str:
    """A coding for a person at a terminal."""
    verdict = "relevant" if shown["relevant"] else "not relevant"
    lines = [f"{shown['path']}: {verdict} ({shown['score']}, {shown['language']})"]
    lines += [f"  because {reason}" for reason in shown["reasons"]]
    for name, claim in shown["claims"].items():
        lines.append(f"  {name:<20} {claim['value']}  ({claim['confidence']})")
        lines.append(f"  {'':<20} “{claim['quote']}”")
    return "\n".join(lines)
