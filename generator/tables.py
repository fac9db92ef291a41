"""Read cells with their place (file:line), give them their declared types, write them back.

Nothing here stops at the first fault: every function returns what could be read and the problems.
"""

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from pydantic import ValidationError

from .damage import MANGLED, note_faults, shown, unfit
from .problems import Problem
from .records import TABLES, Edition, columns

csv.field_size_limit(2**31 - 1)  # our own limit speaks of cells, not of fields

MANY = 3  # lines with mangled letters: then it is the whole file
EDITOR = "in the editor, save it as UTF-8"
NO_ROWS = "the table has no rows"
OWN = "; delete it: notes of your own stay outside the tables"
MERGE = "marks of a merge conflict (<<<<<<<, =======, >>>>>>>): keep one side and delete the marks"
CONFLICT = re.compile(r'^"?(<{7}|={7}|>{7})(?=[\s,;"]|$)', re.M)


class Row(NamedTuple):
    """One row of a table: its place, and its cells by column, trimmed."""

    place: str
    cells: dict[str, str]


class Placed(NamedTuple):
    """A typed record and the place of its row."""

    place: str
    record: Any


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """' (did you mean ...?)' for the nearest allowed word, or nothing."""
    found = sorted(allowed)
    near = difflib.get_close_matches(
        word.casefold(), found, n=1, cutoff=0.7 if len(word) < 13 else 0.9
    )
    alike = [one for one in found if len(word) > 2 and one.startswith(word[:3].casefold())]
    best = near or (alike if len(alike) == 1 else [])
    return f" (did you mean '{best[0]}'?)" if best else ""


