"""IND applications, read from the publisher's own workbook through data/applications.toml.

Nothing is known of that file beforehand but what it must say, so its headers are looked for, its
words are compared without regard to case, width and spacing, and what is not understood is told
with sheet and cell.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .engine.workbooks import Cell, Sheet, read_workbook, workbook_bytes
from .problems import Problem
from .tables import read_toml, suggestion

FILES = ("applications.xlsx", "applications.csv")
WORDS = {  # parts of applications.toml, by the list of terms.csv they lead to
    "kind": "application-kind",
    "group": "therapy-group",
    "subgroup": "therapy-subgroup",
    "conclusion": "conclusion",
}
IGNORED = "ignored"  # headers of columns that say nothing of interest here
NEEDED = ("received", "kind", "group")  # without these a row says nothing
EXCEL_EPOCH = dt.date(1899, 12, 30)


class Application(NamedTuple):
    """One application; what the file has no column for is None."""

    year: int  # in which it was received
    kind: str  # ids of terms.csv, like the next three
    group: str
    subgroup: str | None
    conclusion: str | None
    started: bool | None  # whether the clinical trial was initiated


def read_applications(
    data: Path, as_of: dt.date, words: Mapping[str, set[str]]
) -> tuple[tuple[Application, ...], list[Problem]]:
    """Every application of the workbook in `data`, if there is one, and what is wrong with it.

    `words` are the allowed ids of each list of terms.csv that the file is mapped to.
    """
    found = [data / name for name in FILES if (data / name).exists()]
    if not found:
        return (), []
    if len(found) > 1:
        return (), [Problem(f"{data.name}/{FILES[0]}", f"stands beside {FILES[1]}; keep one")]
    mapping, problems = _mapping(data, words)
    if problems:
        return (), problems
    path = found[0]
    sheets, problems = read_workbook(path) if path.suffix == ".xlsx" else _read_csv(path)
    name = f"{data.name}/{path.name}"
    best = max(sheets, key=lambda sheet: _header(sheet, mapping)[1], default=None)
    if best is None:
        return (), problems or [Problem(name, "has no sheet")]
    at, _ = _header(best, mapping)
    columns, faults = _columns(best, at, mapping)
    problems += [Problem(f"{name}: {place}", message) for place, message in faults]
    if any(column not in columns for column in NEEDED):
        return (), problems
    applications = []
    for row in best.rows[at + 1 :]:
        cells = {ours: row[i] for ours, i in columns.items()}
        if _is_note(row, cells):
            continue
        application, faults = _application(cells, mapping, as_of)
        problems += [Problem(f"{name}: {place}", message) for place, message in faults]
        if application:
            applications.append(application)
    return tuple(applications), problems


def _mapping(
    data: Path, words: Mapping[str, set[str]]
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """applications.toml turned round: for columns and each list, theirs (folded) to ours."""
    path = data / "applications.toml"
    name = f"{data.name}/{path.name}"
    try:
        table = read_toml(path)
    except FileNotFoundError:
        return {}, [Problem(name, "is missing; it says how the workbook is read")]
    except (ValueError, OSError) as error:
        return {}, [Problem(name, f"cannot be read: {error}")]
    turned: dict[str, dict[str, str]] = {}
    problems = []
    allowed = {"columns": {*Application._fields, "received", IGNORED} - {"year"}, **words}
    for part, entries in table.items():
        if part not in allowed or not isinstance(entries, dict):
            problems.append(Problem(name, f"unknown part [{part}]{suggestion(part, allowed)}"))
            continue
        turned[part] = {}
        for ours, theirs in entries.items():
            if ours not in allowed[part]:
                near = suggestion(ours, allowed[part])
                problems.append(Problem(name, f"[{part}] knows no '{ours}'{near}"))
            for word in [ours, *theirs] if isinstance(theirs, list) else [ours]:
                turned[part][folded(str(word))] = ours
    for part in ("columns", "kind", "group"):
        if part not in turned:
            problems.append(Problem(name, f"has no part [{part}]"))
    return turned, problems


def folded(text: object) -> str:
    """Text without regard to case, width, spacing and hyphens."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    return re.sub(r"[\s_\-‐-―/]+", " ", plain).strip()


def _header(sheet: Sheet, mapping: Mapping[str, Mapping[str, str]]) -> tuple[int, int]:
    """The row of the sheet with most known headers, and how many they are."""
    known = [
        len({mapping["columns"].get(folded(cell.value)) for cell in row} - {None})
        for row in sheet.rows[:50]
    ]
    best = max(known, default=0)
    return (known.index(best) if known else 0), best


