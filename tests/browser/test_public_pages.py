"""Every page beside dashboard and list, in a real browser, in four languages."""

import pytest

RECORD = "incidents/0001-one/"
PATHS = {
    "record": RECORD,
    "history": RECORD + "history/",
    "organisation": "organisations/body/",
    "sector": "sectors/hospital/",
    "attack": "attacks/ransomware/",
    "canton": "cantons/be/",
    "actor": "actors/clop/",
    "empty canton": "cantons/ai/",
    "methodology": "methodology/",
    "accuracy": "methodology/accuracy/",
    "data": "data/",
    "about": "about/",
    "accessibility": "accessibility/",
    "easy": "easy/",
    "lost": "nowhere/",
    "withdrawn": "incidents/0020-gone/",
}
GONE = {"lost": 404, "withdrawn": 410}


@pytest.fixture
def go(page, live_server, public):
    def open_page(name: str, language: str = "en"):
        return page.goto(f"{live_server.url}/{language}/{PATHS[name]}")

    return open_page


@pytest.fixture
def watched(page, live_server):
    """What the browser complains about, cookies set, and hosts asked beside our own."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))

    def asked(request):
        if not request.url.startswith((live_server.url, "data:")):
            said.append(f"asked: {request.url}")

    page.on("request", asked)
    page.add_init_script(
        """addEventListener("securitypolicyviolation",
             (event) => console.error("CSP: " + event.violatedDirective));"""
    )
    yield said
    expected = "Failed to load resource"  # what Chromium says about 404 and 410 themselves
    assert [line for line in said if not line.startswith(expected)] == []
    assert page.context.cookies() == []


def test_every_page_is_whole_at_every_width(page, go, watched):
    for name in PATHS:
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            response = go(name, "de")
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert response.status == GONE.get(name, 200), name
            assert beyond == 0, f"{name} at {width}"
            assert page.locator("h1").count() == 1


def test_pages_bear_200_percent_text(page, go):
    page.set_viewport_size({"width": 640, "height": 800})
    for name in PATHS:
        go(name, "de")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        beyond = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert beyond == 0, name


def test_words_in_another_language_say_which(page, go):
    go("record", "fr")

    assert page.locator(".record__summary .prose").get_attribute("lang") == "de"
    assert page.locator(".record__summary .badge").is_visible()


def test_the_link_is_copied(page, go, watched, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go("sector")
    button = page.locator(".copy button")
    label = button.inner_text()
    button.click()

    page.wait_for_function("document.querySelector('.copy [role=status]').textContent !== ''")
    assert button.inner_text() != label
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/en/sectors/hospital/"


def test_the_keyboard_reaches_reply_and_references(page, go, watched):
    go("record")
    seen = []
    for _ in range(90):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))

    assert any(href.endswith("/history/") for href in seen)
    assert any(href.endswith(".bib") for href in seen)
    assert any(href.endswith("/organisations/body/") for href in seen)


def test_a_first_visit_to_a_record_is_light(page, go):
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.on("request", lambda request: sizes.append(0))
    go("record")
    page.wait_for_load_state("networkidle")

    assert "Chart" not in page.content()
    assert sum(sizes) < 120_000  # before compression: font 29 KB, styles, page


def test_print_shows_sources_and_hides_what_is_clicked(page, go):
    go("record")
    page.emulate_media(media="print")

    assert not page.locator(".copy").is_visible()
    assert not page.locator(".nav").is_visible()
    assert (
        page.locator(".sources__title a")
        .first.evaluate("(link) => getComputedStyle(link, '::after').content")
        .startswith('" http')
    )


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_everything_reads_and_leads_on(self, page, go, watched, live_server):
        go("record")

        assert page.locator(".copy__field").input_value().startswith(live_server.url)
        assert not page.locator(".copy button").is_visible()
        page.locator(".record__state a").click()
        assert page.url.endswith("/history/")
        assert page.locator("ins").first.is_visible()
        page.locator(".breadcrumb a").last.click()
        page.locator(".fact__value a").first.click()
        assert page.url == f"{live_server.url}/en/organisations/body/"

    def test_a_lost_reader_searches(self, page, go, live_server):
        go("lost")
        page.locator("#q").fill("Spital")
        page.get_by_role("button").click()

        assert page.url == f"{live_server.url}/en/incidents/?q=Spital"
