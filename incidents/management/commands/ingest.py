import re
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents import services
from incidents.ingest import pipeline
from incidents.models import Source
from incidents.records import PartialDate

WIDTH = 30  # of the progress bar, in characters


class Command(BaseCommand):
    help = "Polls the sources that are due now, or walks one's archive; processes what they bring."

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="SLUG", help="this source, due or not")
        parser.add_argument(
            "--since", metavar="YYYY[-MM[-DD]]", help="its archive back to this day; needs --source"
        )
        parser.add_argument(
            "--pattern", default="", help="of the archive only addresses and titles that match"
        )

    def handle(self, *, source, since, pattern, **options):
        if since and not source:
            raise CommandError("--since walks the archive of one source: name it with --source.")
        chosen = self._chosen(source)
        try:
            if since:
                self._backfill(chosen[0], since, pattern)
            else:
                self._poll(chosen, is_asked_for=bool(source))
        except KeyboardInterrupt:
            raise CommandError("Interrupted. The same command goes on from here.") from None

    def _chosen(self, slug):
        if not slug:
            return Source.objects.due(timezone.now())
        sources = Source.objects.filter(slug=slug)
        if not sources:
            known = ", ".join(Source.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"No source is called {slug!r}. There are: {known}.")
        return sources

    def _poll(self, sources, is_asked_for):
        total: Counter[str] = Counter()
        for source in sources:
            if is_asked_for:
                services.make_due(source)
            tally = pipeline.ingest(source, self._show)
            total += tally
            self.stdout.write(f"{source.slug}: {_counts(tally)}")
        self.stdout.write(f"{len(sources)} sources polled. {_counts(total)}".strip())

    def _backfill(self, source, since, pattern):
        try:
            day = PartialDate.parse(since).first
            re.compile(pattern)
        except (ValueError, re.error) as error:
            raise CommandError(str(error)) from None
        walk = pipeline.backfill(source, day, pattern, self._show_walk)
        self._end_bar()
        for fault in walk.faults:
            self.stderr.write(f"not read: {fault}")
        self.stdout.write(
            f"{source.slug}: {walk.read} pages of the archive, {walk.added} new articles."
        )
        waiting = pipeline.unfinished(source)
        tally: Counter[str] = Counter()
        for n, pk in enumerate(waiting, 1):
            done = pipeline.process(pk)
            tally[done.outcome if done else "busy"] += 1
            self._show(f"{_bar(n, len(waiting))} articles")
        self._end_bar()
        self.stdout.write(f"{source.slug}: {_counts(tally) or 'nothing to process'}")

    def _show_walk(self, walk):
        self._show(f"{_bar(walk.read, walk.known)} pages, {walk.added} new articles")

    def _show(self, line: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{line}", ending="")
            self.stderr.flush()

    def _end_bar(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")


def _bar(n: int, of: int) -> str:
    filled = WIDTH * n // max(of, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {n}/{of}"


def _counts(tally: Counter[str]) -> str:
    return ", ".join(f"{n} {what}" for what, n in sorted(tally.items()))
