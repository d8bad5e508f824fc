"""Keeps child processes running: one that ends by itself is started again."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from config import processes

RESTARTS = 5  # of all children within a minute; more and something is wrong for good


class Supervisor:
    """Children by name, with one environment. `tell` hears of each that is started again."""

    def __init__(self, env: Mapping[str, str], tell: Callable[[str], object]) -> None:
        self.env = dict(env)
        self.tell = tell
        self.children: dict[str, subprocess.Popen] = {}
        self._starts: dict[str, Callable[[], subprocess.Popen]] = {}
        self._ended: list[float] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] = {},
        **options: Any,
    ) -> subprocess.Popen:
        """Start a child; `env` adds to the common environment, options are those of Popen."""
        self._starts[name] = lambda: processes.start(command, env={**self.env, **env}, **options)
        self.children[name] = self._starts[name]()
        return self.children[name]

    def revive(self) -> None:
        """Start children again that have ended. Raises RuntimeError when they keep ending."""
        for name, child in list(self.children.items()):
            if child.poll() is None:
                continue
            now = time.monotonic()
            self._ended = [at for at in self._ended if at > now - 60] + [now]
            if len(self._ended) > RESTARTS:
                raise RuntimeError(f"{name} keeps ending (status {child.returncode}).")
            self.tell(f"{name} ended (status {child.returncode}); starting it again")
            processes.stop(child)  # what it left behind
            self.children[name] = self._starts[name]()

    def stop(self) -> None:
        """End all children, one after the other, the last started first."""
        for child in reversed(self.children.values()):
            processes.stop(child)
