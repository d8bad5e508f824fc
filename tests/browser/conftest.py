"""Chromium from CHROMIUM_PATH or PATH; without one these tests are skipped, and say so."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from simple_history.utils import update_change_reason

from incidents.choices import Status
from tests.factories import ArticleFactory, ClaimFactory, IncidentFactory

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = (
    os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ROOT = Path(settings.BASE_DIR)
VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"


def pytest_collection_modifyitems(items):
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    reason = ""
    if not CHROMIUM:
        reason = "no Chromium: set CHROMIUM_PATH or install it"
    elif not (VENDOR / "overview.js").exists():
        reason = "no front-end files: run `make setup`"
    for item in here:
        item.add_marker(pytest.mark.browser)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    if here and reason:
        print(f"\nSKIPPED {len(here)} browser tests: {reason}")  # noqa: T201


@pytest.fixture(scope="session", autouse=True)
def scripts():
    """The one script of the pages, put together from its parts as they are now."""
    if (ROOT / "node_modules" / "htmx.org").exists():
        subprocess.run(["sh", "scripts/vendor.sh", "static/vendor"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def register(transactional_db):
    """A dozen incidents of every precision and most groups."""
    kinds = ["ransomware", "data_breach", "malware", "phishing", "ddos", "unknown"]
    types = ["hospital", "practice", "care_home", "laboratory", "insurer", "it_provider"]
    found = [
        IncidentFactory(
            number=n + 1,
            organisation__org_type=types[n % 6],
            organisation__canton=["BE", "ZH", ""][n % 3],
            attack_type=kinds[n % 6],
            disclosed_on=date(2018 + n % 5, 1 + n, 7),
            patient_care_impact=["none", "degraded", "outage"][n % 3],
            detected_from=date(2018 + n % 5, 1 + n, 7 - n % 3),
            detected_to=date(2018 + n % 5, 1 + n, 7 - n % 3),
        )
        for n in range(10)
    ]
    found.append(IncidentFactory(number=11, disclosed_from=None, disclosed_to=None))
    year = {"disclosed_from": date(2020, 1, 1), "disclosed_to": date(2020, 12, 31)}
    found.append(IncidentFactory(number=12, **year))
    article = ArticleFactory(title="Spital gehackt")
    ClaimFactory(incident=found[0], article=article)
    return found


@pytest.fixture
def public(register):
    """The register with one record that has everything, and one that was withdrawn."""
    first = register[0]
    first.organisation.slug, first.organisation.org_type = "body", "hospital"
    first.organisation.names = {"fr": "Hôpital de Musterwil"}
    first.organisation.aliases = ["SMW"]
    first.organisation.website = "https://spital.example/"
    first.organisation.save()
    first.slug, first.threat_actor, first.language = "one", "Clop", "de"
    first.summary_de = "Das Spital war zwei Tage offline."
    first.summary_en = "The hospital was offline for two days."
    first.org_type = "hospital"
    first.remarks = "Einträge, nicht Personen."
    first.detected_from = first.detected_to = first.disclosed_from
    first.save()
    first.summary_de = "Das Spital war drei Tage offline."
    first.canton = "BE"
    first.save()
    update_change_reason(first, "Jahresbericht")
    for n in range(5):
        other = IncidentFactory(number=30 + n, threat_actor="Clop", organisation__canton="BE")
        other.involvements.create(organisation=first.organisation, role="supplier")
    IncidentFactory(number=20, slug="gone", status=Status.RETRACTED)
    return register


def _complaint(text: str) -> list[str]:
    """HTMX reports each request that a newer one replaced as two errors."""
    return [] if text.startswith(("htmx:afterRequest", "htmx:sendAbort")) else [text]


def _failure(request) -> list[str]:
    """What a page gave up itself, for a newer request or another page, is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


@pytest.fixture
def console(page):
    """Whatever the browser complains about; empty at the end of every test that asks for it."""
    said: list[str] = []
    page.on("console", lambda message: said.extend(_complaint(message.text)))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.extend(_failure(request)))
    page.on("response", lambda r: said.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield said
    assert said == []
