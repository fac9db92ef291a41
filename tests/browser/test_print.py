"""On paper: what cannot be pressed is not there, and what cannot be followed is written out."""

from playwright.sync_api import Browser


def test_paper_has_no_controls_and_names_addresses(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/guidelines/?year=2023")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(":is(nav, select, input, legend, [type=reset]):visible").count() == 0
    assert page.locator(".tools [role=status]").inner_text().startswith("7 of 25 guidelines")
    assert "Year" in page.locator("#guidelines thead").inner_text()
    ink = "e => getComputedStyle(e).color"
    assert page.locator("body").evaluate(ink) == "rgb(0, 0, 0)"
    assert page.locator(".kind-gene-therapy").first.evaluate(ink) == "rgb(74, 119, 44)"
    page.goto(f"{address}/sources/report/")
    after = "a => getComputedStyle(a, '::after').content"
    assert "http" in page.locator("main a[href^=http]").first.evaluate(after)
    page.close()
