"""Connections that reach public addresses only, and only until a deadline."""

import threading
import time
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache
from socket import SHUT_RDWR, socket
from typing import Any, Self

import requests
from AntiSSRF import AntiSSRFPolicy, PolicyConfigOptions
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_deadline: ContextVar["Deadline"] = ContextVar("deadline")


class Deadline:
    """Cuts every connection of one fetch when its time is over.

    A timeout of the socket starts anew with each byte, so a server that drips would never end.
    """

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds
        self._sockets: list[socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def remaining(self) -> float:
        return max(self.ends_at - time.monotonic(), 0.001)

    @property
    def has_passed(self) -> bool:
        return time.monotonic() >= self.ends_at

    def watch(self, connection: socket) -> None:
        # A twin stays valid when TLS takes over the original or http.client lets go of it.
        self._sockets.append(connection.dup())

    def _cut(self) -> None:
        for connection in tuple(self._sockets):
            try:
                connection.shutdown(SHUT_RDWR)
            except OSError:
                continue  # closed already

    def __enter__(self) -> Self:
        self._timer.start()
        self._outer = _deadline.set(self)
        return self

    def __exit__(self, *exc: object) -> None:
        _deadline.reset(self._outer)
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()


def open_session(allowed_networks: Sequence[str]) -> requests.Session:
    """A session that connects to public addresses only, and only until the deadline around it."""
    session: requests.Session = _policy(tuple(allowed_networks)).get_antissrf_session()
    session.trust_env = False  # no proxy, no .netrc
    for prefix in ("http://", "https://"):
        adapter: Any = session.get_adapter(prefix)
        adapter.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return session


@cache
def _policy(allowed_networks: tuple[str, ...]) -> AntiSSRFPolicy:
    policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    policy.allow_plain_text_http = True  # some feeds of Swiss offices are still served so
    policy.add_xff_header = False
    if allowed_networks:
        policy.add_allowed_addresses(list(allowed_networks))
    return policy


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        _deadline.get().watch(connection)
        return connection


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        _deadline.get().watch(connection)
        return connection


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
