"""Tables as CSV, validated by the tools of the formats that describe them."""

import csv
import io
import json
from pathlib import Path

import frictionless
import pytest
from csvw import CSVW

from generator.engine.packages import csv_bytes, inert, table_files

from .conftest import SCHEMA
from .kites import kites


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in table_files(kites(), ["The book of kites"]):
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


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_a_spreadsheet_sees_no_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    rows = list(csv.reader(io.StringIO(csv_bytes(("a",), ((cell,),)).decode(), newline="")))
    assert rows[1] == [f"'{cell}"]


def test_other_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=1", 5, "– CAR-T")] == ["", "a=1", 5, "– CAR-T"]
