"""The workbook to edit: what it offers, and how it keeps cells."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.engine.columns import MISSING_WORDS
from generator.engine.exports import (
    HOW,
    LISTS,
    README,
    guidance,
    tables_workbook,
)
from generator.engine.reading import Tables
from generator.engine.tables import hash_of_tables

from .gardens import CELLS, ROWS, SCHEMA, rows_of

TABLES = Tables(SCHEMA, Path(), None, rows=ROWS)


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(tables_workbook(SCHEMA, ROWS)))


def test_a_sheet_is_a_table_with_its_columns_in_order(book: Any) -> None:
    assert tables_workbook(SCHEMA, ROWS) == tables_workbook(SCHEMA, ROWS)
    assert book.sheetnames == [README, *SCHEMA, LISTS]
    for name in SCHEMA:
        assert [cell.value for cell in book[name][1]] == SCHEMA.columns(name)
    assert book[LISTS].sheet_state == "hidden"


def test_the_first_sheet_says_how_and_what_every_table_and_column_holds(book: Any) -> None:
    texts = {cell.value for line in book[README].iter_rows() for cell in line}
    assert texts >= {*HOW.read_text().splitlines(), "A row is a plant in a bed.", "3 rows"}
    assert texts >= {guidance(one) for name in SCHEMA for one in SCHEMA[name].columns.values()}
    assert "Petals. How many it has. Example: 5" in texts


@pytest.mark.parametrize(("name", "corner"), [("plants", "B2"), ("terms", "C2"), ("labels", "B2")])
def test_header_and_id_stay_in_sight_and_rows_can_be_filtered(
    book: Any, name: str, corner: str
) -> None:
    assert book[name].freeze_panes == corner
    assert book[name].auto_filter.ref == book[name].dimensions
    for cell, column in zip(book[name][1], SCHEMA[name].columns.values(), strict=True):
        assert cell.comment.text == guidance(column)


def test_days_are_dates_whole_numbers_are_numbers_and_all_else_is_text(book: Any) -> None:
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in book["plants"][4]][2:8]
    assert cells == [
        (dt.datetime(2021, 6, 22), "d", "yyyy-mm-dd"),
        ("2021-07", "s", "@"),
        ("1.50", "s", "@"),
        ("5", "s", "@"),
        (1, "n", "0"),
        ("no", "s", "@"),
    ]
    across = book["plants"].column_dimensions  # for new rows
    assert [across[letter].number_format for letter in "ACG"] == ["@", "yyyy-mm-dd", "0"]


def test_only_what_may_be_visited_looks_like_a_link_and_no_cell_is_one(book: Any) -> None:
    cells = [cell for name in SCHEMA for line in book[name].iter_rows() for cell in line]
    underlined = {cell.value for cell in cells if cell.font.underline}
    assert underlined == {"http://x.org/fern", "https://example.org/?a=1&b=2#rose"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_drop_downs_offer_what_the_checks_allow(book: Any) -> None:
    for name in SCHEMA:
        rules = book[name].data_validations.dataValidation
        offered = {rule.errorTitle: rule for rule in rules if rule.type == "list"}
        for column, declaration in SCHEMA[name].columns.items():
            words = [] if declaration.many else TABLES.allowed(name, declaration)
            if words or column in offered:
                sheet, _, cells = offered[column].formula1.replace("$", "").partition("!")
                assert tuple(cell.value for (cell,) in book[sheet][cells]) == tuple(words)
                assert {row.cells[column] for row in ROWS[name]} <= {*words, ""}


def test_a_new_word_may_be_typed_but_not_a_third_answer_to_yes_or_no(book: Any) -> None:
    words = {
        column: TABLES.allowed("plants", declaration)
        for column, declaration in SCHEMA["plants"].columns.items()
        if not declaration.many
    }
    assert {column: of for column, of in words.items() if of} == {
        "bed_id": ["north", "south"],
        "evergreen": ["yes", "no"],
        "colour": ["green", "red", *MISSING_WORDS],
    }
    rules = book["plants"].data_validations.dataValidation[1:]
    assert [rule.errorStyle for rule in rules] == ["warning", None, "warning"]  # None is stop
    subject = SCHEMA["labels"].columns["subject"]
    assert TABLES.allowed("labels", subject) == ["north", "south", "box", "fern", "rose"]


def test_ids_are_coloured_and_ask_before_they_are_changed(book: Any) -> None:
    assert book["beds"]["A2"].fill.fgColor.rgb == "FFE4E4E4"
    rule = book["beds"].data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.errorStyle) == ("A2:A3", "warning")
    assert not book["beds"].protection.sheet


def test_the_hash_of_tables_is_in_the_workbook_and_another_for_other_tables(book: Any) -> None:
    assert book[LISTS]["A2"].value == hash_of_tables(SCHEMA, ROWS)
    others = rows_of(CELLS | {"beds": ["north|Hedge|box", *CELLS["beds"][1:]]})
    assert hash_of_tables(SCHEMA, others) != hash_of_tables(SCHEMA, ROWS)
