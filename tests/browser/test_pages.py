"""Pages in a real browser: charts, width, keyboard, and life without JavaScript."""

import pytest
from django.utils import translation

from incidents.selectors.words import number_in_words

PATHS = {
    "dashboard": "/de/",
    "list": "/fr/incidents/",
    "record": "/en/incidents/0001-",
    "method": "/it/methodology/",
    "nowhere": "/en/incidents/?q=nothing",
}


@pytest.fixture
def go(page, live_server, register):
    """Open a page by its name, or by a path."""

    def open_page(name: str) -> None:
        path = register[0].get_absolute_url() if name == "record" else PATHS.get(name, name)
        page.goto(live_server.url + path)

    return open_page


NUMBERS = """
(id) => {
  const section = document.querySelector(`section[aria-labelledby=${id}-title]`);
  const { data } = Chart.getChart(section.querySelector("canvas"));
  const table = section.querySelector("table");
  const heads = [...table.tHead.rows[0].cells];
  const text = (cell) => cell.textContent.trim();
  const rows = [...table.tBodies[0].rows];
  return {
    labels: data.labels,
    drawn: data.datasets.map((set) => [set.label, set.data]),
    rows: rows.map((row) => text(row.cells[0].querySelector("span") || row.cells[0])),
    table: heads.flatMap((head, i) => head.dataset.group
      ? [[text(head), rows.map((row) => Number(text(row.cells[i])))]]
      : []),
  };
}
"""
ROWS = """
(id) => [...document.querySelector(`#${id}-table tbody`).rows]
  .map((row) => [...row.cells].map((cell) => cell.textContent.trim()))
"""


def drawn(page) -> None:
    """Wait until every chart is: all but the first are drawn when the browser is idle."""
    script = """[...document.querySelectorAll("[data-chart] canvas")]
      .every((canvas) => !canvas.clientWidth || Chart.getChart(canvas))"""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError("a chart was never drawn")


def table_of(page, name: str) -> list[list[str]]:
    return page.evaluate(ROWS, name)


def marks_of(page, kind: str) -> list[dict]:
    return page.evaluate(
        """(kind) => Chart.getChart(document.querySelector(`[data-chart=${kind}] canvas`))
          .data.datasets.flatMap((set) => set.data)""",
        kind,
    )


