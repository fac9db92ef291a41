"""Tables as files: cells read with their place (file:line), given their types, written back.

Nothing here stops at the first fault: every function returns what could be read, and the problems.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from .problems import Problem
from .schema import Table
from .text import MANGLED, quoted, suggestion, unfit

csv.field_size_limit(2**31 - 1)  # our own limit is of cells, not of fields

MANY = 3  # lines with mangled letters: then it is the whole file
NO_ROWS = "the table has no rows"
OWN_COLUMN = "; delete it: notes of your own stay outside the tables"
MERGE = "marks of a merge conflict (<<<<<<<, =======, >>>>>>>): keep one side and delete the marks"
CONFLICT = re.compile(r'^"?(<{7}|={7}|>{7})(?=[\s,;"]|$)', re.M)


class Row(NamedTuple):
    """One row of a table: its place, and its cells by column, trimmed."""

    place: str
    cells: dict[str, str]


class Placed(NamedTuple):
    """A record and the place of its row."""

    place: str
    record: Any


def read_table(table: Table, data: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of data/TABLE.csv and what is wrong with the file; no rows if nothing can be read.

    Accepts what spreadsheets do on saving: a byte-order mark, CRLF, semicolons or tabs between
    cells, blank rows, empty columns at the right edge.
    """
    path = data / f"{table.name}.csv"
    name = f"{data.name}/{path.name}"
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return [], [Problem(name, "the table is missing")]
    except OSError as error:
        return [], [Problem(name, f"cannot be read: {error.strerror}")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "in the spreadsheet, save it as 'CSV UTF-8 (comma delimited)'"
        return [], [not_utf8(name, error, hint)]
    if "\0" in text:
        place = f"{name}:{_line_of(text, text.index(chr(0)))}"
        return [], [Problem(place, "contains a NUL character: not a text file")]
    if conflict := CONFLICT.search(text):
        return [], [Problem(f"{name}:{_line_of(text, conflict.start())}", MERGE)]
    if sum(bool(MANGLED.search(line)) for line in text.splitlines()) >= MANY:
        hint = "undo the file, and open it by Data > From Text/CSV as UTF-8"
        return [], [Problem(name, f"letters, such as Chinese, were mangled on opening; {hint}")]
    rows, problems = _rows(name, text, list(table.columns))
    if not rows and not problems and not table.record.may_be_empty:
        problems.append(Problem(name, NO_ROWS))
    return rows, problems


def not_utf8(name: str, error: UnicodeDecodeError, hint: str) -> Problem:
    """The problem of a file that is not UTF-8 text, at its line."""
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(f"{name}:{line}", f"not UTF-8 text; {hint}")


def _line_of(text: str, position: int) -> int:
    return text[:position].count("\n") + 1


def _rows(name: str, text: str, wanted: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, wanted), strict=True
    )
    start = 1
    try:
        for cells in reader:
            names_separator = not lines and cells[:1] and cells[0].startswith("sep=")
            if any(cell.strip() for cell in cells) and not names_separator:
                lines.append((start, [intern(cell.strip()) for cell in cells]))  # most repeat
            start = reader.line_num + 1
    except csv.Error as error:
        reason = f"not readable as CSV: {error} (is a quote not closed?)"
        return [], [Problem(f"{name}:{start}", reason)]
    if not lines:
        return [], [Problem(name, "the table is empty; its first row names columns")]
    line, header = lines.pop(0)
    width = max((i for i, cell in enumerate(header, 1) if cell), default=0)
    header = header[:width]
    if faults := list(_header_faults(header, wanted)):
        return [], [Problem(f"{name}:{line}", fault) for fault in faults]
    rows, problems = [], []
    for line, cells in lines:
        place = f"{name}:{line}"
        if len(cells) < width or any(cells[width:]):
            extra = next((f" (beyond it: {quoted(c)})" for c in cells[width:] if c), "")
            reason = f"{len(cells)} cells where the header has {width}{extra}"
            problems.append(Problem(place, reason))
            continue
        rows.append(Row(place, dict(zip(header, cells, strict=False))))
        problems += [
            Problem(place, f"{column} {fault}", column)
            for column, cell in rows[-1].cells.items()
            if (fault := unfit(cell))
        ]
    return rows, problems


def _header_faults(header: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    if not set(header) & set(wanted):
        yield f"the first row is not the header, which is {','.join(wanted)}"
        return
    for column in header:
        if not column:
            yield "a column has no name"
        elif column not in wanted:
            yield f"unknown column {quoted(column)}{suggestion(column, wanted) or OWN_COLUMN}"
    for column in sorted({column for column in header if column and header.count(column) > 1}):
        yield f"column '{column}' is there twice"
    if missing := [column for column in wanted if column not in header]:
        yield f"without the column {', '.join(missing)}"


def _delimiter(text: str, wanted: Sequence[str]) -> str:
    """What separates cells: the mark that splits the first lines into most known columns."""
    head = text[:20_000].splitlines()[:5]

    def matches(mark: str) -> int:
        return max(
            (len({w.strip('" ') for w in line.split(mark)} & {*wanted}) for line in head), default=0
        )

    return max(",;\t", key=matches)


def to_records(table: Table, rows: Iterable[Row]) -> tuple[list[Placed], list[Problem]]:
    """Rows as records of the table; a row with faults becomes one problem for each of them."""
    placed, problems = [], []
    for row in rows:
        values, faults = to_values(table, row)
        if faults:
            problems += faults
        else:
            placed.append(Placed(row.place, table.record(**values)))
    return placed, problems


def to_values(table: Table, row: Row) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a row by column, and the problems of cells that have none."""
    values: dict[str, Any] = {}
    problems = []
    for name, column in table.columns.items():
        cell = row.cells.get(name, "")
        if cell:
            try:
                values[name] = column.read(cell)
            except ValueError as error:
                problems.append(Problem(row.place, f"{name} is {quoted(cell)}, {error}", name))
        elif name in table.optional:
            values[name] = None
        else:
            problems.append(Problem(row.place, f"{name} is empty", name))
    return values, problems


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """Rows as canonical CSV: columns in order, rows sorted by key, commas, LF, quotes if needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(
        [row.cells.get(column, "") for column in table.columns] for row in sorted_rows(table, rows)
    )
    return out.getvalue()


def sorted_rows(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Rows sorted by the key of their table; numbers by value."""

    def by_key(row: Row) -> list[tuple[int, str]]:
        cells = [row.cells.get(column, "") for column in table.record.key]
        return [(len(cell) if cell.isdecimal() else 0, cell) for cell in cells]

    return sorted(rows, key=by_key)
