"""What may go wrong with machines: killed, flushed, stopped, doubled, and clocks that lie."""

import pytest
import redis
from django.conf import settings as live
from django.db import connection
from django.utils import timezone

from incidents import services, tasks
from incidents.models import Article, Incident, Source
from incidents.records import Entry
from tests import services as stack
from tests.factories import SourceFactory
from tests.faults.conftest import assert_all_is_well, messages
from tests.waiting import wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(stack.on_sqlite, reason="several machines need a server"),
]
PIPELINE = "incidents.ingest.pipeline"
# Each pipeline step, killed before it, and after its work but before its transaction ends.
POINTS = [
    "incidents.services:queue_sources:after",
    f"{PIPELINE}.source:look:before",
    f"{PIPELINE}.source:look:after",
    "incidents.services:add_entries:before",
    "incidents.services:add_entries:after",
    "incidents.services:finish_poll:before",
    "incidents.services:queue_articles:after",
    f"{PIPELINE}.batch:try_article:before",
    "incidents.ingest.reader:fetch:after",
    f"{PIPELINE}.article:opened:after",
    "incidents.services:settle:after",
    "incidents.services:save_page:after",
    "incidents.services:note_visit:after",
    f"{PIPELINE}.article:code:before",
    f"{PIPELINE}.article:code:after",
    "incidents.services:save_coding:after",
    f"{PIPELINE}.article:find_incident:after",
    "incidents.services:propose_draft:after",
    "incidents.services:finish_article:after",
]
WHILE_STORING_MANY = "incidents.services.shelf:_finished:after"


def enter(urls):
    return services.add_entries(None, [Entry(url) for url in urls])


def test_twenty_workers_killed_at_twenty_points_lose_and_repeat_nothing(
    farm, kill_at, start_worker
):
    farm.plant(1, 6, relevant=3)
    farm.plant(2, 6, relevant=2)
    for host in (1, 2):
        SourceFactory(url=farm.url(host, "/feed.xml"), interval="0:00:01")

    ends = kill_at(POINTS)
    enter(farm.plant(3, 4))  # new ones: who survived a kill is not stored with others any more
    ends |= kill_at([WHILE_STORING_MANY])
    start_worker()

    assert len(ends) == 20
    assert_all_is_well(16)
    assert set(ends.values()) == {"killed"}, ends
    assert Incident.objects.count() == 3  # two of the five reports tell of the same attacks


def test_a_flushed_broker_loses_none_of_five_hundred_queued_articles(
    farm, environment, start_worker, settings
):
    urls = [url for host in range(1, 251) for url in farm.plant(host, 2, relevant=host == 7)]
    enter(urls)
    tasks.sweep()
    assert messages() > 10
    assert Article.objects.exclude(queued_at=None).count() == 500

    redis.Redis.from_url(live.REDIS_URL).flushdb()
    Article.objects.update(queued_at=timezone.now())
    start_worker()

    assert_all_is_well(500, seconds=90)


def test_broker_and_database_may_stop_under_load(farm, environment, start_worker):
    urls = [url for host in range(1, 41) for url in farm.plant(host, 3, relevant=host < 4)]
    enter(urls)
    start_worker()
    start_worker(beat=False)

    wait_for(lambda: Article.objects.exclude(versions=None).count() > 10, 90)
    stack.broker.restart()
    wait_for(lambda: Article.objects.exclude(versions=None).count() > 30, 90)
    connection.close()
    stack.database.restart()

    assert_all_is_well(len(urls), seconds=120)


def test_two_workers_and_two_clocks_do_everything_once(farm, start_worker):
    for host in range(1, 6):
        farm.plant(host, 6, relevant=2)
        SourceFactory(url=farm.url(host, "/feed.xml"), interval="0:00:01")
    for _ in range(2):  # nobody dies here, so no lease may end early on a busy machine
        start_worker(LEASE_SECONDS="30")

    wait_for(lambda: Article.objects.count() == 30)
    assert_all_is_well(30)
    # The feeds are asked again by then, or soon.
    wait_for(lambda: Source.objects.filter(last_outcome="not_modified").count() == 5)

    pages = [(r.host, r.path) for r in farm.log if r.path.endswith("-artikel")]
    assert len(pages) == len(set(pages)), "a page was asked for twice"


@pytest.mark.parametrize("ahead", [7_200, -7_200])
def test_a_worker_with_a_wrong_clock_holds_nothing_up(farm, kill_at, start_worker, ahead):
    enter(farm.plant(1, 4, relevant=2))

    ends = kill_at(["incidents.services:save_coding:before"], "--ahead", str(ahead))
    start_worker()

    assert set(ends.values()) == {"killed"}
    assert_all_is_well(4)