def read_table(table: str, data: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of data/TABLE.csv and what is wrong with the file; no rows if nothing can be read.

    Accepts what spreadsheets do on saving: a byte-order mark, CRLF, semicolons or tabs between
    cells, blank rows, empty columns at the right edge.
    """
    path = data / f"{table}.csv"
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
        return [], [_no_text(name, error, hint)]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return [], [Problem(f"{name}:{line}", "contains a NUL character: not a text file")]
    if found := CONFLICT.search(text):
        line = text[: found.start()].count("\n") + 1
        return [], [Problem(f"{name}:{line}", MERGE)]
    if sum(bool(MANGLED.search(line)) for line in text.splitlines()) >= MANY:
        hint = "undo the file, and open it by Data > From Text/CSV as UTF-8"
        return [], [Problem(name, f"letters, such as Chinese, were mangled on opening; {hint}")]
    rows, problems = _rows(name, text, columns(table))
    if not rows and not problems and not TABLES[table].may_be_empty:
        problems.append(Problem(name, NO_ROWS))
    return rows, problems


def _no_text(name: str, error: UnicodeDecodeError, hint: str) -> Problem:
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(f"{name}:{line}", f"not UTF-8 text; {hint}")


def _rows(name: str, text: str, wanted: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    lines: list[tuple[int, list[str]]] = []
    delimiter = _delimiter(text, wanted)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            hint = not lines and cells[:1] and cells[0].startswith("sep=")
            if any(cell.strip() for cell in cells) and not hint:
                lines.append((start, [intern(cell.strip()) for cell in cells]))  # most are repeated
            start = reader.line_num + 1
    except csv.Error as error:
        return [], [
            Problem(f"{name}:{start}", f"not readable as CSV: {error} (is a quote not closed?)")
        ]
    if not lines:
        return [], [Problem(name, "the table is empty; its first row names columns")]
    at, header = lines.pop(0)
    width = max((i for i, cell in enumerate(header, 1) if cell), default=0)
    faults = list(_header_faults(header[:width], wanted))
    if faults:
        return [], [Problem(f"{name}:{at}", fault) for fault in faults]
    header = header[:width]
    rows, problems = [], []
    for line, cells in lines:
        place = f"{name}:{line}"
        if len(cells) < width or any(cells[width:]):
            extra = next((f" (beyond it: {shown(c)})" for c in cells[width:] if c), "")
            problems.append(
                Problem(place, f"{len(cells)} cells where the header has {width}{extra}")
            )
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
            yield f"unknown column {shown(column)}{suggestion(column, wanted) or OWN}"
    for column in sorted({column for column in header if column and header.count(column) > 1}):
        yield f"column '{column}' stands there twice"
    if missing := [column for column in wanted if column not in header]:
        yield f"without the column {', '.join(missing)}"


def _delimiter(text: str, wanted: Sequence[str]) -> str:
    """What stands between cells: the mark that splits the first lines into most known columns."""
    head = text[:20_000].splitlines()[:5]

    def known(mark: str) -> int:
        return max(
            (len({w.strip('" ') for w in line.split(mark)} & {*wanted}) for line in head), default=0
        )

    return max(",;\t", key=known)


def typed(table: str, rows: Iterable[Row]) -> tuple[list[Placed], list[Problem]]:
    """Rows as records of the table; a row with a fault becomes problems instead."""
    model, wanted = TABLES[table], columns(table)
    placed, problems = [], []
    for row in rows:
        try:
            cells = {column: row.cells[column] or None for column in wanted}
            placed.append(Placed(row.place, model.model_validate(cells)))
        except ValidationError as error:
            problems += [_in_words(row.place, fault) for fault in error.errors()]
    return placed, problems


def _in_words(place: str, fault: Any) -> Problem:
    column, value = ".".join(str(part) for part in fault["loc"]), fault.get("input")
    if fault["type"] == "missing" or value in (None, ""):
        said = f"{column} is empty"
    elif fault["type"] == "extra_forbidden":
        said = f"'{column}' is not a fact of an edition"
    elif fault["type"] == "string_type" and not isinstance(value, dict | list):
        said = f'{column} is {value}; put it in quotes: {column} = "{value}"'
    elif fault["type"] == "value_error":
        said = f"{column} is {shown(str(value))}, {fault['ctx']['error']}"
    else:
        said = f"{column} is {shown(str(value))}: {fault['msg'].lower()}"
    return Problem(place, said, column)


def read_edition(data: Path) -> tuple[Edition | None, list[Problem]]:
    """data/catalogue.toml."""
    path = data / "catalogue.toml"
    name = f"{data.name}/{path.name}"
    try:
        facts = read_toml(path)
        edition = Edition.model_validate(facts)
    except FileNotFoundError:
        return None, [Problem(name, "is missing")]
    except UnicodeDecodeError as error:
        return None, [_no_text(name, error, EDITOR)]
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line ([0-9]+)", str(error))
        line = path.read_text("utf-8-sig").split("\n")[int(at[1]) - 1] if at else ""
        if CONFLICT.match(line):
            return None, [Problem(name, MERGE)]
        hint = '; use straight quotes (")' if set("“”„‘’") & set(line) else ""
        return None, [Problem(name, f"cannot be read: {error}{hint}")]
    except ValidationError as error:
        return None, [_in_words(name, fault) for fault in error.errors()]
    except (ValueError, OSError) as error:
        return None, [Problem(name, f"cannot be read: {error}")]
    texts = {fact: text.strip() for fact, text in facts.items() if isinstance(text, str)}
    faults = {fact: unfit(text) if text else "is empty" for fact, text in texts.items()}
    return edition, [Problem(name, f"{fact} {said}", fact) for fact, said in faults.items() if said]


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises OSError or ValueError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None


def read_notes(data: Path) -> tuple[dict[str, str], list[Problem]]:
    """data/notes/ID.md as Markdown text by record id."""
    notes, problems = {}, []
    for path in sorted((data / "notes").glob("*.md")):
        name = f"{data.name}/notes/{path.name}"
        try:
            notes[path.stem] = text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(_no_text(name, error, EDITOR))
        except OSError as error:
            problems.append(Problem(name, f"cannot be read: {error.strerror}"))
        else:
            problems += [Problem(f"{name}:{line}", fault) for line, fault in note_faults(text)]
            if CONFLICT.search(text):
                problems.append(Problem(name, MERGE))
    return notes, problems


def csv_text(table: str, rows: Iterable[Row]) -> str:
    """Rows as canonical CSV: columns in order, rows sorted by key, commas, LF, quotes if needed."""
    wanted = columns(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(wanted)
    writer.writerows(
        [row.cells.get(column, "") for column in wanted] for row in in_order(table, rows)
    )
    return out.getvalue()


def in_order(table: str, rows: Iterable[Row]) -> list[Row]:
    """Rows sorted by the key of their table; numbers by value."""

    def order(row: Row) -> list[tuple[int, str]]:
        cells = [row.cells.get(column, "") for column in TABLES[table].key]
        return [(len(cell) if cell.isdecimal() else 0, cell) for cell in cells]

    return sorted(rows, key=order)
