"""The tables of the catalogue as a workbook."""

from pathlib import Path

import pytest

from generator.cgt.tables import SCHEMA
from generator.engine.exports import tables_workbook
from generator.engine.imports import Import, read_import, read_tables
from generator.engine.sheets import read_sheets

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("data", [ROOT / "tests" / "toy", ROOT / "data"], ids=["toy", "real"])
def test_out_and_in_again_changes_no_cell(data: Path, tmp_path: Path) -> None:
    path, rows = tmp_path / "x.xlsx", read_tables(SCHEMA, data)
    path.write_bytes(tables_workbook(SCHEMA, rows))
    sheets = read_sheets(SCHEMA, path).tables
    for name in SCHEMA:
        assert [row.cells for row in sheets[name].rows] == [row.cells for row in rows[name]]
    assert read_import(SCHEMA, path, data, lambda _: []) == Import([], [], [], {})
