"""Reading cells with their place, and writing them back."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.damage import HIDDEN, unfit
from generator.records import TABLES, columns
from generator.tables import Row, _rows, csv_text, read_table, suggestion, typed
from generator.tidying import tidy, untidy

from .conftest import DATA, problems


def spoil(data: Path, table: str, old: str, new: str) -> None:
    path = data / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {table}.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_row_knows_its_file_and_line(toy: Path) -> None:
    rows, faults = read_table("approvals", toy)
    assert not faults
    assert [row.place for row in rows] == [f"data/approvals.csv:{line}" for line in (2, 3, 4)]
    assert rows[0].cells["approved"] == "2019-02-03"


def test_cells_get_the_types_their_columns_declare(toy: Path) -> None:
    placed, faults = typed("approvals", read_table("approvals", toy)[0])
    assert not faults
    first = placed[0].record
    assert (first.approved, first.conditional, first.subjects) == (dt.date(2019, 2, 3), True, "40")


@pytest.mark.parametrize("table", TABLES)
def test_what_a_spreadsheet_saves_is_read_and_tidied_back_byte_for_byte(
    toy: Path, table: str
) -> None:
    path = toy / f"{table}.csv"
    before, rows = path.read_bytes(), read_table(table, toy)[0]
    shuffled = [columns(table), *(list(row.cells.values()) for row in rows[::-1])]
    lines = [";".join(f'"{c.replace(chr(34), chr(34) * 2)} "' for c in cells) for cells in shuffled]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, ";;;", ""]).encode())
    assert not read_table(table, toy)[1]
    assert list(untidy(toy)[0]) == [path]
    assert tidy(toy) == ([f"data/{table}.csv"], [])
    assert path.read_bytes() == before
    assert tidy(toy) == ([], [])


def test_tidy_leaves_a_table_alone_that_it_cannot_read_safely(toy: Path) -> None:
    path = toy / "products.csv"
    path.write_bytes(path.read_bytes() + b"toyball,Toyball\n")
    before = path.read_bytes()
    assert tidy(toy)[1][0].message == "2 cells where the header has 7"
    assert path.read_bytes() == before


def test_a_cell_that_names_columns_twice_does_not_divide_a_file(toy: Path) -> None:
    names = ";".join(columns("products") * 2)
    spoil(toy, "products", "Toygene,", f"{names},")
    rows, faults = read_table("products", toy)
    assert (rows[1].cells["name"], faults) == (names, [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "data/holders.csv: the table is empty; its first row names columns"),
        (b"\n\n", "data/holders.csv: the table is empty; its first row names columns"),
        (
            b"id,name,source_id,source_table,source_row\n",
            "data/holders.csv: the table has no rows",
        ),
        (
            b"x,Toys,toy-supplement,Toy Table 2,1\n",
            "data/holders.csv:1: the first row is not the header, which is "
            "id,name,source_id,source_table,source_row",
        ),
        (
            b"id,,name,source_id,source_table,source_row\n",
            "data/holders.csv:1: a column has no name",
        ),
        (
            "id,name\nx,玩具\n".encode("gbk"),
            "data/holders.csv:2: not UTF-8 text; in the spreadsheet, "
            "save it as 'CSV UTF-8 (comma delimited)'",
        ),
        (
            b"id,name\nx,\0\n",
            "data/holders.csv:2: contains a NUL character: not a text file",
        ),
        (
            b"id,nmae,source_id,source_table,source_row\n",
            "data/holders.csv:1: unknown column 'nmae' (did you mean 'name'?)",
        ),
        (
            b"id,name,name,source_id,source_table,source_row\n",
            "data/holders.csv:1: column 'name' stands there twice",
        ),
        (
            b"id,source_id,source_table\n",
            "data/holders.csv:1: without the column name, source_row",
        ),
        (
            b'id,name,source_id,source_table,source_row\nx,"open\n',
            "data/holders.csv:2: not readable as CSV: unexpected end of data "
            "(is a quote not closed?)",
        ),
    ],
)
def test_a_file_that_is_no_table_is_explained(toy: Path, content: bytes, message: str) -> None:
    (toy / "holders.csv").write_bytes(content)
    assert message in problems(toy)


def test_a_missing_table_is_named(toy: Path) -> None:
    (toy / "holders.csv").unlink()
    assert "data/holders.csv: the table is missing" in problems(toy)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Toygene,",
            "Toygene,x,",
            "data/products.csv:3: 8 cells where the header has 7 (beyond it: '3')",
        ),
        (
            "Toygene,",
            "Toy???,",
            "data/products.csv:3: name is 'Toy???': letters were lost; type them again, save "
            "CSV as 'CSV UTF-8'",
        ),
        (
            "Toygene,",
            "#NAME?,",
            "data/products.csv:3: name is #NAME?, an error of the spreadsheet",
        ),
        (
            "Toygene,",
            "T" * 200_000 + ",",
            "data/products.csv:3: name has 200000 characters, more than 5000: longer prose goes "
            "into notes/",
        ),
        (
            "Toygene,",
            "Toy\u00adgene,",
            "data/products.csv:3: name contains an invisible or broken character (U+00AD); "
            "delete it",
        ),
        (
            "Toygene,",
            '"Toy\ngene",',
            "data/products.csv:3: name contains a line break: a cell is one line of text "
            "(longer prose goes into notes/)",
        ),
        (
            "Toygene,",
            "Toy\u202egene,",
            "data/products.csv:3: name contains an invisible or broken character (U+202E); "
            "delete it",
        ),
        ("Toygene,", ",", "data/products.csv:3: name is empty"),
    ],
)
def test_a_spoilt_row_is_named_with_its_line(toy: Path, old: str, new: str, message: str) -> None:
    spoil(toy, "products", old, new)
    assert message in problems(toy)


def test_a_suggestion_is_the_nearest_word_or_nothing() -> None:
    ids = [row.cells["id"] for row in read_table("products", DATA)[0]]
    assert suggestion("axi-cell", ids) == " (did you mean 'axicabtagene-ciloleucel'?)"
    assert suggestion("amimetrocel", ids) == " (did you mean 'amimestrocel'?)"
    assert suggestion("inventa-cel", ids) == ""


def test_files_that_nobody_would_read_are_named(toy: Path) -> None:
    (toy / "aprovals.csv").write_text("id\n")
    (toy / "notes" / "toycel.txt").write_text("lost")
    assert problems(toy) == [
        "data/aprovals.csv: is no table of the catalogue (did you mean 'approvals.csv'?)",
        "data/notes/toycel.txt: is no note: notes are ID.md",
    ]


@pytest.mark.parametrize("name", ["x.csv~", "#x.csv#", ".x.csv.swp", "~$x.xlsx", ".~lock.x.csv#"])
@pytest.mark.parametrize("folder", [".", "notes", "editions"])
def test_what_editors_leave_beside_a_file_is_passed_over(toy: Path, folder: str, name: str) -> None:
    (toy / folder / name).write_text("half")
    assert problems(toy) == []


def test_an_unreadable_table_is_told_without_its_consequences(toy: Path) -> None:
    (toy / "terms.csv").write_bytes(b"\xff\xfe")
    assert len(problems(toy)) == 1


VISIBLE = st.characters(
    codec="utf-8", exclude_categories=sorted(HIDDEN), exclude_characters="\ufffd"
)
CELL = st.text(VISIBLE, max_size=20).map(str.strip).filter(lambda text: not unfit(text))
NAMED = CELL.filter(lambda text: text and not text.startswith("sep="))


@given(st.lists(st.tuples(NAMED, *[CELL] * 4), min_size=1, max_size=5))
def test_any_text_survives_being_written_and_read(table: list[tuple[str, ...]]) -> None:
    wanted = columns("holders")
    rows = [Row("", dict(zip(wanted, cells, strict=True))) for cells in table]
    read, faults = _rows("holders.csv", csv_text("holders", rows), wanted)
    assert not faults
    assert sorted(str(row.cells) for row in read) == sorted(str(row.cells) for row in rows)


@pytest.mark.parametrize(
    "text", ["café’s “x”", "‘“café’”’", "Müller’s – naïve", "中\u3000文", "ÀÉÂ"]
)
def test_foreign_letters_are_no_fault(text: str) -> None:
    assert unfit(text) is None


@given(st.binary(max_size=300))
def test_any_bytes_end_in_rows_or_in_problems(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "holders.csv").write_bytes(content)
        rows, faults = read_table("holders", Path(folder))
    assert rows or faults
