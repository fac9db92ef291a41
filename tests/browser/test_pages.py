"""Every page of the real site, seen in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from generator.catalogues import Catalogue

from ..conftest import pages_of

SIZES = {320: 640, 390: 844, 1280: 900}


@pytest.fixture
def paths(catalogue: Catalogue) -> list[str]:
    return [page.path for page in pages_of(catalogue)]


SHIFT = """window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true})"""


def watched(page: Page, address: str) -> list[str]:
    """What goes wrong on a page: console messages, errors, requests elsewhere or in vain."""
    faults: list[str] = []

    def elsewhere(request: Request) -> None:
        if not request.url.startswith(address):
            faults.append(f"asks for {request.url}")

    page.on("request", elsewhere)
    page.on(
        "requestfailed",  # aborted: the next page was asked for before the icon had come
        lambda request: (
            request.failure != "net::ERR_ABORTED" and faults.append(f"did not get {request.url}")
        ),
    )
    page.on("console", lambda message: faults.append(f"says {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"throws {error}"))
    page.on(
        "response",
        lambda answer: answer.status >= 400 and faults.append(f"{answer.status} {answer.url}"),
    )
    return faults


def test_every_page_fits_and_is_still_and_quiet_and_asks_nobody_else(
    browser: Browser, address: str, paths: list[str]
) -> None:
    found = []
    for width, height in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.add_init_script(SHIFT)
        faults = watched(page, address)
        for path in paths:
            if path == "/404.html":
                continue  # served at its own depth: see the next test
            page.goto(address + path)
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                faults.append(f"is {wide} px wide")
            if page.evaluate("window.shift"):  # painted half parsed, if the machine is busy?
                page.goto(address + path)
                if shift := page.evaluate("window.shift"):
                    faults.append(f"moves by {shift}")
            found += [f"{path} at {width} px {fault}" for fault in faults]
            faults.clear()
        page.close()
    assert found == []


def test_every_page_is_accessible_in_light_and_dark(
    browser: Browser, address: str, paths: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    colours = {"runOnly": ["color-contrast", "link-in-text-block"]}
    found = []
    for path in paths:
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        answers = [Axe().run(page).response]
        page.emulate_media(color_scheme="dark")
        answers.append(Axe().run(page, options=colours).response)  # the rest has not changed
        found += [
            f"{path}: {rule['id']}: {node['html'][:120]}"
            for answer in answers
            for rule in answer["violations"]
            for node in rule["nodes"][:3]
        ]
    page.close()
    assert found == []


def test_the_site_works_opened_from_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    faults = watched(page, "file://")
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.numbers')).display") == "grid"
    page.click("nav >> text=Products")
    page.click("table.index >> text=Relmacabtagene autoleucel")
    assert page.url.endswith("/products/relmacabtagene-autoleucel/index.html")
    page.click(".side >> text=20 August 2024")
    assert page.url.endswith("#approval-2024-08-20")
    assert faults == []
    page.close()


def test_every_page_is_whole_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/")
    page.click("text=approvals in order of time")
    page.click("main >> text=Zevorcabtagene autoleucel")
    assert page.locator("h1").inner_text() == "Zevorcabtagene autoleucel"
    assert page.locator(".approval .results tbody tr").count() == 3
    context.close()


def test_a_table_of_cards_is_still_a_table_to_a_screen_reader(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/products/relmacabtagene-autoleucel/")
    results = page.get_by_role("table").first
    assert results.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "flex"
    assert results.locator("[role=row]").count() == results.locator("tr").count()
    assert page.locator(":is(.cards, .results) :is(th, td):not([role])").count() == 0
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/guidelines/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


@pytest.mark.parametrize(
    "path", ["/", "/products/", "/products/relmacabtagene-autoleucel/", "/trends/response-rates/",
             "/data/", "/compare/", "/verify/", "/search/"],
)  # fmt: skip
def test_everything_is_reached_by_keyboard_with_visible_focus(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + path)
    wanted = page.evaluate(
        """() => { window.seen = new Set(); return [...document.querySelectorAll(
          "a[href], button, input, select, summary, [tabindex='0']")].filter(one =>
          one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})
          && (one.type !== "radio" || one.checked)).length }"""
    )
    faults = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const one = document.activeElement;
              if (one === document.body || window.seen.has(one)) return "";
              window.seen.add(one);
              const ring = getComputedStyle(one);
              return ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 1
                ? "" : one.outerHTML.slice(0, 80); }"""
        )
        if told:
            faults.append(told)
    assert faults == []
    assert page.evaluate("window.seen.size") >= wanted
    page.close()
