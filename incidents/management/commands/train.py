"""Teach the judge of the coder on a corpus, and keep its weights."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

try:
    from incidents.coding.training import learn, lessons

    MISSING: str | None = None
except ImportError as error:  # production has no JAX
    MISSING = error.name


class Command(BaseCommand):
    help = "Teach the judge on DIR (gold.json, texts/, lessons/); then run `evaluate --save`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--output", type=Path, default=Path("incidents/data"))
        parser.add_argument("--rounds", type=int, help="through all the articles")
        parser.add_argument(
            "--further", action="store_true", help="the networks that are delivered go on"
        )

    def handle(
        self,
        *,
        directory: Path,
        output: Path,
        rounds: int | None,
        further: bool,
        **options: Any,
    ) -> None:
        if MISSING:
            raise CommandError(f"{MISSING} is missing: install requirements/dev.txt")

        def tell(line: str) -> None:
            self.stdout.write(line)
            self.stdout.flush()

        try:
            taught = lessons.articles(directory)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        weights = learn.learn(directory, taught, tell, rounds, further=further)
        learn.save(weights, output / "judge.npz")
        learn.teach_tagger(directory, taught, output / "names.crfsuite")
        sizes = [(output / name).stat().st_size for name in ("judge.npz", "names.crfsuite")]
        tell(f"wrote judge.npz and names.crfsuite to {output}, {sum(sizes) // 1024} KB")
