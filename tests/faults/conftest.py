"""Real processes with short patience, and what must hold when all is over."""

import subprocess
import sys
import threading
from contextlib import ExitStack

import pytest
import redis
from django.conf import settings
from django.db.models import Count

from config.supervisor import Supervisor
from incidents.choices import ArticleState
from incidents.management.commands.serve import worker_command
from incidents.models import Article, ArticleVersion, Claim, Incident, Organisation
from incidents.models.article import UNFINISHED
from tests.faults.farm import Farm
from tests.waiting import wait_for

IMPATIENT = {
    "LEASE_SECONDS": "3",
    "REQUEUE_SECONDS": "2",
    "FETCH_SECONDS": "3",  # less is too little on a busy machine, and a retry takes a minute
    "TICK_SECONDS": "0.5",
    "HOST_GAP_SECONDS": "0",
    "FETCH_ALLOW": "127.0.0.0/8",
    "WORKERS": "2",
    "LOG_LEVEL": "INFO",
}


@pytest.fixture
def farm():
    with Farm() as farm:
        yield farm


@pytest.fixture
def environment(test_environment, settings):
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    return {**test_environment, **IMPATIENT}


@pytest.fixture
def start_worker(environment, tmp_path):
    """`start_worker(beat=…, **environment)`: a real worker, supervised as in production."""
    workers, over, logs = Supervisor(environment, print), threading.Event(), ExitStack()

    def start(*, beat=True, **changes):
        name = f"worker-{len(workers.children)}"
        (tmp_path / name).mkdir()
        command = [part for part in worker_command() if beat or part != "--beat"]
        command[command.index("--hostname") + 1] = f"{name}@%h"
        log = logs.enter_context((tmp_path / name / "log").open("wb"))
        own = {"VAR_DIR": str(tmp_path / name), **changes}
        return workers.start(name, command, env=own, stdout=log, stderr=subprocess.STDOUT)

    def watch():
        while not over.wait(0.5):
            workers.revive()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield start
    over.set()
    watcher.join()
    for process in workers.children.values():  # all at once: each takes its time
        process.terminate()
    workers.stop()
    logs.close()


@pytest.fixture
def kill_at(environment, tmp_path):
    """`kill_at(points)` runs one worker after the other, each killed at its point."""

    def kill(points, *more):
        command = [sys.executable, "-m", "tests.faults.doomed", *points, *more]
        # One after the other: no lease can be lost to another, so each may be short.
        haste = {"LEASE_SECONDS": "1", "REQUEUE_SECONDS": "1", "TICK_SECONDS": "0.25"}
        changed = {**environment, **haste, "VAR_DIR": str(tmp_path)}
        with (tmp_path / "doomed.log").open("wb") as log:
            done = subprocess.run(
                command, env=changed, stdout=subprocess.PIPE, stderr=log, check=True, text=True
            )
        return dict(line.split("\t") for line in done.stdout.splitlines())

    return kill


def is_over() -> bool:
    return Article.objects.exists() and not Article.objects.filter(state__in=UNFINISHED).exists()


def assert_all_is_well(n: int, seconds: float = 60) -> None:
    """Every article in a final state, processed once; no incident twice; nothing left over."""
    wait_for(is_over, seconds)

    states = dict(Article.objects.order_by().values_list("state").annotate(n=Count("*")))
    assert Article.objects.count() == n, states
    assert ArticleState.FAILED not in states, list(
        Article.objects.filter(state="failed").values_list("error", flat=True)
    )
    versions = Article.objects.annotate(n=Count("versions")).values_list("n", flat=True)
    assert set(versions) == {1}, "an article was stored twice"
    uncoded = ArticleVersion.objects.filter(coding=None, article__copy_of=None)
    assert not uncoded.exists(), "an article was not coded"

    told = Article.objects.filter(state__in=["proposed", "linked"])
    assert not told.filter(reports=None).exists(), "a report without an incident"
    assert not Article.objects.filter(state="irrelevant").exclude(reports=None).exists()
    victims = list(Incident.objects.values_list("organisation__name", flat=True))
    assert len(victims) == len(set(victims)), f"an incident twice: {victims}"
    assert not Incident.objects.filter(reports=None).exists(), "an incident without a report"
    assert not Organisation.objects.filter(involvements=None).exists(), "a body left over"
    said = Claim.objects.order_by().values("article", "incident", "field", "value", "start")
    assert not said.annotate(n=Count("*")).filter(n__gt=1).exists(), "a claim twice"


def messages() -> int:
    """How many messages wait in the broker."""
    return redis.Redis.from_url(settings.REDIS_URL).llen("celery")
