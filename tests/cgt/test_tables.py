"""Columns as curators read of them, in workbooks, schemas and CONTRIBUTING.md."""

from pathlib import Path

import pytest

from generator.cgt.tables import SCHEMA
from generator.engine.columns import Reference, Word
from generator.engine.exports import tables_workbook
from generator.engine.imports import Import, read_import, read_tables
from generator.engine.sheets import read_sheets
from tests.conftest import DATA, TOY

COLUMNS = [
    (table, name, column)
    for table in SCHEMA
    for name, column in SCHEMA[table].columns.items()
]  # fmt: skip


def test_a_column_that_may_be_blank_says_what_a_blank_means() -> None:
    for table, name, column in COLUMNS:
        if name in SCHEMA[table].optional:
            assert "blank" in column.description, (table, name)


def test_a_column_that_may_hold_a_word_for_missing_says_so() -> None:
    words = "word for missing", "not-applicable", "not-reported"
    for table, name, column in COLUMNS:
        if isinstance(column, Word | Reference) and column.or_missing:
            assert any(word in column.description for word in words), (table, name)


def test_a_column_that_holds_several_says_what_is_between_them() -> None:
    for table, name, column in COLUMNS:
        if column.many:
            assert "with blanks between" in column.description, (table, name)


@pytest.mark.parametrize("data", [TOY, DATA], ids=["toy", "real"])
def test_out_and_in_again_changes_no_cell(data: Path, tmp_path: Path) -> None:
    path, rows = tmp_path / "x.xlsx", read_tables(SCHEMA, data)
    path.write_bytes(tables_workbook(SCHEMA, rows))
    sheets = read_sheets(SCHEMA, path).tables
    for name in SCHEMA:
        assert [row.cells for row in sheets[name].rows] == [row.cells for row in rows[name]]
    assert read_import(SCHEMA, path, data, lambda _: []) == Import([], [], [], {})
