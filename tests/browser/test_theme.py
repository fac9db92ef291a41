"""Light and dark against the setting of the system: kept, applied before anything is drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 27)"}


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_choice_holds_on_every_page_and_for_charts(
    browser: Browser, address: str, system: str, chosen: str
) -> None:
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    page.goto(f"{address}/about/")
    assert paper(page) == PAPER[system]
    page.get_by_role("radio", name=chosen.capitalize()).check()
    assert paper(page) == PAPER[chosen]
    page.goto(f"{address}/trends/approvals-per-year/")
    assert paper(page) == PAPER[chosen]
    assert page.get_by_role("radio", name=chosen.capitalize()).is_checked()
    mark = page.locator(".drawing.wide .mark-rect path").first
    fill = mark.evaluate("mark => getComputedStyle(mark).fill")
    assert fill == {"light": "rgb(47, 107, 58)", "dark": "rgb(140, 199, 154)"}[chosen]
    page.emulate_media(media="print")
    assert paper(page) == PAPER["light"]
    page.emulate_media(media="screen")
    page.get_by_role("radio", name="System").check()
    page.reload()
    assert paper(page) == PAPER[system]
    context.close()


def test_the_choice_is_there_before_the_first_paint(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    context.add_init_script("localStorage.setItem('theme', 'dark')")
    page = context.new_page()
    page.add_init_script(
        "new MutationObserver((_, me) => { if (document.body) { window.seen = "
        "document.documentElement.dataset.theme; me.disconnect(); } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.goto(f"{address}/")
    assert page.evaluate("window.seen") == "dark"
    context.close()


def test_without_storage_a_choice_holds_for_the_page(browser: Browser, site: Path) -> None:
    page = browser.new_page(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"
    )
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "about/index.html").as_uri())
    page.get_by_role("radio", name="Dark").check()
    assert paper(page) == PAPER["dark"]
    assert faults == []
    page.close()


def test_without_script_the_system_decides_and_no_control_shows(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/about/")
    assert page.locator(".theme").is_hidden()
    assert (
        page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == PAPER["dark"]
    )
    context.close()
