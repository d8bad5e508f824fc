import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from incidents.ingest import pipeline


class Command(BaseCommand):
    help = "Reads articles from text files, HTML files or addresses and proposes what they report."

    def add_arguments(self, parser):
        parser.add_argument("places", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--json", action="store_true", help="one JSON object per article")

    def handle(self, *, places, **options):
        failed = 0
        for place in places:
            done = pipeline.import_article(place)
            failed += done.outcome == "failed"
            if options["json"]:
                line = json.dumps({"path": place, **asdict(done)}, ensure_ascii=False)
            else:
                parts = [done.incident, done.title, done.reason]
                line = " · ".join([f"{done.outcome:<10} {place}", *filter(None, parts)])
            self.stdout.write(line)
        if failed:
            raise CommandError(
                f"{failed} of {len(places)} could not be read; nothing of it is stored."
            )
