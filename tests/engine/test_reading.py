"""A data folder as read: tables, settings and notes, and what else is there."""

from pathlib import Path

import pytest

from .conftest import add, problems, replace


def test_a_missing_table_is_named_and_an_unreadable_one_without_what_follows(kites: Path) -> None:
    (kites / "places.csv").write_bytes(b"\xff\xfe")
    assert len(problems(kites)) == 1
    (kites / "places.csv").unlink()
    assert problems(kites) == ["data/places.csv: the table is missing"]


def test_files_that_nobody_would_read_are_named(kites: Path) -> None:
    for name in ("notes/bat.txt", "plaes.csv"):
        (kites / name).write_text("lost")
    (kites / "note").mkdir()
    assert problems(kites) == [
        "data/note: is no table of the catalogue (did you mean 'notes'?)",
        "data/notes/bat.txt: is no note: notes are ID.md",
        "data/plaes.csv: is no table of the catalogue (did you mean 'places.csv'?)",
    ]


@pytest.mark.parametrize("name", ["x.csv~", "#x.csv#", ".x.csv.swp", "~$x.xlsx", ".~lock.x.csv#"])
@pytest.mark.parametrize("folder", [".", "notes", "editions"])
def test_what_editors_leave_beside_a_file_is_passed_over(
    released: Path, folder: str, name: str
) -> None:
    (released / folder / name).write_text("half")
    assert problems(released) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_of = 2020-01-31", 'as_of = "soon"', ": as_of is 'soon', not a date like 2021-06-22"),
        ('short_title = "Kites"', "", ": short_title is empty"),
        ('short_title = "Kites"', "short_title = ", ": cannot be read"),
        ('short_title = "Kites"', "short_title = “Kites”", '; use straight quotes (")'),
        ('short_title = "Kites"', "=======", ": marks of a merge conflict"),
        ('short_title = "Kites"', 'short_title = "Kÿtes"', ":2: not UTF-8 text; in the editor"),
        ('"2020-01-31"', "2020-01-31", 'edition is 2020-01-31; put it in quotes: "2020-01-31"'),
        ("2020-01-31\ndata", "2020-01-31T10:00:00\ndata", ": as_of is '2020-01-31T10:00:00', not"),
        ('"The flyers"', '["A"]', ": authors is \"['A']\", not a text"),
        ('"The flyers"', '" "', ": authors is empty"),
        ('"The flyers"', '"Toy???"', ": authors is 'Toy???': letters were lost"),
        ('short_title = "Kites"', 'shorttitle = "x"', "'shorttitle' is no setting (did you mean"),
    ],
)
def test_settings_are_checked(kites: Path, old: str, new: str, message: str) -> None:
    path = kites / "catalogue.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "latin-1" if "ÿ" in new else "utf-8")
    assert any(f"data/catalogue.toml{message}" in line or message in line
               for line in problems(kites)), problems(kites)  # fmt: skip


def test_missing_settings_are_named(kites: Path) -> None:
    (kites / "catalogue.toml").unlink()
    assert "data/catalogue.toml: is missing" in problems(kites)


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (b"One\nToys\x92 note", ":2: not UTF-8 text; in the editor, save it as UTF-8"),
        (b"<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> x", ":1: marks of a merge conflict"),
        ("A\nB\u202e".encode(), ":2: contains U+202E; delete it"),
        (b"x" * 20_001, ":1: has 20001 characters, more than 20000"),
        (b"[" * 501, ":1: has 501 brackets, more than 500"),
        (b"> " * 40, ":1: is indented or quoted far deeper than a list goes"),
    ],
)
def test_a_spoilt_note_is_named(kites: Path, note: bytes, message: str) -> None:
    (kites / "notes/bat.md").write_bytes(note)
    assert problems(kites)[0].startswith(f"data/notes/bat.md{message}")


def test_all_problems_come_at_once_in_the_order_of_files_and_lines(kites: Path) -> None:
    add(kites / "flights.csv", *(f"bat-{i}|bat|hil|few" for i in range(3, 12)))
    replace(kites / "kites.csv", "diamond", "dimond")
    places = [line.split(": ")[0] for line in problems(kites)]
    assert len(places) == 19
    assert places == sorted(places, key=lambda place: (place.split(":")[0], len(place), place))


def test_what_follows_from_a_spoilt_cell_is_left_out(kites: Path) -> None:
    replace(kites / "kites.csv", "diamond", "#REF!")
    assert problems(kites) == ["data/kites.csv:2: shape is #REF!, an error of the spreadsheet"]
