"""`manage.py evaluate DIR`: how well the coder reads articles whose codes are known."""

import json
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents import __version__
from incidents.coding.coder import code
from incidents.coding.yardstick import FIELDS, Report, Sample, measure
from incidents.ingest.extract import ExtractError, from_text
from incidents.records import Coding, Page

APP = Path(__file__).resolve().parents[2]
CODER = [*APP.glob("coding/**/*.py"), *APP.glob("data/**/*.[tc]*"), APP / "data" / "judge.npz"]
ZURICH = ZoneInfo("Europe/Zurich")
NOTHING = Coding(relevant=False, score=0.0, reasons=("no text",), language="")


class Command(BaseCommand):
    help = "Codes DIR/texts/<id>.txt and compares with DIR/gold.json. Stores nothing."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="one JSON object")
        parser.add_argument("--split", help="only rows of gold.json with this `split`")
        parser.add_argument(
            "--save", type=Path, metavar="FILE", help="store dev and test figures for the site"
        )

    def handle(self, *, directory, **options):
        rows = read_gold(directory)
        if options["save"]:
            self._save(directory, rows, options["save"])
            return
        if options["split"]:
            rows = [row for row in rows if row.get("split") == options["split"]]
            if not rows:
                raise CommandError(f"gold.json has no rows of split {options['split']!r}.")
        report = measure([sample(directory, row) for row in rows])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(as_text(report))

    def _save(self, directory: Path, rows: list[dict], path: Path) -> None:
        """Measure both splits and write the figures that the site and the tests go by."""
        reports = {
            split: measure([sample(directory, row) for row in rows if row["split"] == split])
            for split in ("dev", "test")
        }
        for split, report in reports.items():
            self.stdout.write(f"{split}: {as_text(report, misses=split == 'dev')}\n")
        figures = {split: {**report.as_dict(), "misses": []} for split, report in reports.items()}
        stored = {
            "measured_on": timezone.localdate().isoformat(),
            "version": coder_version(),
            "splits": figures,
        }
        path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        self.stdout.write(f"Stored in {path}.")


def coder_version() -> str:
    """The version and a digest of all that the coder consists of: code, gazetteer, lexicons."""
    parts = sorted(path for path in CODER if path.is_file() and "__pycache__" not in path.parts)
    digest = sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
    return f"{__version__}+{digest[:12]}"


def read_gold(directory: Path) -> list[dict]:
    """The rows of DIR/gold.json. Raises CommandError that says what is wrong with it."""
    path = directory / "gold.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise CommandError(f"{path}: not valid JSON ({error})") from None
    needed = {"id", "language", "published_on", "relevant", "incident", "primary_organisation"}
    needed |= {*FIELDS, "incident_date"} - {"organisation", "date"}
    for n, row in enumerate(rows, 1):
        missing = sorted(needed - set(row))
        if missing:
            raise CommandError(f"{path}, row {n}: {', '.join(missing)} missing")
    return rows


def sample(directory: Path, row: dict) -> Sample:
    """Extract and code one article; its day is the gold's, since a bare text may have none."""
    path = directory / "texts" / f"{row['id']}.txt"
    try:
        found = from_text(path.read_text(encoding="utf-8"), "")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    except ExtractError:
        return Sample(row, Page(title="", text=""), NOTHING)
    published = datetime.combine(datetime.fromisoformat(row["published_on"]), time(12), ZURICH)
    page = Page(title=found.title, text=found.text, published_at=published)
    return Sample(row, page, code(page))


def as_text(report: Report, *, misses: bool = True) -> str:
    """The report for people: figures, confusion tables and, if wanted, misses with quotes."""
    scores = report.relevance
    lines = [
        f"{report.n} articles",
        f"relevance   precision {scores['precision']:.3f}  recall {scores['recall']:.3f}"
        f"  F1 {scores['f1']:.3f}",
        "clustering  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}".format(
            **report.clusters
        ),
        "",
        f"{'field':<20} {'n':>4} {'all':>6}  " + "".join(f"{c:>7}" for c in report.by_language),
    ]
    for name, score in report.fields.items():
        own = score["by_language"]
        cells = [
            f"{own[c]['accuracy']:>7.3f}" if c in own else "      –" for c in report.by_language
        ]
        lines.append(f"{name:<20} {score['n']:>4} {score['accuracy']:>6.3f}  {''.join(cells)}")
    relevance = [f"{own['relevance']['f1']:>7.3f}" for own in report.by_language.values()]
    lines.append(f"{'relevance F1':<20} {report.n:>4} {scores['f1']:>6.3f}  {''.join(relevance)}")
    for name in ("org_type", "attack_type", "data_stolen", "patient_care_impact"):
        wrong = [(pair, n) for pair, n in report.confusion[name].items() if pair[0] != pair[1]]
        if wrong:
            lines += ["", f"{name}: gold → coded"]
            lines += [f"  {gold} → {got or 'nothing'}: {n}" for (gold, got), n in sorted(wrong)]
    lines += ["", f"{len(report.misses)} misses"] if report.misses else []
    for miss in report.misses if misses else ():
        lines.append("  {id} {field}: {expected} ≠ {got}".format(**miss))
        lines.append(f"      “{miss['quote']}”")
    return "\n".join(lines)
