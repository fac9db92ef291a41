"""What answers at addresses that are gone."""

import json
from pathlib import Path

from generator.engine.catalogues import Catalogue
from generator.engine.json_files import envelope
from generator.engine.moved import moved_files, moved_pages
from tests.loaded import templates

from .conftest import add, load, promise, withdraw

NAMED = "2020-03-31"


def made(catalogue: Catalogue, files: dict[str, bytes]) -> dict[str, bytes]:
    head = envelope(catalogue, "", "")
    return dict(moved_files(catalogue, files, head, templates(catalogue), None))


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
    there = {"kites/bat/bat.bib": b"@bat", "api/v1/kites/bat.json": b"", "kites/bat/feed.xml": b""}
    files = made(load(released), there)
    assert files.keys() == {
        "api/v1/kites/swallow.json",
        "kites/swallow/feed.xml",
        "kites/swallow/swallow.bib",
        "kites/swallow/swallow.txt",
    }
    content = json.loads(files["api/v1/kites/swallow.json"])
    assert (content["status"], content["moved_to"]) == ("moved", ["/api/v1/kites/bat.json"])
    assert b"<updated>2020-02-01" in files["kites/swallow/feed.xml"]
    assert files["kites/swallow/swallow.bib"] == b"@bat"
    line = "Moved after edition 2020-01-31. It is & was a bat.\n"
    assert files["kites/swallow/swallow.txt"].decode() == line


def test_the_row_of_an_address_itself_goes_before_that_of_its_page(released: Path) -> None:
    withdraw(released)
    promise(released, "/kites/swallow/swallow.txt")
    add(
        released / "redirects.csv",
        f"/kites/swallow/|/kites/bat/|{NAMED}|It is a bat.",
        f"/kites/swallow/swallow.txt||{NAMED}|No text.",
    )
    line = b"Withdrawn after edition 2020-01-31. No text.\n"
    assert made(load(released), {}) == {"kites/swallow/swallow.txt": line}
