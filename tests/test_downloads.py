"""The catalogue as files to take away."""

import csv
import io
import json
from pathlib import Path

import pytest

from generator.catalogues import Catalogue
from generator.downloads import csv_bytes, inert


def test_every_record_has_its_json_with_receipts_and_checks(
    catalogue: Catalogue, site: Path
) -> None:
    for record in (*catalogue.products, *catalogue.guidelines, *catalogue.holders):
        file = site / f"api/v1{record.path[:-1]}.json"
        found = json.loads(file.read_text("utf-8"))
        assert found["record"]["id"] == record.id
        assert found["as_of"] == catalogue.edition.as_of.isoformat()
        page = (site / record.path.strip("/") / "index.html").read_text("utf-8")
        for receipt in found["receipts"]:
            assert f'id="{receipt["id"]}"' in page
            assert receipt["printed"]
            assert receipt["place"]


def test_numbers_in_json_keep_their_printed_digits(site: Path) -> None:
    found = json.loads((site / "api/v1/products/equecabtagene-autoleucel.json").read_text("utf-8"))
    end = found["record"]["approvals"][0]["endpoints"][1]
    assert (end["value"], end["lower"], end["upper"]) == ("79.0", "66.8", "88.3")
    assert found["self_checks"][1]["outcome"] == "reproduces: 49/62"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_spreadsheet_finds_no_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    read = list(csv.reader(io.StringIO(csv_bytes(("a",), ((cell,),)).decode(), newline="")))
    assert read[1] == [f"'{cell}"]


def test_other_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=1", 5, "– CAR-T")] == ["", "a=1", 5, "– CAR-T"]
