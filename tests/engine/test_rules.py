"""Rules that follow from the declaration of tables: what is named exists, once."""

from pathlib import Path

import pytest

from .conftest import add, problems, replace


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("kites", "bat|Other|bird|works", "4: id 'bat' is there already at data/kites.csv:2"),
        ("facts", "bat|colour|red", "4: subject 'bat' and property 'colour' and value 'red' is "
         "there already at data/facts.csv:2"),
        ("terms", "shape|bird|3|Other", "8: list 'shape' and id 'bird' is there already at"),
        ("terms", "shape|box|2|Box", "8: list 'shape' and position '2' is there already at"),
        ("flights", "swallow|bat|hill|3", "4: id 'swallow' is taken by data/kites.csv:3; ids are "
         "unique everywhere"),
        ("flights", "bat-3|bats|hill|3", "4: kite_id 'bats' is not in kites.csv (did you mean "
         "'bat'?)"),
        ("facts", "nobody|colour|red", "4: subject 'nobody' is not in any table of records"),
        ("kites", "owl|Owl|birds|works", "4: shape 'birds' is not a word of the list 'shape' in "
         "terms.csv (did you mean 'bird'?)"),
        ("places", "dune|Dune", "4: 'dune' has no row in flights.csv"),
        ("makers", "others|Others", "3: 'others' has no row in kites.csv"),
        ("flights", "Bat 3|bat|hill|3", "4: id is 'Bat 3', not a lower-case word of letters, "
         "digits and single hyphens"),
        ("flights", "con|bat|hill|3", "4: id is 'con', a name that file systems reserve"),
        ("flights", f"{'b' * 101}|bat|hill|3", f"4: id is '{'b' * 57}...', longer than 100 "
         "characters"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(kites: Path, table: str, row: str, message: str) -> None:
    assert problems(kites) == []
    add(kites / f"{table}.csv", row)
    assert any(line.startswith(f"data/{table}.csv:{message}") for line in problems(kites)), (
        problems(kites)
    )


def test_a_suggestion_is_the_nearest_id_or_nothing(kites: Path) -> None:
    replace(kites / "makers.csv", "works,", "kite-works-of-the-north,")
    hint = " (did you mean 'kite-works-of-the-north'?)"
    was = "works"
    for maker, end in {"kite-works": hint, "kiteworks-of-the-north": hint, "kestrel": ""}.items():
        replace(kites / "kites.csv", f",{was}", f",{maker}")
        line = f"data/kites.csv:2: maker_id '{maker}' is not in makers.csv{end}"
        assert problems(kites)[0] == line
        was = maker


def test_a_row_about_one_that_shows_none_says_where_it_may_be(kites: Path) -> None:
    add(kites / "facts.csv", "hill|wind|strong")
    (line,) = problems(kites)
    assert line.startswith("data/facts.csv:4: subject 'hill' is not in ")


def test_a_note_belongs_to_a_record_whose_page_shows_it(kites: Path) -> None:
    (kites / "notes/bats.md").write_text("Nobody's.", "utf-8")
    (kites / "notes/works.md").write_text("Of a maker, whose page shows none.", "utf-8")
    assert problems(kites) == [
        "data/notes/bats.md: 'bats' is no id in kites.csv (did you mean 'bat'?)",
        "data/notes/works.md: 'works' is no id in kites.csv",
    ]


def test_a_note_in_another_language_is_not_blamed_for_faulty_settings(kites: Path) -> None:
    (kites / "notes/bat.zh.md").write_text("蝙蝠。", "utf-8")
    replace(kites / "catalogue.toml", "as_of = 2020-01-31", "as_of = 2020-01")
    assert not [one for one in problems(kites) if "notes/" in one]


def test_a_note_may_have_the_line_ends_of_windows(kites: Path) -> None:
    (kites / "notes/bat.md").write_bytes(b"One.\r\n\r\nTwo.\r\n")
    assert problems(kites) == []


def test_a_record_shown_by_another_alone_is_used(kites: Path) -> None:
    replace(kites / "flights.csv", "beach", "hill")
    assert problems(kites) == ["data/places.csv:2: 'beach' has no row in flights.csv"]
