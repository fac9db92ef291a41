"""Tables as files: cells read with their place (file:line), given their types, written back.

Nothing here stops at the first fault: every function returns what could be read, and the problems.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from .problems import MANGLED, DataProblems, Problem, quoted, suggestion, unfit
from .schema import Schema, Table

csv.field_size_limit(2**31 - 1)  # our own limit is of cells, not of fields

MANY = 3  # lines with mangled letters: then it is the whole file
NO_ROWS = "the table has no rows"
OWN_COLUMN = "; delete it: notes of your own stay outside the tables"
MERGE = "marks of a merge conflict (<<<<<<<, =======, >>>>>>>): keep one side and delete the marks"
MANGLED_FILE = (
    "letters other than those of English were mangled on opening; undo the file, and open it by"
    " Data > From Text/CSV as UTF-8"
)
NOT_TO_READ = {  # what no file may hold, and why
    re.compile("\0"): "contains a NUL character: not a text file",
    re.compile(r'^"?(<{7}|={7}|>{7})(?=[\s,;"]|$)', re.M): MERGE,
}


class Row(NamedTuple):
    """One row of a table: its place, and its cells by column, trimmed."""

    place: str
    cells: dict[str, str]


class Placed(NamedTuple):
    """A record and the place of its row."""

    place: str
    record: Any


def cells_of(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[dict[str, str]]]:
    """The cells of the rows of each table."""
    return {name: [row.cells for row in own] for name, own in rows.items()}


def read_text(data: Path, file: str) -> str:
    """The text of a file of the data folder; raises DataProblems if it is not to be read."""
    place = f"{data.name}/{file}"
    is_table = file.endswith(".csv")
    try:
        text = (data / file).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        reason = "the table is missing" if is_table else "is missing"
        raise DataProblems([Problem(place, reason)]) from None
    except OSError as error:
        raise DataProblems([Problem(place, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        hint = "in the editor, save it as UTF-8"
        if is_table:
            hint = "in the spreadsheet, save it as 'CSV UTF-8 (comma delimited)'"
        raise DataProblems([Problem(f"{place}:{line}", f"not UTF-8 text; {hint}")]) from None
    for pattern, reason in NOT_TO_READ.items():
        if match := pattern.search(text):
            line = text.count("\n", 0, match.start()) + 1
            raise DataProblems([Problem(f"{place}:{line}", reason)])
    return text


def read_table(table: Table, data: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of data/TABLE.csv and what is wrong with the file; no rows if nothing can be read.

    Accepts what spreadsheets do on saving: a byte-order mark, CRLF, semicolons or tabs between
    cells, blank rows, empty columns at the right edge.
    """
    name, wanted = f"{data.name}/{table.name}.csv", list(table.columns)
    try:
        lines = list(_read_lines(name, read_text(data, f"{table.name}.csv"), wanted))
    except DataProblems as refused:
        return [], refused.problems
    if not lines:
        return [], [Problem(name, "the table is empty; its first row names columns")]
    place, header = lines.pop(0)
    width = max((i for i, cell in enumerate(header, 1) if cell), default=0)
    if faults := header_faults(header[:width], wanted):
        return [], [Problem(place, fault) for _, fault in faults]
    rows, problems = [], []
    for place, cells in lines:
        if len(cells) < width or any(cells[width:]):
            extra = next((f" (beyond it: {quoted(c)})" for c in cells[width:] if c), "")
            reason = f"{len(cells)} cells where the header has {width}{extra}"
            problems.append(Problem(place, reason))
            continue
        rows.append(Row(place, dict(zip(header[:width], cells, strict=False))))
        problems += [
            Problem(place, f"{column} {fault}", column)
            for column, cell in rows[-1].cells.items()
            if (fault := unfit(cell))
        ]
    if not rows and not problems and not table.record.may_be_empty:
        problems.append(Problem(name, NO_ROWS))
    return rows, problems


def _read_lines(name: str, text: str, wanted: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of a table that are not blank, each with its place; raises DataProblems."""
    if sum(bool(MANGLED.search(line)) for line in text.splitlines()) >= MANY:
        raise DataProblems([Problem(name, MANGLED_FILE)])
    delimiter = _delimiter(text, wanted)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, is_first = 1, True
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if not (is_first and cells[0].startswith("sep=")):  # as Excel names the delimiter
                    yield f"{name}:{start}", [intern(cell.strip()) for cell in cells]  # most repeat
                is_first = False
            start = reader.line_num + 1
    except csv.Error as error:
        reason = f"not readable as CSV: {error} (is a quote not closed?)"
        raise DataProblems([Problem(f"{name}:{start}", reason)]) from None


def _delimiter(text: str, wanted: Sequence[str]) -> str:
    """What separates cells: the mark that splits the first lines into most known columns."""
    head = text[:20_000].splitlines()[:5]

    def matches(mark: str) -> int:
        return max(
            (len({w.strip('" ') for w in line.split(mark)} & {*wanted}) for line in head), default=0
        )

    return max(",;\t", key=matches)


def header_faults(names: Sequence[str], wanted: Sequence[str]) -> list[tuple[int | None, str]]:
    """What is wrong with names of columns, each with its index; None if it is with all of them."""
    if not set(names) & set(wanted):
        return [(0, f"the first row is not the header, which is {','.join(wanted)}")]
    missing = [name for name in wanted if name not in names]
    faults: list[tuple[int | None, str]] = []
    for i, name in enumerate(names):
        if not name:
            faults.append((i, "a column has no name"))
        elif name not in wanted:
            hint = suggestion(name, missing) or OWN_COLUMN
            faults.append((i, f"unknown column {quoted(name)}{hint}"))
        elif name in names[:i]:
            faults.append((i, f"column '{name}' is there twice"))
    if missing:
        faults.append((None, f"has no column {', '.join(missing)}"))
    return faults


def to_records(table: Table, rows: Iterable[Row]) -> tuple[list[Placed], list[Problem]]:
    """Rows as records of the table; a row with faults becomes one problem for each of them."""
    placed, problems = [], []
    for row in rows:
        values: dict[str, Any] = {}
        for name, column in table.columns.items():
            cell = row.cells.get(name, "")
            if cell:
                try:
                    values[name] = column.read(cell)
                except ValueError as error:
                    reason = f"{name} is {quoted(cell)}, {error}"
                    problems.append(Problem(row.place, reason, name))
            elif name in table.optional:
                values[name] = None
            else:
                problems.append(Problem(row.place, f"{name} is empty", name))
        if len(values) == len(table.columns):
            placed.append(Placed(row.place, table.record(**values)))
    return placed, problems


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


def untidy(schema: Schema, data: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """The files of tables that are not in canonical form, with what they should hold.

    The problems are those of tables that cannot be read.
    """
    texts, problems = {}, []
    for table in schema.tables.values():
        path = data / f"{table.name}.csv"
        rows, faults = read_table(table, data)
        problems += faults
        if not faults and (text := csv_text(table, rows).encode()) != path.read_bytes():
            texts[path] = text
    return texts, problems


def hash_of_tables(schema: Schema, rows: Mapping[str, Sequence[Row]]) -> str:
    """A hash of all tables, by which a workbook says from which it was made."""
    text = "\n".join(csv_text(table, rows[name]) for name, table in schema.tables.items())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
