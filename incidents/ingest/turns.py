"""Whose turn it is at a host: one request at a time and a pause after each, across workers."""

import secrets
import time
from collections.abc import Collection
from typing import Protocol

import redis

AWAY = 30.0  # seconds until the next try when nobody can say whose turn it is
BUSY = 0.5  # seconds after which to ask again while a request is under way: most are short
SHORTEST = 0.02
LONGEST = 24 * 3600.0  # a host that asks for a longer pause is asked again after a day
ROBOTS_FOR = 24 * 3600  # seconds that a robots.txt is believed

# Ends a turn, but only one's own: after a stall it may be another's by now.
_LEAVE = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) <= 0 then return redis.call('del', KEYS[1]) end
redis.call('set', KEYS[1], 'pause', 'PX', ARGV[2])
return 1
"""


class Later(Exception):
    """Not now: try again in `seconds`. Nothing has failed."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"{reason}; again in {seconds:.1f} s")
        self.seconds = seconds
        self.reason = reason


class Busy(Later):
    """A request is under way, which may end sooner than it is said to."""


class Turns(Protocol):
    """Where turns and robots.txt texts are kept."""

    def take(self, host: str, longest: float) -> str:
        """A token for one request, which lapses after `longest` seconds. Raises Later."""

    def leave(self, host: str, token: str, pause: float) -> None:
        """Hand a turn back; nobody gets the next one for `pause` seconds."""

    def waits(self, hosts: Collection[str]) -> dict[str, float]:
        """Seconds until each of the hosts may be asked, as far as is known now."""

    def robots(self, origin: str) -> str | None:
        """The stored robots.txt of `https://host`; None when it must be read."""

    def keep_robots(self, origin: str, text: str) -> None: ...


class SharedTurns:
    """Turns in Redis, for many workers. Without Redis nobody gets a turn: later, never lost."""

    def __init__(self, url: str) -> None:
        # One try each: whoever waits for Redis here holds up the worker.
        self._redis = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2
        )
        self._leave = self._redis.register_script(_LEAVE)

    def take(self, host: str, longest: float) -> str:
        token = secrets.token_hex(8)
        try:
            if self._redis.set(_turn(host), token, nx=True, px=_ms(longest)):
                return token
        except (redis.RedisError, OSError):
            raise Later(AWAY, "the broker is away") from None
        is_pause, left = self._state([host])[host]
        raise (Later if is_pause else Busy)(max(left, SHORTEST), f"{host} is busy")

    def leave(self, host: str, token: str, pause: float) -> None:
        try:
            self._leave(keys=[_turn(host)], args=[token, _ms(min(pause, LONGEST))])
        except (redis.RedisError, OSError):
            return  # the turn lapses by itself

    def waits(self, hosts: Collection[str]) -> dict[str, float]:
        return {host: left for host, (_, left) in self._state(hosts).items()}

    def _state(self, hosts: Collection[str]) -> dict[str, tuple[bool, float]]:
        """For each host whether it has a pause, not a request, and for how many seconds."""
        try:
            with self._redis.pipeline(transaction=False) as asked:
                for host in hosts:
                    asked.get(_turn(host))
                    asked.pttl(_turn(host))
                answers = asked.execute()
        except (redis.RedisError, OSError):
            return dict.fromkeys(hosts, (True, AWAY))
        state = {}
        for host, holder, left in zip(hosts, answers[::2], answers[1::2], strict=True):
            is_pause, seconds = holder == "pause", max(left, 0) / 1000
            state[host] = is_pause, seconds if is_pause else min(seconds, BUSY)
        return state

    def robots(self, origin: str) -> str | None:
        try:
            return self._redis.get(_robots(origin))  # type: ignore[return-value]
        except (redis.RedisError, OSError):
            raise Later(AWAY, "the broker is away") from None

    def keep_robots(self, origin: str, text: str) -> None:
        try:
            self._redis.set(_robots(origin), text, ex=ROBOTS_FOR)
        except (redis.RedisError, OSError):
            return  # read again next time


class OwnTurns:
    """Turns within one process, for commands run where there is no broker."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._robots: dict[str, str] = {}

    def take(self, host: str, longest: float) -> str:
        if wait := self.waits([host])[host]:
            raise Later(wait, f"{host} is busy")
        self._free_at[host] = time.monotonic() + longest
        return ""

    def leave(self, host: str, token: str, pause: float) -> None:
        self._free_at[host] = time.monotonic() + min(pause, LONGEST)

    def waits(self, hosts: Collection[str]) -> dict[str, float]:
        now = time.monotonic()
        return {host: max(self._free_at.get(host, 0.0) - now, 0.0) for host in hosts}

    def robots(self, origin: str) -> str | None:
        return self._robots.get(origin)

    def keep_robots(self, origin: str, text: str) -> None:
        self._robots[origin] = text


def _turn(host: str) -> str:
    return f"anamnesis:turn:{host}"


def _robots(origin: str) -> str:
    return f"anamnesis:robots:{origin}"


def _ms(seconds: float) -> int:
    return max(int(seconds * 1000), 0)
