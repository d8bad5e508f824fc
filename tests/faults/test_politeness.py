"""Four workers and one host: its log shows who is polite."""

import itertools

import pytest

from incidents.models import Article, Source
from tests import services as stack
from tests.factories import SourceFactory
from tests.faults.conftest import is_over
from tests.faults.farm import Farm
from tests.waiting import wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(stack.on_sqlite, reason="several machines need a server"),
]
GAP = 0.4


def test_four_workers_ask_a_host_one_at_a_time_with_a_gap_and_its_robots(start_worker):
    with Farm(robots="User-agent: *\nDisallow: /*9-artikel", pause=0.05) as farm:
        farm.plant(1, 12)
        farm.plant(2, 8)
        for host in (1, 2):
            SourceFactory(url=farm.url(host, "/feed.xml"), interval="0:00:02")
        for n in range(4):
            start_worker(beat=n == 0, HOST_GAP_SECONDS=str(GAP), WORKERS="1")

        wait_for(lambda: Article.objects.count() == 20 and is_over())
        wait_for(lambda: Source.objects.filter(last_outcome="not_modified").count() == 2)

    for host in ("127.0.0.1", "127.0.0.2"):
        log = [request for request in farm.log if request.host == host]
        assert log[0].path == "/robots.txt"
        gaps = [later.at - one.ends for one, later in itertools.pairwise(log)]
        assert min(gaps) >= GAP * 0.98, gaps
        assert not [r.path for r in log if r.path.endswith("9-artikel")]
        feeds = [r for r in log if r.path == "/feed.xml"]
        assert all("If-None-Match" in r.headers for r in feeds[1:])
        assert all("Anamnesis" in r.headers["User-Agent"] for r in log)
    ruled_out = Article.objects.filter(failure="robots")
    assert {article.url[-10:] for article in ruled_out} == {"/9-artikel", "19-artikel"}
    assert len(farm.log) < 60
