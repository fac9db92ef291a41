"""Excel workbooks: opened safely, and read cell by cell with their places.

openpyxl is imported where it is used: most builds meet no workbook.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from .columns import Column, read_partial_day
from .problems import Problem, meant_day, usual_day

LARGEST = 20_000_000  # bytes of a file
UNPACKED = 200_000_000  # bytes of all its parts
RATIO = 200  # of a large part to its packed size
CELLS = 2_000_000  # rows times columns of a sheet
PARTS = 2_000  # of a workbook
FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
AREA = re.compile(  # openpyxl makes an object of every cell of these
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"
)
LINK = re.compile(rb"</?(?:\w+:)?hyperlink\b[^<>]*>")
OLD = b"\xd0\xcf\x11\xe0"  # how Excel before 2007 begins, and a workbook with a password
SHUT = (
    "cannot be opened: protected by a password, cut short, or not of a newer Excel; save it as"
    " 'Excel workbook (.xlsx)', without a password"
)
BROKEN = "cannot be read as a workbook; open it in the spreadsheet and save it anew"
TOO_FAR = "has a cell far outside its table; delete the empty rows and columns"
NO_PART_OF_A_DATE = re.compile(r'\[[^]]*\]|"[^"]*"|\\.')  # of its format
TYPE_AGAIN = "format the cell as Text and type it again"


class Cell(NamedTuple):
    """A cell: its place, Sheet1!C3, and its value, trimmed."""

    place: str
    value: str | int | float | dt.date | None


class Sheet(NamedTuple):
    """A sheet: its name, and its rows of cells; merged cells all have their one value."""

    name: str
    rows: list[list[Cell]]


def read_workbook(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of a workbook, and every problem, at FILE: SHEET!CELL."""
    name = f"{path.parent.name}/{path.name}"
    opened = open_workbook(path)
    if isinstance(opened, str):
        return [], [Problem(name, opened)]
    values, formulas = opened
    sheets, problems = [], []
    for sheet in values.worksheets:
        if is_too_wide(sheet):
            problems.append(Problem(f"{name}: {sheet.title}", TOO_FAR))
            continue
        calculated = formula_cells(formulas[sheet.title])
        rows: list[list[Cell]] = []
        for line in sheet.iter_rows():
            rows.append([])
            for cell in line:
                place = f"{sheet.title}!{cell.coordinate}"
                rows[-1].append(Cell(place, _trimmed(cell.value)))
                if cell.data_type == "e":
                    reason = f"the spreadsheet's error {cell.value}"
                    problems.append(Problem(f"{name}: {place}", reason))
                elif cell.value is None and cell.coordinate in calculated:
                    reason = "a formula without a value; open and save in the spreadsheet"
                    problems.append(Problem(f"{name}: {place}", reason))
        for area in sheet.merged_cells.ranges:
            value = rows[area.min_row - 1][area.min_col - 1].value
            for row, column in area.cells:
                rows[row - 1][column - 1] = rows[row - 1][column - 1]._replace(value=value)
        sheets.append(Sheet(sheet.title, rows))
    return sheets, problems


def _trimmed(value: Any) -> str | int | float | dt.date | None:
    if isinstance(value, str):
        return " ".join(value.replace("\u200b", "").replace("\ufeff", "").split()) or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | dt.date) else None


def open_workbook(path: Path) -> tuple[Any, Any] | str:
    """Two openpyxl workbooks of a file, with values and with formulas; or why it is not opened."""
    if fault := _find_danger(path):
        return fault
    import openpyxl
    from openpyxl.worksheet.cell_range import CellRange

    raw, cells, has_formulas = io.BytesIO(), 0, False
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(raw, "w") as cleaned:
            for part in archive.infolist():
                content = archive.read(part)
                has_formulas = has_formulas or bool(FORMULA.search(content))
                areas = [CellRange(ref.decode()).size for ref in AREA.findall(content)]
                cells += sum(area["rows"] * area["columns"] for area in areas)
                # openpyxl puts the addresses of hyperlinks into cells that were emptied
                cleaned.writestr(part.filename, LINK.sub(b"", content))
        if cells > CELLS:
            return "merges or links far more cells than a table has; undo that"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that openpyxl does not know
            values = openpyxl.load_workbook(raw, data_only=True, keep_links=False)
            if not has_formulas:  # reading is slow
                return values, values
            return values, openpyxl.load_workbook(raw, keep_links=False)
    except Exception:  # zipfile and openpyxl raise whatever a broken part makes them raise
        return BROKEN


