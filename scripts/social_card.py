"""Draws static/social-card.png and static/touch-icon.png with Chromium, by a developer's hand.

The pictures are committed, so nothing of this is needed to serve the pages.
"""

import base64
import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
CHROMIUM = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
FONT = STATIC / "vendor" / "source-sans-3-latin-wght-normal.woff2"
ICON = "<style>body { margin: 0 } svg { display: block; width: 180px }</style>"


def draw(page, html: str, width: int, height: int, target: Path) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=target)


def main() -> None:
    font = base64.b64encode(FONT.read_bytes()).decode()
    card = Path(__file__).with_suffix(".html").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        draw(page, card.replace("FONT", font), 1200, 630, STATIC / "social-card.png")
        icon = (STATIC / "favicon.svg").read_text()
        draw(page, ICON + icon, 180, 180, STATIC / "touch-icon.png")
        browser.close()


if __name__ == "__main__":
    main()
