"""Rules on editions: none is lost, reasons and redirects are true, no column was sorted alone."""

import shutil
from pathlib import Path

import pytest

from .conftest import FIRST, add, freeze, problems, replace

NAMED = "2020-03-31"


def test_an_edition_is_not_lost_unseen(released: Path) -> None:
    assert problems(released) == []
    shutil.rmtree(released / "editions")
    assert problems(released) == [
        "data/catalogue.toml: released: 2020-01-31, and data/editions/2020-01-31.json is missing; "
        "restore it"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (f'"{NAMED}"', '"2019-12-31"', "edition 2019-12-31 sorts before the latest edition, "),
        ("as_of = 2020-03", "as_of = 2019-03", "as_of 2019-03-31 is before that of the latest "),
        (f'"{NAMED}"', '"2020-01-31"', "as_of: edition 2020-01-31 was released as of 2020-01-31;"),
    ],
)
def test_an_edition_comes_after_the_latest(released: Path, old: str, new: str, fault: str) -> None:
    replace(released / "catalogue.toml", old, new)
    assert any(line.startswith(f"data/catalogue.toml: {fault}") for line in problems(released))


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        ("changes", "2020-01-31|bat|name|editorial|Late.", "never gave this reason; first name"),
        ("changes", "2099-01-01|bat|name|editorial|x", f"is neither released nor '{NAMED}'"),
        ("changes", f"{NAMED}|nobody||editorial|x", "subject 'nobody' is and was in no table"),
        ("changes", f"{NAMED}|bat|nmae|editorial|x", "'nmae' is no column of any table (did you"),
        ("redirects", "/kites/bat/||2020-01-31|x", "still has /kites/bat/; first name the next"),
        ("redirects", "/x/||2021-01-01|x", f"is neither released nor '{NAMED}'"),
    ],
)
def test_reasons_and_redirects_are_of_an_edition_and_a_row(
    released: Path, table: str, row: str, fault: str
) -> None:
    add(released / f"{table}.csv", row)
    assert any(
        line.startswith(f"data/{table}.csv:2: ") and fault in line for line in problems(released)
    )


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("bat-1|minutes", ""),
        ("bat|minutes", ""),  # that of its record
        ("bat-1|wind", ""),  # a property
        ("bat-1|", ""),
        ("bat-2|minutes", "minutes of 'bat-2' is the same as in 2020-01-31"),
        ("swallow|", "'swallow' is the same as in 2020-01-31"),
        ("owl|name", "'owl' came or went as a whole; leave column blank"),
    ],
)
def test_a_reason_explains_something_that_changed(released: Path, reason: str, fault: str) -> None:
    replace(released / "flights.csv", "hill,30", "hill,31")
    replace(released / "facts.csv", "strong", "weak")
    add(released / "kites.csv", "owl|Owl|bird|works")
    add(released / "facts.csv", "owl|wind|none")
    add(released / "changes.csv", f"{NAMED}|{reason}|editorial|Why.")
    line = f"data/changes.csv:2: {fault}: the reason would be shown nowhere"
    assert problems(released) == ([line] if fault else [])


def test_a_column_sorted_alone_since_the_latest_edition_is_seen(kites: Path) -> None:
    add(kites / "flights.csv", *(f"bat-{i}|bat|hill|{i}" for i in range(3, 7)))
    freeze(kites, FIRST)
    replace(kites / "catalogue.toml", 'edition = "2020-01-31"', f'edition = "{NAMED}"')
    text = "id,kite_id,place_id,minutes\n"
    for i, minutes in enumerate((6, 5, 4, 3, 45, 30), 1):
        text += f"bat-{i},bat,{'beach' if i == 2 else 'hill'},{minutes}\n"
    (kites / "flights.csv").write_text(text, "utf-8")
    (line,) = problems(kites)
    assert line.startswith("data/flights.csv: column minutes holds the old values in another order")
    add(kites / "changes.csv", *(f"{NAMED}|bat-{i}|minutes|editorial|x" for i in range(1, 4)))
    assert problems(kites) == []
