"""What is shipped for production holds together, as far as it can be seen without an engine."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def production(**extra):
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {
        **inherited,
        "PRODUCTION": "true",
        "SECRET_KEY": "kept-secret-" * 6,
        "ALLOWED_HOSTS": "anamnesis.example",
        "SITE_URL": "https://anamnesis.example",
        **extra,
    }


def manage(*arguments, env):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_production_settings_pass_djangos_own_check():
    done = manage("check", "--deploy", "--fail-level", "WARNING", env=production())

    assert done.returncode == 0, done.stderr


def test_production_refuses_to_start_without_a_secret(tmp_path):
    done = manage("check", env=production(SECRET_KEY="short", VAR_DIR=str(tmp_path)))

    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_compose_runs_every_part_on_the_same_settings():
    services = COMPOSE["services"]

    assert {"web", "worker", "beat", "db", "redis", "proxy"} <= set(services)
    environments = [services[name]["environment"] for name in ("web", "worker", "beat", "prepare")]
    assert all(environment == environments[0] for environment in environments)
    documented = (ROOT / ".env.example").read_text()
    assert [name for name in environments[0] if f"{name}=" not in documented] == []


def test_compose_waits_for_the_schema_and_names_only_services_it_has():
    services = COMPOSE["services"]

    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["prepare"]["condition"] == (
            "service_completed_successfully"
        )
    wanted = {other for service in services.values() for other in service.get("depends_on", ())}
    assert wanted <= set(services)
    volumes = {
        volume.split(":")[0]
        for service in services.values()
        for volume in service.get("volumes", ())
    }
    assert volumes == set(COMPOSE["volumes"])


def test_the_image_copies_only_what_is_there():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--" not in line]

    assert [path for paths in copies for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("requirements/*.txt")), ROOT / "package-lock.json"], ids=str
)
def test_locks_carry_hashes_and_name_no_host(path):
    text = path.read_text()

    assert "sha256:" in text or "sha512-" in text
    assert not re.search(r"https?://[^\"\s]*(pypi|pythonhosted|npmjs)", text)
    assert "/home/" not in text
