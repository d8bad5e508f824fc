"""Connections that reach public addresses only, and only until a deadline."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from typing import Any, Self

import requests
from AntiSSRF import AntiSSRFPolicy, PolicyConfigOptions
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """Cuts every connection of one fetch when its time is over.

    A timeout of the socket starts anew with each byte, so a server that drips would never end.
    """

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds
        self._sockets: list[socket] = []

    @property
    def remaining(self) -> float:
        return max(self.ends_at - time.monotonic(), 0.001)

    @property
    def has_passed(self) -> bool:
        return time.monotonic() >= self.ends_at

    def watch(self, connection: socket) -> None:
        # A twin stays valid when TLS takes over the original or http.client lets go of it.
        self._sockets.append(connection.dup())

    def cut(self) -> None:
        for connection in tuple(self._sockets):
            with suppress(OSError):  # closed already
                connection.shutdown(SHUT_RDWR)

    def __enter__(self) -> Self:
        _current.deadline = self
        _watchdog.add(self)
        return self

    def __exit__(self, *exc: object) -> None:
        _watchdog.drop(self)
        for connection in self._sockets:
            connection.close()


class _Watchdog:
    """One thread for all deadlines of a process: a timer for each would cost more than a fetch."""

    def __init__(self) -> None:
        self._running: set[Deadline] = set()
        self._change = threading.Condition()
        self._wakes_at = 0.0
        self._thread = threading.Thread()

    def add(self, deadline: Deadline) -> None:
        with self._change:
            self._running.add(deadline)
            if not self._thread.is_alive():  # the first, or the first after a fork
                self._wakes_at = deadline.ends_at
                self._thread = threading.Thread(target=self._watch, daemon=True)
                self._thread.start()
            elif deadline.ends_at < self._wakes_at:
                self._change.notify()

    def drop(self, deadline: Deadline) -> None:
        with self._change:
            self._running.discard(deadline)

    def _watch(self) -> None:
        with self._change:
            while True:
                for deadline in [one for one in self._running if one.has_passed]:
                    self._running.discard(deadline)
                    deadline.cut()
                ends = [one.ends_at for one in self._running]
                self._wakes_at = min(ends, default=time.monotonic() + IDLE)
                self._change.wait(max(self._wakes_at - time.monotonic(), 0.0))


IDLE = 60.0  # seconds; who comes with less time wakes the watchdog
_watchdog = _Watchdog()
_current = threading.local()  # the session and the deadline of the fetch under way


@contextmanager
def open_session(allowed_networks: Sequence[str]) -> Iterator[requests.Session]:
    """A session that connects to public addresses only, and only until the deadline around it."""
    sessions = _current.__dict__.setdefault("sessions", {})
    networks = tuple(allowed_networks)
    session = sessions.get(networks) or sessions.setdefault(networks, _new_session(networks))
    try:
        yield session
    finally:  # made once, but what one fetch leaves behind is nothing to the next
        session.close()
        session.cookies.clear()


def _new_session(allowed_networks: tuple[str, ...]) -> requests.Session:
    policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    policy.allow_plain_text_http = True  # some feeds of Swiss offices are still served so
    policy.add_xff_header = False
    if allowed_networks:
        policy.add_allowed_addresses(list(allowed_networks))
    session: requests.Session = policy.get_antissrf_session()
    session.trust_env = False  # no proxy, no .netrc
    for prefix in ("http://", "https://"):
        adapter: Any = session.get_adapter(prefix)
        adapter.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return session


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        _current.deadline.watch(connection)
        return connection


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        _current.deadline.watch(connection)
        return connection


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
