"""Excel workbooks: read cell by cell with their places, safely; written as the same bytes.

openpyxl is imported where it is used: most builds meet no workbook.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .formats import zip_bytes
from .problems import Problem

LARGEST = 20_000_000  # bytes of a file
UNPACKED = 200_000_000  # bytes of all its parts
RATIO = 200  # of a large part to its packed size
CELLS = 2_000_000  # rows times columns of a sheet
PARTS = 2_000  # of a workbook
FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
AREA = re.compile(  # openpyxl makes an object of every cell of these
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"
)
LINK = re.compile(rb"</?(?:\w+:)?hyperlink\b[^<>]*>")
OLD = b"\xd0\xcf\x11\xe0"  # how Excel before 2007 begins, and a workbook with a password
SHUT = (
    "cannot be opened: protected by a password, cut short, or not of a newer Excel; save it as"
    " 'Excel workbook (.xlsx)', without a password"
)
BROKEN = "cannot be read as a workbook; open it in the spreadsheet and save it anew"
TOO_FAR = "has a cell far outside its table; delete the empty rows and columns"
CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
NO_CLOCK = rb"\g<1>2000-01-01T00:00:00Z"


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
        rows = [
            [Cell(f"{sheet.title}!{cell.coordinate}", _value(cell.value)) for cell in row]
            for row in sheet.iter_rows()
        ]
        for area in sheet.merged_cells.ranges:
            value = rows[area.min_row - 1][area.min_col - 1].value
            for row in rows[area.min_row - 1 : area.max_row]:
                for i in range(area.min_col - 1, area.max_col):
                    row[i] = row[i]._replace(value=value)
        for row, written in zip(rows, formulas[sheet.title].iter_rows(), strict=True):
            for cell, formula in zip(row, written, strict=True):
                if cell.value is None and formula.data_type == "f":
                    reason = "a formula without a value; open and save in the spreadsheet"
                    problems.append(Problem(f"{name}: {cell.place}", reason))
                elif isinstance(cell.value, str) and re.fullmatch(r"#[A-Z/0!?]+", cell.value):
                    reason = f"the spreadsheet's error {cell.value}"
                    problems.append(Problem(f"{name}: {cell.place}", reason))
        sheets.append(Sheet(sheet.title, rows))
    return sheets, problems


def open_workbook(path: Path) -> tuple[Any, Any] | str:
    """Two openpyxl workbooks of a file, with values and with formulas; or why it is not opened."""
    if fault := _find_danger(path):
        return fault
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl does not know
        try:
            raw = _without_links(path)
            values = openpyxl.load_workbook(raw, data_only=True, keep_links=False)
            if not any(FORMULA.search(content) for _, content in _parts(path)):  # reading is slow
                return values, values
            return values, openpyxl.load_workbook(raw, keep_links=False)
        except Exception:  # openpyxl raises whatever a broken part makes it raise
            return BROKEN


def _without_links(path: Path) -> io.BytesIO:
    """The file less its hyperlinks: openpyxl puts their addresses into cells that were emptied."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in _parts(path):
            archive.writestr(name, LINK.sub(b"", content))
    return out


def _parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file in the zip that a workbook is."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            yield part.filename, archive.read(part)


def is_too_wide(sheet: Any) -> bool:
    """Whether a sheet has a cell so far out that walking to it would take for ever."""
    return bool(sheet.max_row * sheet.max_column > CELLS)


def _value(value: Any) -> str | int | float | dt.date | None:
    if isinstance(value, str):
        return " ".join(value.replace("\u200b", "").replace("\ufeff", "").split()) or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | dt.date) else None


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
    bomb = any(
        part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size)
        for part in parts
    )
    if bomb or sum(part.file_size for part in parts) > UNPACKED:
        return "unpacks to far more than a table would"
    try:
        areas = (area for _, content in _parts(path) for area in AREA.finditer(content))
        if sum(_count_cells(area) for area in areas) > CELLS:
            return "merges or links far more cells than a table has; undo that"
    except Exception:  # zipfile raises whatever a broken part makes it raise
        return BROKEN
    return None


def _count_cells(area: re.Match[bytes]) -> int:
    from openpyxl.utils import column_index_from_string as number

    left, top, right, bottom = (part.decode() for part in area.groups())
    return (number(right) - number(left) + 1) * (int(bottom) - int(top) + 1)


def escape_cell(text: str) -> str:
    """Text as a file has it: what looks like an escape of Excel's, such as _x0041_, escaped."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def unescape_cell(text: str) -> str:
    """The text of a cell as Excel shows it: _x000D_ is a carriage return."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def workbook_bytes(workbook: Any) -> bytes:
    """An openpyxl workbook as .xlsx, the same bytes on every run: no clock, parts in order."""
    raw = io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = CLOCK.sub(NO_CLOCK, parts["docProps/core.xml"])
    order = sorted(parts, key=lambda name: (name[0] != "[", name))  # [Content_Types].xml first
    return zip_bytes(((name, parts[name]) for name in order), mode=0o600)
