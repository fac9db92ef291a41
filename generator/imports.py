"""From an edited workbook back to the tables: read, compared, refused or taken, checked."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .build import answering_pages
from .checks import load
from .checks.editions import reasons
from .checks.tables import Tables
from .edits import Edit, edits, sorted_alone
from .figures import all_figures
from .forms import state
from .problems import DataProblems, Problem
from .records import TABLES, columns
from .sheets import Fault, Given, read_sheets
from .tables import Row, csv_text, in_order, read_edition, read_table

STALE = (
    "the tables have changed since this workbook was made, by an import of it or by others, and it"
    " would undo that: make a new workbook and edit that; if it is meant:"
)
FILE = re.compile(rf"\b({'|'.join(TABLES)})\.csv\b")  # as messages name tables
FEW = 10  # rows of a table that may be deleted unasked, if they are no third of it


class Import(NamedTuple):
    """What a workbook would do to the tables; nothing, if there are problems."""

    problems: list[Fault]
    notes: list[str]
    edits: list[Edit]
    texts: dict[Path, bytes]  # the files that would become different


def read_import(
    path: Path, data: Path, allow_deletions: bool = False, allow_stale: bool = False
) -> Import:
    """Read a workbook, check it as `check` does, and compare it with the tables of `data`."""
    old = read_tables(data)
    reading = read_sheets(path)
    problems, notes = list(reading.problems), list(reading.notes)
    if len(reading.tables) < len(TABLES):  # the rest would only be its consequences
        return Import(problems, notes, [], {})
    rows = {table: in_order(table, given.rows) for table, given in reading.tables.items()}
    faulty = {(fault.sheet, fault.cell) for fault in problems}
    problems += [  # a cell that could not be read has no other fault
        fault
        for fault in _checked(path.name, data, old, reading.tables)
        if (fault.sheet, fault.cell) not in faulty
    ]
    found = {table: edits(table, old[table], rows[table]) for table in TABLES}
    stale = reading.state not in (None, state(old)) and any(found.values())
    gone = {table: sum(edit.gone for edit in found[table]) for table in TABLES}
    many = [table for table in TABLES if _many(gone[table], len(old[table]))]
    command = _command(path, stale or allow_stale, bool(many) or allow_deletions)
    if stale and not allow_stale:
        problems.append(Fault(path.name, f"{STALE} {command}"))
    for table in many if not allow_deletions else ():
        said = f"{gone[table]} of {len(old[table])} rows deleted; if that is meant: {command}"
        problems.append(Fault(path.name, said, reading.tables[table].sheet))
    if problems:
        notes += [
            f"{path.name}: {table}: the row '{edit.row}' would be deleted"
            for table, differences in found.items()
            for edit in differences
            if edit.gone
        ]
        return Import(sorted(set(problems), key=_by_cell), notes, [], {})
    texts = {data / f"{table}.csv": csv_text(table, rows[table]).encode() for table in TABLES}
    differ = {file: text for file, text in texts.items() if file.read_bytes() != text}
    return Import([], notes, [edit for table in TABLES for edit in found[table]], differ)


def _many(gone: int, there: int) -> bool:
    """Whether so many rows of a table are deleted that it may be by mistake."""
    return gone * 3 > there or gone > max(FEW, there / 10)


def _command(path: Path, stale: bool, deletions: bool) -> str:
    """The command that goes on all the same."""
    allowed = ["--allow-stale"] * stale + ["--allow-deletions"] * deletions
    words = " ".join(allowed)
    return f"make import FILE={shlex.quote(str(path))} ARGS={shlex.quote(words)}"


def read_tables(data: Path) -> dict[str, list[Row]]:
    """The rows of every table; raises DataProblems if any cannot be read whole."""
    read = {table: read_table(table, data) for table in TABLES}
    if problems := [problem for _, faults in read.values() for problem in faults]:
        raise DataProblems(problems)
    return {table: rows for table, (rows, _) in read.items()}


def _checked(
    name: str, data: Path, old: Mapping[str, list[Row]], tables: Mapping[str, Given]
) -> Iterator[Fault]:
    """What `check` says of these tables beside all else that stands in `data`, cell by cell."""
    new: dict[str, list[Row]] = {}
    lines = {f"{data.name}/{table}.csv": (given, "") for table, given in tables.items()}
    for table, given in tables.items():
        first = columns(table)[0]  # as messages name the place of another row
        placed = {f"{table}!{given.cell(row.place, first)}": row for row in given.rows}
        lines |= {place: (given, row.place) for place, row in placed.items()}
        new[table] = in_order(table, [Row(place, row.cells) for place, row in placed.items()])
    problems = list(_sorted_alone(data, old, new))
    try:
        catalogue = load(data, new)
        answering_pages(catalogue, all_figures(catalogue), data.name)
    except DataProblems as found:
        problems += found.problems
    for place, said, column in problems:
        message = FILE.sub(r"the sheet \1", said)
        if place not in lines:
            yield Fault(place, message)
        else:
            given, line = lines[place]
            yield Fault(name, message, given.sheet, given.cell(line, column) if line else "")


def _sorted_alone(
    data: Path, old: Mapping[str, list[Row]], new: Mapping[str, list[Row]]
) -> Iterator[Problem]:
    """Columns in another order than in the tables; `check` compares with the latest edition."""
    told = reasons(Tables(data, read_edition(data)[0], rows=dict(new)))
    for table in TABLES:
        was, now = ([row.cells for row in rows[table]] for rows in (old, new))
        if fault := sorted_alone(table, was, now, told):
            yield Problem(f"{data.name}/{table}.csv", fault)


def _by_cell(fault: Fault) -> tuple[int, int, int, str]:
    """By sheet in the order of tables, then line, then column; what has no cell comes first."""
    from openpyxl.utils.cell import coordinate_to_tuple

    table = fault.sheet.strip().casefold()
    line, column = coordinate_to_tuple(fault.cell.partition(":")[0]) if fault.cell else (0, 0)
    return list(TABLES).index(table) if table in TABLES else -1, line, column, fault.message
