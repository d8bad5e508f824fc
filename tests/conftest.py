import os
import subprocess

import pytest
import redis
from django.conf import settings
from django.db import connection

from config import processes
from incidents.ingest.pipeline import command_reader
from incidents.management.commands.serve import worker_command


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """Pages are tested without a collectstatic run before them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Logins are not what is tested: a slow hash would cost a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forgotten_hosts(request):
    """What is remembered of a host must not outlive its test: the next one has the same port."""
    if "httpserver" in request.fixturenames:
        broker = redis.Redis.from_url(settings.REDIS_URL)
        for key in broker.scan_iter("anamnesis:*"):
            broker.delete(key)
        command_reader.cache_clear()


@pytest.fixture
def test_environment(transactional_db):
    """The environment in which a child process sees the database of this test."""
    at = connection.settings_dict
    url = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {**os.environ, "DATABASE_URL": url}


@pytest.fixture
def worker(test_environment, tmp_path):
    """A Celery worker with beat, ticking each second, on an empty broker."""
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    environment = {**test_environment, "VAR_DIR": str(tmp_path)}
    log = (tmp_path / "worker.log").open("wb")
    process = processes.start(
        worker_command(), env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    yield process
    processes.stop(process)
    log.close()
