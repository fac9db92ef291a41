"""Tables as files: cells read with their place, whatever saved them, and written back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.engine.problems import HIDDEN, unfit
from generator.engine.tables import Row, csv_text, read_table, to_records, untidy

from .conftest import SCHEMA, problems, replace
from .gardens import SCHEMA as GARDEN

PLACES = SCHEMA["places"]


def test_a_row_has_its_file_and_line_and_values_of_the_types_of_its_columns(garden: Path) -> None:
    rows, faults = read_table(GARDEN["plants"], garden)
    assert not faults
    assert [row.place for row in rows] == [f"data/plants.csv:{line}" for line in (2, 3, 4)]
    assert rows[0].cells["planted"] == "1999-03-01"
    placed, faults = to_records(GARDEN["plants"], rows)
    assert not faults
    box = placed[0].record
    assert (box.planted.year, box.row, box.evergreen, box.height) == (1999, 1, True, "0.5")
    assert (box.url, box.near) == (None, None)


@pytest.mark.parametrize("name", [name for name in GARDEN if name != "changes"])
def test_what_a_spreadsheet_saves_is_read_and_tidied_back_byte_for_byte(
    garden: Path, name: str
) -> None:
    path, table = garden / f"{name}.csv", GARDEN[name]
    before, rows = path.read_bytes(), read_table(table, garden)[0]
    shuffled = [list(table.columns), *(list(row.cells.values()) for row in rows[::-1])]
    lines = [";".join(f'"{c.replace(chr(34), chr(34) * 2)} "' for c in cells) for cells in shuffled]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, ";;;", ""]).encode())
    assert not read_table(table, garden)[1]
    other = garden / "beds.csv" if name != "beds" else garden / "terms.csv"
    other.write_bytes(other.read_bytes() + b"x\n")  # which cannot be read, and is left
    texts, problems = untidy(GARDEN, garden)
    assert texts == {path: before}
    assert [one.message.split(" where")[0] for one in problems] == ["1 cells"]


def test_a_cell_that_names_columns_twice_does_not_divide_a_file(kites: Path) -> None:
    names = ";".join(list(PLACES.columns) * 2)
    replace(kites / "places.csv", "Hill", names)
    rows, faults = read_table(PLACES, kites)
    assert (rows[1].cells["name"], faults) == (names, [])


CSV_UTF8 = "in the spreadsheet, save it as 'CSV UTF-8 (comma delimited)'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": the table is empty; its first row names columns"),
        (b"id,name\n", ": the table has no rows"),
        (b"x,Hill\n", ":1: the first row is not the header, which is id,name"),
        (b"id,,name\n", ":1: a column has no name"),
        ("id,name\nx,玩具\n".encode("gbk"), f":2: not UTF-8 text; {CSV_UTF8}"),
        (b"id,name\nx,\0\n", ":2: contains a NUL character: not a text file"),
        (b"id,nmae\n", ":1: unknown column 'nmae' (did you mean 'name'?)"),
        (b"id,name,mine\n", ":1: unknown column 'mine'; delete it: notes of your own stay "
         "outside the tables"),
        (b"id,name,name\n", ":1: column 'name' is there twice"),
        (b"id\n", ":1: has no column name"),
        (b'id,name\nx,"open\n',
         ":2: not readable as CSV: unexpected end of data (is a quote not closed?)"),
        (b"<<<<<<< HEAD\nid,name\n", ":1: marks of a merge conflict (<<<<<<<, =======, >>>>>>>): "
         "keep one side and delete the marks"),
        ("id,name\na,â€™\nb,â€™\nc,â€™\n".encode(), ": letters other than those of English were "
         "mangled on opening; undo the file, and open it by Data > From Text/CSV as UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_explained(kites: Path, content: bytes, message: str) -> None:
    (kites / "places.csv").write_bytes(content)
    assert f"data/places.csv{message}" in problems(kites)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("x,y,z", "3 cells where the header has 2 (beyond it: 'z')"),
        ("x", "1 cells where the header has 2"),
        ("x,???", "name is '???': letters were lost; type them again, save CSV as 'CSV UTF-8'"),
        ("x,#NAME?", "name is #NAME?, an error of the spreadsheet"),
        ("x," + "T" * 5001, "name has 5001 characters, more than 5000: longer prose goes into "
         "notes/"),
        ("x,a\u00adb", "name contains an invisible or broken character (U+00AD); delete it"),
        ("x,a\u202eb", "name contains an invisible or broken character (U+202E); delete it"),
        ("x,a\u00a0b", "name has a no-break blank (U+00A0) after 'a'; type a blank"),
        ("x,caﬁ", "name has the ligature 'ﬁ' in 'caﬁ'; type 'fi'"),
        ("x,Кite", "name has 'Кi', letters of two scripts in one word; type them again"),
        ("x,â€™", "name has 'â€™', letters that were mangled on opening; type them again"),
        ('x,"a\nb"', "name contains a line break: a cell is one line of text (longer prose goes "
         "into notes/)"),
        ("x,", "name is empty"),
        ('x,"Hill"y', "not readable as CSV: ',' expected after '\"' (is a quote not closed?)"),
    ],
)  # fmt: skip
def test_a_spoilt_row_is_named_with_its_line(kites: Path, cells: str, message: str) -> None:
    with (kites / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"{cells}\n")
    assert f"data/places.csv:4: {message}" in problems(kites)


@pytest.mark.parametrize(
    "text", ["café’s “x”", "‘“café’”’", "Müller’s – naïve", "中\u3000文", "ÀÉÂ"]
)
def test_foreign_letters_are_no_fault(text: str) -> None:
    assert unfit(text) is None


VISIBLE = st.characters(
    codec="utf-8", exclude_categories=sorted(HIDDEN), exclude_characters="\ufffd"
)
CELL = st.text(VISIBLE, max_size=20).map(str.strip).filter(lambda text: not unfit(text))
NAMED = CELL.filter(lambda text: text and not text.startswith("sep="))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NAMED, CELL), min_size=1, max_size=5))
def test_any_text_survives_being_written_and_read(cells: list[tuple[str, ...]]) -> None:
    rows = [Row("", dict(zip(PLACES.columns, one, strict=True))) for one in cells]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "places.csv").write_text(csv_text(PLACES, rows), "utf-8", newline="")
        read, faults = read_table(PLACES, Path(folder))
    assert not faults
    assert sorted(str(row.cells) for row in read) == sorted(str(row.cells) for row in rows)
