"""Workbooks as people make them, and as others might abuse them."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.engine.workbooks import read_workbook


def saved(path: Path, fill: Callable) -> Path:
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return path


def test_cells_come_trimmed_with_their_place_and_merged_ones_all_hold_their_value(
    tmp_path: Path,
) -> None:
    def fill(sheet) -> None:
        sheet.append(["  a\u00a0 b ", 3.0, dt.datetime(2021, 6, 22), None, 2.5])
        sheet["A2"] = "group"
        sheet.merge_cells("A2:A4")
        sheet["B4"] = 1

    sheets, problems = read_workbook(saved(tmp_path / "x.xlsx", fill))
    assert not problems
    row, *merged = sheets[0].rows
    assert [cell.value for cell in row] == ["a b", 3, dt.date(2021, 6, 22), None, 2.5]
    assert row[2].place == "Sheet!C1"
    assert [row[0].value for row in merged] == ["group"] * 3


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("A1", "=1+1", "Sheet!A1: a formula without a value; open and save in the spreadsheet"),
        ("A1", "#N/A", "Sheet!A1: the spreadsheet's error #N/A"),
        ("XFD1048576", "x", "Sheet: has a cell far outside its table; delete the empty rows"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    tmp_path: Path, place: str, value: str, message: str
) -> None:
    (tmp_path / "data").mkdir()
    path = saved(tmp_path / "data/x.xlsx", lambda sheet: sheet.__setitem__(place, value))
    (problem,) = read_workbook(path)[1]
    assert f"{problem.place}: {problem.message}".startswith(f"data/x.xlsx: {message}")


def packed(
    part: str = "", change: Callable[[bytes], bytes] = bytes, **more: bytes
) -> Callable[[bytes], bytes]:
    """Another zip with the parts of that ending changed, and more parts added."""

    def repacked(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
            for name in old.namelist():
                inside = old.read(name)
                new.writestr(name, change(inside) if part and name.endswith(part) else inside)
            for name, added in more.items():
                new.writestr(name, added)
        return out.getvalue()

    return repacked


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LINKED = b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
SHUT = "cannot be opened: protected by a password, cut short, or not of a newer Excel"
UNREADABLE = "cannot be read as a workbook; open it in the spreadsheet and save it anew"
TOO_MANY = "merges or links far more cells than a table has; undo that"
TRAPS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a CSV file": (lambda _: b"id,name\n", "not an .xlsx workbook; save it as"),
    "Excel of 1997, or a password": (lambda _: b"\xd0\xcf\x11\xe0" * 99, SHUT),
    "cut short": (lambda content: content[:2000], SHUT),
    "no workbook within": (lambda _: packed(x=b"x")(b"PK\5\6" + bytes(18)), UNREADABLE),
    "a sheet cut short": (packed("sheet1.xml", lambda sheet: sheet[:300]), UNREADABLE),
    "entities": (packed("sheet1.xml", lambda sheet: LAUGHS + sheet), UNREADABLE),
    "all merged": (packed(".xml", lambda b: b.replace(b"</sheetData>", MERGED)), TOO_MANY),
    "all linked": (packed(".xml", lambda b: b.replace(b"</sheetData>", LINKED)), TOO_MANY),
    "macros": (packed(**{"xl/vbaProject.bin": b"x"}), "contains macros; save it as"),
    "a bomb": (packed(**{"xl/bomb.xml": b"0" * 60_000_000}), "unpacks to far more than a table"),
    "a swarm": (packed(**{f"x{i}": b"" for i in range(2000)}), "parts, more than any workbook"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_file_that_is_no_workbook_or_a_trap_is_not_opened(tmp_path: Path, trap: str) -> None:
    path = saved(tmp_path / "x.xlsx", lambda sheet: sheet.append(["a"]))
    change, message = TRAPS[trap]
    path.write_bytes(change(path.read_bytes()))
    (problem,) = read_workbook(path)[1]
    assert message in problem.message
