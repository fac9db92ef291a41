"""The search as readers use it: by any name, with small mistakes, by keyboard, from disk."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("relma", "Relmacabtagene autoleucel"),
        ("Carteyva", "Relmacabtagene autoleucel"),
        ("FKC876", "Axicabtagene ciloleucel"),
        ("基仑赛", "Axicabtagene ciloleucel"),
        ("amimestrocel", "Amimetrocel injection"),
        ("amimetrocel", "Amimetrocel injection"),
        ("haemophilia", "Dalnacogene ponparvovec injection"),
        ("myeloma", "Equecabtagene autoleucel"),
        ("NCT03975907", "Zevorcabtagene autoleucel"),
        (
            "溶瘤病毒",
            "Guidance for Pharmaceutical Research and Evaluation of Oncolytic Virus Products",
        ),
        ("long-term follow", "Clinical Studies with Long-Term Follow-up"),
        ("satricabtagene", "Satricabtagene autoleucel (CT041)"),
        ("CARsgen", "Carsge"),
    ],
)
def test_a_name_in_any_form_finds_its_record(
    page: Page, address: str, query: str, title: str
) -> None:
    page.goto(f"{address}/glossary/")
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(".result").first.wait_for()
    titles = page.locator(".result b").all_inner_texts()
    assert any(title in found for found in titles), titles


def test_an_exact_identifier_goes_straight_there(page: Page, address: str) -> None:
    for query, path in (
        ("NCT04089215", "/products/relmacabtagene-autoleucel/"),
        ("2022年第31号", "/guidelines/in-vivo-gene-therapy-cmc/"),
        ("瑞基奥仑赛注射液", "/products/relmacabtagene-autoleucel/"),
    ):
        page.goto(f"{address}/about/")
        page.locator("#search").fill(query)
        page.locator(".result").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(address + path)


def test_enter_goes_to_the_first_result_even_if_typed_fast(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    page.locator("#search").fill("relma")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/products/relmacabtagene-autoleucel/")
    page.locator("#search").fill("thalassemia products")
    page.locator(".result").first.wait_for()
    first = page.locator(".result").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(first))


def test_enter_with_nothing_found_goes_to_the_search_page(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    page.locator("#search").fill("zzzzzzz")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=zzzzzzz")
    page.locator("main .result-none").wait_for()
    assert page.locator("main form input").input_value() == "zzzzzzz"


def test_without_the_library_enter_still_goes_to_the_search_page(page: Page, address: str) -> None:
    page.route("**/minisearch.min.js", lambda route: route.abort())
    page.goto(f"{address}/about/")
    page.locator("#search").fill("relma")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=relma")


def test_results_are_reached_by_arrow_keys_and_left_by_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("#search").fill("CAR-T")
    page.locator(".result").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('.result[aria-selected="true"]')
    assert chosen.count() == 1
    target = chosen.get_attribute("href")
    assert page.locator("#search").get_attribute("aria-activedescendant")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))
    page.go_back()
    page.locator("#search").fill("CAR-T")
    page.locator(".result").first.wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".results-list").is_visible()


def test_nothing_found_says_what_to_try(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("#search").fill("zzzzzzz")
    page.locator(".result-none").wait_for()
    assert "A to Z" in page.locator(".result-none").inner_text()


def test_the_search_page_answers_the_question_in_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=thalassemia")
    page.locator("main .result").first.wait_for()
    assert "Products for Thalassemia" in page.locator("main .result b").first.inner_text()


def test_nothing_loads_before_the_box_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/")
    page.wait_for_load_state("networkidle")
    assert not any("minisearch" in url or "entries.js" in url for url in asked)


def test_the_search_works_from_disk(page: Page, site: Path) -> None:
    page.goto((site / "products/amimestrocel/index.html").as_uri())
    page.locator("#search").fill("dalnacogene")
    page.locator(".result").first.wait_for()
    page.locator(".result").first.click()
    assert page.url.endswith("/products/dalnacogene-ponparvovec/index.html")


def test_words_of_a_query_are_text_and_never_markup(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator("main .result-none, main .result").first.wait_for()
    assert page.locator("main img").count() == 0
