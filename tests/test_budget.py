"""What a first visit costs: page, styles, scripts and font, compressed as they are sent."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

STATIC = Path(settings.BASE_DIR) / "static"
ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2|svg))"')
KB = 1000
LIMITS = {  # in all, and of which the page itself; then how many requests it takes
    "/de/": (170 * KB, 30 * KB, 8),
    "/fr/incidents/": (170 * KB, 30 * KB, 8),
    "/it/incidents/32/": (70 * KB, 15 * KB, 8),
    "/en/methodology/": (70 * KB, 15 * KB, 7),
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (STATIC / "vendor" / "overview.js").exists(), reason="no front-end files: `make setup`"
    ),
]


def sent(name: str) -> int:
    data = (STATIC / name).read_bytes()
    return len(data) if name.endswith("woff2") else len(gzip.compress(data, 6))


def test_a_first_visit_stays_within_its_budget(client):
    call_command("load_register", verbosity=0)
    for path, (in_all, of_page, requests) in LIMITS.items():
        answer = client.get(path, follow=True)
        page = len(gzip.compress(answer.content, 6))
        files = set(ASSET.findall(answer.content.decode()))

        assert answer.status_code == 200
        assert page <= of_page, path
        assert page + sum(map(sent, files)) <= in_all, path
        assert 1 + len(files) <= requests, (path, files)
