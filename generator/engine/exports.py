"""The workbook of all tables, to edit: a sheet each, with notes and drop-downs, and how to use it.

A cell is stored as text unless its column is a day or a whole number, because a spreadsheet keeps
the value of a number and forgets its digits. Sheets are not protected: protection in Excel
forbids to sort and to add rows as well, so ids are coloured, and ask before they are changed.
"""

import contextlib
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from .columns import URL, Column
from .languages import width
from .reading import Tables
from .schema import Schema, Table
from .tables import Row, hash_of_tables

README, LISTS = "Read me", "lists"
ROOM = 500  # rows below the last that have drop-downs
WIDEST = 60  # characters across a column; longer texts are wrapped
LINE, LINES = 15, 12  # points of a line of text, and how many lines a row shows at most
FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900, so earlier days are off by one
HOW = Path(__file__).with_name("exports.txt")  # how to use the workbook, a paragraph a line
NO_CLOCK = dt.datetime(2000, 1, 1)
NUMBER_FORMATS = {"date": "yyyy-mm-dd", "integer": "0"}  # by kind of column
AS_TEXT = "@"
BLUE, GREY = "#0B5A73", "#E4E4E4"
# What Excel would take for an escape, such as _x0041_, and XlsxWriter for text with formats.
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|^<(?=r>)")
ID_RULE = {
    "validate": "custom",
    "value": "=FALSE",
    "error_type": "warning",
    "error_title": "An id is permanent",
    "error_message": "It is the address of a page. Change it only if the row is new.",
}
ANSWERS = {  # of Excel to a word that is not in the list. True: the program fixes the list; False:
    # curators may add to it.
    True: {"error_type": "stop", "error_message": "Choose from the list."},
    False: {
        "error_type": "warning",
        "error_message": "Not in the list. Keep it only if you add its row to its own sheet.",
    },
}

Style = Callable[..., Any]  # properties -> a format of XlsxWriter, the same one for the same


def guidance(column: Column) -> str:
    """What a curator should know of a column: label, description and example."""
    example = f" Example: {column.example}" if column.example else ""
    return f"{column.label}. {column.description}{example}"


