"""The tables as one workbook to edit: a sheet each, with notes and drop-downs, and how to use it.

A cell is stored as text unless its column is a day or a whole number, because a spreadsheet keeps
the value of a number and forgets its digits. Sheets are not protected: protection in Excel
forbids to sort and to add rows as well, so ids are coloured, and ask before they are changed.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from .cells import LANGUAGES, MISSING_WORDS, Day, Lang, Ref, Whole, Word, YesNo
from .checks.tables import Tables
from .descriptions import COLUMNS_SAY, TABLES_SAY
from .engine.workbooks import escape_cell, workbook_bytes
from .records import TABLES, columns
from .tables import Row, csv_text

README, LISTS = "Read me", "lists"
ROOM = 500  # rows below the last that have drop-downs
PROSE = 60  # characters from which a column is wrapped, and its width
FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900, so earlier days are off by one
TEXT, DATE, WHOLE = "@", "yyyy-mm-dd", "0"
FONT, BLUE = "Calibri", "0B5A73"
LINE, LINES = 15, 12  # height of a line of text, and of how many a row has at most
HOW = (
    "One sheet is one table, one line is one row. Change cells, add rows below the last, delete"
    " rows; sort and filter as you like. Columns may be moved; their names may not be changed.",
    "Point at the name of a column to read what it holds. The lists below say the same.",
    "A value is what its source prints: do not round, translate or correct it. Cells are text,"
    " so that 63.0 stays 63.0; the green corners that Excel shows for it mean nothing.",
    "Grey cells are ids, the addresses of pages. They are for ever: give a new row a new one,"
    " and leave the others alone. If you rename one, the import tells a deleted and a new row.",
    "Arrows offer the words and ids there were when this file was made. New ones may be typed, if"
    " you also add their row to the sheet that they belong to.",
    "Keep a cell to one line of text, do not merge cells, and leave the header row as it is."
    " Comments, colours and struck-out words are not read: only what a cell holds.",
    "Then: make import FILE=tables.xlsx. It checks everything and tells every change; if"
    " anything is wrong it changes nothing, and marks the cells in a copy, tables.problems.xlsx."
    " For the next round make a new workbook.",
)


class Choice(NamedTuple):
    """What a column may hold: the words, and whether others may come to be allowed."""

    words: tuple[str, ...]
    closed: bool


def holds(table: str, column: str, kind: Any) -> bool:
    """Whether a column is of a type of `cells`, such as Day."""
    return set(get_args(kind)[1:]) <= set(TABLES[table].model_fields[column].metadata)


def choice(table: str, column: str, rows: Mapping[str, Sequence[Row]]) -> Choice | None:
    """The words that a column may hold, as far as the rows of all tables say; None if any text."""
    if holds(table, column, YesNo):
        return Choice(("yes", "no"), closed=True)
    if holds(table, column, Lang):
        return Choice(LANGUAGES, closed=True)
    tables = Tables(Path(), None, rows={name: list(found) for name, found in rows.items()})
    for mark in TABLES[table].model_fields[column].metadata:
        more = MISSING_WORDS if isinstance(mark, Ref | Word) and mark.or_missing else ()
        if isinstance(mark, Word):
            terms = [row.cells for row in rows["terms"] if row.cells.get("list") == mark.list]
            return Choice((*(cells["id"] for cells in terms if cells.get("id")), *more), False)
        if isinstance(mark, Ref) and not mark.many:
            return Choice((*(id for name in mark.tables for id in tables.ids(name)), *more), False)
    return None


def state(rows: Mapping[str, Sequence[Row]]) -> str:
    """A word that is different for different tables: a workbook says from which it was made."""
    text = "\n".join(csv_text(table, rows[table]) for table in TABLES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tables_workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook of all tables, the same bytes on every run; `sheets` reads it back exactly."""
    import openpyxl

    book = openpyxl.Workbook()
    front: Any = book.active
    front.title = README
    _read_me(front, rows)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    _put(lists.cell(1, 1), "fingerprint")
    _put(lists.cell(2, 1), state(rows))
    for table in TABLES:
        sheet = book.create_sheet(table, len(book.sheetnames) - 1)
        _fill(sheet, table, rows[table])
        _offer(sheet, lists, table, rows)
    return workbook_bytes(book)


