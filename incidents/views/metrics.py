"""Numbers for Prometheus, counted from the database so that all processes agree."""

import hmac
import ipaddress
from collections.abc import Iterator
from datetime import timedelta

import redis
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from incidents.models import Source
from incidents.selectors import ingestion

PATIENCE = 1.0  # seconds to wait for the broker


@require_safe
@never_cache
def metrics(request):
    """For loopback, and for whoever has the token."""
    if not _may_read(request):
        return HttpResponse("not for you\n", status=403, content_type="text/plain")
    registry = CollectorRegistry()
    registry.register(Ingestion())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_read(request) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    if "HTTP_X_FORWARDED_FOR" in request.META:  # a proxy on loopback asks for somebody else
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class Ingestion(Collector):
    """Asked once per request; keeps nothing."""

    def collect(self) -> Iterator[Metric]:
        yield _articles()
        yield _polls()
        yield _latency()
        yield from _queue()
        yield from _sources()

    def describe(self) -> list[Metric]:
        return []  # else registering would count everything once more


def _articles() -> Metric:
    name, text = "anamnesis_articles", "Articles by state and kind of failure."
    family = GaugeMetricFamily(name, text, labels=["outcome", "failure"])
    for state, failure, n in ingestion.count_articles():
        family.add_metric([state, failure], n)
    return family


def _polls() -> Metric:
    name, text = "anamnesis_polls_last_day", "Polls of the last 24 hours by outcome."
    family = GaugeMetricFamily(name, text, labels=["outcome", "failed"])
    for outcome, failed, n in ingestion.count_polls(timezone.now() - timedelta(days=1)):
        family.add_metric([outcome, str(failed).lower()], n)
    return family


def _latency() -> Metric:
    counts, total = ingestion.latency()
    edges = [*(f"{float(edge)}" for edge in ingestion.LATENCIES), "+Inf"]
    family = HistogramMetricFamily(
        "anamnesis_published_to_proposed_seconds", "From published to proposed, per report."
    )
    family.add_metric([], list(zip(edges, counts, strict=True)), total)
    return family


def _queue() -> Iterator[Metric]:
    queue = ingestion.queue()
    yield GaugeMetricFamily("anamnesis_articles_due", "Articles to work on now.", queue.due)
    yield GaugeMetricFamily(
        "anamnesis_articles_queued", "Articles with a message in the broker.", queue.queued
    )
    yield GaugeMetricFamily(
        "anamnesis_articles_waiting", "Unfinished articles for a later try.", queue.waiting
    )
    yield GaugeMetricFamily(
        "anamnesis_oldest_unfinished_seconds", "Age of the oldest unfinished article.", queue.oldest
    )
    if (messages := _messages()) is not None:
        yield GaugeMetricFamily(
            "anamnesis_broker_messages", "Messages that no worker has taken.", messages
        )


def _messages() -> int | None:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
        ) as broker:
            return broker.llen("celery")
    except (redis.RedisError, OSError):
        return None


def _sources() -> Iterator[Metric]:
    enabled = Source.objects.filter(enabled=True)
    yield GaugeMetricFamily("anamnesis_sources", "Enabled sources.", enabled.count())
    yield GaugeMetricFamily(
        "anamnesis_sources_failing",
        "Enabled sources whose last poll failed.",
        enabled.filter(failures__gt=0).count(),
    )
