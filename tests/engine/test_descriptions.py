"""What describes the data to machines, read by the tools of the formats."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest
from csvw import CSVW

from generator.engine.descriptions import schema_files, table_files
from tests.loaded import templates

from .conftest import SCHEMA
from .kites import kites
from .test_json_files import files

TEMPLATES = templates(kites())


def schemas() -> dict[str, Any]:
    return {path: json.loads(content) for path, content in schema_files(kites(), TEMPLATES)}


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in table_files(kites(), ["The book of kites"], TEMPLATES):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path / "data"


def test_the_data_package_is_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("flights", ",12", ",long"),
        ("flights", ",red,", ",green,"),
        ("kites", ",box,", ",round,"),
        ("places", "beach,", "hill,"),
    ],
)
def test_a_data_package_that_is_not_valid_would_be_noticed(
    folder: Path, table: str, old: str, new: str
) -> None:
    file = folder / f"{table}.csv"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_a_field_has_the_label_of_its_column(folder: Path) -> None:
    resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    assert resources[0]["description"] == "A row is a kite."
    assert [field["title"] for field in resources[0]["schema"]["fields"]] == [
        *("Name", "Kite", "Shape", "Maker"),
    ]


@pytest.mark.parametrize("table", list(SCHEMA))
def test_every_table_is_csv_on_the_web(folder: Path, table: str) -> None:
    described = CSVW(str(folder / f"{table}.csv-metadata.json"), validate=True)
    assert described.is_valid, described.warnings
    text = (folder / f"{table}.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [list(row) for row in rows] == [SCHEMA.columns(table)] * len(kites().rows[table])
