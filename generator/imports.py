"""From an edited workbook back to the tables: checked first, then written, all files or none."""

import contextlib
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .build import answering_pages
from .checks import load
from .checks.editions import reasons
from .checks.tables import Tables
from .edits import Edit, edits, sorted_alone
from .figures import all_figures
from .forms import BLUE, FONT, state
from .problems import DataProblems, Problem
from .records import TABLES, columns
from .sheets import PROBLEMS, Given, read_sheets
from .tables import Row, csv_text, in_order, read_edition, read_table
from .workbooks import opened, too_wide, workbook_bytes

AUTHOR = "import"  # of the notes on cells with problems
STALE = (
    "the tables have changed since this workbook was made, by an import of it or by others, and it"
    " would undo that: make a new workbook and edit that; if it is meant:"
)
FEW = 10  # rows of a table that may be deleted unasked, if they are no third of it


class Import(NamedTuple):
    """What a workbook would do to the tables; nothing, if there are problems."""

    problems: list[Problem]  # placed as FILE: SHEET!CELL
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
    texts = {data / f"{table}.csv": csv_text(table, rows[table]).encode() for table in TABLES}
    faulty = {problem.place for problem in problems}
    for problem in _checked(path.name, data, texts, old, rows, reading.tables):
        if problem.place not in faulty:  # a cell that could not be read has no other fault
            problems.append(problem)
    found = {table: edits(table, old[table], rows[table]) for table in TABLES}
    stale = reading.state not in (None, state(old)) and any(found.values())
    gone = {table: sum(edit.gone for edit in found[table]) for table in TABLES}
    many = [table for table in TABLES if _many(gone[table], len(old[table]))]
    command = _command(path, stale or allow_stale, bool(many) or allow_deletions)
    if stale and not allow_stale:
        problems.append(Problem(path.name, f"{STALE} {command}"))
    for table in many if not allow_deletions else ():
        said = f"{gone[table]} of {len(old[table])} rows deleted; if that is meant: {command}"
        problems.append(Problem(f"{path.name}: {reading.tables[table].sheet}", said))
    if problems:
        notes += [
            f"{path.name}: {table}: the row '{edit.row}' would be deleted"
            for table, differences in found.items()
            for edit in differences
            if edit.gone
        ]
        return Import(sorted(set(problems), key=_by_cell), notes, [], {})
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
    name: str,
    data: Path,
    texts: Mapping[Path, bytes],
    old: Mapping[str, list[Row]],
    rows: Mapping[str, list[Row]],
    tables: Mapping[str, Given],
) -> list[Problem]:
    """What `check` says of these tables beside all else that stands in `data`, cell by cell."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / data.name
        shutil.copytree(data, copy, dirs_exist_ok=True)
        for path, text in texts.items():
            (copy / path.name).write_bytes(text)
        lines = {  # each row of the sheet, by its place in the copy
            read.place: (table, row)
            for table in TABLES
            for read, row in zip(read_table(table, copy)[0], rows[table], strict=False)
        }
        try:
            catalogue = load(copy)
            answering_pages(catalogue, all_figures(catalogue), data.name)
            problems = []
        except DataProblems as found:
            problems = found.problems
        problems += _sorted_alone(data, old, rows)
        return [_in_the_sheet(name, data.name, problem, lines, tables) for problem in problems]


def _sorted_alone(
    data: Path, old: Mapping[str, list[Row]], new: Mapping[str, list[Row]]
) -> Iterator[Problem]:
    """Columns in another order than in the tables; `check` compares with the latest edition."""
    told = reasons(Tables(data, read_edition(data)[0], rows=dict(new)))
    for table in TABLES:
        was, now = ([row.cells for row in rows[table]] for rows in (old, new))
        if fault := sorted_alone(table, was, now, told):
            yield Problem(f"{data.name}/{table}.csv", fault)


def _in_the_sheet(
    name: str,
    folder: str,
    problem: Problem,
    lines: Mapping[str, tuple[str, Row]],
    tables: Mapping[str, Given],
) -> Problem:
    """A problem of a table, told of its sheet and cell."""
    files = "|".join(TABLES)

    def cell(place: str, column: str = "") -> str:
        table, row = lines[place]
        return tables[table].cell(row.place, column or columns(table)[0])

    def elsewhere(place: re.Match[str]) -> str:
        return cell(place[0]) if place[0] in lines else place[0]

    message = re.sub(rf"{re.escape(folder)}/(?:{files})\.csv:\d+", elsewhere, problem.message)
    message = re.sub(rf"\b({files})\.csv\b", r"the sheet \1", message)
    if problem.place in lines:
        return Problem(f"{name}: {cell(problem.place, problem.column)}", message)
    if found := re.fullmatch(rf"{re.escape(folder)}/({files})\.csv(:\d+)?", problem.place):
        return Problem(f"{name}: {tables[found[1]].sheet}", message)
    return Problem(problem.place, message)


def _by_cell(problem: Problem) -> tuple[int, int, int, str, str]:
    """By sheet in the order of tables, then line, then column; what has no cell comes first."""
    sheet, line, letters = _where(problem.place)
    order = list(TABLES).index(sheet.casefold()) if sheet.casefold() in TABLES else -1
    return order, line, len(letters), letters, problem.message


def _where(place: str) -> tuple[str, int, str]:
    """Sheet, line and letters of a place FILE: SHEET!CELL, as far as it says so."""
    found = re.fullmatch(r".*?: ([^!]+)(?:!([A-Z]+)(\d+)(?::.*)?)?", place)
    return (found[1], int(found[3] or 0), found[2] or "") if found else ("", 0, "")


def rewrite(texts: Mapping[Path, bytes]) -> None:
    """Replace files by these texts: all of them, or with an OSError none."""
    fresh = {path: path.with_suffix(".csv~") for path in texts}
    old = {path: path.read_bytes() for path in texts}
    done = []
    try:
        for path, text in texts.items():
            fresh[path].write_bytes(text)
        for path in texts:
            fresh[path].replace(path)
            done.append(path)
    except OSError:
        for path in done:
            path.write_bytes(old[path])
        raise
    finally:
        for path in fresh.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def mark(path: Path, problems: list[Problem]) -> Path | None:
    """Write FILE.problems.xlsx beside FILE.xlsx; None if the workbook cannot be opened at all."""
    found = opened(path)
    if isinstance(found, str):
        return None
    copy = path.with_name(_copy_name(path.stem))
    copy.write_bytes(_marked(found[1], problems))
    return copy


def _copy_name(stem: str) -> str:
    """A name beside the workbook that is not its own: a marked one may be mended and imported."""
    found = re.fullmatch(r"(.*)\.problems(?:-(\d+))?", stem)
    return (
        f"{found[1]}.problems-{int(found[2] or 1) + 1}.xlsx" if found else f"{stem}.problems.xlsx"
    )


def _marked(book: Any, problems: list[Problem]) -> bytes:
    """The workbook with each problem as a note in its coloured cell, and a first sheet of all."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for sheet in book.worksheets:
        for line in () if too_wide(sheet) else sheet.iter_rows():
            for cell in line:
                if cell.comment and cell.comment.author == AUTHOR:  # of an import before this one
                    cell.comment, cell.fill = None, PatternFill()
    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    front = book.create_sheet(PROBLEMS, 0)
    front.append(["where", f"what is wrong ({len(problems)})"])
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 110
    for cell in front[1]:
        cell.font = Font(name=FONT, bold=True)
    for number, problem in enumerate(problems, 2):
        sheet, row, letters = _where(problem.place)
        at = f"{letters}{row}" if letters else "A1"
        where, said = front.cell(number, 1), front.cell(number, 2)
        where.value, said.value = f"{sheet}!{letters}{row or ''}".rstrip("!"), problem.message
        where.data_type = said.data_type = "s"
        said.alignment = Alignment(wrap_text=True, vertical="top")
        if sheet not in book.sheetnames:
            where.value = problem.place
            continue
        where.hyperlink, where.font = (
            f"#'{sheet}'!{at}",
            Font(name=FONT, underline="single", color=BLUE),
        )
        merged = [found for found in book[sheet].merged_cells.ranges if at in found]
        cell = book[sheet][merged[0].start_cell.coordinate if merged else at]
        cell.fill = PatternFill("solid", fgColor="FFC7CE")
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(before + problem.message, AUTHOR, height=120, width=320)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is front
    return workbook_bytes(book)
