"""What files say whose record is gone, and what verification knows of it."""

import json

import bibtexparser
import feedparser
import pytest
import rispy

from generator.engine.json_files import envelope
from generator.engine.moved import moved_files
from generator.engine.moved_files import moved_writers
from generator.engine.verification import fingerprint_history
from tests.loaded import templates

from .kites import GONE, kites

TEXT = templates(kites()).text
WRITERS = moved_writers(kites(), envelope(kites(), "", ""), templates(kites()), None)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    there = {"kites/red/index.html": b"", "kites/red/red.csv": b"a,b\n"}
    return dict(moved_files(kites(), there, WRITERS, TEXT))


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
    rows = {row["path"]: row for row in fingerprint_history(kites(), {}, TEXT)}
    red = rows["/kites/red/"]
    assert red["title"] == "Red kite"
    assert [version["edition"] for version in red["versions"]] == ["2020-01-31", "2019-12-31"]
    assert red["now"] == red["versions"][0]["mark"] == kites().fingerprints["/kites/red/"]
    assert red["versions"][0]["changes"] == [
        ["kites", "red", "name", "Rad kite", "Red kite", "It was misspelt."]
    ]
