"""Ten tasks of the people named in the README, on a phone, by keyboard alone.

`SCREENSHOTS=folder pytest tests/browser/test_tasks.py` keeps a picture of where each one ends.
"""

import csv
import os
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from incidents.models import Incident
from tests.factories import ArticleFactory, ClaimFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("picture")]
FARTHEST = 260  # presses of Tab


class Keys:
    """A reader with a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def to(self, selector: str) -> None:
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(s) => document.activeElement.matches(s)", selector):
                expect(self.page.locator(":focus")).to_be_in_viewport()
                return
        raise AssertionError(f"{selector} is out of reach")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector)
        self.page.keyboard.press(key)

    def follow(self, selector: str) -> None:
        """Press a link that leads to another page."""
        with self.page.expect_navigation():
            self.press(selector)

    def write(self, selector: str, words: str) -> None:
        self.to(selector)
        self.page.keyboard.type(words)

    def tick(self, facet: str, *codes: str) -> None:
        """Open a list of options and choose some of them."""
        self.press(f".facet:has([name={facet}]) > summary")
        for code in codes:
            self.press(f"[name={facet}][value={code}]", "Space")
            self.page.wait_for_url(re.compile(rf"{facet}=[a-z_,]*{code}"))

    def show(self) -> None:
        """Leave the panel by its button."""
        self.press(".filters__actions .button")
        expect(self.page.locator("#q")).to_be_hidden()
        expect(self.page.locator("#results")).to_be_focused()


@pytest.fixture
def keys(page, live_server, console, settings):
    settings.CONTACT = "desk@anamnesis.example"
    call_command("load_register", verbosity=0)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + "/en/")
    return Keys(page)


@pytest.fixture
def picture(page, request, tmp_path):
    """Keeps what the reader sees at the end, and that nothing reaches beyond the screen."""
    yield
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(300)
    page.screenshot(path=folder / f"{request.node.originalname}.png")
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) == 0


def sentence(page) -> str:
    return " ".join(page.locator("#sentence").inner_text().split())


def test_all_ransomware_at_hospitals_since_2022(page, keys):
    keys.press(".filters__summary")
    keys.write("#from", "2022")
    keys.tick("org_type", "hospital")
    keys.tick("attack_type", "ransomware")
    keys.show()

    assert "?from=2022&org_type=hospital&attack_type=ransomware" in page.url
    assert sentence(page).startswith("0 of 35 recorded incidents: made public since 2022;")
    expect(page.locator("#results")).to_contain_text("That does not mean none happened")
    keys.press(".empty a[href*='org_type=hospital&attack_type=ransomware']")
    expect(page.locator("#results .row")).to_have_count(2)


def test_which_quote_supports_that_no_data_of_medgate_were_stolen(page, keys):
    medgate = Incident.objects.get(number=32)
    article = ArticleFactory(title="Telemedizin gestört", outlet="Musterblatt", language="de")
    quote = "Nach heutigem Wissen seien keine Patientendaten abgeflossen."
    claim = {"field": "data_stolen", "value": "no", "quote": quote}
    ClaimFactory(incident=medgate, article=article, **claim)
    keys.follow(".nav a[href='/en/incidents/']")
    keys.press(".filters__summary")
    keys.write("#q", "medgate")
    page.wait_for_url("**q=medgate")
    keys.show()
    keys.follow(".row__title a")

    fact = page.locator(".fact", has=page.get_by_text("Data stolen", exact=True))
    while not fact.locator("details[open]").count():
        keys.press(".evidence summary")
    expect(fact.locator("blockquote")).to_have_text(quote)
    expect(fact.locator("blockquote")).to_have_attribute("lang", "de")


def test_practices_and_hospitals_by_year(page, keys):
    keys.press(".filters__summary")
    keys.tick("org_type", "hospital", "practice")
    keys.show()
    keys.press("section:has(#compared-table) summary")

    expect(page.locator("#compared-title")).to_have_text("Hospital and Practice compared")
    rows = page.locator("#compared-table tbody tr").all_inner_texts()
    numbers = dict(row.split(maxsplit=1) for row in rows)
    assert numbers["2022"].split() == ["1", "4"]


def test_what_is_not_known(page, keys):
    keys.press(".jump a[href='#how-sure']")
    keys.press("section:has(#known-table) summary")
    expect(page.locator("#known-table")).to_be_visible()
    keys.follow("#known-table a[href*='ransom_paid=unknown']")

    assert "Ransom paid: Not known" in sentence(page)


def test_the_view_in_italian_is_shared(page, keys, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys.press(".filters__summary")
    keys.tick("canton", "zh")
    keys.show()
    page.keyboard.press("Control+Home")
    page.evaluate("document.querySelector('.skip').focus()")
    keys.follow(".languages a[lang=it]")
    keys.press("[data-copy] button")

    expect(page.locator("[data-copy] [role=status]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/it/?canton=zh"
    assert sentence(page).startswith("5 di 35 incidenti registrati: Zurigo.")


def test_a_journalist_counts_since_the_duty_to_report(page, keys):
    keys.press(".filters__summary")
    keys.write("#from", "1.4.2025")
    keys.show()

    assert page.url.endswith("?from=2025-04")
    assert sentence(page).startswith("2 of 35 recorded incidents: made public since April 2025.")
    keys.follow("#sentence a")
    assert sentence(page).startswith("4 of 35")


def test_a_ciso_sees_which_suppliers_met_ransomware(page, keys):
    keys.press(".jump a[href='#who-what']")
    keys.follow(".matrix a[aria-label*='Suppliers'][aria-label*='Ransomware']")
    keys.follow(".row__title a")

    expect(page.locator(".chronology li").first).to_be_visible()
    expect(page.locator(".badges")).to_contain_text("Ransomware")


def test_a_researcher_takes_the_data_of_a_view(page, keys):
    keys.press(".filters__summary")
    keys.tick("data_stolen", "yes")
    keys.show()
    count = int(sentence(page).split()[0])
    with page.expect_download() as download:
        keys.press(".share__files a[type='text/csv']")

    with open(download.value.path(), newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == count == 10
    assert {row["data_stolen"] for row in rows} == {"yes"}


def test_an_official_follows_a_canton(page, keys, live_server):
    keys.press(".jump a[href='#how-many']")
    keys.press("#tile-ge")
    page.wait_for_url("**/?canton=ge")
    keys.to(".share__files a[type='application/atom+xml']")
    address = page.locator(":focus").get_attribute("href")

    feed = page.request.get(live_server.url + address)
    assert address == "/en/feed.atom?canton=ge"
    assert feed.text().count("<entry>") == int(sentence(page).split()[0]) == 4


def test_an_organisation_wants_a_correction(page, keys):
    keys.follow(".nav a[href='/en/incidents/']")
    keys.follow(".row__title a")
    keys.follow(".record__state a")
    keys.follow(".breadcrumb a[href*='/incidents/0']")
    keys.to("a[href^='mailto:desk@anamnesis.example']")

    assert "AN-0035" in page.locator(":focus").get_attribute("href")
    expect(page.locator(":focus")).to_be_in_viewport()
