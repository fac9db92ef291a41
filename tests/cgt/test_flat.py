"""The flat tables: a row an approval, a row a result."""

import csv
import dataclasses
import io
from typing import Any

import openpyxl

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.downloads import workbook_files
from generator.cgt.flat import flat_tables
from generator.cgt.rates import self_checks
from generator.engine.files import csv_bytes


def read(catalogue: CgtCatalogue, index: int) -> list[dict[str, Any]]:
    """A flat table as a program reads it."""
    table = flat_tables(catalogue)[index]
    return list(csv.DictReader(io.StringIO(csv_bytes(table.columns, table.rows).decode())))


def test_numbers_of_results_are_numbers_and_words_are_blank(china: CgtCatalogue) -> None:
    rows = read(china, 1)
    assert len(rows) == len(china.records["endpoints"])
    for row in rows:
        for name in ("month", "n", "events", "value", "low", "high"):
            assert row[name] == "" or float(row[name]) >= 0
    by_id = {row["id"]: row for row in rows}
    second_year = by_id["axicabtagene-ciloleucel-2021-06-22-os-year-2"]
    assert (second_year["month"], second_year["low"], second_year["unit"]) == ("24", "", "%")


def test_events_are_given_only_where_the_value_reproduces(china: CgtCatalogue) -> None:
    checks = self_checks(china)
    for row in read(china, 1):
        check = checks.get(row["id"])
        assert row["events"] == (str(check.k) if check and check.reproduces else "")
    assert sum(not one.reproduces for one in checks.values()) > 0


def test_the_workbook_has_the_same_cells_and_no_formula(toys: CgtCatalogue) -> None:
    first, *others = toys.rows["products"]
    first = first._replace(cells={**first.cells, "name": "=1+1_x0041_"})
    spoilt = dataclasses.replace(toys, rows={**toys.rows, "products": [first, *others]})
    ((name, raw),) = workbook_files(spoilt)
    assert name == "data/approvals-flat.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    table = flat_tables(spoilt)[0]
    cells = [["" if one.value is None else one.value for one in row] for row in sheet.iter_rows()]
    assert cells == [list(table.columns), *table.rows]
    assert {one.data_type for row in sheet.iter_rows() for one in row} <= {"s", "n"}
    assert read(spoilt, 0)[0]["product_name"] == "'=1+1_x0041_"


def test_a_row_names_the_remarks_on_it(china: CgtCatalogue) -> None:
    disputed = {row["id"]: row for row in read(china, 1)}[
        "relmacabtagene-autoleucel-2021-09-01-orr-month-3"
    ]
    known = {one.id for one in china.records["remarks"]}
    named = disputed["remarks"].split()
    assert named
    assert set(named) <= known
    approval = {row["approval_id"]: row for row in read(china, 0)}[disputed["approval"]]
    assert set(named) <= set(approval["approval_remarks"].split()) <= known
