"""The sheets of a workbook of tables, read back as rows, and marked where they are wrong.

Unlike `workbooks`, which tidies what others have published, this keeps each cell as it is, and
says so where a spreadsheet has made something else of it.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any, NamedTuple

from .exports import LISTS, README
from .problems import Problem, one_line, suggestion, unfit
from .schema import Schema, Table
from .tables import NO_ROWS, Row, header_faults
from .workbooks import TOO_FAR, cell_text, formula_cells, is_too_wide, open_workbook

PROBLEMS = "Problems"  # the sheet that an annotated copy begins with
AUTHOR = "import"  # of the notes on cells with problems
RED, BLUE = "FFC7CE", "0B5A73"

Message = tuple[str, str]  # cell of a sheet, or '' for the whole sheet, and what is wrong


class SheetRows(NamedTuple):
    """The rows of a table in a sheet; the place of a row is its cell in the first column."""

    title: str
    letters: dict[str, str]  # of each column
    rows: list[Row]

    def cell(self, row: str, column: str) -> str:
        """The cell of a row in a column, such as products!C4; that in A for no column."""
        line = row.rpartition("!")[2].lstrip(ascii_uppercase)
        return f"{self.title}!{self.letters.get(column, 'A')}{line}"


class Reading(NamedTuple):
    """What a workbook holds: tables, what is wrong, what is ignored, the tables it was made from.

    A table that cannot be read at all is missing, and there is a problem that says why.
    """

    tables: dict[str, SheetRows]
    problems: list[Problem]
    notes: list[str]
    hash_of_tables: str | None


def read_sheets(schema: Schema, path: Path) -> Reading:
    """Every table of a workbook."""
    opened = open_workbook(path)
    if isinstance(opened, str):
        return Reading({}, [Problem(path.name, opened)], [], None)
    values, formulas = opened
    names = {sheet.title: sheet.title.strip().casefold() for sheet in values.worksheets}
    missing = [name for name in schema if name not in names.values()]
    tables: dict[str, SheetRows] = {}
    problems = [Problem(path.name, f"has no sheet '{name}'") for name in missing]
    notes = []
    for title, name in names.items():
        place = f"{path.name}: {title}"
        if name in tables:
            problems.append(Problem(place, f"a second sheet for the table {name}; keep one"))
        elif name in schema.tables:
            rows, messages = _read_sheet(schema[name], values[title], formulas[title])
            if rows:
                tables[name] = rows
            problems += [
                Problem(f"{place}!{cell}" if cell else place, one_line(message))
                for cell, message in messages
            ]
        elif title not in (README, LISTS, PROBLEMS):
            reason = f"is left out: it is no table{suggestion(title, missing)}"
            notes.append(f"{path.name}: sheet '{title}' {reason}")
    made_from = values[LISTS]["A2"].value if LISTS in names else None
    return Reading(tables, problems, notes, made_from if isinstance(made_from, str) else None)


def _read_sheet(
    table: Table, sheet: Any, with_formulas: Any
) -> tuple[SheetRows | None, list[Message]]:
    """The rows of a sheet, None if none can be read; and what is wrong with its cells."""
    if is_too_wide(sheet):
        return None, [("", TOO_FAR)]
    formulas = formula_cells(with_formulas)
    lines = [
        [cell for cell in line if _text(cell) or cell.coordinate in formulas]
        for line in sheet.iter_rows()
    ]
    lines = [line for line in lines if line]
    if not lines:
        return None, [("", "is empty; its first row names the columns")]
    header = {cell.column_letter: " ".join(_text(cell).split()) for cell in lines[0]}
    if faults := header_faults(list(header.values()), list(table.columns)):
        return None, [("" if i is None else lines[0][i].coordinate, fault) for i, fault in faults]
    messages = [
        (merged.coord, "merged cells: unmerge them, and fill in each")
        for merged in sorted(sheet.merged_cells.ranges, key=str)
    ]
    rows, letters = [], {name: letter for letter, name in header.items()}
    for line in lines[1:]:
        if len(line) == 1 and len(header) > 2:
            reason = "is alone in its row; delete it, or fill in the row"
            messages.append((line[0].coordinate, reason))
            continue
        cells = dict.fromkeys(table.columns, "")
        for cell in line:
            name = header.get(cell.column_letter)
            if name is None:
                reason = "is beside the table, in a column without a name; delete it"
                messages.append((cell.coordinate, reason))
                continue
            try:
                text = cell_text(table.columns[name], cell, cell.coordinate in formulas)
            except ValueError as error:
                messages.append((cell.coordinate, f"{name} {error}"))
                continue
            cells[name] = text
            if fault := unfit(text):
                messages.append((cell.coordinate, f"{name} {fault}"))
        first = letters[next(iter(table.columns))]
        rows.append(Row(f"{sheet.title}!{first}{line[0].row}", cells))
    if not rows and not table.record.may_be_empty:
        return None, [*messages, ("", NO_ROWS)]
    return SheetRows(sheet.title, letters, rows), messages


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def write_annotated_copy(path: Path, problems: Sequence[Problem]) -> Path | None:
    """Write FILE.problems.xlsx beside FILE.xlsx, each problem a note in its cell; returns its path.

    Nothing is written, and None returned, if the workbook cannot be opened.
    """
    opened = open_workbook(path)
    if isinstance(opened, str):
        return None
    name = f"{path.stem}.problems"
    if match := re.fullmatch(r"(.*)\.problems(?:-(\d+))?", path.stem):  # mended and imported
        name = f"{match[1]}.problems-{int(match[2] or 1) + 1}"
    copy = path.with_name(f"{name}.xlsx")
    _annotate(opened[1], path.name, problems)
    opened[1].save(copy)
    return copy


def _annotate(book: Any, file: str, problems: Sequence[Problem]) -> None:
    """Colour and note the cells with problems, and list all of them in a first sheet."""
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
    front.append(["where", f"what is wrong ({len(problems)})"])
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 110
    for cell in front[1]:
        cell.font = Font(bold=True)
    for line, problem in enumerate(problems, 2):
        where, what = front.cell(line, 1), front.cell(line, 2)
        where.value, what.value = problem.place, problem.message
        where.data_type = what.data_type = "s"  # whatever they begin with
        what.alignment = Alignment(wrap_text=True, vertical="top")
        title, place = sheet_and_cell(file, problem.place)
        if title not in book.sheetnames:
            continue
        sheet, place = book[title], place.partition(":")[0] or "A1"
        where.value = problem.place.removeprefix(f"{file}: ")
        where.hyperlink = f"#'{title}'!{place}"
        where.font = Font(underline="single", color=BLUE)
        merged = [area for area in sheet.merged_cells.ranges if place in area]
        cell = sheet[merged[0].start_cell.coordinate if merged else place]
        cell.fill = PatternFill("solid", fgColor=RED)
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(before + problem.message, AUTHOR, height=120, width=320)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is front


def sheet_and_cell(file: str, place: str) -> tuple[str, str]:
    """The sheet and cell of a place such as tables.xlsx: products!C4; '' where it has none."""
    at = place.removeprefix(f"{file}: ") if place.startswith(f"{file}: ") else ""
    sheet, _, cell = at.rpartition("!")
    return (sheet, cell) if sheet else (at, "")
