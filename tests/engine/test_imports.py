"""An edited workbook comes back whole, or not at all, and what is wrong is said of its cell."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.engine.imports import Import, are_many, read_import, read_tables
from generator.engine.problems import DataProblems, Problem
from generator.engine.sheets import write_annotated_copy
from tests.conftest import spoil

from .gardens import SCHEMA, Edited, add, checks, edited, put, without

NOTHING = Import([], [], [], {})
CHANGE = ("2020-01-31", "rose", "text", "error", "It was a slip.")


def imported(workbook: Path, data: Path, *changes: Edited, **allowed: bool) -> Import:
    path = edited(workbook, *changes) if changes else workbook
    return read_import(SCHEMA, path, data, checks(data), **allowed)


def test_each_change_is_listed_and_only_files_that_differ_would_change(
    workbook: Path, garden: Path
) -> None:
    assert imported(workbook, garden) == NOTHING
    result = imported(
        workbook, garden,
        put("beds!B3", "South hedge"),
        put("labels!B2", "Rosa"),
        add("labels", "box", "+1 =Box", "und"),
        without("labels", 7),
        put("plants!C4", dt.date(2021, 6, 23)),
    )  # fmt: skip
    assert [str(edit) for edit in result.edits] == [
        "beds.csv south: name: 'South wall' -> 'South hedge'",
        "plants.csv rose: planted: '2021-06-22' -> '2021-06-23'",
        "labels.csv: + box +1 =Box",
        "labels.csv: + rose Rosa",
        "labels.csv: - rose label 1",
        "labels.csv: - rose label 6",
    ]
    assert [path.name for path in result.texts] == ["beds.csv", "plants.csv", "labels.csv"]
    assert b"\nbox,+1 =Box,und\nrose,Rosa,en\n" in result.texts[garden / "labels.csv"]


FAULTS: list[tuple[Edited, str]] = [
    # days
    (put("plants!C4", 44369, "0"), "plants!C4: planted is the number 44369, not a date like 2021-06-22 (Excel counts days: is it 2021-06-22?)"),
    (put("plants!C4", dt.datetime(2021, 6, 22, 10)), "plants!C4: planted has a time of day (2021-06-22 10:00:00); type 2021-06-22"),
    (put("plants!C4", dt.time(10, 30)), "plants!C4: planted is a time of day, 10:30:00; type what is meant"),
    (put("beds!B3", dt.date(2019, 2, 3)), "beds!B3: name has become a date of the spreadsheet, 2019-02-03, and what was typed is lost; format the cell as Text and type it again"),
    # numbers
    (put("plants!E4", "=1+1"), "plants!E4: height is a formula without a value; type the value instead"),
    (put("plants!E4", "#SPILL!", kind="e"), "plants!E4: height is #SPILL!, an error of the spreadsheet"),
    (put("beds!B3", 1e5), "beds!B3: name is the number 100000: was it 1E5, read as a number? format the cell as Text and type it again"),
    (put("plants!E4", 1e20), "plants!E4: height is a number of more digits than a spreadsheet keeps; format the cell as Text and type it again"),
    (put("plants!E4", True), "plants!E4: height is TRUE, which is no text; format the cell as Text and type it again"),
    (put("plants!F4", 4.5), "plants!F4: petals is '4.5', not a whole number above 0, nor a word for missing"),
    # words, ids
    (put("plants!B4", "sout"), "plants!B4: bed_id 'sout' is not in the sheet beds (did you mean 'south'?)"),
    (put("plants!I4", "Red"), "plants!I4: colour 'Red' is not a word of the list 'colour' in the sheet terms (did you mean 'red'?)"),
    (put("beds!A3", "north"), "beds!A3: id 'north' is there already at beds!A2"),
    (put("beds!B3", "x_x0000_"), "beds!B3: name contains an invisible or broken character (U+0000); delete it"),
    # rows
    (without("beds", 3), "beds: 1 of 2 rows deleted; if that is meant: make import FILE=x.xlsx ARGS=--allow-deletions"),
    (without("beds", 2, 2), "beds: the table has no rows"),
    (add("beds", "east", "East wall"), "beds!C4: best_id is empty"),
    (put("beds!A9", "checked by Anna"), "beds!A9: is alone in its row; delete it, or fill in the row"),
    (put("beds!F3", "ask Anna"), "beds!F3: is beside the table, in a column without a name; delete it"),
    (lambda book: book["beds"].merge_cells("B2:B3"), "beds!B2:B3: merged cells: unmerge them, and fill in each"),
    # columns
    (put("beds!B1", "nmae"), "beds!B1: unknown column 'nmae' (did you mean 'name'?)"),
    (put("beds!D1", "comment"), "beds!D1: unknown column 'comment'; delete it: notes of your own stay outside the tables"),
    (lambda book: book["beds"].delete_cols(2), "beds: has no column name"),
    (without("beds", 1), "beds!A1: the first row is not the header, which is id,name,best_id"),
    # sheets
    (lambda book: book.remove(book["beds"]), "has no sheet 'beds'"),
    (lambda book: setattr(book["beds"], "title", "bed"), "sheet 'bed' is left out: it is no table (did you mean 'beds'?)"),
    (without("beds", 1, 9), "beds: is empty; its first row names the columns"),
    (lambda book: setattr(book.copy_worksheet(book["beds"]), "title", "Beds "), "Beds : a second sheet for the table beds; keep one"),
    (put("beds!A1048576", "x"), "beds: has a cell far outside its table; delete the empty rows and columns"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[fault[1][:40] for fault in FAULTS])
def test_a_spoilt_workbook_is_refused_with_the_cell(
    workbook: Path, garden: Path, change: Edited, message: str
) -> None:
    result = imported(workbook, garden, change)
    lines = [*map(str, result.problems), *result.notes]
    assert f"x.xlsx: {message}" in [line.replace(f"{workbook.parent}/", "") for line in lines]
    assert (result.edits, result.texts) == ([], {})


def test_problems_come_by_sheet_then_line_then_column(workbook: Path, garden: Path) -> None:
    places = ("terms!D2", "plants!I4", "plants!E4", "plants!E3", "beds!B2")
    result = imported(workbook, garden, *(put(place, True) for place in places))
    assert [one.place for one in result.problems] == [f"x.xlsx: {at}" for at in places[::-1]]


def test_a_third_of_a_table_may_be_deleted_if_it_is_meant(workbook: Path, garden: Path) -> None:
    some = [(22, 226), (23, 226), (10, 40), (11, 40), (2, 8), (3, 8), (0, 0)]
    assert [are_many(*one) for one in some] == [False, True, False, True, False, True, False]
    result = imported(workbook, garden, without("labels", 3, 5), allow_deletions=True)
    assert not result.problems
    assert sum(edit.is_deletion for edit in result.edits) == 5


def test_a_workbook_made_before_others_changed_the_tables_is_refused(
    workbook: Path, garden: Path
) -> None:
    spoil(garden, "beds", "Hedge", "Old hedge")
    (problem,) = imported(workbook, garden).problems
    assert str(problem).startswith("x.xlsx: the tables have changed since this workbook was made")
    result = imported(workbook, garden, allow_stale=True)
    assert [str(edit) for edit in result.edits] == ["beds.csv north: name: 'Old hedge' -> 'Hedge'"]


def test_the_command_that_goes_on_allows_all_that_is_needed(workbook: Path, garden: Path) -> None:
    spoil(garden, "beds", "Hedge", "Old hedge")
    path = workbook.rename(workbook.with_name("my x.xlsx"))
    messages = [one.message for one in imported(path, garden, without("labels", 3, 5)).problems]
    command = f"make import FILE='{path}' ARGS='--allow-stale --allow-deletions'"
    assert [message.endswith(command) for message in messages] == [True, True]


def test_a_column_sorted_alone_is_seen_unless_each_row_has_a_reason(
    workbook: Path, garden: Path
) -> None:
    languages = [put(f"labels!C{i}", "en" if i % 2 else "und") for i in range(2, 8)]
    mixed = edited(workbook, *languages)
    for path, content in imported(mixed, garden).texts.items():
        path.write_bytes(content)
    swapped = [put(f"labels!C{i}", "und" if i % 2 else "en") for i in range(2, 8)]
    path = edited(workbook, *swapped)
    (problem,) = imported(path, garden, allow_stale=True).problems
    assert problem.place == "x.xlsx: labels"
    assert problem.message.startswith("column lang holds the old values in another order (6 of 6")
    assert problem.message.endswith("add a row to the sheet changes for each of these rows")
    explained = add("changes", "2020-01-31", "rose", "lang", "error", "All were wrong.")
    assert not imported(path, garden, explained, allow_stale=True).problems


def test_a_deleted_row_is_named_before_what_misses_it(workbook: Path, garden: Path) -> None:
    result = imported(workbook, garden, without("plants", 4))
    assert result.notes == ["x.xlsx: plants: the row 'rose' would be deleted"]
    assert "'rose' is not in the sheet plants" in result.problems[0].message


def test_tables_that_cannot_be_read_are_not_compared(workbook: Path, garden: Path) -> None:
    spoil(garden, "beds", "Hedge,", "")
    with pytest.raises(DataProblems) as error:
        imported(workbook, garden)
    place = Problem("data/beds.csv:2", "2 cells where the header has 3")
    assert error.value.problems == [place]
    with pytest.raises(DataProblems):
        read_tables(SCHEMA, garden)


def annotated(path: Path, data: Path) -> Path:
    copy = write_annotated_copy(path, imported(path, data).problems)
    assert copy
    return copy


def test_all_problems_are_marked_in_a_copy(workbook: Path, garden: Path) -> None:
    merge: Any = lambda book: book["beds"].merge_cells("B2:B3")  # noqa: E731
    edited(workbook, put("plants!J4", "www.example.org"), put("plants!C4", None), merge)
    problems = imported(workbook, garden).problems
    book = openpyxl.load_workbook(annotated(workbook, garden))
    assert book.sheetnames[0] == "Problems"
    places = [cell.value for cell in book["Problems"]["A"]]
    assert places == ["where", "beds!B2:B3", "beds!B3", "plants!C4", "plants!J4"]
    assert book["Problems"].max_row == len(problems) + 1
    cell = book["plants"]["J4"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("www.example.org", "00FFC7CE")
    assert "url is 'www.example.org', not an address" in cell.comment.text
    assert "merged cells" in book["beds"]["B2"].comment.text
    assert book["plants"]["C1"].comment.text.startswith("Planted. The day")


def test_the_annotated_copy_may_be_mended_and_imported(workbook: Path, garden: Path) -> None:
    copy = annotated(edited(workbook, put("plants!I4", "Red")), garden)
    second = annotated(edited(copy, put("plants!B4", "nowhere")), garden)
    assert second.name == "x.problems-2.xlsx"
    comment = openpyxl.load_workbook(second)["plants"]["I4"].comment
    assert comment.text.count("not a word") == 1
    mending = put("plants!I4", "red"), put("plants!B4", "south")
    assert imported(second, garden, *mending) == NOTHING


def test_a_row_of_which_no_cell_can_be_read_moves_no_problem_of_others(
    workbook: Path, garden: Path
) -> None:
    spoilt = [put(f"plants!{letter}9", "#N/A", kind="e") for letter in "AB"]
    result = imported(workbook, garden, *spoilt, put("plants!I3", "greenish"))
    places = [one.place for one in result.problems if "'greenish'" in one.message]
    assert places == ["x.xlsx: plants!I3"]
