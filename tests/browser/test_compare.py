"""Products side by side: chosen anywhere, kept in the address, never ranked."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .test_tables import SHIFT

RELMA, AXI = "relmacabtagene-autoleucel", "axicabtagene-ciloleucel"
ZEVOR, GENE = "zevorcabtagene-autoleucel", "dalnacogene-ponparvovec"


@pytest.fixture
def page(browser: Browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(10_000)
    yield page
    page.close()


def columns(page: Page) -> list[str]:
    return page.locator(".compared thead th:visible > a").all_inner_texts()


def test_products_are_chosen_on_their_pages_and_stand_side_by_side(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/products/{RELMA}/")
    assert not page.locator(".tray").is_visible()
    page.get_by_role("checkbox", name="Compare").check()
    assert page.url == f"{address}/products/{RELMA}/?compare={RELMA}"
    page.get_by_role("link", name="Choose another").click()
    page.get_by_role("checkbox", name="Compare Zevorcabtagene autoleucel").check()
    tray = page.get_by_role("region", name="Chosen to compare")
    assert "Relmacabtagene autoleucel" in tray.inner_text()
    tray.get_by_role("link", name="See 2 side by side").click()
    page.locator(".compared:visible").wait_for()
    assert page.url == f"{address}/compare/?products={RELMA},{ZEVOR}"
    assert columns(page) == ["Relmacabtagene autoleucel", "Zevorcabtagene autoleucel"]


def test_an_address_shows_the_same_to_everybody(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/?products={GENE},{RELMA}")
    assert columns(page) == ["Relmacabtagene autoleucel", "Dalnacogene ponparvovec injection"]
    heads = page.locator(".compared .group:visible").all_inner_texts()
    assert heads == ["Large B-cell lymphoma", "Follicular lymphoma", "Mantle cell lymphoma",
                     "Hemophilia B"]  # fmt: skip
    assert page.locator(".compared :text('bORR'):visible").count() == 0  # neither has one
    page.goto(f"{address}/compare/?products={RELMA},nonsense,{RELMA}")
    assert columns(page) == []
    assert "at least one more" in page.locator(".ways [role=status]").inner_text()


def test_four_is_the_most_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/?products={RELMA},{AXI},{ZEVOR},{GENE},amimestrocel")
    assert len(columns(page)) == 4
    assert page.locator(".ways input:disabled").count() == 4
    assert "the most" in page.locator(".ways [role=status]").inner_text()
    page.get_by_label("Axicabtagene ciloleucel").uncheck()
    assert page.locator(".ways input:disabled").count() == 0
    assert page.url == f"{address}/compare/?products={RELMA},{ZEVOR},{GENE}"


def test_a_cell_without_a_like_result_says_so_and_values_open_receipts(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/compare/?products={RELMA},{AXI}")
    row = page.locator(".compared tr:visible", has_text="bORR")
    assert "No such result in the source" in row.inner_text()
    row.get_by_role("link", name="79", exact=True).click()
    assert "#r-2021-06-22-borr" in page.url
    page.locator("tr:target").wait_for()


def test_the_choice_goes_along_and_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}/products/?compare={RELMA},{AXI}")
    page.goto(f"{address}/products/{ZEVOR}/")
    assert page.url == f"{address}/products/{ZEVOR}/"  # an address to cite stays clean
    page.get_by_role("button", name="Remove Axicabtagene ciloleucel").click()
    assert page.locator(".tray li").count() == 1
    assert page.evaluate("document.activeElement.closest('.tray') !== null")
    page.get_by_role("button", name="Clear").click()
    assert page.evaluate("document.activeElement.matches('input.compare')")
    assert not page.locator(".tray").is_visible()
    page.goto(f"{address}/products/")
    assert page.locator("input.compare:checked").count() == 0


def test_filters_and_the_choice_share_an_address(page: Page, address: str) -> None:
    page.goto(f"{address}/products/?compare={RELMA}")
    page.locator(".tools select[name=type]").select_option("bcma-car-t")
    page.get_by_role("checkbox", name="Compare Zevorcabtagene autoleucel").check()
    assert page.url == f"{address}/products/?type=bcma-car-t&compare={RELMA},{ZEVOR}#all"
    page.get_by_role("searchbox", name="Words").fill("carsge")
    assert f"compare={RELMA}" in page.url


def test_without_script_there_are_whole_pages_by_class(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/products/{RELMA}/")
    assert page.locator("input.compare:visible").count() == 0
    page.goto(f"{address}/compare/")
    assert page.locator("input:visible:not([type=search]), .compared:visible").count() == 0
    page.click("main >> text=CD19 CAR-T")
    assert page.url == f"{address}/compare/cd19-car-t/"
    assert len(columns(page)) == 3
    context.close()


def test_nothing_moves_and_all_is_accessible(browser: Browser, address: str) -> None:
    for width in (320, 390, 1280):
        for path in (
            f"/compare/?products={RELMA},{AXI}",
            "/compare/",
            f"/products/?compare={RELMA}",
            f"/products/{RELMA}/?compare={AXI}",
        ):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.add_init_script(SHIFT)
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.shift") == 0, (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert Axe().run(page).response["violations"] == [], (path, width)
            page.close()


def test_the_tray_hides_nothing_that_has_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}/products/{RELMA}/?compare={AXI}")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('.tray') !== null || "
            "document.activeElement.getBoundingClientRect().bottom <= "
            "document.querySelector('.tray').getBoundingClientRect().top"
        )


def test_products_are_compared_from_disk_too(page: Page, site: Path) -> None:
    page.goto((site / f"products/{RELMA}/index.html").as_uri())
    page.get_by_role("checkbox", name="Compare").check()
    page.get_by_role("link", name="Choose another").click()
    page.get_by_role("checkbox", name="Compare Axicabtagene ciloleucel").check()
    page.get_by_role("link", name="See 2 side by side").click()
    page.locator(".compared:visible").wait_for()
    assert columns(page) == ["Axicabtagene ciloleucel", "Relmacabtagene autoleucel"]
