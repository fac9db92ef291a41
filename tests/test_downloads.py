"""The catalogue as files to take away, validated by the tools of their formats."""

import csv
import io
import json
import zipfile
from pathlib import Path

import frictionless
import jsonschema
import pytest
from csvw import CSVW
from openapi_spec_validator import validate

from generator.addresses import COLLECTIONS, WITH_PAGES
from generator.build import site_files
from generator.catalogues import Catalogue
from generator.downloads.tables import csv_bytes, inert
from generator.records import TABLES, columns


def test_every_record_has_its_json_with_receipts_and_checks(
    catalogue: Catalogue, site: Path
) -> None:
    for record in (*catalogue.products, *catalogue.guidelines, *catalogue.holders):
        file = site / f"api/v1{record.path[:-1]}.json"
        found = json.loads(file.read_text("utf-8"))
        assert found["record"]["id"] == record.id
        assert found["as_of"] == catalogue.edition.as_of.isoformat()
        page = (site / record.path.strip("/") / "index.html").read_text("utf-8")
        assert found["fingerprint"] in page
        for receipt in found["receipts"]:
            assert f'id="{receipt["id"]}"' in page
            assert receipt["printed"]
            assert receipt["place"]
        known = {source["id"] for source in found["sources"]}
        assert {one["source_id"] for one in found["record"]["statements"]} <= known


def test_numbers_in_json_keep_their_printed_digits(site: Path) -> None:
    found = json.loads((site / "api/v1/products/equecabtagene-autoleucel.json").read_text("utf-8"))
    end = found["record"]["approvals"][0]["endpoints"][1]
    assert (end["value"], end["lower"], end["upper"]) == ("79.0", "66.8", "88.3")
    assert found["self_checks"][1]["outcome"] == "reproduces: 49/62"


def schema_of(site: Path, file: Path) -> Path:
    """The schema of a JSON file of the API, by its place."""
    folder, name = file.relative_to(site / "api/v1").parent.as_posix(), file.stem
    if folder == "trends":
        name = "figure"
    elif folder != ".":
        name = folder.removesuffix("s")
    return site / f"api/v1/schemas/{name}.json"


def test_every_json_file_is_as_its_schema_says(site: Path, toy_site: Path) -> None:
    count = 0
    for root in (site, toy_site):
        for file in (root / "api/v1").rglob("*.json"):
            kind = file.relative_to(root / "api/v1").parts[0]
            told = json.loads(file.read_text("utf-8"))
            if kind in ("schemas", "editions", "openapi.json") or "moved_to" in told:
                continue
            schema = json.loads(schema_of(root, file).read_text("utf-8"))
            check = jsonschema.Draft202012Validator(
                schema, format_checker=jsonschema.FormatChecker()
            )
            check.check_schema(schema)
            assert [error.message for error in check.iter_errors(told)] == [], file
            count += 1
    assert count > 60


def test_a_gap_is_a_word_and_never_null(site: Path) -> None:
    def nulls(found: object, at: str = "") -> list[str]:
        if isinstance(found, dict):
            return [n for key, one in found.items() for n in nulls(one, f"{at}/{key}")]
        if isinstance(found, list):
            return [n for i, one in enumerate(found) for n in nulls(one, f"{at}/{i}")]
        return [at] if found is None else []

    assert nulls(json.loads((site / "api/v1/catalogue.json").read_text("utf-8"))) == []


def test_openapi_describes_every_file(site: Path, catalogue: Catalogue) -> None:
    file = site / "api/v1/openapi.json"
    told = json.loads(file.read_text("utf-8"))
    validate(told, base_uri=file.resolve().as_uri())
    for path, item in told["paths"].items():
        (wanted,) = item["get"].get("parameters", [{"schema": {"enum": [""]}}])
        for id in wanted["schema"].get("enum", ["cumulative"]):
            assert (site / "api/v1" / path.lstrip("/").replace("{id}", id)).is_file(), path
    assert len(told["paths"]) == len(COLLECTIONS) + len(WITH_PAGES) + 2


def test_the_data_package_is_valid(site: Path, toy_site: Path) -> None:
    for root in (site, toy_site):
        report = frictionless.validate(str(root / "data/datapackage.json"))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("approvals", "2019-02-03,2019/2/3", "soon,2019/2/3"),
        ("approvals", ",toycel,", ",nothing,"),
        ("endpoints", "percent", "per cent"),
        ("holders", "sample-games,", "example-toys,"),
    ],
)
def test_a_data_package_that_is_not_valid_would_be_found(
    toy_site: Path, tmp_path: Path, table: str, old: str, new: str
) -> None:
    for file in (toy_site / "data").iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    file = tmp_path / f"{table}.csv"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_csv_on_the_web(site: Path, catalogue: Catalogue, table: str) -> None:
    found = CSVW(str(site / f"data/{table}.csv-metadata.json"), validate=True)
    assert found.is_valid, found.warnings
    text = (site / f"data/{table}.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(catalogue.tables[table])
    assert not rows or list(rows[0]) == columns(table)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_spreadsheet_finds_no_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    read = list(csv.reader(io.StringIO(csv_bytes(("a",), ((cell,),)).decode(), newline="")))
    assert read[1] == [f"'{cell}"]


def test_other_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=1", 5, "– CAR-T")] == ["", "a=1", 5, "– CAR-T"]


def test_the_zip_holds_what_the_site_offers(site: Path) -> None:
    with zipfile.ZipFile(site / "data/catalogue.zip") as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        for name in names:
            if name != "README.txt":
                assert packed.read(name) == (site / name).read_bytes(), name
    assert {"data/approvals.csv", "data/catalogue.xlsx", "api/v1/catalogue.json"} <= set(names)
    assert not [name for name in names if name.endswith((".html", ".zip", ".js"))]


def test_the_zip_of_data_has_no_pictures_of_pages(toy_catalogue: Catalogue) -> None:
    files = site_files(toy_catalogue, "data", "https://example.org/")
    assert "trends/card.png" in files
    with zipfile.ZipFile(io.BytesIO(files["data/catalogue.zip"])) as packed:
        assert [name for name in packed.namelist() if name.endswith("card.png")] == []
