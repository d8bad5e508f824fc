"""`manage.py serve`: everything of Anamnesis on one machine, under one Ctrl-C."""

import os
import secrets
import signal
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import processes
from config.supervisor import Supervisor

PYTHON = Path(sys.executable)


class Command(BaseCommand):
    help = "Prepares the data, then runs broker, worker with beat, and web until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, port, **options):
        if processes.is_open(port):
            raise CommandError(f"Port {port} is taken. Choose another: PORT=8001 make run")
        self.stdout.write("Preparing data and static files …")
        call_command("migrate", verbosity=0)
        call_command("load_register", stdout=self.stdout)
        call_command("load_sources", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        login = make_curator()
        children = Supervisor({**os.environ, "PYTHONUNBUFFERED": "1"}, self.stderr.write)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop_asked)
        try:
            self._start_all(children, port)
            self._greet(port, login)
            while True:
                time.sleep(0.5)
                children.revive()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        except RuntimeError as error:
            raise CommandError(str(error)) from None
        finally:
            children.stop()
        self.stdout.write("Stopped.")

    def _start_all(self, children: Supervisor, port: int) -> None:
        if not os.environ.get("REDIS_URL"):
            broker_port = processes.free_port()
            command = processes.broker_command(broker_port, settings.VAR_DIR / "broker", keep=True)
            broker = children.start("broker", command)
            processes.wait_until(lambda: processes.is_open(broker_port), broker, "The broker")
            children.env["REDIS_URL"] = f"redis://127.0.0.1:{broker_port}/0"
        children.start("worker", worker_command())
        web = children.start("web", web_command(port))
        processes.wait_until(lambda: processes.is_open(port), web, "The web server", 30)

    def _greet(self, port: int, login: tuple[str, str] | None) -> None:
        self.stdout.write(f"Anamnesis is at http://127.0.0.1:{port}/  (Ctrl-C stops it)")
        self.stdout.write(f"Curators log in at http://127.0.0.1:{port}/admin/")
        if login:
            self.stdout.write(f"  first login: {login[0]} / {login[1]}  (shown only this once)")
        self.stdout.flush()  # a pipe would keep it until the end

    @staticmethod
    def _stop_asked(*_):
        raise KeyboardInterrupt


def worker_command() -> list:
    """One worker with beat inside. Not for many workers: there beat runs by itself."""
    return [
        *(PYTHON, "-m", "celery", "--quiet", "-A", "config", "worker", "--beat"),
        *("--concurrency", os.environ.get("WORKERS") or "2", "--loglevel", "WARNING"),
        *("--hostname", "anamnesis@%h", "--without-gossip", "--without-mingle"),
    ]


def web_command(port: int) -> list:
    return [
        *(PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning"),
    ]


def make_curator() -> tuple[str, str] | None:
    """A first account for an installation that has none: (name, password), else None."""
    users = get_user_model().objects
    if users.exists():
        return None
    password = secrets.token_urlsafe(12)
    users.create_superuser("curator", password=password)
    return "curator", password
