"""The sheets of a workbook of tables, read back as rows, and marked where they are wrong.

Unlike `workbooks`, which tidies what others have published, this keeps each cell as it is, and
says so where a spreadsheet has made something else of it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from .cells import Y_M_D, Day, SomeDay, YesNo, meant_day
from .damage import hidden, unfit
from .engine.workbooks import TOO_FAR, is_too_wide, open_workbook, unescape_cell, workbook_bytes
from .forms import BLUE, FONT, LISTS, README, holds
from .problems import one_line
from .records import TABLES, columns
from .tables import NO_ROWS, OWN, Row, suggestion

PROBLEMS = "Problems"  # the sheet that `mark` adds
AUTHOR = "import"  # of the notes on cells with problems
OURS = {README, LISTS, PROBLEMS}
AS_TEXT = "format the cell as Text and type it again"
Said = tuple[str, str]  # cell of a sheet, or none if it is the whole sheet, and a message


class Fault(NamedTuple):
    """What is wrong with a cell (C4, B2:B3), a sheet, or a whole file."""

    file: str
    message: str
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """As it is told: tables.xlsx: approvals!C4, as far as there are."""
        at = f"{self.sheet}!{self.cell}".strip("!")
        return f"{self.file}: {at}" if at else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Given(NamedTuple):
    """A table as a sheet gives it; the place of a row is its number in the sheet."""

    sheet: str
    letters: dict[str, str]  # of each column
    rows: list[Row]

    def cell(self, line: str, column: str) -> str:
        """A cell of a row: C4; that in A for no column."""
        return f"{self.letters.get(column, 'A')}{line}"


class Reading(NamedTuple):
    """What a workbook says: tables, what is wrong, what is left out, what it was made from."""

    tables: dict[str, Given]
    problems: list[Fault]
    notes: list[str]
    state: str | None


def read_sheets(path: Path) -> Reading:
    """Every table of a workbook; a table that cannot be read at all is missing and a problem."""
    found = open_workbook(path)
    if isinstance(found, str):
        return Reading({}, [Fault(path.name, found)], [], None)
    values, written = found
    tables: dict[str, Given] = {}
    problems: list[Fault] = []
    others = []
    for sheet in values.worksheets:
        table, faults = sheet.title.strip().casefold(), list[Said]()
        if table not in TABLES:
            others.append(sheet.title)
        elif table in tables:
            faults = [("", f"a second sheet for the table {table}; keep one")]
        elif is_too_wide(sheet):
            faults = [("", TOO_FAR)]
        else:
            given, faults = _table(table, sheet, written[sheet.title])
            if given:
                tables[table] = given
        problems += [Fault(path.name, one_line(said), sheet.title, cell) for cell, said in faults]
    there = {sheet.title.strip().casefold() for sheet in values.worksheets}
    missing = [table for table in TABLES if table not in there]
    problems += [Fault(path.name, f"has no sheet '{table}'") for table in missing]
    notes = [
        f"{path.name}: sheet '{title}' is left out: it is no table{suggestion(title, missing)}"
        for title in others
        if title not in OURS
    ]
    state = values[LISTS]["A2"].value if LISTS in values.sheetnames else None
    return Reading(tables, problems, notes, state if isinstance(state, str) else None)


def _table(table: str, sheet: Any, written: Any) -> tuple[Given | None, list[Said]]:
    formulas = {c.coordinate for line in written.iter_rows() for c in line if c.data_type == "f"}

    def filled(line: Sequence[Any]) -> list[Any]:
        return [cell for cell in line if _filled(cell) or cell.coordinate in formulas]

    lines = [line for line in sheet.iter_rows() if filled(line)]
    if not lines:
        return None, [("", "is empty; its first row names the columns")]
    letters, faults = _header(table, lines[0])
    if faults:
        return None, faults
    given = Given(sheet.title, letters, [])
    faults = [
        (merged.coord, "merged cells: unmerge them, and fill in each")
        for merged in sorted(sheet.merged_cells.ranges, key=str)
    ]
    names = {letter: column for column, letter in letters.items()}
    for line in lines[1:]:
        number, there = str(line[0].row), filled(line)
        if len(there) == 1 and len(names) > 2:
            said = "is alone in its row; delete it, or fill in the row"
            faults.append((there[0].coordinate, said))
            continue
        cells = dict.fromkeys(columns(table), "")
        for cell in there:
            place, column = cell.coordinate, names.get(cell.column_letter)
            if column is None:
                faults.append((place, "is beside the table, in a column without a name; delete it"))
                continue
            try:
                text = cell_text(table, column, cell, cell.coordinate in formulas)
            except ValueError as error:
                faults.append((place, f"{column} {error}"))
                text = ""
            if fault := unfit(text):
                faults.append((place, f"{column} {fault}"))
                text = "".join(" " if hidden(mark) else mark for mark in text)
            cells[column] = text
        given.rows.append(Row(number, cells))
    if not given.rows and not TABLES[table].may_be_empty:
        return None, [*faults, ("", NO_ROWS)]
    return given, faults


def _filled(cell: Any) -> bool:
    blank = cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
    return not blank


def _header(table: str, line: Sequence[Any]) -> tuple[dict[str, str], list[Said]]:
    """The letter of each column; faults if any is missing, unknown or there twice."""
    wanted = columns(table)
    found = {
        cell.column_letter: " ".join(str(cell.value).split()) for cell in line if _filled(cell)
    }
    if not set(found.values()) & set(wanted):
        said = f"the first row is not the header, which is {', '.join(wanted)}"
        return {}, [(f"A{line[0].row}", said)]
    letters: dict[str, str] = {}
    faults = []
    for letter, name in found.items():
        place = f"{letter}{line[0].row}"
        if name not in wanted:
            missing = set(wanted) - set(found.values())
            faults.append((place, f"unknown column '{name}'{suggestion(name, missing) or OWN}"))
        elif name in letters:
            faults.append((place, f"column '{name}' stands there twice"))
        letters.setdefault(name, letter)
    if missing_names := [name for name in wanted if name not in letters]:
        faults.append(("", f"has no column {', '.join(missing_names)}"))
    return letters, faults


def cell_text(table: str, column: str, cell: Any, formula: bool = False) -> str:
    """The text of a cell of openpyxl; raises ValueError in words if it has none that is sure."""
    value = cell.value
    if cell.data_type == "e":
        raise ValueError(f"is {value}, an error of the spreadsheet")
    if value is None:
        if formula:
            raise ValueError("is a formula without a value; type the value instead")
        return ""
    if isinstance(value, str):
        text = unescape_cell(value).strip()
        if holds(table, column, Day):
            found = Y_M_D.fullmatch(unicodedata.normalize("NFKC", text))
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text
        return text
    if isinstance(value, bool):
        if not holds(table, column, YesNo):
            raise ValueError(f"is {str(value).upper()}, which is no text; {AS_TEXT}")
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return _date_text(table, column, value, str(cell.number_format))
    if isinstance(value, int | float):
        return _number_text(table, column, value, str(cell.number_format))
    raise ValueError(f"is a time of day, {value}; type what is meant")


def _date_text(table: str, column: str, value: dt.date, form: str) -> str:
    """A date; only in a column of dates, as anywhere else what was typed is lost."""
    day = value
    if isinstance(value, dt.datetime):
        day = value.date()
        if value.time() != dt.time(0):
            raise ValueError(f"has a time of day ({value}); type {day}")
    if holds(table, column, Day):
        return day.isoformat()
    if holds(table, column, SomeDay):  # Excel makes 1 June 2021, shown as Jun-21, of 2021-06
        return day.isoformat() if "d" in form.casefold() else day.isoformat()[:7]
    raise ValueError(
        f"has become a date of the spreadsheet, {day}, and what was typed is lost; {AS_TEXT}"
    )


def _number_text(table: str, column: str, value: int | float, form: str) -> str:
    """A number with the digits that the cell shows."""
    if holds(table, column, Day):
        hint = meant_day(str(int(value))) if abs(value) < 10**6 else ""
        raise ValueError(f"is the number {value}, not a date like 2021-06-22{hint}")
    if abs(value) >= 10**15 or value != value:
        raise ValueError(f"is a number of more digits than a spreadsheet keeps; {AS_TEXT}")
    plain = format(Decimal(f"{value:.15g}"), "f")
    if re.fullmatch(r"10{5,}", plain):
        power = len(plain) - 1
        raise ValueError(f"is the number {plain}: was it 1E{power}, read as a number? {AS_TEXT}")
    if found := re.fullmatch(r"0(?:\.(0+))?(%?)", form):
        digits = len(found[1] or "")
        shown = f"{Decimal(plain) * (100 if found[2] else 1):.{digits}f}"
        if found[2] or Decimal(shown) == Decimal(plain):  # a format may add noughts, not round
            return f"{shown}{found[2]}"
    return plain


def mark(path: Path, faults: list[Fault]) -> Path | None:
    """Write FILE.problems.xlsx beside FILE.xlsx; None if the workbook cannot be opened at all."""
    found = open_workbook(path)
    if isinstance(found, str):
        return None
    copy = path.with_name(_copy_name(path.stem))
    copy.write_bytes(_marked(found[1], faults))
    return copy


def _copy_name(stem: str) -> str:
    """A name beside the workbook that is not its own: a marked one may be mended and imported."""
    found = re.fullmatch(r"(.*)\.problems(?:-(\d+))?", stem)
    return (
        f"{found[1]}.problems-{int(found[2] or 1) + 1}.xlsx" if found else f"{stem}.problems.xlsx"
    )


def _marked(book: Any, faults: list[Fault]) -> bytes:
    """The workbook with each problem as a note in its coloured cell, and a first sheet of all."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for sheet in book.worksheets:
        for line in () if is_too_wide(sheet) else sheet.iter_rows():
            for cell in line:
                if cell.comment and cell.comment.author == AUTHOR:  # of an import before this one
                    cell.comment, cell.fill = None, PatternFill()
    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    front = book.create_sheet(PROBLEMS, 0)
    front.append(["where", f"what is wrong ({len(faults)})"])
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 110
    for cell in front[1]:
        cell.font = Font(name=FONT, bold=True)
    for number, fault in enumerate(faults, 2):
        where, said = front.cell(number, 1), front.cell(number, 2)
        where.value, said.value = fault.place, fault.message
        where.data_type = said.data_type = "s"
        said.alignment = Alignment(wrap_text=True, vertical="top")
        if fault.sheet not in book.sheetnames:
            continue
        at = fault.cell.partition(":")[0] or "A1"
        where.value = fault.place.removeprefix(f"{fault.file}: ")
        where.hyperlink = f"#'{fault.sheet}'!{at}"
        where.font = Font(name=FONT, underline="single", color=BLUE)
        merged = [found for found in book[fault.sheet].merged_cells.ranges if at in found]
        cell = book[fault.sheet][merged[0].start_cell.coordinate if merged else at]
        cell.fill = PatternFill("solid", fgColor="FFC7CE")
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(before + fault.message, AUTHOR, height=120, width=320)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is front
    return workbook_bytes(book)
