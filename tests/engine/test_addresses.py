"""An address that was published answers for ever: it exists, leads on, or says what happened."""

from pathlib import Path

import pytest

from generator.cgt.tables import SCHEMA as CGT
from generator.engine.addresses import (
    address,
    address_problems,
    collections,
    ending,
    fragments,
    json_path,
    published,
)
from generator.engine.catalogues import Catalogue

from .conftest import SCHEMA, add, load, promise, replace, site, withdraw

NAMED = "2020-03-31"


def test_parts_of_addresses() -> None:
    assert address("products/x/index.html") == "/products/x/"
    assert ending("/products/x/x.csl.json") == "csl.json"
    assert ending("/products/x/#part.of") == ""
    assert json_path("/products/x/") == "/api/v1/products/x.json"


def test_what_is_published_and_listed_follows_from_the_declaration(released: Path) -> None:
    catalogue = load(released)
    files = [*site(catalogue), "static/x.css", "x.js", "site.zip", "kites/bat/card.png", ".mark"]
    assert [path for path in published(catalogue, files) if not path.startswith("/data/")] == [
        "/",
        "/kites/bat/",
        "/kites/bat/#bat-1",
        "/kites/bat/#bat-2",
        "/kites/bat/#place-beach",
        "/kites/bat/#place-hill",
        "/kites/swallow/",
        "/makers/works/",
    ]
    assert collections(SCHEMA) == ["kites", "makers", "facts", "terms"]
    assert {"sources", "glossary", "remarks", "holders"} <= {*collections(CGT)}
    assert not {"approvals", "trials", "scopes", "changes", "redirects"} & {*collections(CGT)}


def faults_of(catalogue: Catalogue, *, files: bool = True) -> list[str]:
    existing = [*map(address, site(catalogue)), *fragments(catalogue)]
    return [str(one) for one in address_problems(catalogue, existing, "data", files=files)]


def test_an_address_that_is_gone_without_a_word_is_a_problem_and_what_follows_from_it_is_none(
    released: Path,
) -> None:
    promise(released, "/kites/swallow/feed.xml", "/api/v1/kites/swallow.json", "/data/old.csv")
    withdraw(released)
    row = "data/redirects.csv: edition 2020-01-31 published {0}, and nothing is there; "
    row += f"add the row {{0}},TO,{NAMED},WHY (no TO if withdrawn)"
    assert faults_of(load(released)) == [row.format("/kites/swallow/"), row.format("/data/old.csv")]
    assert faults_of(load(released), files=False) == [row.format("/kites/swallow/")]
    replace(released / "catalogue.toml", NAMED, "2020-01-31")
    (first, *_) = faults_of(load(released))
    assert "first name the next edition (edition = ... in data/catalogue.toml)" in first


@pytest.mark.parametrize(
    ("old", "to", "fault"),
    [
        ("/kites/swallow/", "/kites/bat/", ""),
        ("/kites/swallow/", "/kites/cat/", "to /kites/cat/: nothing is there"),
        ("/kites/bat/", "", "address /kites/bat/ exists; it cannot lead away"),
        ("/old.csv", "/kites/bat/", "a file can only lead to one that ends as it does, in .csv"),
        ("/old.csv", "/data/x.csv", "to /data/x.csv: nothing is there"),
        ("/old.csv", "/data/kites.csv", ""),
    ],
)
def test_a_redirect_leads_from_nothing_to_something_of_its_kind(
    released: Path, old: str, to: str, fault: str
) -> None:
    withdraw(released)
    add(released / "redirects.csv", "/kites/swallow/old/||2020-03-31|Below it.")
    with (released / "redirects.csv").open("a") as file:
        file.write(f"{old},{to},{NAMED},Why.\n")
    lines = [
        line for line in faults_of(load(released)) if not line.startswith("data/redirects.csv: ")
    ]
    assert lines == ([f"data/redirects.csv:3: {lines[0].partition(': ')[2]}"] if fault else [])
    assert not fault or fault in lines[0]
