from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from incidents import services

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "sources.toml"


class Command(BaseCommand):
    help = "Upserts the list of sources; what operators have changed stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, default=DEFAULT, help="a TOML file")

    def handle(self, *, path: Path, **options):
        try:
            tally = services.load_sources(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not a UTF-8 text"
            raise CommandError(f"{path.name}: {reason}; nothing was changed.") from None
        except services.SourcesError as error:
            raise CommandError(f"{path.name}: nothing was changed.\n{error}") from None
        counts = ", ".join(f"{n} {what}" for what, n in tally.items())
        self.stdout.write(f"Sources {path.name}: {counts}.")
