"""Pytest plugin: real PostgreSQL (or SQLite) and a real broker, up before settings are read.

Loaded with `-p tests.services`, since pytest-django imports the settings before any conftest.
`TEST_DATABASE=sqlite` runs the same tests on SQLite.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config import processes
from tests.postgres import Postgres

var = Path(tempfile.mkdtemp(prefix="anamnesis-test-"))
atexit.register(shutil.rmtree, var, ignore_errors=True)
on_sqlite = os.environ.get("TEST_DATABASE") == "sqlite"


class Broker:
    """A broker that keeps nothing, on one port for the whole run."""

    def __init__(self):
        self.port = processes.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()
        atexit.register(self.stop)

    def start(self):
        command = processes.broker_command(self.port, var / "broker", keep=False)
        self.process = processes.start(command, stdout=subprocess.DEVNULL)
        processes.wait_until(lambda: processes.is_open(self.port), self.process, "broker")

    def stop(self):
        processes.stop(self.process)

    def restart(self, *, after: float = 1.0):
        """Stop it, with all it holds, and start it again."""
        self.stop()
        time.sleep(after)
        self.start()


def _start_database() -> tuple[Postgres | None, str]:
    if on_sqlite:
        return None, f"sqlite:///{var / 'test.sqlite3'}"
    postgres = Postgres()
    url = postgres.__enter__()
    atexit.register(postgres.__exit__)
    return postgres, url


broker = Broker()
database, _database_url = _start_database()
os.environ.update(
    VAR_DIR=str(var),
    DATABASE_URL=_database_url,
    DATABASE_MAX_AGE="0",
    REDIS_URL=broker.url,
    FETCH_ALLOW="127.0.0.1/32",
    TICK_SECONDS="1",
    HOST_GAP_SECONDS="0",
    LOG_LEVEL="WARNING",
    PRODUCTION="false",
    DEBUG="false",
    SITE_URL="",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright's synchronous API runs inside a loop
)
os.environ.setdefault("SECRET_KEY", "tests-only")


def pytest_report_header():
    kind = "SQLite" if on_sqlite else "PostgreSQL"
    return f"anamnesis: {kind}, real broker, Python {sys.version.split()[0]}"
