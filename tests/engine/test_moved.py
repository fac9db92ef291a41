"""What answers at addresses that are gone, and what verification knows of their records."""

import json
from pathlib import Path

import bibtexparser
import feedparser
import pytest
import rispy

from generator.engine.catalogues import Catalogue
from generator.engine.json_files import envelope
from generator.engine.moved import fingerprint_history, moved_files, moved_pages
from tests.loaded import templates

from .conftest import add, load, promise, withdraw
from .kites import GONE, kites

NAMED = "2020-03-31"


def made(catalogue: Catalogue, files: dict[str, bytes]) -> dict[str, bytes]:
    head = envelope(catalogue, "", "")
    return dict(moved_files(catalogue, files, head, templates(kites()), None))


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


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made(kites(), {"kites/red/index.html": b"", "kites/red/red.csv": b"a,b\n"})


def test_each_format_says_it_in_its_own_way(files: dict[str, bytes]) -> None:
    sentence = "Moved since edition 2020-01-31. It has another name."
    assert set(files) == {path.lstrip("/") for path in GONE if not path.endswith((".png", "/"))}
    content = json.loads(files["api/v1/kites/old.json"])
    assert (content["status"], content["moved_to"]) == ("moved", ["/kites/red/"])
    (entry,) = feedparser.parse(files["kites/old/feed.xml"]).entries
    assert (entry.title, entry.content[0].value) == ("Moved", sentence)
    assert files["kites/old/old.txt"].decode() == f"{sentence}\n"
    assert rispy.loads(files["kites/old/old.ris"].decode())[0]["notes"] == [sentence]
    assert not bibtexparser.parse_string(files["kites/old/old.bib"].decode()).entries
    assert json.loads(files["kites/old/old.csl.json"])[0]["note"] == sentence


def test_a_file_with_a_successor_of_its_kind_is_that(files: dict[str, bytes]) -> None:
    assert files["kites/old/old.csv"] == b"a,b\n"


def test_verification_has_every_fingerprint() -> None:
    rows = {row["path"]: row for row in fingerprint_history(kites(), {}, templates(kites()).text)}
    red = rows["/kites/red/"]
    assert red["title"] == "Red kite"
    assert [version["edition"] for version in red["versions"]] == ["2020-01-31", "2019-12-31"]
    assert red["now"] == red["versions"][0]["mark"] == kites().fingerprints["/kites/red/"]
    assert red["versions"][0]["changes"] == [
        ["kites", "red", "name", "Rad kite", "Red kite", "It was misspelt."]
    ]
