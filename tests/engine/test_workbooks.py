"""Workbooks as people make them, and as others might abuse them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.engine.workbooks import read_workbook


def saved(path: Path, fill) -> Path:
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return path


def test_cells_come_trimmed_with_their_place(tmp_path: Path) -> None:
    def fill(sheet) -> None:
        sheet.append(["  a\u00a0 b ", 3.0, dt.datetime(2021, 6, 22), None, 2.5])

    sheets, problems = read_workbook(saved(tmp_path / "x.xlsx", fill))
    assert not problems
    row = sheets[0].rows[0]
    assert [cell.value for cell in row] == ["a b", 3, dt.date(2021, 6, 22), None, 2.5]
    assert row[2].place == "Sheet!C1"


def test_merged_cells_all_hold_their_value(tmp_path: Path) -> None:
    def fill(sheet) -> None:
        sheet["A1"] = "group"
        sheet.merge_cells("A1:A3")
        sheet["B3"] = 1

    sheets, _ = read_workbook(saved(tmp_path / "x.xlsx", fill))
    assert [row[0].value for row in sheets[0].rows] == ["group"] * 3


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("=1+1", "data/x.xlsx: Sheet!A1: a formula without a value; open and save in the "
         "spreadsheet"),
        ("#N/A", "data/x.xlsx: Sheet!A1: the spreadsheet's error #N/A"),
    ],
)  # fmt: skip
def test_cells_without_a_value_of_their_own_are_named(
    tmp_path: Path, value: str, message: str
) -> None:
    (tmp_path / "data").mkdir()
    path = saved(tmp_path / "data" / "x.xlsx", lambda sheet: sheet.append([value]))
    assert [f"{p.place}: {p.message}" for p in read_workbook(path)[1]] == [message]


def test_a_cell_far_outside_the_table_is_named_and_not_walked_to(tmp_path: Path) -> None:
    path = saved(tmp_path / "x.xlsx", lambda sheet: sheet.cell(1_048_576, 16_384, "stray"))
    assert "far outside" in read_workbook(path)[1][0].message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("xl/worksheets/sheet1.xml", b"0" * 60_000_000, "unpacks to far more"),
        ("xl/vbaProject.bin", b"macro", "contains macros"),
    ],
)
def test_a_workbook_that_is_a_trap_is_not_opened(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    assert message in read_workbook(path)[1][0].message


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = saved(tmp_path / "x.xlsx", lambda sheet: sheet.append(["a"]))
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(out, "w") as again:
        for part in packed.namelist():
            content = packed.read(part)
            if part.endswith("sheet1.xml"):
                content = laughs + content.replace(b"<v>", b"<v>&b;")
            again.writestr(part, content)
    path.write_bytes(out.getvalue())
    assert "cannot be read as a workbook" in read_workbook(path)[1][0].message


def test_other_files_are_explained(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text("id,name\n")
    assert "not an .xlsx workbook" in read_workbook(tmp_path / "x.xlsx")[1][0].message