@pytest.mark.parametrize("name", ["dashboard", "list", "nowhere", "/fr/incidents/?tab=table"])
def test_pages_bear_200_percent_text(page, go, name):
    page.set_viewport_size({"width": 640, "height": 800})
    go(name)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) == 0


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", PATHS)
def test_nothing_overflows_and_nothing_complains(page, go, console, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    go(name)

    beyond = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert beyond == 0


CHARTS = ["years", "types", "attacks", "care", "known", "sources", "added", "compared"]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_shows_the_numbers_of_its_table(page, go, console, name):
    go("/fr/?attack_type=data_breach,ransomware" if name == "compared" else "dashboard")
    drawn(page)
    shown = page.evaluate(NUMBERS, name)

    assert shown["labels"] == shown["rows"]
    assert shown["drawn"] == shown["table"]
    assert sum(sum(data) for _label, data in shown["drawn"]) > 0


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_charts_write_numbers_as_the_page_does(page, go, console, language):
    go(f"/{language}/")
    drawn(page)
    shown = page.evaluate("Chart.defaults.scales.linear.ticks.callback(1234567)")

    with translation.override(language):
        assert shown == number_in_words(1234567)


@pytest.mark.parametrize("name", ["dashboard", "list"])
def test_the_strip_has_one_mark_per_incident(page, go, console, name):
    go(name)
    drawn(page)
    marks, table = marks_of(page, "strip"), table_of(page, "strip")

    assert sorted(mark["title"] for mark in marks) == sorted(row[1] for row in table)
    assert len([mark for mark in marks if mark["from"] is None]) == 1


def test_the_lag_is_drawn_by_its_square_root(page, go, console):
    go("dashboard")
    drawn(page)
    marks, table = marks_of(page, "lag"), table_of(page, "lag")

    assert [(str(m["days"]), m["title"]) for m in marks] == [(r[0], r[1]) for r in table]
    assert [mark["x"] ** 2 for mark in marks] == pytest.approx([mark["days"] for mark in marks])


def test_tiles_and_shaded_cells_hold_the_numbers_of_the_tables(page, go, console):
    go("dashboard")
    tiles = page.evaluate(
        """[...document.querySelectorAll("[data-canton]")].map((c) => Number(c.textContent))"""
    )
    cantons = [int(row[1]) for row in table_of(page, "cantons")]
    matrix = table_of(page, "matrix")

    assert sorted(tiles) == sorted(cantons)
    assert sum(tiles) == sum(int(row[-1]) for row in matrix) == 12
    for row in matrix:
        assert sum(int(cell or 0) for cell in row[1:-1]) == int(row[-1])


def test_charts_are_painted_and_their_tables_folded_away(page, go, console):
    go("dashboard")
    drawn(page)

    for canvas in page.locator("canvas").all():
        assert canvas.is_visible()
        assert len(canvas.get_attribute("aria-label")) > 40
        assert page.locator("#" + canvas.get_attribute("aria-describedby")).count() == 1
        painted = canvas.evaluate(
            "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v)"
        )
        assert painted
    assert not page.locator("#years-table").is_visible()


def test_charts_follow_the_colour_scheme(page, go, console):
    bar = "Chart.getChart(document.querySelector('[data-chart=bars] canvas'))?.data.datasets[0]"
    looks = {"#0B5C8A": {}, "#7CC4F0": {"color_scheme": "dark"}}
    looks["CanvasText"] = {"forced_colors": "active"}
    go("dashboard")

    for colour, media in looks.items():
        page.emulate_media(**media)
        for _ in range(100):  # they are drawn anew one by one
            seen = page.evaluate(f"{bar}?.backgroundColor[0]")
            if seen == colour:
                break
            page.wait_for_timeout(100)
        assert seen == colour


def test_a_missing_chart_library_leaves_the_tables(page, go):
    page.route("**/overview.js", lambda route: route.abort())
    go("dashboard")

    assert page.locator("#years-table").is_visible()
    assert not page.locator("canvas").first.is_visible()


def test_the_page_does_not_jump_while_it_loads(page, go, console):
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        go("dashboard")
        page.wait_for_timeout(300)

        assert page.evaluate("window.shift") < 0.02


def test_the_keyboard_reaches_the_content_first(page, go, console):
    go("dashboard")
    page.keyboard.press("Tab")

    skip = page.locator(".skip")
    assert skip.evaluate("(link) => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_quotes_unfold_on_a_record(page, go, console):
    go("record")
    quote = page.get_by_text("Die Systeme wurden verschlüsselt.")

    assert not quote.is_visible()
    page.locator(".evidence summary").first.click()
    assert quote.is_visible()


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_tables_are_open_and_links_work(self, page, go, console, live_server):
        go("dashboard")

        assert page.locator("#years-table").is_visible()
        assert page.locator("#types-table").is_visible()
        assert not page.locator("canvas").first.is_visible()
        page.locator("#years-table a").first.click()
        assert page.url.startswith(live_server.url + "/de/incidents/?from=2018")

    def test_the_form_filters(self, page, go, console, live_server):
        go("/en/incidents/")
        page.locator("#q").fill("Spital")
        page.locator("#from").fill("2019")
        page.locator("#to").fill("12.2020")
        page.get_by_role("button", name="Apply").click()

        assert page.url == live_server.url + "/en/incidents/?q=Spital&from=2019&to=2020"

    def test_the_language_changes_in_place(self, page, go, console, live_server):
        go("/en/incidents/?canton=be")
        page.locator(".languages a[lang=it]").click()

        assert page.url == live_server.url + "/it/incidents/?canton=be"
        assert page.locator("html").get_attribute("lang") == "it"

    def test_quotes_unfold(self, page, go, console):
        go("record")
        page.locator(".evidence summary").first.click()

        assert page.get_by_text("Die Systeme wurden verschlüsselt.").is_visible()
