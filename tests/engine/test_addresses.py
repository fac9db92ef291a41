"""An address that was published answers for ever: it exists, leads on, or says what happened."""

from pathlib import Path

import msgspec
import pytest

from generator.cgt.tables import SCHEMA as CGT
from generator.engine.addresses import (
    address,
    collections,
    ending,
    find_broken_redirects,
    fragments,
    json_path,
    published,
)
from generator.engine.catalogues import Catalogue
from generator.engine.editions import frozen_bytes, read_editions, sealed
from generator.engine.moved import MovedFile, moved_files, moved_pages
from generator.engine.templates import Templates

from .conftest import SCHEMA, add, load, replace, site

NAMED = "2020-03-31"
TEXT = Templates([Path("templates")]).text


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


def promise(data: Path, *paths: str) -> None:
    """Let the latest edition have published these addresses too."""
    last = read_editions(SCHEMA, data)[0][-1]
    last = sealed(msgspec.structs.replace(last, addresses=[*last.addresses, *paths]))
    (data / "editions" / f"{last.edition}.json").write_bytes(frozen_bytes(last))


def faults_of(catalogue: Catalogue, *, files: bool = True) -> list[str]:
    existing = [*map(address, site(catalogue)), *fragments(catalogue)]
    return [str(one) for one in find_broken_redirects(catalogue, existing, "data", files=files)]


def withdraw(data: Path) -> None:
    """Delete the swallow."""
    replace(data / "kites.csv", "swallow,Swallow,bird,works\n", "")


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


def test_pages_at_addresses_that_are_gone_lead_on_or_say_why(released: Path) -> None:
    withdraw(released)
    promise(released, "/kites/swallow/embed/", "/kites/eagle/", "/kites/eagle/embed/")
    add(
        released / "redirects.csv",
        f"/kites/eagle/|/kites/bat/|{NAMED}|It is a bat.",
        f"/kites/swallow/|/kites/bat/ /makers/works/|{NAMED}|It was two.",
    )
    pages = {page.path: page for page in moved_pages(load(released), {"/kites/bat/embed/"})}
    assert {path: (page.template, page.context()["to"]) for path, page in pages.items()} == {
        "/kites/eagle/": ("moved", ["/kites/bat/"]),
        "/kites/eagle/embed/": ("moved", ["/kites/bat/embed/"]),
        "/kites/swallow/": ("gone", ["/kites/bat/", "/makers/works/"]),
        "/kites/swallow/embed/": ("gone", ["/kites/bat/embed/", "/makers/works/"]),
    }
    assert [one.first for one in pages["/kites/swallow/"].context()["history"]] == [True]


def test_files_at_addresses_that_are_gone_are_their_successor_or_say_what_became_of_them(
    released: Path,
) -> None:
    withdraw(released)
    ends = ("swallow.bib", "swallow.txt", "feed.xml", "swallow.png")
    promise(released, *(f"/kites/swallow/{end}" for end in ends), "/api/v1/kites/swallow.json")
    add(released / "redirects.csv", f"/kites/swallow/|/kites/bat/|{NAMED}|It is & was a bat.")
    files = {
        "kites/bat/bat.bib": b"@bat",
        "api/v1/kites/bat.json": b"{}",
        "kites/bat/feed.xml": b"",
    }

    def line(moved: MovedFile) -> bytes:
        return f"{moved.title} {moved.to} {moved.since}: {moved.sentence}".encode()

    writers = {"json": line, "xml": line, "txt": line}
    made = dict(moved_files(load(released), files, writers, TEXT))
    rest = f"2020-02-01: Moved since edition {NAMED}. It is & was a bat."
    assert {name: content.decode() for name, content in made.items()} == {
        "api/v1/kites/swallow.json": f"Moved ['/api/v1/kites/bat.json'] {rest}",
        "kites/swallow/feed.xml": f"Moved ['/kites/bat/feed.xml'] {rest}",
        "kites/swallow/swallow.bib": "@bat",
        "kites/swallow/swallow.txt": f"Moved ['/kites/bat/'] {rest}",
    }


def test_the_row_of_an_address_itself_goes_before_that_of_its_page(released: Path) -> None:
    withdraw(released)
    promise(released, "/kites/swallow/feed.xml")
    add(
        released / "redirects.csv",
        f"/kites/swallow/|/kites/bat/|{NAMED}|It is a bat.",
        f"/kites/swallow/feed.xml||{NAMED}|No feed.",
    )
    made = dict(moved_files(load(released), {}, {"xml": lambda one: one.status.encode()}, TEXT))
    assert made == {"kites/swallow/feed.xml": b"withdrawn"}
