"""The one reader of this process, by the settings."""

from functools import cache

import redis
from django.conf import settings

from incidents.ingest.reader import Reader
from incidents.ingest.turns import OwnTurns, SharedTurns, Turns


@cache
def worker_reader() -> Reader:
    """For workers: turns are shared through Redis; while it is away, everything comes later."""
    return _reader(SharedTurns(settings.REDIS_URL))


@cache
def command_reader() -> Reader:
    """For commands, which also run where there is no broker."""
    shared = SharedTurns(settings.REDIS_URL)
    return _reader(shared if _answers() else OwnTurns())


def _answers() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1) as broker:
            return bool(broker.ping())
    except (redis.RedisError, OSError):
        return False


def _reader(turns: Turns) -> Reader:
    return Reader(
        turns,
        gap=settings.HOST_GAP,
        timeout=settings.FETCH_TIMEOUT,
        contact=settings.CONTACT,
        allowed_networks=settings.FETCH_ALLOW,
    )
