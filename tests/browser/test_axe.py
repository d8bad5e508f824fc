"""axe-core on every kind of page, in four languages, light and dark, on a phone and a wide screen.

One page load serves all four: the theme is switched by emulation, the width by resizing.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from tests.browser.test_public_pages import PATHS

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "dashboard": "",
    "dashboard as tables": "?canton=be,zh&by=quarter&tab=table",
    "list": "incidents/",
    "list as a table": "incidents/?sort=-added&tab=table",
    "nothing found": "incidents/?q=nothing&org_type=hospital",
    **PATHS,
}
LOOKS = [("light", 360), ("dark", 360), ("dark", 1280), ("light", 1280)]
RUN = """axe.run({ resultTypes: ["violations"], iframes: false, preload: false })
  .then((found) => found.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 150))]))"""
UNFOLD = """for (const part of document.querySelectorAll("details")) {
  part.removeAttribute("name");
  part.open = true;
}"""

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="no axe-core: run `make setup`")


@pytest.fixture
def open_page(page, live_server, public):
    def load(language: str, path: str, width: int = LOOKS[0][1]):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(f"{live_server.url}/{language}/{path}")
        page.evaluate(AXE.read_text())

    return load


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_axe_finds_no_fault(page, open_page, language):
    faults = []
    for name, path in PAGES.items():
        open_page(language, path)
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            faults += [(name, scheme, width, *fault) for fault in page.evaluate(RUN)]

    assert faults == []


def test_axe_finds_no_fault_in_what_unfolds(page, open_page):
    faults = []
    for name, path in PAGES.items():
        open_page("de", path)
        page.evaluate(UNFOLD)
        faults += [(name, *fault) for fault in page.evaluate(RUN)]

    assert faults == []


def test_axe_finds_no_fault_when_all_has_failed(page, open_page):
    for template in ("500.html", "503.html"):
        open_page("de", "")
        page.set_content(render_to_string(template))
        page.evaluate(AXE.read_text())
        assert page.evaluate(RUN) == []


def test_axe_would_find_a_fault(page, open_page):
    open_page("de", "about/")
    page.evaluate("document.querySelector('h1').innerHTML += '<img src=data:,>'")

    assert [rule for rule, _where in page.evaluate(RUN)] == ["image-alt"]
