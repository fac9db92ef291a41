"""Figures in a real browser: live when a reader is near, calm always; see also test_pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Opens, asked, violations

FIGURE = "/trends/approvals-per-year/"
FILL = {"light": "rgb(47, 107, 58)", "dark": "rgb(140, 199, 154)"}


def live(page: Page, name: str = "approvals-per-year-wide") -> None:
    page.mouse.move(9, 9)  # a hand is there
    page.wait_for_selector(f'[data-name="{name}"].is-live', state="attached")


def test_the_runtime_loads_once_a_hand_is_there_and_a_figure_is_near(
    page: Page, address: str
) -> None:
    urls = asked(page)
    page.goto(f"{address}/glossary/")
    page.mouse.move(9, 9)
    page.wait_for_load_state("networkidle")
    assert not any("figures.js" in url for url in urls)  # there is no figure
    page.goto(address + FIGURE)
    page.wait_for_load_state("networkidle")
    assert page.locator(".drawing.wide svg").is_visible()
    assert not any("vega" in url for url in urls)  # this reader only reads
    page.goto(f"{address}/")
    page.mouse.move(9, 9)
    page.wait_for_load_state("networkidle")
    assert f"{address}/static/figures.js" in urls
    assert not any("vega" in url or "wide.js" in url for url in urls)  # they are further down
    page.locator("figure").first.scroll_into_view_if_needed()
    live(page, "approvals-in-time-wide")
    assert f"{address}/static/vendor/vega/vega.min.js" in urls
    assert not any("narrow.js" in url for url in urls)


def test_a_live_figure_tells_values_to_mouse_and_keyboard(page: Page, address: str) -> None:
    page.goto(address + FIGURE)
    live(page)
    page.locator(".drawing.wide .live .mark-rect path").first.hover()
    tip = page.locator(".drawing.wide .tip")
    assert "Approvals" in tip.inner_text()
    page.locator("h1").hover()
    page.locator(".drawing.wide .live").focus()
    page.keyboard.press("ArrowRight")
    first = tip.inner_text()
    page.keyboard.press("ArrowRight")
    assert tip.inner_text() != first
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    button = page.get_by_role("button", name="Conditional")  # of the legend
    faded = page.locator('.drawing.wide .live .mark-rect path[opacity="0.18"]')
    for pressed, count in (("true", 3), ("false", 0)):
        button.press("Enter")
        assert button.get_attribute("aria-pressed") == pressed
        assert faded.count() == count


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_going_live_moves_nothing_and_stays_accessible(
    opens: Opens, width: int, scheme: str
) -> None:
    page = opens("/trends/", width=width, color_scheme=scheme)
    page.mouse.move(9, 9)
    for figure in page.locator("figure").all():
        figure.scroll_into_view_if_needed()
    page.locator(".is-live").nth(6).wait_for(state="attached")
    for drawing in page.locator(".drawing.is-live").all():
        still, moving = (drawing.locator(f"{part}svg").first.bounding_box()
                         for part in (":scope > ", ".live "))  # fmt: skip
        assert still == moving
    assert page.evaluate("window.shift") == 0
    mark = page.locator("[data-name^=approvals-per-year].is-live .live .mark-rect path").first
    assert mark.evaluate("mark => getComputedStyle(mark).fill") == FILL[scheme]
    assert violations(page) == []


@pytest.mark.parametrize("broken", ["vega.min.js", "wide.js"])
def test_if_anything_fails_the_drawing_stays(page: Page, address: str, broken: str) -> None:
    empty = "window.figureSpecs = {};"
    page.route(
        f"**/{broken}",
        lambda route: route.fulfill(body=empty) if broken == "wide.js" else route.abort(),
    )
    page.goto(address + FIGURE)
    page.mouse.move(9, 9)
    page.wait_for_selector('.drawing.wide[data-live="failed"]')
    assert page.locator(".drawing.wide > svg").is_visible()
    assert page.locator(".live").count() == 0


def test_a_figure_is_live_from_disk_and_embedded_elsewhere(
    page: Page, address: str, site: Path
) -> None:
    page.set_content(f'<iframe src="{address}{FIGURE}embed/" width="900" height="600"></iframe>')
    frame = page.frame_locator("iframe")
    for link in frame.locator("a:not(.abbr)").all():
        assert link.get_attribute("target") == "_top"
    assert frame.locator("table").count() == 0
    frame.locator("h1").hover()
    frame.locator(".wide.is-live").wait_for()
    assert frame.locator("header, footer").count() == 0
    page.goto((site / f"{FIGURE[1:]}index.html").as_uri())
    live(page)
