"""`make bench`: what a thousand articles from twenty local feeds cost, beside bare extraction.

Starts its own PostgreSQL and broker, serves the pages from a process of its own, and runs one
worker with two processes. Bare extraction is the same extractor over the same pages, in memory, in
two processes on the same cores. Every number printed was measured in this run.

Machines are faster at one moment than at the next. So bare extraction is measured in turns with
the pipeline: the worker is halted a few times on its way, and that time is not counted.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor as Pool
from pathlib import Path

import psutil

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
from incidents.coding.coder import code, warm_up  # noqa: E402
from incidents.ingest.extract import extract  # noqa: E402
from incidents.management.commands.serve import worker_command  # noqa: E402
from incidents.models import Article, Source  # noqa: E402
from incidents.models.article import UNFINISHED  # noqa: E402
from incidents.records import Fetched  # noqa: E402
from scripts.bench_site import LIGHT, TYPICAL, Site  # noqa: E402

FEEDS, PROCESSES = 20, 2
GOAL = 0.6
TURNS = 5  # how often bare extraction is measured: before, after, and on the way between
SAMPLE = 200  # pages of one measure


def extracted(n: int, html: str):
    return extract(Fetched(f"http://127.0.0.1/{n}", 200, "text/html", html.encode(), "utf-8"))


def extract_all(pages: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of processor time for these pages."""
    return timed(lambda: [extracted(n, html) for n, html in enumerate(pages)])


def code_all(pages: list[str]) -> tuple[float, float]:
    """The same for coding these pages once they are extracted."""
    texts = [extracted(n, html) for n, html in enumerate(pages)]
    return timed(lambda: [code(text) for text in texts])


def timed(do) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - clock, time.process_time() - processor


def bare(pool: Pool, do, pages: list[str]) -> tuple[float, float]:
    """(articles per second, milliseconds of processor time each) of one step by itself."""
    halves = [pages[n::PROCESSES] for n in range(PROCESSES)]
    took = list(pool.map(do, halves))
    rate = sum(len(half) / clock for half, (clock, _) in zip(halves, took, strict=True))
    return rate, 1000 * sum(processor for _, processor in took) / len(pages)


def family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def usage(pid: int) -> tuple[float, float]:
    """(seconds of processor time had, resident megabytes) of a process and its children."""
    seconds = size = 0.0
    for one in family(pid):
        with contextlib.suppress(psutil.NoSuchProcess):  # its parent has counted it by then
            times = one.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
            size += one.memory_info().rss / 1e6
    return seconds, size


