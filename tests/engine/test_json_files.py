"""Records as JSON, from the declaration of tables."""

import json
from typing import Any

from generator.engine.addresses import collections
from generator.engine.json_files import (
    embedded,
    envelope,
    json_files,
    record_to_dict,
    referred_ids,
)
from tests.loaded import templates

from .conftest import SCHEMA
from .kites import kites

HEAD = envelope(kites(), "The book of kites", "A toy.")
TEXT = templates(kites()).text


def files() -> dict[str, Any]:
    made = json_files(kites(), [], HEAD, TEXT)
    return {path: json.loads(content) for path, content in made if "editions" not in path}


def test_a_record_has_its_children_and_what_it_shows_inside() -> None:
    red = record_to_dict(SCHEMA, "kites", kites().listed("kites")[0])
    assert list(red) == [
        *("id", "name", "shape", "maker_id", "flights", "facts", "maker", "note"),
    ]
    assert red["maker"] == {"id": "smith", "name": "Smith & sons"}
    assert [flight["minutes"] for flight in red["flights"]] == [12, 30]
    assert red["flights"][0]["facts"][0]["value"] == "strong"
    assert red["note"] == "Flies *well*."


def test_what_is_blank_is_null() -> None:
    blue = files()["api/v1/kites/blue.json"]["record"]
    assert (blue["note"], blue["flights"]) == (None, [])


def test_what_is_part_of_one_other_table_has_no_file_of_its_own() -> None:
    assert collections(SCHEMA) == ["kites", "makers", "facts", "terms"]
    assert [key for key, *_ in embedded(SCHEMA, "kites")] == ["flights", "facts", "maker"]


def test_ids_that_a_record_refers_to_are_those_inside_it_too() -> None:
    red = files()["api/v1/kites/red.json"]["record"]
    assert list(referred_ids(SCHEMA, red, "places")) == ["hill", "beach"]
    assert list(referred_ids(SCHEMA, red, "makers")) == ["smith"]
