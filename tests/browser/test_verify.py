"""A citation made in one edition, looked at in a later one; links to copy."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..conftest import TOY
from .conftest import Opens


def verdict(page: Page, toys: str, text: str) -> str:
    page.goto(f"{toys}/verify/")
    page.fill("#verify", text)
    page.wait_for_function("document.getElementById('verdict').childElementCount > 0")
    return page.locator("#verdict").inner_text()


@pytest.fixture(scope="module")
def marks() -> dict[str, str]:
    """The fingerprints of the first edition, by addresses."""
    first = TOY / "editions/2020-03-31.json"
    return dict(json.loads(first.read_text("utf-8"))["fingerprints"])


def test_a_citation_of_an_earlier_edition_tells_what_changed_since(
    page: Page, toys: str, marks: dict[str, str]
) -> None:
    cited = f"The Toy Makers (2020). Toyzel. Fingerprint {marks['/products/toyzel/']}."
    told = verdict(page, toys, cited)
    assert told.startswith("Changed. What was cited is the record as it was in edition 2020-03-31.")
    assert "Players with an invented disease of play → Adults with" in told
    assert "Toy Table 2 prints adults." in told
    page.click("a:text('The record as it was')")
    assert page.url.endswith("/changes/2020-03-31/products/toyzel/")
    assert "edition 2020-03-31" in verdict(page, toys, marks["/guidelines/toy-cells-making/"])


def test_a_citation_copied_from_a_page_stands_as_long_as_nothing_changes(
    opens: Opens, toys: str
) -> None:
    page = opens(permissions=["clipboard-read", "clipboard-write"])
    for path in ("products/toycel", "guidelines/toy-cells-making", "holders/example-toys"):
        page.goto(f"{toys}/{path}/#cite")
        page.click(".cite-text .copy")
        page.wait_for_selector("text=Copied")
        page.click(".cite-text .copy")  # again, while it says so
        copied = page.evaluate("navigator.clipboard.readText()")
        plain = page.locator(".cite-text").first.inner_text()
        assert " ".join(copied.split()) in " ".join(plain.split())
        expect(page.locator(".cite-text .copy").first).to_have_text("Copy")
        assert verdict(page, toys, copied).startswith("Unchanged."), copied


def test_a_link_tells_what_became_of_it(page: Page, toys: str, toy_site: Path) -> None:
    for text, told in {
        "https://example.org/x/products/toyzel/#approval-2019-02-03": "Moved. The notice spells",
        "https://example.org/guidelines/toy-dolls/": "Withdrawn. An invented guideline",
        "/api/v1/holders/sample-games.json": "Unchanged. The record says what it said when",
        "0123456789ab": "Not known. No edition of this catalogue has",
        "/products/nowhere/": "Not known. No edition has had a record",
        "<img src=x onerror=alert(1)>": "Not known.",
    }.items():
        assert verdict(page, toys, text).startswith(told), text
    page.goto(f"{toys}/verify/?q=/products/toycel/")
    assert page.locator("#verdict").inner_text().startswith("Changed.")
    page.goto((toy_site / "verify/index.html").as_uri() + "?q=/guidelines/toy-dolls/")  # from disk
    assert page.locator("#verdict").inner_text().startswith("Withdrawn.")


def test_an_old_address_leads_on_and_parts_link_to_themselves(page: Page, toys: str) -> None:
    page.goto(f"{toys}/products/toyzel/#approval-2019-02-03")
    page.wait_for_url("**/products/toycel/**")
    assert page.url.endswith("/products/toycel/#approval-2019-02-03")
    page.goto(f"{toys}/products/toyzel/#milestone-toyzel-2019-02-03-accepted")
    page.wait_for_url("**/products/toycel/#milestone-toycel-2019-02-03-accepted")
    page.goto(f"{toys}/products/toy-cel/#trials")  # a short name
    page.wait_for_url("**/products/toycel/#trials")
    links = page.locator("main a.self").evaluate_all("all => all.map(a => a.hash)")
    assert {"#approvals", "#approval-2019-02-03", "#trials"} <= set(links)
    page.click("a.self[href='#trials']")
    assert page.url.endswith("/products/toycel/#trials")
