"""The search as readers use it: by any name, with small mistakes, by keyboard, from disk."""

from pathlib import Path

from playwright.sync_api import Page

from .conftest import asked, violations

RELMA, AXI = "/products/relmacabtagene-autoleucel/", "/products/axicabtagene-ciloleucel/"
GENE, ZEVOR = "/products/dalnacogene-ponparvovec/", "/products/zevorcabtagene-autoleucel/"
FOUND = {  # what is typed: where the first result leads, and how many there are at least
    "Carteyva": (RELMA, 4),
    "瑞基奥仑赛": (RELMA, 5),
    "ruijiaolunsai": (RELMA, 4),
    "rui ji ao lun sai": (RELMA, 1),
    "FKC876": (AXI, 3),
    "cilta-cel": ("/products/ciltacabtagene-autoleucel/", 2),
    "NCT03975907": (ZEVOR, 2),
    "CT053-MM-01": (ZEVOR, 2),
    "Amimetrocel": ("/products/amimestrocel/", 2),
    "CARsgen": ("/holders/carsgen/", 2),
    "Iasobio": ("/holders/iaso-bio/", 2),
    "haemophilia": ("/diseases/hemophilia-b/", 4),
    "血友病": ("/diseases/hemophilia-b/", 4),
    "骨髓瘤": ("/diseases/multiple-myeloma/", 7),
    "graft vs host": ("/diseases/graft-versus-host-disease/", 4),
    "附条件批准": ("/glossary/c/#conditional-approval", 9),
    "医保": ("/glossary/n/#nhsa", 1),
    "副作用": ("/glossary/a/#adverse-event", 1),
    "IND": ("/guidelines/aav-gene-therapy-ind-cmc/", 4),
    "CRS": ("/glossary/c/#crs", 1),
    "trend": ("/trends/", 1),
    "response rates": ("/trends/response-rates/", 1),
    "2024 guideline stem cell": ("/guidelines/human-stem-cells-non-clinical/", 2),
    "60.3%": (f"{RELMA}#approval-2021-09-01", 1),
    "long-term follow": ("/guidelines/gene-therapy-long-term-follow-up/", 2),
}
IN_CHINESE = {  # what is typed on a Chinese page: where the first result leads
    "骨髓瘤": "/diseases/multiple-myeloma/",
    "客观缓解率": "/glossary/o/#orr",
    "relma-cel": RELMA,
    "瑞基奥仑赛": RELMA,
    "adverse event": "/glossary/a/#adverse-event",
}
AMONG = {  # among the results
    "lymphoma": "Relmacabtagene autoleucel",
    "溶瘤病毒": "Guidance for Pharmaceutical Research and Evaluation of Oncolytic Virus Products",
    "satri-cel": "Satricabtagene autoleucel",
    "approved in 2024": "Ciltacabtagene autoleucel",
}
NEAR = {  # what is nowhere: what is suggested first, if anything is
    "Relmacabtagine": "Relmacabtagene autoleucel",
    "Carteiva": "Relmacabtagene autoleucel",
    "Toyxyzzy": None,
    "Zendicine": None,  # no more like “medicine” than that
}
IDENTIFIERS = {
    "NCT04089215": "/products/relmacabtagene-autoleucel/",
    "2022年第31号": "/guidelines/in-vivo-gene-therapy-cmc/",
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
    for query, title in AMONG.items():
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.locator(".result").first.wait_for(state="hidden")
        page.keyboard.type(query)
        page.locator(".result b", has_text=title).first.wait_for()
    for query, (path, least) in FOUND.items():
        page.locator("#search").fill(query)
        first = page.locator(f'#search-results-0[href="{address}{path}"]')
        first.wait_for(timeout=5000)
        assert int(page.locator(".result-count").inner_text().split()[0]) >= least, query
    page.goto((site / "products/amimestrocel/index.html").as_uri())  # from disk too
    search(page, "dalnacogene")
    page.locator(".result").first.click()
    assert page.url.endswith("/products/dalnacogene-ponparvovec/index.html")


def test_a_chinese_page_finds_names_in_both_languages(page: Page, address: str) -> None:
    page.goto(f"{address}/zh/search/")
    for query, path in IN_CHINESE.items():
        page.locator("#search-page").fill(query)
        first = page.locator(f'#search-page-results-0[href="{address}/zh{path}"]')
        first.wait_for(timeout=5000)
    assert "条结果" in page.locator(".result-count").inner_text()


def test_what_is_nowhere_is_said_to_be_and_what_is_near_is_no_result(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/about/")
    for query, title in NEAR.items():
        page.locator("#search").fill(query)
        line = page.locator(".result-none", has_text=f"Nothing here on “{query}”")
        line.wait_for()
        if title:
            assert "Perhaps" in line.inner_text()
            assert title in page.locator(".result b").first.inner_text()
            assert page.locator(".result").count() <= 5
        else:
            assert page.locator(".result").count() == 0
    page.locator("#search").fill("Carteiva")
    page.locator(".result-none").wait_for()
    page.keyboard.press("Enter")  # not to what it is not
    page.wait_for_url(f"{address}/search/?q=Carteiva")


def test_all_results_can_be_reached(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    search(page, "CAR-T")
    count = int(page.locator(".result-count").inner_text().split()[0])
    assert count > 20
    assert page.locator(".result b").count() == 12
    page.get_by_role("option", name=f"All {count} results").click()
    page.wait_for_url(f"{address}/search/?q=CAR-T")
    page.locator("main .result").first.wait_for()
    assert page.locator("main .result b").count() == count
    assert violations(page) == []


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
    page.goto(f"{address}/about/")
    search(page, "CAR-T")
    page.keyboard.press("Tab")
    assert not page.locator(".results-list").is_visible()
    assert page.evaluate("!document.activeElement.closest('.search')")
