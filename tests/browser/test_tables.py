"""Tables that sort and filter: the state is in the address, and nothing moves by itself."""

import time
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route

from .conftest import Opens


def rows(page: Page) -> list[str]:
    """The heads of the rows that are seen, in order."""
    found = page.locator("table.index tbody tr:not(.group):visible th > a:first-child")
    return found.all_inner_texts()


def control(page: Page, label: str) -> Locator:
    """A filter by its name, as a screen reader has it."""
    role: Literal["combobox", "searchbox"] = "searchbox" if label == "Words" else "combobox"
    return page.locator(".tools").get_by_role(role, name=label, exact=True)


def head(page: Page, name: str) -> Locator:
    return page.locator("thead").get_by_role("button", name=name, exact=True)


def status(page: Page) -> str:
    """What is said of how many are left, without the order that only screen readers hear."""
    return str(page.locator(".tools [role=status]").evaluate("e => e.firstChild.textContent"))


def test_filters_narrow_a_table_and_stand_in_the_address(
    page: Page, address: str, site: Path
) -> None:
    page.goto(f"{address}/guidelines/")
    assert len(rows(page)) == 41
    control(page, "Year").select_option("2023")
    assert len(rows(page)) == 7
    assert status(page).startswith("7 of 41 guidelines")
    assert page.url == f"{address}/guidelines/?year=2023#all"
    assert page.locator("tr.group:visible").all_inner_texts() == ["CMC 3", "Clinical studies 4"]
    control(page, "Kind of therapy").select_option("gene-therapy")
    assert page.url == f"{address}/guidelines/?modality=gene-therapy&year=2023#all"
    assert len(rows(page)) == 1
    assert "CMC (0)" in control(page, "Subject").inner_text()
    page.goto((site / "guidelines/index.html").as_uri() + "?subject=non-clinical")  # from disk too
    assert len(rows(page)) == 4
    control(page, "Year").select_option("2024")
    assert len(rows(page)) == 2
    page.goto(f"{address}/products/")
    for text, count in (("autoleucel", 6), ("CAR-T jw", 1), ("卡", 1), ("瑞基", 2)):
        control(page, "Words").fill(text)
        assert len(rows(page)) == count, text


WORDS = {  # what is typed above a list: how many rows are left, and the first
    ("products", "lymphoma"): (3, "Axicabtagene ciloleucel"),
    ("products", "骨髓瘤"): (3, "Equecabtagene autoleucel"),
    ("products", "Carteyva"): (1, "Relmacabtagene autoleucel"),
    ("products", "Relmacabtagine"): (1, "Relmacabtagene autoleucel"),
    ("approvals", "60.3%"): (1, "Relmacabtagene autoleucel"),
    ("approvals", "套细胞淋巴瘤"): (1, "Relmacabtagene autoleucel"),
    ("guidelines", "RCL"): (1, "Common problems and technical requirements of replication"),
    ("guidelines", "2024 stem cell"): (2, "Technical Guidance for Nonclinical Studies of Human"),
    ("guidelines", "Toyxyzzy"): (0, ""),
}


def test_words_find_the_rows_that_the_search_finds(page: Page, address: str, site: Path) -> None:
    for (name, words), (count, first) in WORDS.items():
        if not page.url.endswith(f"/{name}/#all"):
            page.goto(f"{address}/{name}/#all")
        control(page, "Words").fill(words)
        for _ in range(100):  # the policy of the page forbids a function that waits
            if page.evaluate("Boolean(window.searchEntries)"):
                break
            page.wait_for_timeout(50)
        page.wait_for_timeout(50)
        assert len(rows(page)) == count, words
        assert not count or rows(page)[0].startswith(first), words
    page.goto(f"{address}/products/?q=Relmacabtagine#all")
    page.locator(".tools", has_text="Nothing here on “Relmacabtagine”. Perhaps").wait_for()
    page.goto((site / "products/index.html").as_uri() + "?q=Carteyva")  # from disk too
    page.locator(".tools", has_text="1 of 14 products").wait_for()


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
    assert len(rows(page)) == 17


def test_no_row_left_is_explained_and_can_be_cleared(page: Page, address: str) -> None:
    page.goto(f"{address}/guidelines/?subject=non-clinical&year=2025")
    assert rows(page) == []
    assert not page.locator("table.index").is_visible()
    assert status(page) == "No guideline fits all of: Non-clinical studies, 2025."
    page.get_by_role("button", name="Clear").press("Enter")
    page.wait_for_url(f"{address}/guidelines/")  # fields are empty only after the event is over
    assert len(rows(page)) == 41
    assert not page.get_by_role("button", name="Clear").is_visible()
    assert page.evaluate("document.activeElement.name") == "q"  # not lost with the button


def test_columns_sort_by_button_and_say_so(page: Page, address: str) -> None:
    page.goto(f"{address}/products/")
    approved = page.locator("th[data-by=approved]")
    assert approved.get_attribute("aria-sort") == "ascending"
    head(page, "First approved").press("Enter")
    assert approved.get_attribute("aria-sort") == "descending"
    assert rows(page)[0] == "Satricabtagene autoleucel"
    head(page, "Holder or company").click()
    assert approved.get_attribute("aria-sort") is None
    assert page.url == f"{address}/products/?order=holder#all"
    assert rows(page)[:2] == ["Donaperminogene seltoplasmid", "Dalnacogene ponparvovec injection"]
    head(page, "First approved").click()
    assert page.url == f"{address}/products/"
    page.goto(f"{address}/guidelines/")  # they stand under subjects until another order is chosen
    first = rows(page)
    groups, cell = page.locator("tr.group:visible"), page.locator("td.in-group").first
    assert (groups.count(), cell.is_visible()) == (9, False)
    head(page, "Year").click()
    head(page, "Year").click()
    assert (groups.count(), cell.is_visible()) == (0, True)
    assert "Pharmaceutical Change Research" in rows(page)[0]
    head(page, "Subject").click()
    assert (groups.count(), rows(page)) == (9, first)


def test_on_a_phone_the_order_is_a_list_to_choose_from(opens: Opens) -> None:
    page = opens("/approvals/", width=390)
    assert not control(page, "Order").is_visible()  # else the first row is below the screen
    page.get_by_role("button", name="Filters and order").click()
    control(page, "Order").select_option("Approved, earliest first")
    assert rows(page)[0] == "Gendicine"
    assert page.locator("thead button:visible").count() == 0  # not there for the keyboard either


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_controls_come_alive(opens: Opens, address: str, width: int) -> None:
    def late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    page = opens(width=width)
    page.route("**/tables.js", late)
    for path in ("products/", "approvals/", "guidelines/", "guidelines/?year=2023&order=title#all"):
        page.goto(f"{address}/{path}")
        page.wait_for_function("document.querySelector('.tools').checkVisibility()")
        assert page.evaluate("window.shift") == 0, path


@pytest.mark.parametrize(("width", "most"), [(1280, 600), (390, 640)])
def test_a_list_begins_with_its_records(page: Page, address: str, width: int, most: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("products", "approvals", "guidelines"):
        page.goto(f"{address}/{name}/")
        first = page.locator("table.index tbody tr:not(.group)").first.bounding_box()
        assert first is not None
        assert 0 < first["y"] < most, name
