"""Read the cells of a workbook with their place, whatever people do in spreadsheets; write one.

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
FAR = "has a cell far outside its table; delete the empty rows and columns"
WHEN = (1980, 1, 1, 0, 0, 0)  # the one time that a zip written here knows


class Cell(NamedTuple):
    """A value, trimmed, and where it stands: Sheet1!C3."""

    place: str
    value: str | int | float | dt.date | None


class Sheet(NamedTuple):
    """A sheet by its name, with its rows of cells; merged cells all hold their value."""

    name: str
    rows: list[list[Cell]]


def read_workbook(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of a workbook, and what is wrong with it; the places are FILE: SHEET!CELL."""
    name = f"{path.parent.name}/{path.name}"
    found = opened(path)
    if isinstance(found, str):
        return [], [Problem(name, found)]
    shown, written = found
    sheets, problems = [], []
    for sheet in shown.worksheets:
        if too_wide(sheet):
            problems.append(Problem(f"{name}: {sheet.title}", FAR))
            continue
        rows = [
            [Cell(f"{sheet.title}!{cell.coordinate}", _value(cell.value)) for cell in row]
            for row in sheet.iter_rows()
        ]
        for merged in sheet.merged_cells.ranges:
            value = rows[merged.min_row - 1][merged.min_col - 1].value
            for row in rows[merged.min_row - 1 : merged.max_row]:
                for i in range(merged.min_col - 1, merged.max_col):
                    row[i] = row[i]._replace(value=value)
        for line, formulas in zip(rows, written[sheet.title].iter_rows(), strict=True):
            for found, formula in zip(line, formulas, strict=True):
                if formula.data_type == "f" and found.value is None:
                    reason = "a formula without a value; open and save in the spreadsheet"
                    problems.append(Problem(f"{name}: {found.place}", reason))
                elif isinstance(found.value, str) and re.fullmatch(r"#[A-Z/0!?]+", found.value):
                    reason = f"the spreadsheet's error {found.value}"
                    problems.append(Problem(f"{name}: {found.place}", reason))
        sheets.append(Sheet(sheet.title, rows))
    return sheets, problems


def opened(path: Path) -> tuple[Any, Any] | str:
    """A workbook of openpyxl with the values of formulas, and with formulas; or why it has none."""
    if fault := _unsafe(path):
        return fault
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl does not know
        try:
            raw = _without_links(path)
            values = openpyxl.load_workbook(raw, data_only=True, keep_links=False)
            if not any(FORMULA.search(content) for content in _contents(path)):  # reading is slow
                return values, values
            return values, openpyxl.load_workbook(raw, keep_links=False)
        except Exception:  # openpyxl raises whatever a broken part makes it raise
            return BROKEN


def _without_links(path: Path) -> io.BytesIO:
    """The file less its hyperlinks: openpyxl puts their addresses into cells that were emptied."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(out, "w") as plain:
        for part in packed.infolist():
            plain.writestr(part.filename, LINK.sub(b"", packed.read(part)))
    return out


def _contents(path: Path) -> Iterator[bytes]:
    """Each part of the file, unpacked."""
    with zipfile.ZipFile(path) as packed:
        for part in packed.infolist():
            yield packed.read(part)


def too_wide(sheet: Any) -> bool:
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


def _unsafe(path: Path) -> str | None:
    """Why this file is not opened at all, if so."""
    if path.stat().st_size > LARGEST:
        return f"larger than {LARGEST // 1_000_000} MB"
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
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
        areas = (area for content in _contents(path) for area in AREA.finditer(content))
        if sum(_cells(area) for area in areas) > CELLS:
            return "merges or links far more cells than a table has; undo that"
    except Exception:  # zipfile raises whatever a broken part makes it raise
        return BROKEN
    return None


def _cells(area: re.Match[bytes]) -> int:
    from openpyxl.utils import column_index_from_string as number

    left, top, right, bottom = (part.decode() for part in area.groups())
    return (number(right) - number(left) + 1) * (int(bottom) - int(top) + 1)


def escaped(text: str) -> str:
    """Text as a cell keeps it: what reads like an escape of Excel's, such as _x0041_, escaped."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def unescaped(text: str) -> str:
    """The text of a cell as Excel shows it: _x000D_ is a carriage return."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def workbook_bytes(workbook: Any) -> bytes:
    """A workbook of openpyxl as the same bytes on every run: no clock, parts in order."""
    raw, out = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as packed, zipfile.ZipFile(out, "w") as again:
        for name in sorted(packed.namelist(), key=lambda name: (name[0] != "[", name)):
            content = packed.read(name)
            if name == "docProps/core.xml":
                stamp = rb"\g<1>2000-01-01T00:00:00Z"
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", stamp, content)
            part = zipfile.ZipInfo(name, WHEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            again.writestr(part, content)
    return out.getvalue()