def _columns(
    sheet: Sheet, at: int, mapping: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Where each of our columns stands; faults as (place, message)."""
    found: dict[str, int] = {}
    faults = []
    names = mapping["columns"]
    row = sheet.rows[at] if sheet.rows else []
    for i, cell in enumerate(row):
        ours = names.get(folded(cell.value)) if cell.value is not None else None
        if ours in found:
            faults.append((cell.place, f"a second column for '{ours}': {cell.value!r}"))
        elif ours and ours != IGNORED:
            found[ours] = i
        elif cell.value is not None and not ours:
            near = suggestion(folded(cell.value), names)
            reason = f"header {cell.value!r} is not understood{near}; add it to [columns]"
            faults.append((cell.place, f"{reason} in applications.toml, or to 'ignored' there"))
    for ours in NEEDED:
        if ours not in found:
            place = row[0].place if row else sheet.name
            faults.append((place, f"no column for '{ours}'; name its header in applications.toml"))
    return found, faults


def _application(
    cells: Mapping[str, Cell], mapping: Mapping[str, Mapping[str, str]], as_of: dt.date
) -> tuple[Application | None, list[tuple[str, str]]]:
    faults: list[tuple[str, str]] = []
    year = _year(cells["received"].value)
    if year is None:
        place, value = cells["received"]
        faults.append((place, f"{value!r} is not a date or a year"))
    elif not 1990 <= year <= as_of.year:
        faults.append((cells["received"].place, f"{year} is not between 1990 and {as_of.year}"))

    def word(column: str) -> str | None:
        if column not in cells or cells[column].value is None:
            if column in NEEDED:
                faults.append((cells[column].place, f"{column} is empty"))
            return None
        place, value = cells[column]
        known = mapping.get(column, {})
        ours = known.get(folded(value))
        if ours is None:
            near = suggestion(folded(value), known)
            faults.append((place, f"{column} {value!r} is not in applications.toml{near}"))
        return ours

    kind, group = word("kind"), word("group")
    subgroup, conclusion = word("subgroup"), word("conclusion")
    started = None
    if "started" in cells:
        value = cells["started"].value
        said = mapping.get("started", {}).get(folded(value)) if value is not None else "no"
        if said is None and _year(value) is None:
            faults.append(
                (cells["started"].place, f"started {value!r} is neither yes, no nor a date")
            )
        started = said != "no"
    if faults or year is None or kind is None or group is None:
        return None, faults
    return Application(year, kind, group, subgroup, conclusion, started), []


def _is_note(row: Sequence[Cell], cells: Mapping[str, Cell]) -> bool:
    """Whether a row is no application: empty, or a note in one cell, merged or not."""
    said = {str(cell.value) for cell in row if cell.value is not None}
    alone = cells["kind"].value is None and cells["group"].value is None
    return len(said) <= 1 and (not alone or _year(cells["received"].value) is None)


def _year(value: object) -> int | None:
    """The year of a date, of a serial day number, of 2021/6/22, 2021-06, 2021 or '2021年'."""
    if isinstance(value, dt.date):
        return value.year
    if isinstance(value, int) and 20_000 < value < 80_000:
        return (EXCEL_EPOCH + dt.timedelta(days=value)).year
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    found = re.fullmatch(r"(\d{4})\s*年?(?:[/.\-年]\d{1,2}(?:[/.\-月]\d{1,2}日?)?)?", plain)
    return int(found[1]) if found else None


def _read_csv(path: Path) -> tuple[list[Sheet], list[Problem]]:
    name = f"{path.parent.name}/{path.name}"
    try:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        return [], [Problem(name, f"cannot be read as UTF-8 CSV: {error}")]
    width = max(map(len, rows), default=0)
    return [
        Sheet(
            "line",
            [
                [
                    Cell(f"line {line}, cell {i + 1}", " ".join(row[i : i + 1]).strip() or None)
                    for i in range(width)
                ]
                for line, row in enumerate(rows, 1)
            ],
        )
    ], []


def empty_workbook(words: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    """A workbook to fill in: a sheet with our headers, one with the allowed words of each column.

    `words` are (id, label) by column, in order.
    """
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "applications"
    help: Any = book.create_sheet("words")
    columns = ["received", *words]
    sheet.append(columns)
    for i, column in enumerate(columns, 1):
        head = sheet.cell(1, i)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="0B5A73")
        head.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(i)].width = 28
        if column not in words:
            continue
        help.cell(1, i - 1, column).font = Font(bold=True)
        help.column_dimensions[get_column_letter(i - 1)].width = 42
        for line, (id, _) in enumerate(words[column], 2):
            help.cell(line, i - 1, id)
        letter = get_column_letter(i - 1)
        choice = DataValidation(
            type="list", formula1=f"words!${letter}$2:${letter}${len(words[column]) + 1}",
            allow_blank=True, showErrorMessage=True,
        )  # fmt: skip
        sheet.add_data_validation(choice)
        choice.add(f"{get_column_letter(i)}2:{get_column_letter(i)}2000")
    for row in range(2, 12):
        sheet.cell(row, 1).number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    return workbook_bytes(book)
