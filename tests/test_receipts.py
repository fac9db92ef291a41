"""Every displayed value leads to its origin in one step, and no origin stands there unused."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest

from generator.catalogues import Catalogue
from generator.receipts import guideline_receipts, holder_receipts, product_receipts

# where a number stands beside a source of its own, or is text or apparatus and not a value
BESIDE = {
    *("v", "remarks", "said", "figure", "receipts", "sources", "note", "check", "snippet"),
    *("terms", "clock", "copies", "prose"),
}


def elements(root: Any, inside: tuple[str, ...] = ()) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element with the classes of itself and of all around it."""
    classes = (*inside, *(root.get("class") or "").split())
    yield root, classes
    for child in root:
        if isinstance(child.tag, str):
            yield from elements(child, classes)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): html5lib.parse(
            path.read_text("utf-8"), namespaceHTMLElements=False
        )
        for path in site.rglob("*.html")
    }


@pytest.fixture(scope="module")
def receipts(catalogue: Catalogue) -> dict[str, str]:
    """The printed words of every receipt by its address."""
    made = [
        *((product.path, product_receipts(catalogue, product)) for product in catalogue.products),
        *((one.path, guideline_receipts(catalogue, one)) for one in catalogue.guidelines),
        *((holder.path, holder_receipts(catalogue, holder)) for holder in catalogue.holders),
    ]
    return {f"{path}#{one.id}": one.printed for path, found in made for one in found}


def links(pages: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(page, target, text) of every value that is displayed."""
    for path, page in pages.items():
        for element, _ in elements(page):
            if element.tag == "a" and "v" in (element.get("class") or "").split():
                target = urljoin("https://x" + path, element.get("href"))
                yield path, target.removeprefix("https://x"), "".join(element.itertext())


def test_every_displayed_value_opens_a_receipt_and_no_receipt_is_orphaned(
    pages: dict[str, Any], receipts: dict[str, str]
) -> None:
    targets = {target for _, target, _ in links(pages)}
    assert targets - set(receipts) == set()
    assert set(receipts) - targets == set()
    shown = {
        f"{path}#{element.get('id')}"
        for path, page in pages.items()
        for element, _ in elements(page)
        if (element.get("id") or "").startswith("r-")
    }
    assert shown == set(receipts)


def test_what_is_displayed_stands_in_the_printed_words(
    pages: dict[str, Any], receipts: dict[str, str]
) -> None:
    count = 0
    for path, target, text in links(pages):
        printed = receipts[target]
        plain = " ".join(text.split())
        if re.search(r"approved$|conditional$", target):
            years = re.findall(r"\d{4}", plain)
            assert not years or years[0] in printed, (path, plain)
            continue
        if "not-reported" in printed:
            assert plain == "Not reported in source"
            continue
        for number in re.findall(r"\d+(?:\.\d+)?", plain):
            assert number in printed, (path, plain, printed)
            count += 1
        if not re.search(r"\d", plain) and plain != "NA":
            assert plain == printed, (path, plain, printed)
    assert count > 300


def test_no_decimal_number_is_displayed_without_an_origin(pages: dict[str, Any]) -> None:
    loose = []
    for path, page in pages.items():
        if path.startswith(("/trends/", "/glossary/", "/sources/", "/about/")):
            continue  # figures tell their source below them; texts are no values
        body = page.find("body")
        for element, classes in elements(body):
            if BESIDE & set(classes) or element.tag in ("svg", "line", "title"):
                continue
            texts = [element.text, *(child.tail for child in element)]
            loose += [(path, t) for t in texts if t and re.search(r"\d\.\d", t)]
    assert [(p, t) for p, t in loose if "CC BY" not in t] == []
