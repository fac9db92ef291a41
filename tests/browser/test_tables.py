"""Tables that sort and filter: the state is in the address, and nothing moves by itself."""

import time
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route

INDEXES = ["/products/", "/approvals/", "/guidelines/"]
SHIFT = (
    "window.shift = 0; new PerformanceObserver(list => { for (const entry of "
    "list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; })"
    ".observe({type: 'layout-shift', buffered: true})"
)


@pytest.fixture
def page(browser: Browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(10_000)
    yield page
    page.close()


def rows(page: Page) -> list[str]:
    """The heads of the rows that are seen, in order."""
    return page.locator(
        "table.index tbody tr:not(.group):visible th > a:first-child"
    ).all_inner_texts()


def control(page: Page, label: str) -> Locator:
    """A filter by its name, as a screen reader has it."""
    role: Literal["combobox", "searchbox"] = "searchbox" if label == "Words" else "combobox"
    return page.locator(".tools").get_by_role(role, name=label, exact=True)


def head(page: Page, name: str) -> Locator:
    return page.locator("thead").get_by_role("button", name=name, exact=True)


def status(page: Page) -> str:
    """What is said of how many are left, without the order that only screen readers hear."""
    return str(page.locator(".tools [role=status]").evaluate("e => e.firstChild.textContent"))


def test_filters_narrow_a_table_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/guidelines/")
    assert len(rows(page)) == 25
    control(page, "Year").select_option("2023")
    assert len(rows(page)) == 7
    assert status(page).startswith("7 of 25 guidelines")
    assert page.url == f"{address}/guidelines/?year=2023#all"
    assert page.locator("tr.group:visible").all_inner_texts() == ["CMC 3", "Clinical studies 4"]
    control(page, "Kind of therapy").select_option("gene-therapy")
    assert page.url == f"{address}/guidelines/?modality=gene-therapy&year=2023#all"
    assert len(rows(page)) == 1
    assert "CMC (0)" in control(page, "Subject").inner_text()


def test_an_address_restores_the_table_even_after_going_away(page: Page, address: str) -> None:
    page.goto(f"{address}/approvals/?disease=multiple-myeloma&order=name#all")
    names = ["Ciltacabtagene autoleucel injection", "Equecabtagene autoleucel",
             "Zevorcabtagene autoleucel"]  # fmt: skip
    assert rows(page) == names
    assert control(page, "Disease").input_value() == "multiple-myeloma"
    assert page.locator("#all-approvals").bounding_box()["y"] < 100  # what was asked for is seen
    page.click("table.index >> text=Equecabtagene autoleucel")
    page.go_back()
    page.wait_for_url("**/approvals/?disease=multiple-myeloma&order=name#all")
    assert rows(page) == names
    page.goto(f"{address}/approvals/?disease=nothing-of-the-kind&order=sideways")
    assert len(rows(page)) == 11


def test_words_are_found_in_any_column_and_script(page: Page, address: str) -> None:
    page.goto(f"{address}/products/")
    words = control(page, "Words")
    for text, count in (("autoleucel", 5), ("CAR-T jw", 1), ("卡", 0), ("瑞基", 1)):
        words.fill(text)
        assert len(rows(page)) == count, text


def test_no_row_left_is_explained_and_can_be_cleared(page: Page, address: str) -> None:
    page.goto(f"{address}/guidelines/?subject=cmc&year=2025")
    assert rows(page) == []
    assert not page.locator("table.index").is_visible()
    assert status(page) == "No guideline fits all of: CMC, 2025."
    page.get_by_role("button", name="Clear").press("Enter")
    page.wait_for_url(f"{address}/guidelines/")  # fields are empty only after the event is over
    assert len(rows(page)) == 25
    assert not page.get_by_role("button", name="Clear").is_visible()
    assert page.evaluate("document.activeElement.name") == "q"  # not lost with the button


def test_columns_sort_by_button_and_say_so(page: Page, address: str) -> None:
    page.goto(f"{address}/products/")
    approved = page.locator("th[data-by=approved]")
    assert approved.get_attribute("aria-sort") == "ascending"
    head(page, "First approved").press("Enter")
    assert approved.get_attribute("aria-sort") == "descending"
    assert rows(page)[0] == "Dalnacogene ponparvovec injection"
    head(page, "Marketing authorization holder").click()
    assert approved.get_attribute("aria-sort") is None
    assert page.url == f"{address}/products/?order=holder#all"
    assert rows(page)[:2] == ["Dalnacogene ponparvovec injection", "Zevorcabtagene autoleucel"]
    head(page, "First approved").click()
    assert page.url == f"{address}/products/"


def test_guidelines_stand_under_subjects_until_another_order_is_asked_for(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/guidelines/")
    first = rows(page)
    assert page.locator("tr.group:visible").count() == 4
    assert not page.locator("td.in-group").first.is_visible()
    head(page, "Year").click()
    head(page, "Year").click()
    assert page.locator("tr.group:visible").count() == 0
    assert "Thalassemia" in rows(page)[0]
    assert page.locator("td.in-group").first.is_visible()
    head(page, "Subject").click()
    assert page.locator("tr.group:visible").count() == 4
    assert rows(page) == first


def test_on_a_phone_the_order_is_a_list_to_choose_from(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/approvals/")
    control(page, "Order").select_option("Approved, earliest first")
    assert rows(page)[0] == "Axicabtagene ciloleucel"
    assert page.locator("thead button:visible").count() == 0  # not there for the keyboard either
    page.close()


@pytest.mark.parametrize("path", [*INDEXES, "/guidelines/?year=2023&order=title#all"])
def test_nothing_moves_when_controls_come_alive(browser: Browser, address: str, path: str) -> None:
    def late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    for width in (320, 390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.add_init_script(SHIFT)
        page.route("**/tables.js", late)
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") == 0, (path, width)
        page.close()


@pytest.mark.parametrize("path", INDEXES)
def test_without_script_tables_are_whole_and_show_no_control(
    browser: Browser, address: str, path: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{path}?year=2023&order=-name")
    assert len(rows(page)) == {"/products/": 8, "/approvals/": 11, "/guidelines/": 25}[path]
    assert page.locator("main :is(input, select, button):visible").count() == 0
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_filtered_tables_are_accessible(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in (
        "/guidelines/?order=-year&q=cell",
        "/products/?type=gene-therapy",
        "/approvals/?q=zz",
    ):
        page.goto(address + path)
        assert Axe().run(page).response["violations"] == []
    page.close()


def test_filters_work_from_disk(page: Page, site: Path) -> None:
    page.goto((site / "guidelines/index.html").as_uri() + "?subject=non-clinical")
    assert len(rows(page)) == 4
    control(page, "Year").select_option("2024")
    assert len(rows(page)) == 2
