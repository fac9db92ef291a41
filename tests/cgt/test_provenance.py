"""Where each value of the core tables was read, and that it is one step from where it is shown."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest

from generator.cgt.provenance import COLUMNS, HEADINGS, provenance
from tests.conftest import html_by_address
from tests.loaded import real


def test_every_column_with_an_origin_is_one_and_has_a_heading() -> None:
    for table, columns in COLUMNS.items():
        assert set(columns) <= set(real().schema.columns(table))
    assert set(HEADINGS) == set(real().terms["column"])


def test_ids_are_those_that_were_published() -> None:
    """They are fragments of addresses, which never change."""
    published = {
        address.partition("#")[2]
        for edition in real().editions
        for address in edition.addresses
        if "#r-" in address
    }
    made = {one.id for record in real().with_pages() for one in provenance(real(), record)}
    assert published <= made


def elements(root: Any, inside: tuple[str, ...] = ()) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element with the classes of itself and of all around it."""
    classes = (*inside, *(root.get("class") or "").split())
    yield root, classes
    for child in root:
        if isinstance(child.tag, str):
            yield from elements(child, classes)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    """Every page of the real site in the main language as a tree, by its address."""
    return {
        path: html5lib.parse(page, namespaceHTMLElements=False)
        for path, page in html_by_address(site).items()
        if not path.startswith("/zh/")
    }


@pytest.fixture(scope="module")
def shown(pages: dict[str, Any]) -> dict[str, str]:
    """The source wording of every value, by its address."""
    return {
        f"{path}#{element.get('id')}": "".join(element.find("td").itertext())
        for path, page in pages.items()
        for element, _ in elements(page)
        if (element.get("id") or "").startswith("r-")
    }


def values(pages: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Of every value that is displayed: its page, where it leads, its text."""
    for path, page in pages.items():
        for element, _ in elements(page):
            if element.tag == "a" and "v" in (element.get("class") or "").split():
                target = urljoin("https://x" + path, element.get("href"))
                yield path, target.removeprefix("https://x"), "".join(element.itertext())


def test_every_displayed_value_leads_to_its_source_wording_and_all_of_it_is_used(
    pages: dict[str, Any], shown: dict[str, str]
) -> None:
    assert {target for _, target, _ in values(pages)} == set(shown)


def test_what_is_displayed_is_in_the_source_wording(
    pages: dict[str, Any], shown: dict[str, str]
) -> None:
    count, records = 0, (*real().products, *real().holders)
    names = {one.name: one.name_printed for one in records if one.name_printed}
    beyond = tuple(one.path for one in real().products if not one.in_supplement)
    for path, target, text in values(pages):
        printed, plain = " ".join(shown[target].split()), " ".join(text.split())
        if printed == "in our own words":  # beyond the supplement
            continue
        if target.endswith("-approved") and not re.search(r"\d{4}", printed):
            continue  # a source that prints the day without its year
        if re.search(r"approved$|conditional$", target):
            assert set(re.findall(r"\d{4}", plain)[:1]) <= set(re.findall(r"\d{4}", printed))
            continue
        for number in re.findall(r"\d+(?:\.\d+)?", plain):
            assert number in printed, (path, plain, printed)
            count += 1
        if not re.search(r"\d", plain) and plain != "NA":
            wording = plain if target.startswith(beyond) else names.get(plain, plain)
            assert wording == printed, (path, plain, printed)
    assert count > 300


# where a number has a source of its own beside it, or is text or apparatus and not a value
BESIDE = {
    *("v", "remarks", "said", "figure", "provenance", "sources", "note", "check", "snippet"),
    *("cited", "terms", "clock", "copies", "prose", "adverse"),
    *("past", "changes"),  # rows of an edition, each with its source; what cells were and are
}


def test_no_decimal_number_is_displayed_without_an_origin(pages: dict[str, Any]) -> None:
    loose = []
    for path, page in pages.items():
        if path.startswith(("/trends/", "/glossary/", "/sources/", "/about/")):
            continue  # figures name their source below them; texts are no values
        for element, classes in elements(page.find("body")):
            if not BESIDE & set(classes) and element.tag not in ("svg", "line", "title"):
                texts = [element.text, *(child.tail for child in element)]
                loose += [
                    (path, text)
                    for text in texts
                    if text and re.search(r"(?<![A-Za-z\d])\d+\.\d", text)
                ]
    assert [(path, text) for path, text in loose if "CC BY" not in text] == []
