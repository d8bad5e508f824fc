"""`manage.py serve`, as `make run` starts it, on a machine that has nothing."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request

import pytest

from config import processes
from tests.waiting import wait_for

pytestmark = pytest.mark.worker


@pytest.fixture
def installation(tmp_path):
    """An environment without database, broker or data."""
    gone = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return {**kept, "VAR_DIR": str(tmp_path / "var"), "LOG_LEVEL": "WARNING"}


def serve(environment, port):
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    return processes.start(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def lines_until(process, pattern):
    """What the process printed up to a line that matches."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if re.search(pattern, line):
            return "".join(seen)
    raise AssertionError("".join(seen))


def children_of(pid):
    rows = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True)
    pairs = [map(int, row.split()) for row in rows.stdout.splitlines()[1:]]
    return [child for child, parent in pairs if parent == pid]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_the_register_and_a_second_start_changes_nothing(installation, tmp_path):
    port = processes.free_port()
    first = serve(installation, port)
    printed = lines_until(first, "first login")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/incidents/") as page:
        assert "AN-0001" in page.read().decode()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as ready:
        assert ready.status == 200
    processes.stop(first, by=signal.SIGINT)
    assert first.returncode == 0
    assert "35 created" in printed

    before = rows_of(tmp_path)
    second = serve(installation, port)
    printed = lines_until(second, "Curators log in")
    processes.stop(second, by=signal.SIGINT)

    assert "35 unchanged" in printed
    assert "first login" not in printed
    assert rows_of(tmp_path) == before


def rows_of(tmp_path):
    """The data of an installation, row by row."""
    with sqlite3.connect(tmp_path / "var" / "anamnesis.sqlite3") as database:
        tables = ["incident", "claim", "article", "organisation", "register", "historicalincident"]
        return [
            database.execute(f"select * from incidents_{table} order by id").fetchall()  # noqa: S608
            for table in tables
        ]


def test_nothing_outlives_it_even_when_it_is_killed(installation):
    process = serve(installation, processes.free_port())
    lines_until(process, "Curators log in")
    children = children_of(process.pid)
    assert len(children) == 3

    process.kill()
    process.wait()

    wait_for(lambda: not any(is_alive(child) for child in children))


def test_a_child_that_dies_is_started_again(installation):
    port = processes.free_port()
    process = serve(installation, port)
    lines_until(process, "Curators log in")
    for child in children_of(process.pid):
        os.kill(child, signal.SIGKILL)

    def answers():
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
        except OSError:
            return False

    wait_for(answers)
    processes.stop(process, by=signal.SIGINT)


def test_a_port_that_is_taken_is_named(installation):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = serve(installation, port)
        printed, _ = process.communicate(timeout=30)

    assert process.returncode != 0
    assert f"Port {port} is taken" in printed
