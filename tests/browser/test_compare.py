"""Products side by side: chosen anywhere, kept in the address, never ranked."""

from pathlib import Path

from playwright.sync_api import Page, expect

RELMA, AXI = "relmacabtagene-autoleucel", "axicabtagene-ciloleucel"
ZEVOR, GENE = "zevorcabtagene-autoleucel", "dalnacogene-ponparvovec"


def columns(page: Page) -> list[str]:
    return page.locator(".compared thead th:visible > a").all_inner_texts()


def test_products_are_chosen_on_their_pages_and_stand_side_by_side(
    page: Page, address: str, site: Path
) -> None:
    for root, file in ((address, ""), (site.as_uri(), "index.html")):  # from disk too
        page.goto(f"{root}/products/{RELMA}/{file}")
        assert not page.locator(".tray").is_visible()
        page.get_by_role("checkbox", name="Compare").check()
        assert page.url == f"{root}/products/{RELMA}/{file}?compare={RELMA}"
        page.get_by_role("link", name="Choose another").click()
        page.get_by_role("checkbox", name="Compare Zevorcabtagene autoleucel").check()
        tray = page.get_by_role("region", name="Chosen to compare")
        assert "Relmacabtagene autoleucel" in tray.inner_text()
        tray.get_by_role("link", name="See 2 side by side").click()
        page.locator(".compared:visible").wait_for()
        assert page.url == f"{root}/compare/{file}?products={RELMA},{ZEVOR}#side-by-side"
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
    page.goto(f"{address}/compare/?products={RELMA},{AXI}")
    row = page.locator(".compared tr:visible", has_text="bORR")
    assert "No such result in the source" in row.inner_text()
    row.get_by_role("link", name="79", exact=True).click()
    assert "#r-2021-06-22-borr" in page.url
    page.locator("tr:target").wait_for()


def test_four_is_the_most_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/compare/?products={RELMA},{AXI},{ZEVOR},{GENE},amimestrocel")
    assert len(columns(page)) == 4
    assert page.locator(".ways input:disabled").count() == 10
    assert "the most" in page.locator(".ways [role=status]").inner_text()
    page.get_by_label("Axicabtagene ciloleucel").uncheck()
    assert page.locator(".ways input:disabled").count() == 0
    assert page.url == f"{address}/compare/?products={RELMA},{ZEVOR},{GENE}"


def test_on_the_way_back_the_choice_is_the_last_one(page: Page, address: str) -> None:
    page.goto(f"{address}/products/")
    page.get_by_role("checkbox", name="Compare Zevorcabtagene autoleucel").check()
    page.goto(f"{address}/products/{AXI}/")
    page.locator("input.compare").check()
    assert page.locator(".tray li").count() == 2
    page.go_back()
    expect(page.locator(".tray li")).to_have_count(2)


def test_the_choice_goes_along_with_filters_and_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}/products/?compare={RELMA}")
    page.locator(".tools select[name=type]").select_option("bcma-car-t")
    page.get_by_role("checkbox", name="Compare Zevorcabtagene autoleucel").check()
    assert page.url == f"{address}/products/?type=bcma-car-t&compare={RELMA},{ZEVOR}#all"
    page.get_by_role("searchbox", name="Words").fill("carsge")
    assert f"compare={RELMA}" in page.url
    page.goto(f"{address}/products/{AXI}/")
    assert page.url == f"{address}/products/{AXI}/"  # an address to cite stays clean
    page.get_by_role("button", name="Remove Zevorcabtagene autoleucel").click()
    assert page.locator(".tray li").count() == 1
    assert page.evaluate("document.activeElement.closest('.tray') !== null")
    page.get_by_role("button", name="Clear").click()
    assert page.evaluate("document.activeElement.matches('input.compare')")
    assert not page.locator(".tray").is_visible()
    page.goto(f"{address}/products/")
    assert page.locator("input.compare:checked").count() == 0
