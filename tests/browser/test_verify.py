"""A citation made in one edition, looked at in a later one; links to copy."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.catalogues import Catalogue
from generator.citations import citation, plain

from .conftest import Silent


@pytest.fixture(scope="module")
def toys(toy_site: Path) -> Iterator[str]:
    handler = functools.partial(Silent, directory=str(toy_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repository"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    yield found
    found.close()


def verdict(page: Page, toys: str, text: str) -> str:
    page.goto(f"{toys}/verify/")
    page.fill("#verify", text)
    page.wait_for_function("document.getElementById('verdict').childElementCount > 0")
    return page.locator("#verdict").inner_text()


def test_a_citation_of_an_earlier_edition_tells_what_changed_since(
    page: Page, toys: str, toy_catalogue: Catalogue
) -> None:
    mark = toy_catalogue.editions[0].fingerprints["/products/toyzel/"]
    told = verdict(page, toys, f"The Toy Makers (2020). Toyzel. Fingerprint {mark}.")
    assert told.startswith("Changed. The fingerprint is that of edition 2020-03-31.")
    assert "Players with an invented disease of play → Adults with" in told
    assert "Toy Table 2 prints adults." in told


def test_a_citation_of_what_has_not_changed_stands(
    page: Page, toys: str, toy_catalogue: Catalogue
) -> None:
    for about in (*toy_catalogue.products, *toy_catalogue.guidelines, *toy_catalogue.holders):
        text = plain(citation(toy_catalogue, about), "https://example.org/")
        assert verdict(page, toys, text).startswith("Unchanged."), text
    mark = toy_catalogue.editions[0].fingerprints["/guidelines/toy-cells-making/"]
    assert "edition 2020-03-31" in verdict(page, toys, mark)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://example.org/x/products/toyzel/#approval-2019-02-03", "Moved. The notice spells"),
        ("https://example.org/guidelines/toy-dolls/", "Withdrawn. An invented guideline"),
        ("/api/v1/guidelines/toy-cells-making.json", "Unchanged. The record has not changed"),
        ("0123456789ab", "Not known. No edition of this catalogue has"),
        ("/products/nowhere/", "Not known. No record was ever"),
        ("<img src=x onerror=alert(1)>", "Not known."),
    ],
)
def test_a_link_tells_what_became_of_it(page: Page, toys: str, text: str, told: str) -> None:
    assert verdict(page, toys, text).startswith(told)


def test_a_question_in_the_address_is_answered(page: Page, toys: str) -> None:
    page.goto(f"{toys}/verify/?q=/products/toycel/")
    assert page.locator("#verdict").inner_text().startswith("Changed.")


def test_an_old_address_leads_on_and_keeps_its_part(page: Page, toys: str) -> None:
    page.goto(f"{toys}/products/toyzel/#approval-2019-02-03")
    page.wait_for_url("**/products/toycel/**")
    assert page.url.endswith("/products/toycel/#approval-2019-02-03")


def test_verification_works_from_disk(page: Page, toy_site: Path) -> None:
    page.goto((toy_site / "verify/index.html").as_uri() + "?q=/guidelines/toy-dolls/")
    assert page.locator("#verdict").inner_text().startswith("Withdrawn.")


def test_headings_and_approvals_link_to_themselves(page: Page, toys: str) -> None:
    page.goto(f"{toys}/products/toycel/")
    links = page.locator("main a.self").evaluate_all("all => all.map(a => a.hash)")
    assert {"#approvals", "#approval-2019-02-03", "#cite", "#history"} <= set(links)
    page.click("a.self[href='#cite']")
    assert page.url.endswith("/products/toycel/#cite")


def test_citations_can_be_copied(browser: Browser, toys: str, toy_catalogue: Catalogue) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{toys}/products/toycel/")
    page.click(".cite-text .copy")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == plain(citation(toy_catalogue, toy_catalogue.products[0]), None).strip()
    context.close()
