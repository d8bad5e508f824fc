"""For those who watch: is the process up, and can it work."""

import logging

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE = 1.0  # seconds to wait for the broker
log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request):
    return _plain("ok")


@require_safe
@never_cache
def readyz(request):
    down = [name for name, check in CHECKS.items() if not check()]
    if down:
        return _plain("\n".join(f"{name} down" for name in down), status=503)
    return _plain("ready")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        log.warning("database does not answer: %s", error)
        return False
    return True


def _broker_answers() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
    )
    try:
        with client:
            return bool(client.ping())
    except (redis.RedisError, OSError) as error:
        log.warning("broker does not answer: %s", error)
        return False


CHECKS = {"database": _database_answers, "broker": _broker_answers}


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")