def _find_danger(path: Path) -> str | None:
    """Why this file must not be opened; None if nothing is wrong with it."""
    if path.stat().st_size > LARGEST:
        return f"larger than {LARGEST // 1_000_000} MB"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        with path.open("rb") as file:
            if file.read(4) in (OLD, b"PK\3\4"):
                return SHUT
        return "not an .xlsx workbook; save it as 'Excel workbook (.xlsx)'"
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        return "contains macros; save it as a workbook without them"
    if len(parts) > PARTS:
        return f"has {len(parts)} parts, more than any workbook of tables"
    large = [part for part in parts if part.file_size > 1_000_000]
    is_bomb = any(part.file_size > RATIO * max(1, part.compress_size) for part in large)
    if is_bomb or sum(part.file_size for part in parts) > UNPACKED:
        return "unpacks to far more than a table would"
    return None


def is_too_wide(sheet: Any) -> bool:
    """Whether a sheet has a cell so far out that walking to it would take for ever."""
    return bool(sheet.max_row * sheet.max_column > CELLS)


def formula_cells(sheet: Any) -> set[str]:
    """The cells of a sheet, such as C3, that hold formulas, if it was opened with them."""
    return {cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"}


def cell_text(column: Column, cell: Any, is_formula: bool = False) -> str:
    """The text of a cell of openpyxl, where it is sure what was typed.

    Raises ValueError in words that follow the name of the column otherwise.
    """
    value = cell.value
    if cell.data_type == "e":
        raise ValueError(f"is {value}, an error of the spreadsheet")
    if value is None:
        if is_formula:
            raise ValueError("is a formula without a value; type the value instead")
        return ""
    if isinstance(value, str):  # in which _x000D_ is a carriage return
        text = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value).strip()
        return (column.kind == "date" and usual_day(text)) or text
    if isinstance(value, bool):
        if column.kind != "boolean":
            raise ValueError(f"is {str(value).upper()}, which is no text; {TYPE_AGAIN}")
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return _date_text(column, value, str(cell.number_format))
    if isinstance(value, int | float):
        return _number_text(column, value, str(cell.number_format))
    raise ValueError(f"is a time of day, {value}; type what is meant")


def _date_text(column: Column, value: dt.date, number_format: str) -> str:
    """A date; only in a column of dates, as anywhere else what was typed is lost."""
    day = value
    if isinstance(value, dt.datetime):
        day = value.date()
        if value.time() != dt.time(0):
            raise ValueError(f"has a time of day ({value}); type {day}")
    if column.kind == "date":
        return day.isoformat()
    if column.value is read_partial_day:  # Excel makes 1 June 2021, shown as Jun-21, of 2021-06
        shown = NO_PART_OF_A_DATE.sub("", number_format).casefold()
        return day.isoformat()[: 10 if "d" in shown else 7 if "m" in shown else 4]
    lost = f"has become a date of the spreadsheet, {day}, and what was typed is lost"
    raise ValueError(f"{lost}; {TYPE_AGAIN}")


def _number_text(column: Column, value: int | float, number_format: str) -> str:
    """A number with the digits that the cell shows."""
    if column.kind == "date":
        hint = meant_day(str(int(value))) if abs(value) < 10**6 else ""
        raise ValueError(f"is the number {value}, not a date like 2021-06-22{hint}")
    if abs(value) >= 10**15 or value != value:
        raise ValueError(f"is a number of more digits than a spreadsheet keeps; {TYPE_AGAIN}")
    plain = format(Decimal(f"{value:.15g}"), "f")
    if re.fullmatch(r"10{5,}", plain):
        power = len(plain) - 1
        raise ValueError(f"is the number {plain}: was it 1E{power}, read as a number? {TYPE_AGAIN}")
    if match := re.fullmatch(r"0(?:\.(0+))?(%?)", number_format):
        digits = len(match[1] or "")
        shown = f"{Decimal(plain) * (100 if match[2] else 1):.{digits}f}"
        if match[2] or Decimal(shown) == Decimal(plain):  # a format may add noughts, not round
            return f"{shown}{match[2]}"
    return plain
