"""The search as readers use it: by any name, with small mistakes, by keyboard, from disk."""

from pathlib import Path

from playwright.sync_api import Page

from .conftest import asked, violations

FOUND = {
    "relma": "Relmacabtagene autoleucel",
    "Carteyva": "Relmacabtagene autoleucel",
    "FKC876": "Axicabtagene ciloleucel",
    "基仑赛": "Axicabtagene ciloleucel",
    "amimestrocel": "Amimetrocel injection",
    "amimetrocel": "Amimetrocel injection",
    "haemophilia": "Dalnacogene ponparvovec injection",
    "myeloma": "Equecabtagene autoleucel",
    "NCT03975907": "Zevorcabtagene autoleucel",
    "溶瘤病毒": "Guidance for Pharmaceutical Research and Evaluation of Oncolytic Virus Products",
    "long-term follow": "Clinical Studies with Long-Term Follow-up",
    "satricabtagene": "Satricabtagene autoleucel (CT041)",
    "CARsgen": "Carsge",
}
IDENTIFIERS = {
    "NCT04089215": "/products/relmacabtagene-autoleucel/",
    "2022年第31号": "/guidelines/in-vivo-gene-therapy-cmc/",
    "瑞基奥仑赛注射液": "/products/relmacabtagene-autoleucel/",
}


def search(page: Page, text: str) -> None:
    page.locator("#search").fill(text)
    page.locator(".result").first.wait_for()


def test_a_name_in_any_form_finds_its_record(page: Page, address: str, site: Path) -> None:
    urls = asked(page)
    page.goto(f"{address}/glossary/")
    page.wait_for_load_state("networkidle")
    assert not any("minisearch" in url or "entries.js" in url for url in urls)  # until it is used
    page.keyboard.press("/")
    for query, title in FOUND.items():
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.locator(".result").first.wait_for(state="hidden")
        page.keyboard.type(query)
        page.locator(".result b", has_text=title).first.wait_for()
    page.goto((site / "products/amimestrocel/index.html").as_uri())  # from disk too
    search(page, "dalnacogene")
    page.locator(".result").first.click()
    assert page.url.endswith("/products/dalnacogene-ponparvovec/index.html")


def test_enter_goes_to_the_first_result_even_if_typed_fast(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    page.locator("#search").fill("relma")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/products/relmacabtagene-autoleucel/")
    search(page, "thalassemia products")
    first = page.locator(".result").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(first))
    for query, path in IDENTIFIERS.items():
        search(page, query)
        page.keyboard.press("Enter")
        page.wait_for_url(address + path)
        page.goto(f"{address}/about/")


def test_with_nothing_found_or_no_library_enter_goes_to_the_search_page(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/about/")
    page.locator("#search").fill("zzzzzzz")
    page.locator(".result-none").wait_for()
    assert "A to Z" in page.locator(".result-none").inner_text()  # what to try
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=zzzzzzz")
    page.locator("main .result-none").wait_for()
    assert page.locator("main form input").input_value() == "zzzzzzz"
    page.route("**/minisearch.min.js", lambda route: route.abort())
    page.goto(f"{address}/about/")
    page.locator("#search").fill("relma")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=relma")


def test_results_are_reached_by_arrow_keys_and_left_by_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    search(page, "CAR-T")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('.result[aria-selected="true"]')
    assert chosen.count() == 1
    target = chosen.get_attribute("href")
    assert page.locator("#search").get_attribute("aria-activedescendant")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))
    page.go_back()
    search(page, "CAR-T")
    page.keyboard.press("Escape")
    assert not page.locator(".results-list").is_visible()


def test_the_search_page_answers_the_question_in_its_address_as_text(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/search/?q=thalassemia")
    page.locator("main .result").first.wait_for()
    assert "Products for Thalassemia" in page.locator("main .result b").first.inner_text()
    page.goto(f"{address}/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator("main .result-none, main .result").first.wait_for()
    assert page.locator("main img").count() == 0
