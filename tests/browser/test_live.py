"""Results follow the filters without a new page: same address, focus, count, way back."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import drawn


@pytest.fixture
def dashboard(page, live_server, register, console):
    page.goto(live_server.url + "/en/")
    return live_server.url + "/en/"


def choose(page, facet: str, value: str) -> None:
    box = page.locator(f"input[name={facet}][value={value}]")
    page.locator(".facet", has=box).locator("summary").click()
    box.check()


def shown(page) -> str:
    return page.locator("#results").get_attribute("data-status")


def test_a_choice_changes_the_results_and_nothing_else(page, dashboard):
    page.evaluate("window.same = true")
    choose(page, "canton", "zh")
    page.wait_for_url("**/en/?canton=zh")

    assert page.evaluate("window.same")
    assert "Zurich" in page.title()
    assert "3 of 12" in shown(page) == page.locator("#status").text_content()
    assert "3 of 12" in page.locator("#sentence").text_content()
    assert page.evaluate("document.activeElement.value") == "zh"
    assert page.locator(".languages a[lang=it]").get_attribute("href") == "/it/?canton=zh"
    drawn(page)
    assert page.locator("#results .chip").count() == 1


def test_the_way_back_leads_back(page, dashboard):
    choose(page, "attack_type", "ransomware")
    page.wait_for_url("**attack_type=ransomware")
    page.go_back()
    page.wait_for_url(dashboard)

    expect(page.locator("#results")).to_have_attribute("data-status", "12 recorded incidents.")
    assert not page.locator("input[value=ransomware]").is_checked()


def test_taking_a_filter_away_unticks_it(page, dashboard):
    page.goto(dashboard + "?canton=be,zh")
    page.locator(".chip", has_text="Bern").click()
    page.wait_for_url("**canton=zh")

    assert not page.locator("input[name=canton][value=be]").is_checked()
    assert page.locator("input[name=canton][value=zh]").is_checked()


def test_a_tile_switches_its_canton_and_keeps_the_focus(page, dashboard):
    page.goto(dashboard + "?canton=be,zh")
    page.locator("#tile-zh").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**canton=be")

    assert "Bern" in shown(page)


def test_only_the_last_of_quick_changes_counts(page, dashboard):
    page.locator("#q").press_sequentially("Spital Musterwil", delay=5)
    page.wait_for_url("**q=Spital%20Musterwil")

    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator("#q").input_value() == "Spital Musterwil"


def test_counts_beside_the_options_follow(page, dashboard):
    choose(page, "attack_type", "ransomware")
    page.wait_for_url("**attack_type=ransomware")

    box = page.locator("label", has=page.locator("input[name=org_type][value=practice]"))
    assert box.locator(".facet__count").text_content() == "0"


def test_what_cannot_be_fetched_is_opened_as_a_page(page, live_server, register):
    page.goto(live_server.url + "/en/")
    page.route("**/en/?*", lambda route: route.abort(), times=1)
    choose(page, "canton", "zh")
    page.wait_for_url("**canton=zh*")

    assert "3 of 12" in shown(page)


def test_escape_shuts_a_list_of_options(page, dashboard):
    page.locator(".facet summary").first.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.locator(".facet[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_theme_is_kept_without_a_cookie(page, dashboard):
    button, ground = page.locator(".theme"), "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button.click()
    button.click()
    dark = page.evaluate(ground)
    page.reload()

    assert page.evaluate(ground) == dark != light
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["", "incidents/"])
def test_a_visit_takes_few_requests_and_none_elsewhere(page, live_server, register, path):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(live_server.url + "/en/" + path, wait_until="networkidle")

    assert all(url.startswith(live_server.url) for url in seen)
    assert len(seen) <= 8, seen


def test_the_keyboard_alone_filters_and_opens_an_incident(page, dashboard):
    def tab_to(selector):
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} is out of reach")

    tab_to(".facet summary")
    page.keyboard.press("Enter")
    tab_to("input[value=hospital]")
    page.keyboard.press("Space")
    page.wait_for_url("**org_type=hospital")
    tab_to(".row__title a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/00*/")


def test_forced_colours_keep_every_chart_and_number(page, dashboard, tmp_path):
    page.emulate_media(forced_colors="active")
    page.wait_for_timeout(200)
    drawn(page)
    tile = page.locator("#tile-zh")

    assert page.screenshot(path=tmp_path / "forced.png", full_page=True)
    assert tile.evaluate("(a) => getComputedStyle(a).borderTopStyle") == "solid"
    assert tile.text_content().endswith("3")


def test_filters_follow_the_width(page, dashboard):
    for width, are_open in ((360, False), (1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("#q")).to_be_visible(visible=are_open)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_open_list_of_options_reaches_beyond_the_page(page, dashboard, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    if width < 1024:
        page.locator(".filters__summary").click()
    for summary in page.locator(".facet > summary").all():
        summary.click()
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) == 0


LIT = """
(id) => Chart.getChart(document.querySelector(`section[aria-labelledby=${id}-title] canvas`))
  .getActiveElements().map(({ element: { $context: { raw, index } } }) => raw.title ?? index)
"""


def test_a_row_lights_its_mark_and_escape_puts_it_out(page, dashboard):
    drawn(page)
    for name in ("strip", "years"):
        page.locator(f"details:has(#{name}-table) > summary").click()
    link = page.locator("#strip-table tbody a").nth(3)
    link.focus()
    page.locator("#years-table tbody tr").nth(1).hover()

    assert page.evaluate(LIT, "strip") == [link.text_content()]
    assert set(page.evaluate(LIT, "years")) == {1}
    page.keyboard.press("Escape")
    assert page.evaluate(LIT, "strip") == page.evaluate(LIT, "years") == []