class Run:
    """One worker over all articles: how fast, at what cost, and how much memory it took.

    `beside` measures something else; it is called in turns with the worker, which rests then.
    """

    def __init__(self, n: int, beside):
        self.n, self.beside = n, beside
        self.samples, self.others, self.rested = [], [], 0.0

    def __enter__(self):
        place = Path(tempfile.mkdtemp(dir=stack.var))
        environment = {**os.environ, "VAR_DIR": str(place), "DATABASE_URL": stack._database_url}
        self.others.append(self.beside())
        with (place / "log").open("wb") as log:
            self.worker = processes.start(
                worker_command(), cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        return self

    def __exit__(self, *_):
        processes.stop(self.worker)

    def measure(self, patience: float) -> None:
        """Watch until all articles are done, the worker has died, or for so many seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end and self.worker.poll() is None:
            done = Article.objects.exclude(state__in=UNFINISHED).count()
            worker, size = usage(self.worker.pid)
            servers = [usage(one.process.pid)[0] for one in (stack.database, stack.broker)]
            at = time.perf_counter() - self.rested
            self.samples.append((at, done, worker, sum(servers), size))
            if done == self.n:
                break
            if done >= len(self.others) * self.n / (TURNS - 1):
                self.rest()
            time.sleep(0.5)
        self.others.append(self.beside())

    def rest(self) -> None:
        """Halt the worker for as long as the other thing is measured."""
        began = time.perf_counter()
        halted = family(self.worker.pid)
        for one in halted:
            one.suspend()
        self.others.append(self.beside())
        for one in halted:
            one.resume()
        self.rested += time.perf_counter() - began

    def costs(self) -> tuple[float, float, float]:
        """(articles per second, milliseconds each of the worker, and of database and broker).

        From the first article done to the last one.
        """
        first = next((one for one in self.samples if one[1]), self.samples[-1])
        last = next(one for one in self.samples if one[1] == self.samples[-1][1])
        n = max(last[1] - first[1], 1)
        seconds, _, worker, servers, _ = (b - a for a, b in zip(first, last, strict=True))
        return n / max(seconds, 0.001), 1000 * worker / n, 1000 * servers / n

    def growth(self) -> tuple[float, float]:
        """Megabytes after a third of the articles, and at the end."""
        early = next((mb for _, done, *_, mb in self.samples if done >= self.n / 3), 0.0)
        return early, self.samples[-1][-1]


def prepare_database() -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute('CREATE DATABASE "anamnesis"')
    call_command("migrate", verbosity=0)


def count_states() -> str:
    states = dict.fromkeys(Article.objects.order_by("state").values_list("state", flat=True), 0)
    return ", ".join(f"{Article.objects.filter(state=state).count()} {state}" for state in states)


def measured(pool: Pool, n: int, size: int) -> tuple[bool, list[tuple[str, str]]]:
    """Whether all n articles of so many kB were done, and the lines to print."""
    call_command("flush", interactive=False, verbosity=0)
    with Site(n, FEEDS, size) as site:
        weight = statistics.mean(len(html.encode()) for html in site.pages) / 1000
        sample = site.pages[:: max(1, n // SAMPLE)]
        bare(pool, extract_all, sample)  # imports and first calls
        for host, url in enumerate(site.feeds):
            Source.objects.create(name=f"F{host}", slug=f"f{host}", url=url)
        with Run(n, lambda: bare(pool, extract_all, sample)) as run:
            run.measure(patience=60 + n)
    _, coding = bare(pool, code_all, site.pages)
    rate, worker, servers = run.costs()
    early, late = run.growth()
    rates = [rate for rate, _ in run.others]
    alone, cost = statistics.mean(rates), statistics.mean(cost for _, cost in run.others)
    whole = worker + servers
    done = run.samples[-1][1]
    rows = [
        ("articles, feeds, processes", f"{n}, {FEEDS}, {PROCESSES}"),
        ("page", f"{weight:.0f} kB"),
        ("done", f"{done}: {count_states()}"),
        ("bare extraction, in turns", f"{', '.join(f'{rate:.0f}' for rate in rates)}/s"),
        ("whole pipeline", f"{rate:.0f}/s"),
        ("share of bare extraction", f"{rate / alone:.2f}  (goal {GOAL:.2f})"),
        ("processor time per article", f"{whole:.1f} ms, of which"),
        ("  extraction", f"{cost:.1f} ms = {cost / whole:.2f}"),
        ("  coding", f"{coding:.1f} ms = {coding / whole:.2f}"),
        ("  fetching, storing, queueing", f"{worker - cost - coding:.1f} ms"),
        ("  database and broker", f"{servers:.1f} ms"),
        ("worker's memory at a third, at the end", f"{early:.0f} MB, {late:.0f} MB"),
    ]
    return done == n, rows


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=1000)
    n = options.parse_args().articles
    prepare_database()
    complete = True
    with Pool(PROCESSES, initializer=warm_up) as pool:  # as the worker is
        for title, size in (("Typical pages", TYPICAL), ("Light pages", LIGHT)):
            is_done, rows = measured(pool, n, size)
            complete = complete and is_done
            for name, value in [(f"-- {title}", ""), *rows]:
                print(f"{name:<40} {value}".rstrip(), flush=True)  # noqa: T201
    return 0 if complete else 1


if __name__ == "__main__":
    status = main()
    connection.close()
    sys.exit(status)
