"""Whose turn it is at a host, in Redis and without."""

import time

import pytest
import redis
from django.conf import settings

from config import processes
from incidents.ingest.turns import AWAY, Later, OwnTurns, SharedTurns, Turns

HOST = "news.example"


@pytest.fixture(params=["shared", "own"])
def turns(request: pytest.FixtureRequest) -> Turns:
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    return SharedTurns(settings.REDIS_URL) if request.param == "shared" else OwnTurns()


def test_one_request_at_a_time_per_host(turns: Turns) -> None:
    turns.take(HOST, 10)

    with pytest.raises(Later) as later:
        turns.take(HOST, 10)

    assert 0 < later.value.seconds <= 10
    assert turns.take("other.example", 10) is not None


def test_the_next_turn_comes_after_the_pause(turns: Turns) -> None:
    turns.leave(HOST, turns.take(HOST, 10), pause=0.2)

    assert 0.1 < turns.waits([HOST])[HOST] <= 0.2
    with pytest.raises(Later):
        turns.take(HOST, 10)
    time.sleep(0.25)
    turns.take(HOST, 10)


def test_without_a_pause_the_next_turn_comes_at_once(turns: Turns) -> None:
    turns.leave(HOST, turns.take(HOST, 10), pause=0)

    assert turns.waits([HOST])[HOST] == 0
    turns.take(HOST, 10)


def test_the_turn_of_a_killed_worker_lapses(turns: Turns) -> None:
    turns.take(HOST, 0.1)

    time.sleep(0.15)

    turns.take(HOST, 10)


def test_robots_are_remembered_per_site(turns: Turns) -> None:
    assert turns.robots("https://news.example") is None

    turns.keep_robots("https://news.example", "")

    assert turns.robots("https://news.example") == ""
    assert turns.robots("http://news.example") is None


def test_a_worker_that_stalled_does_not_end_the_turn_of_another() -> None:
    turns = SharedTurns(settings.REDIS_URL)
    stalled = turns.take("stalled.example", 0.05)
    time.sleep(0.1)
    turns.take("stalled.example", 10)

    turns.leave("stalled.example", stalled, pause=0)

    with pytest.raises(Later):
        turns.take("stalled.example", 10)


def test_while_a_request_is_under_way_the_next_asks_again_soon() -> None:
    turns = SharedTurns(settings.REDIS_URL)
    turns.take("slow.example", 40)

    assert turns.waits(["slow.example"])["slow.example"] <= 0.5


def test_while_redis_is_away_nobody_gets_a_turn() -> None:
    turns = SharedTurns(f"redis://127.0.0.1:{processes.free_port()}/0")

    for ask in (lambda: turns.take(HOST, 10), lambda: turns.robots("https://news.example")):
        with pytest.raises(Later) as later:
            ask()
        assert later.value.seconds == AWAY
    turns.leave(HOST, "token", pause=1)
    turns.keep_robots("https://news.example", "")
    assert turns.waits([HOST])[HOST] == AWAY
