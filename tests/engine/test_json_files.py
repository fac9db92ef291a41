"""Records as JSON, and schemas that say so, both from the declaration of tables."""

import json
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from generator.engine.addresses import collections
from generator.engine.json_files import (
    collection_files,
    embedded,
    envelope,
    json_bytes,
    record_files,
    record_to_dict,
    referred_ids,
    script_bytes,
)
from generator.engine.json_schemas import openapi_file, schema_files
from tests.loaded import templates

from .conftest import SCHEMA
from .kites import kites

HEAD = envelope(kites(), "The book of kites", "A toy.")
TEXT = templates(kites()).text


def files() -> dict[str, Any]:
    made = [
        *collection_files(kites(), HEAD),
        *record_files(kites(), "kites", HEAD, TEXT),
        *record_files(kites(), "makers", HEAD, TEXT),
    ]
    return {path: json.loads(content) for path, content in made}


def schemas() -> dict[str, Any]:
    return {path: json.loads(content) for path, content in schema_files(kites(), TEXT, {})}


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
    assert [part.key for part in embedded(SCHEMA, "kites")] == ["flights", "facts", "maker"]


def test_ids_that_a_record_refers_to_are_those_inside_it_too() -> None:
    red = files()["api/v1/kites/red.json"]["record"]
    assert list(referred_ids(SCHEMA, red, "places")) == ["hill", "beach"]
    assert list(referred_ids(SCHEMA, red, "makers")) == ["smith"]


def test_every_file_is_as_its_schema_says() -> None:
    names = {"kites": "kite", "makers": "maker"}
    for path, content in files().items():
        folder, _, name = path.removeprefix("api/v1/").removesuffix(".json").rpartition("/")
        schema = schemas()[f"api/v1/schemas/{names.get(folder, name)}.json"]
        check = jsonschema.Draft202012Validator(schema)
        check.check_schema(schema)
        assert [error.message for error in check.iter_errors(content)] == [], path


@pytest.mark.parametrize(
    ("column", "value"), [("shape", "round"), ("name", None), ("maker", None), ("more", 1)]
)
def test_a_file_that_is_not_would_be_noticed(column: str, value: object) -> None:
    content = files()["api/v1/kites/red.json"]
    content["record"][column] = value
    check = jsonschema.Draft202012Validator(schemas()["api/v1/schemas/kite.json"])
    assert list(check.iter_errors(content))


def test_a_schema_has_the_words_of_the_declaration() -> None:
    kite = schemas()["api/v1/schemas/kite.json"]["$defs"]["kites"]
    assert kite["description"] == "A row is a kite."
    assert kite["properties"]["shape"] == {
        "type": "string",
        "enum": ["flat", "box"],
        "title": "Shape",
        "description": "Its shape.",
    }


def test_openapi_has_the_address_of_every_file() -> None:
    path, content = openapi_file(kites(), TEXT, "https://example.org/")
    described = json.loads(content)
    validate({**described, "paths": {}})
    paths = {
        f"api/v1{address.replace('{id}', one)}"
        for address, item in described["paths"].items()
        for one in item["get"].get("parameters", [{"schema": {"enum": [""]}}])[0]["schema"]["enum"]
    }
    assert path == "api/v1/openapi.json"
    assert paths == set(files())


def test_json_is_readable_and_a_script_holds_no_tag() -> None:
    assert json_bytes({"a": ["é", None]}) == '{\n "a": [\n  "é",\n  null\n ]\n}\n'.encode()
    assert script_bytes("a", ["</script>"]) == b'window.a = ["\\u003c/script>"];\n'
