"""The workbook to edit: what it offers, and how it keeps cells."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from generator.descriptions import COLUMNS_SAY, TABLES_SAY
from generator.forms import HOW, LISTS, README, choice, tables_workbook
from generator.imports import read_tables
from generator.records import TABLES, columns

from .conftest import TOY


@pytest.fixture(scope="module")
def book(toy_workbook: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(toy_workbook))


def test_it_is_the_same_bytes_on_every_run(toy_workbook: bytes) -> None:
    assert tables_workbook(read_tables(TOY)) == toy_workbook


def test_a_sheet_is_a_table_with_its_columns_in_order(book: Any) -> None:
    assert book.sheetnames == [README, *TABLES, LISTS]
    for table in TABLES:
        assert [cell.value for cell in book[table][1]] == columns(table)
    assert book[LISTS].sheet_state == "hidden"


def test_the_first_sheet_tells_how_and_what_every_table_and_column_holds(book: Any) -> None:
    said = {cell.value for line in book[README].iter_rows() for cell in line}
    assert said >= {*HOW, *TABLES_SAY.values()}
    for table in TABLES:
        assert said >= set(COLUMNS_SAY[table].values())


@pytest.mark.parametrize("table", TABLES)
def test_header_and_id_stay_in_sight_and_rows_can_be_filtered(book: Any, table: str) -> None:
    assert book[table].freeze_panes == ("C2" if table == "terms" else "B2")
    assert book[table].auto_filter.ref == book[table].dimensions
    for cell in book[table][1]:
        assert cell.comment.text == COLUMNS_SAY[table][cell.value]


def test_days_are_dates_whole_numbers_are_numbers_and_all_else_is_text(book: Any) -> None:
    approval, endpoint = book["approvals"][2], book["endpoints"][2]
    assert (approval[2].value, approval[2].number_format) == (dt.datetime(2019, 2, 3), "yyyy-mm-dd")
    assert approval[13].value == 1
    for cell, text in ((approval[3], "2019/2/3"), (approval[9], "40"), (endpoint[5], "50.0")):
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_a_new_row_has_the_formats_of_its_columns(book: Any) -> None:
    across = book["approvals"].column_dimensions
    assert [across[letter].number_format for letter in "ACN"] == ["@", "yyyy-mm-dd", "0"]


def test_only_what_may_be_visited_looks_like_a_link_and_no_cell_is_one(book: Any) -> None:
    cells = [cell for table in TABLES for line in book[table].iter_rows() for cell in line]
    looking = {cell.value for cell in cells if cell.font.underline}
    assert looking == {"https://example.org/article", "https://example.org/supplement"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_drop_downs_offer_what_the_checks_allow(book: Any) -> None:
    rows = read_tables(TOY)
    for table in TABLES:
        rules = book[table].data_validations.dataValidation
        offered = {column for column in columns(table) if choice(table, column, rows)}
        lists = {rule.errorTitle: rule for rule in rules if rule.type == "list"}
        assert set(lists) == offered
        for column, rule in lists.items():
            sheet, _, cells = rule.formula1.replace("$", "").partition("!")
            words = tuple(cell.value for (cell,) in book[sheet][cells])
            found = choice(table, column, rows)
            assert found is not None
            assert words == found.words
            assert {row.cells[column] for row in rows[table]} <= {*words, ""}


def test_a_new_word_may_be_typed_but_not_a_third_answer_to_yes_or_no() -> None:
    rows = read_tables(TOY)
    found = {
        (table, column): choice(table, column, rows)
        for table in TABLES
        for column in columns(table)
    }
    assert {at for at, said in found.items() if said and said.closed} == {
        ("approvals", "conditional"),
        ("statements", "lang"),
    }
    assert found["approvals", "trial_id"] == (
        ("toy-001", "toy-002", "not-reported", "not-reached", "not-applicable", "not-yet-curated"),
        False,
    )
    assert found["glossary", "see"] is None


def test_ids_are_coloured_and_ask_before_they_are_changed(book: Any) -> None:
    assert book["products"]["A2"].fill.fgColor.rgb == "00E4E4E4"
    rule = book["products"].data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.errorStyle) == ("A2:A3", "warning")
    assert not book["products"].protection.sheet
