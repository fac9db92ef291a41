"""Read cells with their place (file:line), give them their declared types, write them back.

Nothing here stops at the first fault: every function returns what could be read and the problems.
"""

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from .records import TABLES, Edition, columns

NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")


class Problem(NamedTuple):
    """Something a curator must mend, where it is, e.g. data/approvals.csv:4."""

    place: str
    message: str


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
    near = difflib.get_close_matches(word.casefold(), list(allowed), n=1, cutoff=0.45)
    return f" (did you mean '{near[0]}'?)" if near else ""


def shown(text: str) -> str:
    """A cell as it is quoted in a message: on one line, and not endless."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def read_table(table: str, data: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of data/TABLE.csv and what is wrong with the file as a file.

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
        line = raw[: error.start].count(b"\n") + 1
        hint = "save it as 'CSV UTF-8 (comma delimited)'"
        return [], [Problem(f"{name}:{line}", f"not UTF-8 text; in the spreadsheet, {hint}")]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return [], [Problem(f"{name}:{line}", "contains a NUL character: not a text file")]
    return _rows(name, text, columns(table))


def _rows(name: str, text: str, wanted: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    problems: list[Problem] = []
    lines: list[tuple[int, list[str]]] = []
    first = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    delimiter = max(
        ",;\t", key=lambda mark: sum(w.strip('" ') in wanted for w in first.split(mark))
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(f"{name}:{start}", f"not readable as CSV: {error}"))
    if not lines:
        return [], problems or [Problem(name, "the table is empty; its first row names columns")]

    at, header = lines.pop(0)
    width = max((i for i, cell in enumerate(header, 1) if cell), default=0)
    header = header[:width]
    for column in header:
        if column not in wanted:
            problems.append(
                Problem(
                    f"{name}:{at}", f"unknown column {shown(column)}{suggestion(column, wanted)}"
                )
            )
    for column in sorted({column for column in header if header.count(column) > 1}):
        problems.append(Problem(f"{name}:{at}", f"column '{column}' stands there twice"))
    missing = [column for column in wanted if column not in header]
    if missing:
        problems.append(Problem(f"{name}:{at}", f"without the column {', '.join(missing)}"))

    rows = []
    for line, cells in lines:
        place = f"{name}:{line}"
        if len(cells) < width or any(cells[width:]):
            problems.append(Problem(place, f"{len(cells)} cells where the header has {width}"))
            continue
        rows.append(Row(place, dict(zip(header, cells, strict=False))))
        problems += [
            Problem(place, f"{column} contains {_named(found[0])}")
            for column, cell in rows[-1].cells.items()
            if (found := NOT_TEXT.search(cell))
        ]
    return rows, problems


def _named(character: str) -> str:
    if character in "\r\n":
        return "a line break: a cell is one line of text (longer prose goes into notes/)"
    return f"an invisible or broken character (U+{ord(character):04X}); delete it"


def typed(table: str, rows: Iterable[Row]) -> tuple[list[Placed], list[Problem]]:
    """Rows as records of the table; a row with a fault becomes problems instead."""
    model, wanted = TABLES[table], columns(table)
    placed, problems = [], []
    for row in rows:
        if any(column not in row.cells for column in wanted):
            continue  # the header's problem has been told once
        try:
            cells = {column: row.cells[column] or None for column in wanted}
            placed.append(Placed(row.place, model.model_validate(cells)))
        except ValidationError as error:
            problems += [Problem(row.place, _in_words(fault)) for fault in error.errors()]
    return placed, problems


def _in_words(fault: Any) -> str:
    column, value = ".".join(str(part) for part in fault["loc"]), fault.get("input")
    if fault["type"] == "missing" or value is None:
        return f"{column} is empty"
    if fault["type"] == "value_error":
        return f"{column} is {shown(str(value))}, {fault['ctx']['error']}"
    return f"{column} is {shown(str(value))}: {fault['msg'].lower()}"


def read_edition(data: Path) -> tuple[Edition | None, list[Problem]]:
    """data/catalogue.toml."""
    path = data / "catalogue.toml"
    name = f"{data.name}/{path.name}"
    try:
        facts = tomllib.loads(path.read_text("utf-8-sig"))
        return Edition.model_validate(facts), []
    except FileNotFoundError:
        return None, [Problem(name, "is missing")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return None, [Problem(name, f"cannot be read: {error}")]
    except ValidationError as error:
        return None, [Problem(name, _in_words(fault)) for fault in error.errors()]


def read_notes(data: Path) -> tuple[dict[str, str], list[Problem]]:
    """data/notes/ID.md as Markdown text by record id."""
    notes, problems = {}, []
    for path in sorted((data / "notes").glob("*.md")):
        try:
            notes[path.stem] = path.read_text("utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            problems.append(Problem(f"{data.name}/notes/{path.name}", f"cannot be read: {error}"))
    return notes, problems


def csv_text(table: str, rows: Iterable[Row]) -> str:
    """Rows as canonical CSV: columns in order, rows sorted by key, commas, LF, quotes if needed."""
    wanted, key = columns(table), TABLES[table].key

    def order(row: Row) -> list[tuple[int, str]]:
        cells = [row.cells.get(column, "") for column in key]
        return [(int(cell) if cell.isdecimal() else 0, cell) for cell in cells]

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(wanted)
    writer.writerows(
        [row.cells.get(column, "") for column in wanted] for row in sorted(rows, key=order)
    )
    return out.getvalue()
