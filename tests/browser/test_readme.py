"""The picture in the README is the dashboard with the shipped register, taken here.

`UPDATE_PICTURE=1 pytest tests/browser/test_readme.py` stores it anew.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

PICTURE = Path(settings.BASE_DIR) / "docs" / "dashboard.jpg"


@pytest.mark.django_db(transaction=True)
def test_the_picture_of_the_readme_shows_the_shipped_register(live_server, page, console, tmp_path):
    call_command("load_register", verbosity=0)
    target = PICTURE if os.environ.get("UPDATE_PICTURE") else tmp_path / PICTURE.name

    page.set_viewport_size({"width": 1280, "height": 1080})
    page.goto(f"{live_server.url}/en/")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(500)  # charts are drawn when the browser is idle
    page.screenshot(path=target, type="jpeg", quality=72)

    assert 20_000 < target.stat().st_size < 200_000
    assert PICTURE.exists()
