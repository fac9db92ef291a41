"""Light and dark against the setting of the system: kept, applied before anything is drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Opens
from .test_figures import FIGURE, FILL

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 27)"}


def paper(page: Page) -> str:
    return str(page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor"))


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_choice_holds_on_every_page_and_for_charts(
    opens: Opens, address: str, system: str, chosen: str
) -> None:
    page = opens("/about/", color_scheme=system)
    page.add_init_script(
        "new MutationObserver((_, me) => { if (document.body) { window.seen = "
        "document.documentElement.dataset.theme; me.disconnect(); } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    assert paper(page) == PAPER[system]
    page.get_by_role("radio", name=chosen.capitalize()).check()
    assert paper(page) == PAPER[chosen]
    page.goto(address + FIGURE)
    assert page.evaluate("window.seen") == chosen  # before the first paint
    assert paper(page) == PAPER[chosen]
    assert page.get_by_role("radio", name=chosen.capitalize()).is_checked()
    mark = page.locator(".drawing.wide .mark-rect path").first
    assert mark.evaluate("mark => getComputedStyle(mark).fill") == FILL[chosen]
    page.emulate_media(media="print")
    assert paper(page) == PAPER["light"]
    page.emulate_media(media="screen")
    page.get_by_role("radio", name="System").check()
    page.reload()
    assert paper(page) == PAPER[system]


def test_without_storage_a_choice_holds_for_the_page(opens: Opens, site: Path) -> None:
    page = opens(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"
    )
    page.goto((site / "about/index.html").as_uri())
    page.get_by_role("radio", name="Dark").check()
    assert paper(page) == PAPER["dark"]
