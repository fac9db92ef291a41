"""Everything that can be downloaded, of the toy catalogue and of the real one."""

import io
import json
import zipfile
from functools import cache
from typing import Any

import frictionless
import jsonschema
import pytest
from openapi_spec_validator import validate

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.downloads import all_downloads, archive_files, source_line
from generator.cgt.figures import all_figures
from generator.cgt.metadata import paper_citation
from tests.loaded import real, templates, toys, undrawn, with_settings

plan = cache(undrawn)


@cache
def files(catalogue: CgtCatalogue) -> dict[str, bytes]:
    made = [file for job in all_downloads(plan(catalogue)) for file in job]
    assert len(made) == len(dict(made))
    return dict(made)


def content(catalogue: CgtCatalogue, path: str) -> Any:
    return json.loads(files(catalogue)[f"api/v1/{path}.json"])


def kind_of(path: str) -> str:
    """The schema of a JSON file, by its place."""
    folder, _, name = path.removeprefix("api/v1/").removesuffix(".json").rpartition("/")
    return "figure" if folder == "trends" else folder.removesuffix("s") or name


@cache
def validator(catalogue: CgtCatalogue, kind: str) -> jsonschema.Draft202012Validator:
    schema = content(catalogue, f"schemas/{kind}")
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker()
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


@pytest.mark.parametrize("catalogue", [toys(), real()], ids=["toys", "real"])
def test_every_json_file_is_as_its_schema_says(catalogue: CgtCatalogue) -> None:
    count = 0
    for path, raw in files(catalogue).items():
        kind = kind_of(path)
        if not path.startswith("api/") or kind in ("schema", "edition", "openapi"):
            continue
        errors = validator(catalogue, kind).iter_errors(json.loads(raw))
        assert [error.message for error in errors] == [], path
        count += 1
    assert count > 20


def test_every_record_has_its_json_with_sources_provenance_and_checks() -> None:
    for record in real().with_pages():
        shaped = content(real(), record.path.strip("/"))
        assert shaped["record"]["id"] == record.id
        assert shaped["fingerprint"] == real().fingerprints[record.path]
        assert all(one["printed"] and one["place"] for one in shaped["receipts"])
        cited = {source["id"] for source in shaped["sources"]}
        assert {one["source_id"] for one in shaped["record"]["statements"]} <= cited
        assert {one["source_id"] for one in shaped["receipts"]} <= cited


def test_openapi_has_the_address_of_every_json_file() -> None:
    described = content(real(), "openapi")
    validate({**described, "paths": {}})
    paths = {
        f"api/v1{path.replace('{id}', one)}"
        for path, item in described["paths"].items()
        for one in item["get"].get("parameters", [{"schema": {"enum": [""]}}])[0]["schema"]["enum"]
    }
    others = ("api/v1/schemas/", "api/v1/editions/", "api/v1/openapi.json")
    made = {path for path in files(real()) if path.startswith("api/")}
    assert paths == {path for path in made if not path.startswith(others)}


@pytest.mark.parametrize("catalogue", [toys(), real()], ids=["toys", "real"])
def test_the_data_package_is_valid(catalogue: CgtCatalogue, tmp_path: Any) -> None:
    for path, raw in files(catalogue).items():
        if path.startswith("data/"):
            (tmp_path / path.removeprefix("data/")).write_bytes(raw)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_the_zip_has_every_download_but_pages() -> None:
    more = {"trends/index.html": b"", "trends/card.png": b"", "site.zip": b""}
    site = {**files(toys()), **more}
    ((name, content),) = archive_files(plan(toys()), site)
    assert name == "data/catalogue.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = set(packed.namelist())
        readme = packed.read("README.txt").decode()
        assert packed.read("data/approvals.csv") == site["data/approvals.csv"]
    assert {"data/datapackage.json", "api/v1/catalogue.json", "about/paper.ris"} <= names
    assert {"trends/cumulative/cumulative.csv", "trends/cumulative/cumulative.svg"} <= names
    assert not names & set(more)
    assert not [name for name in names if name.endswith((".js", ".html"))]
    assert readme.startswith("Toy Catalogue: An invented catalogue that the tests build\nEdition ")


def test_only_an_article_is_cited_with_its_supplement() -> None:
    assert paper_citation(with_settings(toys(), article="toy-supplement")).note == ""


def test_a_picture_that_leaves_the_site_names_its_sources() -> None:
    figure = all_figures(toys())["cumulative"]
    assert source_line(toys(), figure, templates(toys()).text) == (
        "Source: Supplement to an invented article (Journal of Invented Toys). "
        "Data as of 30 June 2020. Toy Catalogue, edition 2020-06-30."
    )
