"""What a change does to the site, in words, before it is published."""

import shutil
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.impacts import quoted
from generator.records import TABLES
from generator.releases import impact

from .conftest import next_edition
from .test_tables import spoil


def section(lines: list[str], name: str) -> list[str]:
    start = next(i for i, line in enumerate(lines) if line.startswith(f"## {name}")) + 2
    end = next((i for i in range(start, len(lines)) if not lines[i]), len(lines))
    return lines[start:end]


def test_a_changed_cell_names_its_field_and_what_it_touches(toy: Path, tmp_path: Path) -> None:
    old = shutil.copytree(toy, tmp_path / "old")
    spoil(toy, "holders", "Exampletoys", "Example`toys")
    for lines in (impact(toy, old), impact(toy)):  # against a folder, and the latest edition
        assert section(lines, "Fields") == [
            "- holders, example-toys, name: `Exampletoys` became `Example'toys`"
        ]
        pages = section(lines, "Pages")
        assert "- `/products/toycel/`" in pages
        assert "- `/holders/example-toys/`" in pages
        assert "- `/about/`" not in pages
        assert "- `/data/holders.csv`" in section(lines, "Downloads")
        assert section(lines, "Feeds")[0].startswith("- `/holders/example-toys/feed.xml (an entry")
        assert not [line for line in lines if line.startswith("## Figures")]


def test_a_new_record_is_new_pages(toy: Path) -> None:
    with (toy / "guidelines.csv").open("a", encoding="utf-8") as file:
        file.write("toy-guns,testing,2020,Invented Guideline for Water Guns,toy-supplement,T,3\n")
    with (toy / "scopes.csv").open("a", encoding="utf-8") as file:
        file.write("toy-guns,general,title names no kind of toy\n")
    lines = impact(toy)
    assert "- `/guidelines/toy-guns/ (new)`" in section(lines, "Pages")
    assert [line for line in lines if line.startswith("## Figures")]


def test_changes_are_counted_and_a_rate_that_no_longer_reproduces_is_told(toy: Path) -> None:
    spoil(toy, "approvals", "part A,40,", "part A,39,")
    lines = impact(toy)
    assert lines[-1] == "1 change: 0 rows deleted, 0 new, 1 cell changed."
    assert section(lines, "Self-checks") == [
        "- approvals.csv:2: 50.0% was 20 of 40; no whole number of 39 gives it and its interval"
    ]


def test_what_is_renamed_divided_or_withdrawn_is_told_in_words(toy: Path) -> None:
    edition = next_edition(toy)
    for table in TABLES:
        path = toy / f"{table}.csv"
        if table not in ("redirects", "changes"):
            path.write_text(path.read_text("utf-8").replace("toygene", "toydna"), "utf-8")
    spoil(toy, "exclusions", "toyball,", "toyballs,")
    with (toy / "redirects.csv").open("a", encoding="utf-8") as file:
        file.write(f"/products/toygene/,/products/toydna/,{edition},It is `DNA`.\n")
        file.write(f"/evidence/not-here/#toyball,,{edition},It is one of many.\n")
    assert section(impact(toy), "Renamed") == [
        "- `/products/toygene/` moves to `/products/toydna/`: `It is 'DNA'.`",
        "- `/evidence/not-here/#toyball` is withdrawn: `It is one of many.`",
    ]


def test_no_change_is_said_to_be_none(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "--data", str(toy)]) == 0
    assert capsys.readouterr().out == (
        "## Fields\n\nNo field has changed.\n\nNo page or file changes.\n"
    )


def test_problems_come_first(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(toy, "holders", "Exampletoys", "")
    assert main(["impact", "--data", str(toy)]) == 1
    assert "name is empty" in capsys.readouterr().err


def test_a_value_is_never_markdown() -> None:
    assert quoted("a `b`\n<i>") == "`a 'b' <i>`"
    assert quoted("") == "nothing"


def test_tables_that_the_rules_of_now_refuse_are_not_compared_and_stop_nothing(
    toy: Path, tmp_path: Path
) -> None:
    old = shutil.copytree(toy, tmp_path / "before/data")
    spoil(old, "approvals", "subjects", "patients")
    (told,) = impact(toy, old)
    assert told.startswith(f"Not compared: the tables of {old} are not sound by the rules of now (")
    assert "patients" in told