def tables_workbook(schema: Schema, rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook of all tables, the same bytes on every run; `sheets` reads it back exactly."""
    tables = Tables(schema, Path(), None, rows={name: list(rows[name]) for name in schema})
    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:  # which writes sheets row by row
        book.set_properties({"created": NO_CLOCK})
        style = cache(lambda **properties: book.add_format({"valign": "top", **properties}))
        _write_read_me(book.add_worksheet(README, _Sheet), style, tables)
        lists = [["fingerprint", hash_of_tables(schema, rows)]]
        for name, table in schema.tables.items():
            sheet = book.add_worksheet(name, _Sheet)
            _write_table(sheet, style, table, rows[name])
            _offer_words(sheet, tables, table, lists)
        sheet = book.add_worksheet(LISTS, _Sheet)
        sheet.hide()
        for line, words in enumerate(zip_longest(*lists)):
            for i, word in enumerate(words):
                if word:
                    sheet.write_string(line, i, word, style(num_format=AS_TEXT))
    return out.getvalue()


def plain_workbook(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a workbook of one sheet, to read: every cell is text, none a formula."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": NO_CLOCK})
        sheet = book.add_worksheet(name, _Sheet)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        for y, row in enumerate([heads, *rows]):
            for x, text in enumerate(row):
                sheet.write_string(y, x, text)
    return out.getvalue()


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose texts come back as they are: XlsxWriter's own escapes overlook some."""

    @staticmethod
    def _escape_control_characters(text: str) -> str:
        return ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _write_read_me(sheet: Any, style: Style, tables: Tables) -> None:
    """How to use the workbook, and what every table and column holds."""
    for i, across in enumerate((16, 18, 110)):
        sheet.set_column(i, i, across)
    sheet.write_string(0, 0, "The tables of the catalogue, to edit", style(bold=True, font_size=16))
    paragraphs = HOW.read_text("utf-8").splitlines()
    for line, text in enumerate(paragraphs, 1):
        sheet.set_row(line, LINE * (1 + (len(text) > 120)) + 4)
        sheet.merge_range(line, 0, line, 2, text, style(text_wrap=True))
    top = len(paragraphs) + 2
    for name, table in tables.schema.tables.items():
        link = style(bold=True, underline=1, font_color=BLUE)
        sheet.write_url(top, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(top, 1, f"{len(tables.rows[name])} rows", style(bold=True))
        sheet.write_string(top, 2, table.description, style(bold=True))
        for line, (column_name, column) in enumerate(table.columns.items(), top + 1):
            sheet.write_string(line, 1, column_name)
            sheet.write_string(line, 2, guidance(column))
        top += len(table.columns) + 2


def _write_table(sheet: Any, style: Style, table: Table, rows: Sequence[Row]) -> None:
    """The header, with notes, and the rows, each column in the format that keeps its cells."""
    names = list(table.columns)
    sheet.freeze_panes(1, names.index("id") + 1 if table.has_ids else 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)
    head = style(bold=True, font_color="white", bg_color=BLUE)
    formats: list[dict[str, Any]] = []
    for i, (name, column) in enumerate(table.columns.items()):
        longest = max((width(row.cells.get(name, "")) for row in rows), default=0)
        number_format = NUMBER_FORMATS.get(column.kind, AS_TEXT)
        wrap = longest > WIDEST
        formats.append({"num_format": number_format, "align": "left", "text_wrap": wrap})
        across = min(max(longest, len(name) + 4, 9) + 2, WIDEST)
        sheet.set_column(i, i, across, style(**formats[i]))  # also of rows that are yet to come
        sheet.write_string(0, i, name, head)
        note = guidance(column)
        sheet.write_comment(0, i, note, {"width": 320, "height": 40 + LINE * (len(note) // 45)})
    for line, row in enumerate(rows, 1):
        longest = max(map(width, row.cells.values()), default=0)
        lines = min(-(-longest // (WIDEST - 4)) or 1, LINES)
        sheet.set_row(line, LINE * lines)  # no spreadsheet but Excel finds heights by itself
        for i, (name, column) in enumerate(table.columns.items()):
            text = row.cells.get(name)
            if not text:
                continue
            value = _value(column, text)
            if isinstance(value, str):
                look = formats[i] | _look(name, column, text)
                sheet.write_string(line, i, text, style(**look))
            else:
                sheet.write(line, i, value, style(**formats[i]))


def _value(column: Column, text: str) -> str | int | dt.date:
    """What a cell holds so that it comes back as it is: a day or number only if that is sure."""
    if column.kind in NUMBER_FORMATS:
        with contextlib.suppress(ValueError):
            value: int | dt.date = column.read(text)
            return text if isinstance(value, dt.date) and value < FIRST_DAY else value
    return text


def _look(name: str, column: Column, text: str) -> dict[str, Any]:
    """The format of a text beyond that of its column."""
    look: dict[str, Any] = {"num_format": AS_TEXT}
    if text[0] in "=+-@'":
        look["quote_prefix"] = True  # so that editing it in Excel leaves it text
    if name == "id":
        look["bg_color"] = GREY
    if column.pattern == URL and re.fullmatch(r"https?://[^\s<>\"]{1,2000}", text):
        # looks like a link and is none: a link stays behind when rows are sorted
        look |= {"underline": 1, "font_color": BLUE}
    return look


def _offer_words(sheet: Any, tables: Tables, table: Table, lists: list[list[str]]) -> None:
    """Drop-downs for the columns with a choice, and a warning for ids; words are put into `lists`.

    They are columns of the hidden sheet: a list within the rule may have 255 characters only.
    """
    last = len(tables.rows[table.name])
    for i, (name, column) in enumerate(table.columns.items()):
        words = [] if column.many else tables.allowed(table.name, column)
        if name == "id" and last:
            sheet.data_validation(1, i, last, i, ID_RULE)
        elif words:
            source = f"={LISTS}!{xl_range_abs(1, len(lists), len(words), len(lists))}"
            rule = {"validate": "list", "source": source, "error_title": name}
            sheet.data_validation(1, i, last + ROOM, i, rule | ANSWERS[bool(column.words)])
            lists.append([f"{table.name}.{name}", *words])
