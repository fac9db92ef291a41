"""An edited workbook comes back whole, or not at all."""

from pathlib import Path

import openpyxl
import pytest

from generator.__main__ import main
from generator.forms import tables_workbook
from generator.imports import _many, read_import, read_tables

from .conftest import DATA, TOY, edited, next_edition, put
from .test_bad_files import WORKBOOKS, add, contents, without
from .test_tables import spoil

TOUCHED = ("products", "statements", "exclusions", "redirects")


@pytest.mark.parametrize("data", [TOY, DATA])
def test_a_workbook_that_nobody_edited_changes_nothing(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(tables_workbook(read_tables(data)))
    assert read_import(path, data) == ([], [], [], {})


def test_out_and_in_again_on_the_command_line(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, before = tmp_path / "x.xlsx", contents(toy)
    assert main(["workbook", str(path), "--data", str(toy)]) == 0
    assert main(["import", str(path), "--data", str(toy)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: written; edit it, then: make import FILE={path}\n"
        "The tables say the same already.\n"
    )
    assert contents(toy) == before


def test_each_change_is_told_and_only_files_that_differ_are_written(
    toy: Path, toy_workbook: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next_edition(toy)
    old = contents(toy)
    path = edited(
        toy_workbook, tmp_path / "x.xlsx",
        put("products!B3", "Toygene, renamed"),
        put("statements!C2", "Example Toys"),
        add("statements", "toygene", "brand-en", "+1 =Toy", "en", "toy-article", None, "weak"),
        without("exclusions", 2),
        add("redirects", "/evidence/not-here/#toyball", None, "2020-06-30-b", "It is a ball."),
        add("exclusions", "toyduck", "玩具鸭", "after-cut-off", "A duck.", "toy-article", "weak"),
    )  # fmt: skip
    assert main(["import", str(path), "--data", str(toy), "--allow-deletions"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "products.csv toygene: name: 'Toygene' -> 'Toygene, renamed'",
        "statements.csv example-toys name-en Example Toys Co., Ltd.: value: "
        "'Example Toys Co., Ltd.' -> 'Example Toys'",
        "statements.csv: + toygene brand-en +1 =Toy",
        "exclusions.csv: + toyduck",
        "exclusions.csv: - toyball",
        "redirects.csv: + /evidence/not-here/#toyball",
        *(f"data/{table}.csv: rewritten" for table in TOUCHED),
        "6 changes: 1 row deleted, 3 new, 2 cells changed.",
    ]
    new = contents(toy)
    different = {name for name in old if new[name] != old[name]}
    assert different == {f"{table}.csv" for table in TOUCHED}
    assert "toyduck,玩具鸭,after-cut-off".encode() in new["exclusions.csv"]
    assert b"toygene,brand-en,+1 =Toy,en" in new["statements.csv"]
    assert main(["check", "--data", str(toy)]) == 0


def test_a_third_of_a_table_is_not_deleted_unasked(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    next_edition(toy)
    duck = ("toyduck", "Duck", "after-cut-off", "A duck.", "toy-article", "weak")
    ball = ("/evidence/not-here/#toyball", None, "2020-06-30-b", "It is a ball.")
    changes = without("exclusions", 2), add("exclusions", *duck), add("redirects", *ball)
    path = edited(toy_workbook, tmp_path / "x.xlsx", *changes)
    assert [problem.message for problem in read_import(path, toy).problems] == [
        f"1 of 1 rows deleted; if that is meant: make import FILE={path} ARGS=--allow-deletions"
    ]
    assert not read_import(path, toy, allow_deletions=True).problems


@pytest.mark.parametrize(
    ("gone", "there", "many"),
    [(60, 226, True), (22, 226, False), (23, 226, True), (11, 40, True), (10, 40, False),
     (3, 8, True), (2, 8, False), (0, 0, False)],
)  # fmt: skip
def test_how_many_deleted_rows_are_many(gone: int, there: int, many: bool) -> None:
    assert _many(gone, there) is many


def test_the_command_that_goes_on_allows_all_that_is_needed(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    spoil(toy, "products", "Toygene,", "Toygene of others,")
    path = edited(toy_workbook, tmp_path / "my x.xlsx", without("exclusions", 2))
    told = [problem.message for problem in read_import(path, toy).problems]
    command = f"make import FILE='{path}' ARGS='--allow-stale --allow-deletions'"
    assert [message.endswith(command) for message in told].count(True) == 2


def test_all_problems_are_told_and_marked_in_a_copy(
    toy: Path, toy_workbook: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = ("approvals!", "sources!", "products!B2:B3")
    changes = [change for _, change, message in WORKBOOKS if message.startswith(cells)]
    path, before = edited(toy_workbook, tmp_path / "x.xlsx", *changes), contents(toy)
    assert main(["import", str(path), "--data", str(toy)]) == 1
    count = len(read_import(path, toy).problems)
    assert capsys.readouterr().err.endswith(
        f"{count} problems in x.xlsx; nothing was changed; marked in "
        f"{tmp_path / 'x.problems.xlsx'}.\n"
    )
    assert contents(toy) == before
    book = openpyxl.load_workbook(tmp_path / "x.problems.xlsx")
    cell = book["sources"]["G2"]
    assert cell.comment.text.startswith("url is 'www.example.org', not an address")
    assert (cell.value, cell.fill.fgColor.rgb) == ("www.example.org", "00FFC7CE")
    assert book["products"]["B2"].comment.text.startswith("merged cells")
    assert book.sheetnames[0] == "Problems"
    assert book["Problems"].max_row == count + 1


def test_a_row_of_which_no_cell_can_be_read_moves_no_problem_of_others(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    spoilt = [put(f"products!{letter}9", "#N/A", kind="e") for letter in "AB"]
    changes = *spoilt, put("products!C3", "toy-gene")
    found = read_import(edited(toy_workbook, tmp_path / "x.xlsx", *changes), toy).problems
    places = [problem.place for problem in found if "toy-gene'" in problem.message]
    assert places == ["x.xlsx: products!C3"]


def test_the_marked_copy_may_be_mended_and_imported(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    path = edited(toy_workbook, tmp_path / "x.xlsx", put("products!C3", "toy-gene"))
    assert main(["import", str(path), "--data", str(toy)]) == 1
    marked = tmp_path / "x.problems.xlsx"
    again = edited(marked.read_bytes(), marked, put("products!E3", "nowhere"))
    assert main(["import", str(again), "--data", str(toy)]) == 1
    second = tmp_path / "x.problems-2.xlsx"
    notes = openpyxl.load_workbook(second)["products"]
    assert notes["E3"].comment.text.startswith("source_id 'nowhere'")
    mending = put("products!C3", "toy-genes"), put("products!E3", "toy-supplement")
    mended = edited(second.read_bytes(), second, *mending)
    assert read_import(mended, toy) == ([], [], [], {})


def test_a_column_sorted_alone_in_the_workbook_is_seen_once(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    meanings = [row.cells["meaning"] for row in read_tables(toy)["glossary"]]
    changes = [put(f"glossary!D{i}", text) for i, text in enumerate(meanings[::-1], 2)]
    path = edited(toy_workbook, tmp_path / "x.xlsx", *changes)
    (problem,) = read_import(path, toy).problems
    assert problem.place == "x.xlsx: glossary"
    assert problem.message.startswith("column meaning holds the old values in another order (12")
    assert problem.message.endswith("add a row to the sheet changes for each of these rows")


def test_a_row_that_is_gone_is_told_before_what_misses_it(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    path = edited(toy_workbook, tmp_path / "x.xlsx", without("sources", 3))
    found = read_import(path, toy)
    assert found.notes == ["x.xlsx: sources: the row 'toy-notice-7' would be deleted"]
    assert "'toy-notice-7' is not in the sheet sources" in found.problems[0].message


def test_a_workbook_made_before_others_changed_the_tables_is_refused(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    spoil(toy, "products", "Toygene,", "Toygene of others,")
    path = edited(toy_workbook, tmp_path / "x.xlsx")
    (problem,) = read_import(path, toy).problems
    assert problem.place == "x.xlsx"
    assert "the tables have changed since this workbook was made" in problem.message
    found = read_import(path, toy, allow_stale=True)
    assert [str(edit) for edit in found.edits] == [
        "products.csv toygene: name: 'Toygene of others' -> 'Toygene'"
    ]


def test_all_else_that_stands_in_the_folder_is_checked_with_the_tables(
    toy: Path, toy_workbook: bytes, tmp_path: Path
) -> None:
    (toy / "notes" / "toyball.md").write_text("Nobody's.", "utf-8")
    found = read_import(edited(toy_workbook, tmp_path / "x.xlsx"), toy)
    assert [problem.place for problem in found.problems] == ["data/notes/toyball.md"]


def test_tables_that_cannot_be_read_are_neither_exported_nor_overwritten(
    toy: Path, toy_workbook: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(toy, "products", "Toygene,", "")
    path, before = edited(toy_workbook, tmp_path / "x.xlsx"), contents(toy)
    assert main(["import", str(path), "--data", str(toy)]) == 1
    assert main(["workbook", str(tmp_path / "y.xlsx"), "--data", str(toy)]) == 1
    assert capsys.readouterr().err == (
        "data/products.csv:3: 6 cells where the header has 7\n"
        "1 problem in data/; nothing was changed.\n"
        "data/products.csv:3: 6 cells where the header has 7\n"
        "1 problem in data/; no workbook was written.\n"
    )
    assert contents(toy) == before
    assert not (tmp_path / "y.xlsx").exists()


def test_an_edited_workbook_is_never_overwritten(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"edited")
    assert main(["workbook", str(tmp_path / "x.xlsx"), "--data", str(toy)]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'x.xlsx'} is there already: move it away or choose another name\n"
    )
    assert (tmp_path / "x.xlsx").read_bytes() == b"edited"


@pytest.mark.parametrize(
    "arguments", [["workbook"], ["import", "x.csv"], ["workbook", "x.xls"], ["import"]]
)
def test_a_name_that_is_no_workbook_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
