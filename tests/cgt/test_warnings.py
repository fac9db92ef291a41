"""What `check` mentions although it is no problem: a slip, or a sentence that time made untrue."""

from pathlib import Path

import pytest

from generator.cgt.definition import CGT
from generator.engine.impacts import warnings
from tests.conftest import add, edit, load, next_edition, spoil

ASKED = "names 30 June 2020, at which the data ended in 2020-06-30: is it still true?"
RATE = "toycel-2019-02-03-trr-month-3"


def warned(data: Path) -> list[str]:
    return list(warnings(CGT, load(data)))


@pytest.fixture
def dated(toy: Path) -> Path:
    """The toy with sentences on the day at which its data end, in a draft of the next edition."""
    next_edition(toy)
    spoil(toy, "exclusions", "An invented toy of a later year.", "Not sold by 30 June 2020.")
    (toy / "notes" / "toycel.md").write_text("As of 2020-06-30 it plays.\n", "utf-8")
    (toy / "notes" / "toygene.md").write_text("It played on 29 June 2020.\n", "utf-8")
    add(toy, "changes", "2020-06-30-b,toyball,text,editorial,It now says 30 June 2020.")
    return toy


def test_a_moved_cut_off_asks_of_every_sentence_that_names_the_old_one(dated: Path) -> None:
    assert not any(ASKED in line for line in warned(dated))
    edit(dated / "catalogue.toml", "as_of = 2020-06-30", "as_of = 2020-12-31")
    assert sorted(line for line in warned(dated) if "still true" in line) == [
        f"data/exclusions.csv:2: text {ASKED}",
        f"notes/toycel.md: {ASKED}",
    ]
    (dated / "notes" / "toycel.md").write_text("截至2020年6月30日，它会玩。\n", "utf-8")
    assert f"notes/toycel.md: {ASKED}" in warned(dated)


END = "endpoints.csv:2: 50.0% was 20 of 40"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ([("endpoints", "66.20,95%", "66.20,90%")], f"{END}, and it can no longer be recomputed"),
        ([("approvals", "part A,40,", "part A,not-reported,")],
         f"{END}, and it can no longer be recomputed"),
        ([("approvals", "part A,40,", "part A,39,")],
         "approvals.csv:2: 50.0% was 20 of 40; no whole number of 39 gives it and its interval"),
        ([("endpoints", "month-3,50.0,", "month-3,52.0,"),
          ("endpoints", "month 50.0 (", "month 52.0 ("),
          ("approvals", "month 50.0 (", "month 52.0 (")],
         f"{END}; no whole number of 40 gives 52.0% and its interval"),
    ],
)  # fmt: skip
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
    spoil(toy, "endpoints", "2019-02-03,2,mtt", "2019-02-03,1,mtt")
    spoil(toy, "approvals", '"TRR at 3 month 50.0 (33.80, 66.20) mTT NA"', "mTT NA")
    for table in ("endpoints", "statements", "remarks", "changes"):
        rows = (toy / f"{table}.csv").read_text("utf-8").splitlines(keepends=True)
        (toy / f"{table}.csv").write_text("".join(r for r in rows if RATE not in r), "utf-8")
    assert "endpoints: 3 rows, 4 in edition 2020-06-30" in warned(toy)


def test_what_becomes_checkable_or_reproduces_again_is_no_warning(toy: Path) -> None:
    next_edition(toy)
    spoil(toy, "approvals", "TOY-002,12,", "TOY-002,13,")
    assert warned(toy) == []
