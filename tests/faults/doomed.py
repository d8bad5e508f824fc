"""Workers that die at a chosen point: `python -m tests.faults.doomed POINT… [--ahead SECONDS]`.

Imports everything once; then, for each point, a fork becomes a real worker with beat in a session
of its own, which is killed with SIGKILL as a whole where the pipeline comes to the point. A point
is `module:function:before` or `:after`; prints a line per worker.
"""

import functools
import importlib
import os
import signal
import sys
import tempfile
import time
from datetime import timedelta

import django

PATIENCE = 25.0  # seconds until a worker that never came to its point is ended


def die_at(point: str) -> None:
    """Wrap a function of the pipeline so that the whole worker is killed there."""
    module_name, name, when = point.split(":")
    module = importlib.import_module(module_name)
    parent = module
    *path, last = name.split(".")
    for part in path:
        parent = getattr(parent, part)
    real = getattr(parent, last)

    @functools.wraps(real)
    def doomed(*args, **kwargs):
        if when == "before":
            os.killpg(0, signal.SIGKILL)
        result = real(*args, **kwargs)
        os.killpg(0, signal.SIGKILL)
        return result

    setattr(parent, last, doomed)


def move_clock(seconds: float) -> None:
    from django.utils import timezone

    real = timezone.now
    timezone.now = lambda: real() + timedelta(seconds=seconds)


def become_worker(point: str, ahead: float) -> None:
    from celery.__main__ import main

    from incidents.management.commands.serve import worker_command

    os.setsid()
    os.chdir(os.getcwd())
    os.environ["WORKERS"] = "1"
    schedule = tempfile.mkdtemp() + "/schedule"
    sys.argv = ["celery", *worker_command()[3:], "--schedule", schedule]
    if ahead:
        move_clock(ahead)
    die_at(point)
    main()
    os._exit(0)


def run(point: str, ahead: float) -> str:
    child = os.fork()
    if child == 0:
        become_worker(point, ahead)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "killed" if os.WIFSIGNALED(status) else f"ended {status}"
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "never came there"


def main(arguments: list[str]) -> None:
    ahead = 0.0
    if "--ahead" in arguments:
        place = arguments.index("--ahead")
        ahead = float(arguments[place + 1])
        arguments = arguments[:place]
    django.setup()
    importlib.import_module("config.celery").app.loader.import_default_modules()
    for point in arguments:
        print(point, run(point, ahead), sep="\t", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
