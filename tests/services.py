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
from pathlib import Path

from config import processes
from tests.postgres import Postgres

var = Path(tempfile.mkdtemp(prefix="anamnesis-test-"))
atexit.register(shutil.rmtree, var, ignore_errors=True)
on_sqlite = os.environ.get("TEST_DATABASE") == "sqlite"


def _start_broker() -> str:
    port = processes.free_port()
    command = processes.broker_command(port, var / "broker", keep=False)
    broker = processes.start(command, stdout=subprocess.DEVNULL)
    atexit.register(processes.stop, broker)
    processes.wait_until(lambda: processes.is_open(port), broker, "broker")
    return f"redis://127.0.0.1:{port}/0"


def _start_database() -> str:
    if on_sqlite:
        return f"sqlite:///{var / 'test.sqlite3'}"
    postgres = Postgres()
    url = postgres.__enter__()
    atexit.register(postgres.__exit__)
    return url


os.environ.update(
    VAR_DIR=str(var),
    DATABASE_URL=_start_database(),
    DATABASE_MAX_AGE="0",
    REDIS_URL=_start_broker(),
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
