"""Figures in a real browser: live when a reader is near, calm always; see also test_pages."""

import html
import re
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, Route, expect

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
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/years/2021/")


def test_the_legend_shows_and_hides_and_what_is_left_stands_on_the_axis(
    page: Page, address: str
) -> None:
    page.goto(address + FIGURE)
    live(page)
    bars = page.locator(".drawing.wide .live .mark-rect path")
    foot = max(bar["y"] + bar["height"] for bar in boxes(bars))
    assert bars.count() == 8
    button = page.get_by_role("button", name="Regular")
    for pressed, count in (("false", 5), ("true", 8)):
        button.press("Enter")
        assert button.get_attribute("aria-pressed") == pressed
        expect(bars).to_have_count(count)
        if pressed == "false":
            assert all(abs(bar["y"] + bar["height"] - foot) < 2 for bar in boxes(bars))


@pytest.mark.parametrize("from_disk", [False, True])
def test_a_mark_leads_to_the_record_it_stands_for(
    page: Page, address: str, site: Path, from_disk: bool
) -> None:
    start = "/trends/approvals-in-time/"
    page.goto((site / start[1:] / "index.html").as_uri() if from_disk else address + start)
    live(page, "approvals-in-time-wide")
    first = page.locator(".drawing.wide .live .mark-symbol path").first.bounding_box()
    assert first
    page.mouse.click(first["x"] - 9, first["y"] + 5)  # the nearest is meant
    page.wait_for_url("**/products/axicabtagene-ciloleucel/**")
    assert page.url.endswith("#approval-2021-06-22")
    assert page.locator("h1").count() == 1  # not a list of files


def test_the_first_touch_tells_the_value_and_the_second_leads_to_the_record(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto(f"{address}/trends/response-rates/")
    live(page, "response-rates-narrow")
    mark = page.locator(".drawing.narrow .live .mark-symbol path").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 4, box["y"] + 14)
    assert "60.3%" in page.locator(".drawing.narrow .tip").inner_text()
    page.touchscreen.tap(box["x"] + 4, box["y"] + 14)
    page.wait_for_url("**/products/relmacabtagene-autoleucel/#*orr-month-3")
    page.close()


def test_the_code_to_embed_a_figure_leaves_nothing_to_scroll(
    browser: Browser, address: str, toys: str, site: Path, toy_site: Path
) -> None:
    page = browser.new_page()
    for host, folder in ((address, site), (toys, toy_site)):
        found = sorted(folder.glob("trends/*/embed"))
        assert len(found) > 5
        for figure in (place.parent for place in found):
            (code,) = re.findall(
                "&lt;iframe.*?iframe&gt;", (figure / "index.html").read_text("utf-8")
            )
            code = re.sub('src="[^"]*(?=/trends/)', f'src="{host}', html.unescape(code))
            body = f"<!doctype html><style>body {{ margin: 0 }}</style>{code}"
            page.unroute_all()
            page.route("**/of/another", partial(Route.fulfill, content_type="text/html", body=body))
            page.goto(f"{host}/of/another")
            frame = page.locator("iframe").element_handle().content_frame()
            assert frame is not None
            frame.wait_for_load_state()  # which a lazy frame may not have reached with its page
            for width in (320, 390, 752, 753, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                spare = frame.locator("main").evaluate("""(main) => {
                    const all = main.ownerDocument.documentElement;
                    const fits = all.clientWidth >= all.scrollWidth;
                    return fits && all.clientHeight - main.offsetHeight;
                }""")
                assert 0 < spare < 400, (figure, width, spare)
    page.close()


def test_a_table_of_records_shows_every_cell_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    for figure, cells in (("approvals-in-time", 5), ("response-rates", 8)):
        page.goto(f"{address}/trends/{figure}/")
        table = page.locator("#numbers table")
        row = table.locator("tbody tr").first
        edges = [box["x"] + box["width"] for box in boxes(row.locator("th, td"))]
        assert len(edges) == cells
        assert max(edges) <= 390
        assert table.locator("..").evaluate("one => one.scrollWidth <= one.clientWidth"), figure
    page.close()


def boxes(places: Locator) -> list[FloatRect]:
    """The boxes of all that is found."""
    found = [place.bounding_box() for place in places.all()]
    return [box for box in found if box]


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


def test_a_figure_is_live_embedded_elsewhere(page: Page, address: str) -> None:
    page.set_content(f'<iframe src="{address}{FIGURE}embed/" width="900" height="600"></iframe>')
    frame = page.frame_locator("iframe")
    for link in frame.locator("a:not(.abbr)").all():
        assert link.get_attribute("target") == "_top"
    assert frame.locator("table").count() == 0
    frame.locator("h1").hover()
    frame.locator(".wide.is-live").wait_for()
    assert frame.locator("header, footer").count() == 0
    frame.locator(".wide .live .mark-rect path").first.click()
    page.wait_for_url(f"{address}/years/2021/")  # not within the frame
