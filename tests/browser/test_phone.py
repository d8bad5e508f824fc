"""On a phone: filters in a panel of their own, with the way back to the results at hand."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def phone(page, live_server, register, console):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + "/en/")
    page.locator(".filters__summary").click()
    return page


def test_the_button_says_what_it_leads_to_and_shuts_the_panel(phone):
    button = phone.locator(".filters__actions .button")
    expect(button).to_have_text("Show 12 incidents")
    phone.locator(".facet", has=phone.locator("[name=org_type]")).locator("summary").click()
    phone.locator("[name=org_type][value=hospital]").check()

    expect(button).to_have_text("Show 4 incidents")
    expect(button).to_be_in_viewport()
    button.press("Enter")
    expect(phone.locator("#q")).to_be_hidden()
    expect(phone.locator("#results")).to_be_focused()
    expect(phone.locator("#results .chip")).to_be_in_viewport()


def test_what_has_the_focus_is_never_under_the_button(phone):
    for facet in phone.locator(".facet summary").all()[:2]:
        facet.press("Enter")
    edge = phone.locator(".filters__actions")
    for _ in range(30):
        phone.keyboard.press("Tab")
        inside = phone.evaluate("!!document.activeElement.closest('.facets')")
        box = phone.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        if inside:
            assert box["bottom"] <= edge.bounding_box()["y"] + 1
