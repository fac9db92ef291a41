"""From an edited workbook back to the tables: read, compared, checked, refused or taken."""

import contextlib
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .changes import reasons_of
from .differences import Difference, sorted_alone, table_differences
from .problems import DataProblems, Problem
from .reading import read_toml
from .schema import Schema
from .sheets import SheetRows, read_sheets, sheet_and_cell
from .tables import Row, cells_of, csv_text, hash_of_tables, read_table, sorted_rows

STALE = (
    "the tables have changed since this workbook was made, by an import of it or by others, and it"
    " would undo that: make a new workbook and edit that; if it is meant:"
)
FEW = 10  # rows of a table that may be deleted unasked, if they are no third of it

TableRows = dict[str, list[Row]]  # the rows of each table
Check = Callable[[TableRows], Sequence[Problem]]  # what is wrong with a data folder with these rows


class Import(NamedTuple):
    """What a workbook would do to the tables; nothing, if there are problems."""

    problems: list[Problem]
    notes: list[str]
    edits: list[Difference]
    texts: dict[Path, bytes]  # the files that would become different


def read_import(
    schema: Schema,
    path: Path,
    data: Path,
    check: Check,
    allow_deletions: bool = False,
    allow_stale: bool = False,
) -> Import:
    """A workbook read, checked, and compared with the tables of `data`.

    Raises DataProblems if a table of `data` cannot be read.
    """
    old = read_tables(schema, data)
    reading = read_sheets(schema, path)
    if len(reading.tables) < len(schema.tables):  # the rest would only follow from that
        return Import(reading.problems, reading.notes, [], {})
    new = {name: sorted_rows(schema[name], sheet.rows) for name, sheet in reading.tables.items()}
    spoilt = {problem.place for problem in reading.problems}  # cells that have no other problem
    before, after = cells_of(old), cells_of(new)
    reasons = reasons_of(after.get("changes", ()), _edition(data)).keys()
    moved = sorted_alone(schema, before, after, reasons)
    faults = [Problem(f"{data.name}/{name}.csv", fault) for name, fault in moved]
    faults = list(_placed([*faults, *check(new)], path.name, data, reading.tables))
    problems = reading.problems + [one for one in faults if one.place not in spoilt]
    changes = [
        one for name in schema for one in table_differences(schema, name, before[name], after[name])
    ]
    deletions = [one for one in changes if one.is_deletion]
    deleted = Counter(edit.table for edit in deletions)
    many = [name for name in schema if are_many(deleted[name], len(old[name]))]
    stale = bool(changes) and reading.hash_of_tables not in (None, hash_of_tables(schema, old))
    allowed = ["--allow-stale"] * (stale or allow_stale)
    allowed += ["--allow-deletions"] * (bool(many) or allow_deletions)
    words = shlex.quote(" ".join(allowed))
    command = f"make import FILE={shlex.quote(str(path))} ARGS={words}"  # that goes on all the same
    if stale and not allow_stale:
        problems.append(Problem(path.name, f"{STALE} {command}"))
    for name in many if not allow_deletions else ():
        place = f"{path.name}: {reading.tables[name].title}"
        reason = f"{deleted[name]} of {len(old[name])} rows deleted; if that is meant: {command}"
        problems.append(Problem(place, reason))
    if problems:
        lost = [
            f"{path.name}: {one.table}: the row '{one.key}' would be deleted" for one in deletions
        ]
        return Import(_in_order(schema, path.name, problems), reading.notes + lost, [], {})
    texts = {data / f"{name}.csv": csv_text(schema[name], new[name]).encode() for name in schema}
    changed = {file: text for file, text in texts.items() if file.read_bytes() != text}
    return Import([], reading.notes, changes, changed)


def read_tables(schema: Schema, data: Path) -> TableRows:
    """The rows of every table; raises DataProblems if any cannot be read whole."""
    tables, problems = {}, []
    for name, table in schema.tables.items():
        tables[name], faults = read_table(table, data)
        problems += faults
    if problems:
        raise DataProblems(problems)
    return tables


def are_many(deleted: int, rows: int) -> bool:
    """Whether so many rows of a table are deleted that it may be by mistake."""
    return deleted * 3 > rows or deleted > max(FEW, rows / 10)


def _placed(
    problems: Iterable[Problem], file: str, data: Path, sheets: Mapping[str, SheetRows]
) -> Iterator[Problem]:
    """Problems of the tables as what is wrong with a cell or sheet of a workbook."""
    whole = {f"{data.name}/{name}.csv": sheet for name, sheet in sheets.items()}
    single = {row.place: sheet for sheet in sheets.values() for row in sheet.rows}
    names = re.compile(rf"\b({'|'.join(sheets)})\.csv\b")  # as messages name tables
    for place, text, column in problems:
        if place in single:
            place = f"{file}: {single[place].cell(place, column)}"
        elif place in whole:
            place = f"{file}: {whole[place].title}"
        yield Problem(place, names.sub(r"the sheet \1", text))


def _edition(data: Path) -> str | None:
    """The name of the next edition; None if the settings are faulty, which the checks report."""
    with contextlib.suppress(DataProblems):
        return read_toml(data).get("edition")
    return None


def _in_order(schema: Schema, file: str, problems: Sequence[Problem]) -> list[Problem]:
    """Problems, each once, by sheet in the order of tables, then line, then column."""
    from openpyxl.utils.cell import coordinate_to_tuple

    def key(problem: Problem) -> tuple[int, int, int, str]:
        sheet, cell = sheet_and_cell(file, problem.place)
        name = sheet.strip().casefold()
        line, column = coordinate_to_tuple(cell.partition(":")[0]) if cell else (0, 0)
        return list(schema).index(name) if name in schema else -1, line, column, problem.message

    return sorted(set(problems), key=key)
