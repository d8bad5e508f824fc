from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents import services
from incidents.ingest import pipeline
from incidents.models import Source


class Command(BaseCommand):
    help = "Polls the sources that are due now and processes what they bring."

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="SLUG", help="this source, due or not")

    def handle(self, *, source, **options):
        sources = Source.objects.due(timezone.now())
        if source:
            sources = Source.objects.filter(slug=source)
            if not sources:
                known = ", ".join(Source.objects.values_list("slug", flat=True)) or "none yet"
                raise CommandError(f"No source is called {source!r}. There are: {known}.")
        total: Counter[str] = Counter()
        for one in sources:
            if source:
                services.make_due(one)
            tally = pipeline.ingest(one, self._progress)
            total += tally
            self.stdout.write(f"{one.slug}: {_counts(tally)}")
        self.stdout.write(f"{len(sources)} sources polled. {_counts(total)}".strip())

    def _progress(self, line: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="")


def _counts(tally: Counter[str]) -> str:
    return ", ".join(f"{n} {what}" for what, n in sorted(tally.items()))