def _read_me(sheet: Any, rows: Mapping[str, Sequence[Row]]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append(["The tables of the catalogue, to edit"])
    sheet["A1"].font = Font(name=FONT, bold=True, size=16)
    for line in HOW:
        sheet.append([line])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, end_column=3, start_column=1
        )
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[sheet.max_row].height = LINE * (1 + (len(line) > 120)) + 4
    for table in TABLES:
        sheet.append([])
        sheet.append([table, f"{len(rows[table])} rows", TABLES_SAY[table]])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(name=FONT, bold=True)
        link = sheet.cell(sheet.max_row, 1)
        link.hyperlink = f"#'{table}'!A1"
        link.font = Font(name=FONT, bold=True, underline="single", color=BLUE)
        for column in columns(table):
            sheet.append([None, column, COLUMNS_SAY[table][column]])
    for letter, width in zip("ABC", (16, 18, 110), strict=True):
        sheet.column_dimensions[letter].width = width


def _fill(sheet: Any, table: str, rows: Sequence[Row]) -> None:
    """The header and the rows, each column in the form that keeps its cells."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head, grey = PatternFill("solid", fgColor=BLUE), PatternFill("solid", fgColor="E4E4E4")
    for i, column in enumerate(columns(table), 1):
        cells = [row.cells.get(column, "") for row in rows]
        longest = max(map(_breadth, cells), default=0)
        form = DATE if holds(table, column, Day) else WHOLE if holds(table, column, Whole) else TEXT
        top = Alignment(horizontal="left", vertical="top", wrap_text=longest > PROSE)
        across = sheet.column_dimensions[get_column_letter(i)]
        across.width = min(max(longest, _breadth(column) + 4, 9) + 2, PROSE)
        across.number_format, across.alignment = form, top  # of the rows that are yet to come
        title = sheet.cell(1, i)
        _put(title, column)
        title.font, title.fill = Font(name=FONT, bold=True, color="FFFFFF"), head
        title.comment = Comment(COLUMNS_SAY[table][column], "CGT China", height=90, width=300)
        for line, text in enumerate(cells, 2):
            cell = sheet.cell(line, i)
            _put(cell, text, form)
            cell.alignment = top
            if column == "id":
                cell.fill = grey
            if column == "url" and re.fullmatch(r"https?://[^\s<>\"]{1,2000}", text):
                # looks like a link and is none: a link stays behind when rows are sorted
                cell.font = Font(name=FONT, underline="single", color=BLUE)
    for line, row in enumerate(rows, 2):  # no spreadsheet but Excel finds the heights by itself
        longest = max(_breadth(text) for text in row.cells.values())
        sheet.row_dimensions[line].height = LINE * min(-(-longest // (PROSE - 4)) or 1, LINES)
    names = columns(table)
    sheet.freeze_panes = sheet.cell(2, names.index("id") + 2 if "id" in names else 2)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{max(len(rows), 1) + 1}"


def _put(cell: Any, text: str, form: str = TEXT) -> None:
    """Text into a cell, so that it comes back as it is: as a day or number only if that is sure."""
    cell.number_format = form
    if form == DATE and (day := _day(text)):
        cell.value = day
        cell.number_format = form  # openpyxl has put its own in place
    elif form == WHOLE and re.fullmatch(r"[1-9]\d{0,8}", text):
        cell.value = int(text)
    elif text:
        cell.value = escape_cell(text)
        cell.data_type = "s"  # never a formula or an error
        cell.number_format = TEXT
        cell.quotePrefix = text[0] in "=+-@'"  # so that editing it in Excel leaves it text


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and day >= FIRST_DAY else None


def _breadth(text: str) -> int:
    """How many Latin letters wide a text is."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _offer(sheet: Any, lists: Any, table: str, rows: Mapping[str, Sequence[Row]]) -> None:
    """Drop-downs for the columns with a choice, from ranges of the hidden sheet of lists.

    A list within the rule itself may have 255 characters only.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(rows[table]) + 1
    for i, column in enumerate(columns(table), 1):
        across = get_column_letter(i)
        offered = choice(table, column, rows)
        if column == "id" and last > 1:
            rule = DataValidation(
                type="custom", formula1="FALSE", errorStyle="warning", showErrorMessage=True,
                errorTitle="An id is for ever",
                error="It is the address of a page. Change it only if the row is new.",
            )  # fmt: skip
            rule.add(f"{across}2:{across}{last}")
        elif offered and offered.words:
            place = lists.max_column + 1
            _put(lists.cell(1, place), f"{table}.{column}")
            for line, word in enumerate(offered.words, 2):
                _put(lists.cell(line, place), word)
            letter = get_column_letter(place)
            rule = DataValidation(
                type="list", formula1=f"{LISTS}!${letter}$2:${letter}${len(offered.words) + 1}",
                allow_blank=True, showErrorMessage=True, errorTitle=column,
                errorStyle="stop" if offered.closed else "warning",
                error="Choose from the list."
                if offered.closed
                else "Not in the list. Keep it only if you add its row to its own sheet.",
            )  # fmt: skip
            rule.add(f"{across}2:{across}{last + ROOM}")
        else:
            continue
        sheet.add_data_validation(rule)
