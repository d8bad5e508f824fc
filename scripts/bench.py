"""`make bench`: what a thousand articles from twenty local feeds cost, beside bare extraction.

Starts its own PostgreSQL and broker, serves the pages itself, and runs one worker with two
processes. Prints a table; every number in it was measured in this run.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import services as stack  # noqa: E402 - sets the environment for what follows

QUIET = {"LOG_LEVEL": "ERROR", "TICK_SECONDS": "1", "HOST_GAP_SECONDS": "0"}
os.environ.update(QUIET, FETCH_ALLOW="127.0.0.0/8", WORKERS="2", DATABASE_MAX_AGE="60")

import django  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from config import processes  # noqa: E402
from incidents.coding.coder import code  # noqa: E402
from incidents.ingest.extract import extract  # noqa: E402
from incidents.management.commands.serve import worker_command  # noqa: E402
from incidents.models import Article, Source  # noqa: E402
from incidents.models.article import UNFINISHED  # noqa: E402
from incidents.records import Fetched  # noqa: E402
from tests.faults.farm import IRRELEVANT, Farm  # noqa: E402

FEEDS, PROCESSES = 20, 2
WORDS = """
Gemeinde Kanton Spital Bahnhof Schule Umbau Budget Verein Fest Wetter Strasse Brücke
Bericht Jahr Franken Leitung Betrieb Quartier Abstimmung Projekt Planung Antrag Rat
Sitzung Turnhalle die der das ein eine wird wurde hat haben soll sollen mit nach für
über unter seit gegen
""".split()  # noqa: SIM905


def prose(luck: random.Random, sentences: int) -> str:
    return " ".join(
        " ".join(luck.choices(WORDS, k=luck.randint(8, 18))).capitalize() + "."
        for _ in range(sentences)
    )


def page(luck: random.Random, n: int, relevant: bool) -> str:
    """About 68 kB, as news pages are: a story, menus, teasers, scripts."""
    html = Farm.attack(n % 10) if relevant else IRRELEVANT
    story = "".join(f"<p>{prose(luck, 4)}</p>" for _ in range(3 if relevant else 12))
    menu = "".join(f'<li><a href="/m/{i}">{prose(luck, 1)[:30]}</a></li>' for i in range(120))
    teasers = "".join(
        f'<article class="teaser"><h3><a href="/t/{i}">{prose(luck, 1)[:60]}</a></h3>'
        f"<p>{prose(luck, 1)}</p></article>"
        for i in range(60)
    )
    script = f"<script>window.data = {[luck.random() for _ in range(1400)]}</script>"
    html = html.replace("<body>", f"<body><nav><ul>{menu}</ul></nav>", 1)
    html = html.replace("</article>", f"{story}</article>", 1)
    return html.replace("</body>", f"<aside>{teasers}</aside>{script}</body>", 1)


def extract_all(pages: list[str]) -> int:
    for n, html in enumerate(pages):
        extract(Fetched(f"http://127.0.0.1/{n}", 200, "text/html", html.encode(), "utf-8"))
    return len(pages)


def bare_rate(pages: list[str]) -> float:
    """Articles per second of extraction alone, in as many processes as the worker has."""
    halves = [pages[n::PROCESSES] for n in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(extract_all, [half[:5] for half in halves]))  # imports and first calls
        began = time.perf_counter()
        done = sum(pool.map(extract_all, halves))
        return done / (time.perf_counter() - began)


def coding_cost(pages: list[str]) -> float:
    """Milliseconds of processor time per article for reading it."""
    texts = [
        extract(Fetched(f"http://127.0.0.1/{n}", 200, "text/html", html.encode(), "utf-8"))
        for n, html in enumerate(pages)
    ]
    code(texts[0])
    costs = []
    for text in texts:
        began = time.process_time()
        code(text)
        costs.append(time.process_time() - began)
    return 1000 * statistics.mean(costs)


def memory(pid: int) -> float:
    """Resident megabytes of a process and its children."""
    rows = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True)  # noqa: S607
    table = [tuple(map(int, row.split())) for row in rows.stdout.splitlines()[1:]]
    return sum(rss for one, parent, rss in table if pid in (one, parent)) / 1024


class Run:
    """One worker over all articles: when each was done and how much memory it took."""

    def __init__(self, n: int):
        self.n, self.samples = n, []

    def __enter__(self):
        place = Path(tempfile.mkdtemp(dir=stack.var))
        environment = {**os.environ, "VAR_DIR": str(place), "DATABASE_URL": stack._database_url}
        with (place / "log").open("wb") as log:
            self.worker = processes.start(
                worker_command(), env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        return self

    def __exit__(self, *_):
        processes.stop(self.worker)

    def measure(self, patience: float) -> tuple[float, int]:
        """(articles per second from the first to the last one done, how many were done)."""
        end, times = time.monotonic() + patience, []
        while time.monotonic() < end:
            done = Article.objects.exclude(state__in=UNFINISHED).count()
            times.append((time.perf_counter(), done))
            self.samples.append((done, memory(self.worker.pid)))
            if done == self.n:
                break
            time.sleep(0.25)
        first = next((one for one in times if one[1]), times[-1])
        last = next((one for one in times if one[1] == times[-1][1]), times[-1])
        return (last[1] - first[1]) / max(last[0] - first[0], 0.001), last[1]

    def growth(self) -> tuple[float, float]:
        """Megabytes after a third of the articles, and at the end."""
        early = next((mb for done, mb in self.samples if done >= self.n / 3), 0.0)
        return early, self.samples[-1][1]


def prepare_database() -> None:
    name = "anamnesis"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    call_command("migrate", verbosity=0)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=1000)
    n = options.parse_args().articles
    luck = random.Random(1)  # noqa: S311 - the same pages each time
    prepare_database()
    with Farm() as farm:
        for place in range(n):
            host = 1 + place % FEEDS
            html = page(luck, place, relevant=place % 100 == 0)
            farm.pages[f"127.0.0.{host}", f"/{place}-artikel"] = html
        pages = list(farm.pages.values())
        size = statistics.mean(len(html.encode()) for html in pages) / 1000
        before = bare_rate(pages)
        for host in range(1, FEEDS + 1):
            Source.objects.create(name=f"F{host}", slug=f"f{host}", url=farm.url(host, "/feed.xml"))
        with Run(n) as run:
            rate, done = run.measure(patience=60 + n)
        after = bare_rate(pages)
        early, late = run.growth()
        cost = coding_cost(pages[:100])
    bare = (before + after) / 2
    states = dict.fromkeys(Article.objects.values_list("state", flat=True), 0)
    states = {state: Article.objects.filter(state=state).count() for state in states}
    rows = [
        ("articles, feeds, processes", f"{n}, {FEEDS}, {PROCESSES}"),
        ("page", f"{size:.0f} kB"),
        ("done", f"{done}: {', '.join(f'{m} {s}' for s, m in sorted(states.items()))}"),
        ("bare extraction, before and after", f"{before:.0f}/s, {after:.0f}/s"),
        ("whole pipeline", f"{rate:.0f}/s"),
        ("share of bare extraction", f"{rate / bare:.2f}  (goal 0.60)"),
        ("worker's memory at a third, at the end", f"{early:.0f} MB, {late:.0f} MB"),
        ("coding, processor time per article", f"{cost:.1f} ms"),
    ]
    for name, value in rows:
        print(f"{name:<40} {value}")  # noqa: T201
    return 0 if done == n else 1


if __name__ == "__main__":
    status = main()
    connection.close()
    sys.exit(status)
