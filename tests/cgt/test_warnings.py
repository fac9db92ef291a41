"""What `check` mentions although it is no problem: a slip, or a sentence that time made untrue."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cgt.definition import CGT
from generator.engine.impacts import warnings
from tests.conftest import DATA, load, next_edition, spoil

ASKED = "names 30 June 2020, at which the data ended in 2020-06-30: is it still true?"
OF_SOURCE = "names 30 June 2025, at which the data ended in 2025-06-30: is it still true?"
RATE = "toycel-2019-02-03-trr-month-3"


def warned(data: Path) -> list[str]:
    return list(warnings(CGT, load(data)))


def move_the_cut_off(data: Path, old: str, new: str) -> None:
    file = data / "catalogue.toml"
    text = file.read_text("utf-8")
    assert f"as_of = {old}" in text
    file.write_text(text.replace(f"as_of = {old}", f"as_of = {new}"), "utf-8")


@pytest.fixture
def dated(toy: Path) -> Path:
    """The toy with sentences on the day at which its data end, in a draft of the next edition."""
    next_edition(toy)
    spoil(toy, "exclusions", "An invented toy of a later year.", "Not sold by 30 June 2020.")
    (toy / "notes" / "toycel.md").write_text("As of 2020-06-30 it plays.\n", "utf-8")
    (toy / "notes" / "toygene.md").write_text("It played on 29 June 2020.\n", "utf-8")
    with (toy / "changes.csv").open("a", encoding="utf-8") as file:
        file.write("2020-06-30-b,toyball,text,editorial,It now says 30 June 2020.\n")
    return toy


def test_a_moved_cut_off_asks_of_every_sentence_that_names_the_old_one(dated: Path) -> None:
    assert not any(ASKED in line for line in warned(dated))
    move_the_cut_off(dated, "2020-06-30", "2020-12-31")
    assert sorted(line for line in warned(dated) if "still true" in line) == [
        f"data/exclusions.csv:2: text {ASKED}",
        f"notes/toycel.md: {ASKED}",
    ]


def test_a_cut_off_is_named_in_these_sentences_of_the_real_data(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    move_the_cut_off(data, "2025-06-30", "2026-06-30")
    file = data / "catalogue.toml"
    name = 'edition = "2026-06-30"'
    file.write_text(file.read_text("utf-8").replace('edition = "2025-06-30-b"', name), "utf-8")
    for table in ("changes", "redirects"):
        rows = (data / f"{table}.csv").read_text("utf-8").replace("2025-06-30-b", "2026-06-30")
        (data / f"{table}.csv").write_text(rows, "utf-8")
    asked = [line for line in warned(data) if line.endswith(OF_SOURCE)]
    rows = (data / "exclusions.csv").read_text("utf-8").splitlines()
    for number, row in enumerate(rows, 1):
        if row.startswith(("nine-approved-car-t,", "eight-marketed-car-t,")):
            assert f"data/exclusions.csv:{number}: text {OF_SOURCE}" in asked
    assert f"notes/about.md: {OF_SOURCE}" in asked
    assert any(line.startswith("data/remarks.csv:") for line in asked)


def changes_that_lose_the_check() -> Iterator[tuple[str, list[tuple[str, str, str]], str]]:
    end = "endpoints.csv:2: 50.0% was 20 of 40"
    gone = f"{end}, and it can no longer be recomputed"
    yield "level", [("endpoints", "66.20,95%", "66.20,90%")], gone
    yield "subjects", [("approvals", "part A,40,", "part A,not-reported,")], gone
    yield (
        "n",
        [("approvals", "part A,40,", "part A,39,")],
        ("approvals.csv:2: 50.0% was 20 of 40; no whole number of 39 gives it and its interval"),
    )
    yield (
        "value",
        [
            ("endpoints", "month-3,50.0,", "month-3,52.0,"),
            ("endpoints", "month 50.0 (", "month 52.0 ("),
            ("approvals", "month 50.0 (", "month 52.0 ("),
        ],
        f"{end}; no whole number of 40 gives 52.0% and its interval",
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [pytest.param(changes, line, id=name) for name, changes, line in changes_that_lose_the_check()],
)
def test_a_self_check_that_is_lost_is_named(
    toy: Path, changes: list[tuple[str, str, str]], line: str
) -> None:
    next_edition(toy)
    assert warned(toy) == []
    for table, old, new in changes:
        spoil(toy, table, old, new)
    assert warned(toy) == [line]


def test_a_result_that_is_gone_is_seen_by_the_number_of_rows(toy: Path) -> None:
    next_edition(toy)
    rows = (toy / "endpoints.csv").read_text("utf-8").splitlines(keepends=True)
    (toy / "endpoints.csv").write_text("".join(r for r in rows if RATE not in r), "utf-8")
    spoil(toy, "endpoints", "2019-02-03,2,mtt", "2019-02-03,1,mtt")
    spoil(toy, "approvals", '"TRR at 3 month 50.0 (33.80, 66.20) mTT NA"', "mTT NA")
    for table in ("statements", "remarks", "changes"):
        text = (toy / f"{table}.csv").read_text("utf-8").splitlines(keepends=True)
        (toy / f"{table}.csv").write_text("".join(r for r in text if RATE not in r), "utf-8")
    assert "endpoints: 3 rows, 4 in edition 2020-06-30" in warned(toy)


def test_what_becomes_checkable_or_reproduces_again_is_no_warning(toy: Path) -> None:
    next_edition(toy)
    spoil(toy, "approvals", "TOY-002,12,", "TOY-002,13,")
    assert warned(toy) == []
