"""Figures in a real browser: whole without script, live when a reader is near, calm always."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

FIGURE = "/trends/approvals-per-year/"


@pytest.fixture
def page(browser: Browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def live(page: Page, name: str) -> None:
    page.wait_for_selector(f'[data-name="{name}"].is-live', state="attached", timeout=10_000)


def test_without_script_every_figure_is_there_with_its_numbers(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/trends/")
    figures = page.locator("figure")
    assert figures.count() >= 7
    for i in range(figures.count()):
        assert figures.nth(i).locator(".drawing.wide svg").is_visible()
        assert not figures.nth(i).locator(".drawing.narrow svg").is_visible()
        assert figures.nth(i).locator("table tbody tr").count() > 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert figures.first.locator(".drawing.narrow svg").is_visible()
    assert not figures.first.locator(".drawing.wide svg").is_visible()
    context.close()


def test_nothing_of_the_runtime_loads_until_a_figure_is_near(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/")
    page.mouse.move(9, 9)  # a hand is there
    page.wait_for_load_state("networkidle")
    assert "/static/figures.js" in asked
    assert not any("vega" in url or "wide.js" in url for url in asked)
    page.locator("figure").first.scroll_into_view_if_needed()
    live(page, "cumulative-wide")
    assert "/static/vendor/vega/vega.min.js" in asked
    assert not any("narrow.js" in url for url in asked)


def test_whoever_only_reads_is_spared_the_runtime(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + FIGURE)
    page.wait_for_load_state("networkidle")
    assert page.locator(".drawing.wide svg").is_visible()
    assert not any("vega" in url for url in asked)


def test_a_page_without_a_figure_loads_no_script_of_figures(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/glossary/")
    page.mouse.move(9, 9)  # a hand is there
    page.wait_for_load_state("networkidle")
    assert not any("figures.js" in url for url in asked)


def test_a_live_figure_tells_values_to_mouse_and_keyboard(page: Page, address: str) -> None:
    page.goto(address + FIGURE)
    page.mouse.move(9, 9)  # a hand is there
    live(page, "approvals-per-year-wide")
    page.locator(".drawing.wide .live .mark-rect path").first.hover()
    tip = page.locator(".drawing.wide .tip")
    assert tip.is_visible()
    assert "Approvals" in tip.inner_text()
    page.locator("h1").hover()
    page.locator(".drawing.wide .live").focus()
    page.keyboard.press("ArrowRight")
    first = tip.inner_text()
    page.keyboard.press("ArrowRight")
    assert tip.inner_text() != first
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_the_legend_highlights_one_series(page: Page, address: str) -> None:
    page.goto(address + FIGURE)
    page.mouse.move(9, 9)  # a hand is there
    live(page, "approvals-per-year-wide")
    button = page.get_by_role("button", name="Conditional")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    faded = page.locator('.drawing.wide .live .mark-rect path[opacity="0.18"]')
    assert faded.count() == 3
    button.press("Enter")
    assert faded.count() == 0


def test_going_live_moves_nothing(browser: Browser, address: str) -> None:
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => { for (const entry of "
            "list.getEntries()) window.shift += entry.value; })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(f"{address}/trends/")
        page.mouse.move(9, 9)  # a hand is there
        for figure in page.locator("figure").all():
            figure.scroll_into_view_if_needed()
        page.locator(".is-live").nth(6).wait_for(state="attached")
        for drawing in page.locator(".drawing.is-live").all():
            still, moving = (drawing.locator(f"{part}svg").first.bounding_box()
                             for part in (":scope > ", ".live "))  # fmt: skip
            assert still == moving
        assert page.evaluate("window.shift") == 0
        page.close()


@pytest.mark.parametrize("broken", ["vega.min.js", "wide.js"])
def test_if_anything_fails_the_drawing_stays(page: Page, address: str, broken: str) -> None:
    def fail(route: Route) -> None:
        if broken == "wide.js":
            route.fulfill(body="window.figureSpecs = {};")
        else:
            route.abort()

    page.route(f"**/{broken}", fail)
    page.goto(address + FIGURE)
    page.mouse.move(9, 9)  # a hand is there
    page.wait_for_selector('.drawing.wide[data-live="failed"]')
    assert page.locator(".drawing.wide > svg").is_visible()
    assert page.locator(".live").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_live_figures_are_accessible_and_follow_the_theme(
    browser: Browser, address: str, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/trends/")
    page.mouse.move(9, 9)  # a hand is there
    for figure in page.locator("figure").all():
        figure.scroll_into_view_if_needed()
    page.locator(".is-live").nth(6).wait_for(state="attached")
    assert Axe().run(page).response["violations"] == []
    fill = page.evaluate(
        "getComputedStyle(document.querySelector('[data-name=approvals-per-year-wide] .live "
        ".mark-rect path')).fill"
    )
    assert fill == {"light": "rgb(47, 107, 58)", "dark": "rgb(140, 199, 154)"}[scheme]
    page.close()


def test_a_figure_is_live_from_disk_too(page: Page, site: Path) -> None:
    page.goto((site / "trends/approvals-per-year/index.html").as_uri())
    page.mouse.move(9, 9)  # a hand is there
    live(page, "approvals-per-year-wide")


def test_an_embedded_figure_stands_alone_and_links_home(page: Page, address: str) -> None:
    page.set_content(f'<iframe src="{address}{FIGURE}embed/" width="800" height="600"></iframe>')
    frame = page.frame_locator("iframe")
    assert frame.locator("h1 a").get_attribute("target") == "_top"
    frame.locator("h1").hover()
    frame.locator(".wide.is-live").wait_for()
    assert frame.locator("header, footer").count() == 0
