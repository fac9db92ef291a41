"""The command line as a curator meets it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.__main__ import _bar, main
from generator.places import ROOT

from .conftest import next_edition
from .test_tables import spoil


def test_build_says_how_much_changed(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--data", str(toy), "--site", str(tmp_path / "site")]) == 0
    assert " files in site/, " in capsys.readouterr().out
    assert (tmp_path / "site" / "products" / "toycel" / "index.html").is_file()


@pytest.mark.parametrize("command", ["build", "check"])
def test_problems_are_printed_and_counted_and_the_exit_code_is_1(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    spoil(toy, "approvals", "toygene,2020", "toygen,2020")
    site = ["--site", str(tmp_path / "site")] if command == "build" else []
    assert main([command, "--data", str(toy), *site]) == 1
    error = capsys.readouterr().err
    assert "data/approvals.csv:4: product_id 'toygen' is not in products.csv" in error
    assert error.endswith(" problems in data/; nothing was built.\n")
    assert "Traceback" not in error


def test_check_counts_what_is_sound_and_mentions_what_is_untidy(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = toy / "holders.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["check", "--data", str(toy)]) == 0
    assert capsys.readouterr().out == (
        "data/holders.csv: sound, but not in canonical form (run: make tidy)\n"
        "No problems: 2 guidelines, 2 products, 3 approvals; 2 editions released.\n"
    )
    assert main(["tidy", "--data", str(toy)]) == 0
    assert capsys.readouterr().out == (
        "data/holders.csv: rewritten\nEvery table is in canonical form.\n"
    )


def test_check_ends_with_what_the_latest_edition_had_and_the_tables_have_not(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next_edition(toy)
    spoil(toy, "approvals", "part A,40,", "part A,39,")
    spoil(toy, "statements", "toycel,brand-en,Toycelia,en,toy-article,,one-good-source\n", "")
    assert main(["check", "--data", str(toy)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "No problems: 2 guidelines, 2 products, 3 approvals; 2 editions released.",
        "statements: 10 rows, 11 in edition 2020-06-30",
        "approvals.csv:2: 50.0% was 20 of 40; no whole number of 39 gives it and its interval",
    ]


def test_tidy_says_that_problems_remain(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(toy, "holders", "Exampletoys", "")
    path = toy / "holders.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["tidy", "--data", str(toy)]) == 0
    told = "data/holders.csv: rewritten\nForm mended; 1 problem remains: make check\n"
    assert capsys.readouterr().out == told


def test_a_site_that_cannot_be_written_is_one_line_and_exit_code_1(
    toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["build", "--data", str(toy), "--site", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["bild"], ["build", "--site-url", "example.org"], ["check", "--site", "x"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", ""], "Which workbook? Name it, as in: make import FILE=tables.xlsx"),
        (["workbook"], "Which workbook? Name it, as in: make import FILE=tables.xlsx"),
        (["import", "x.csv"], "'x.csv' is not the name of an Excel workbook, .xlsx"),
        (
            ["release", "--note", "", "--date", ""],
            'Which day? Name it, as in: make release DATE=2027-01-15 NOTE="What is new."',
        ),
        (
            ["release", "--note", "x", "--date", "15/01/2027"],
            "DATE is '15/01/2027', not a day like 2027-01-15",
        ),
    ],
)
def test_what_is_missing_is_told_in_a_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("import", ["import", 'my "own" tables.xlsx']),
        ("workbook", ["workbook", 'my "own" tables.xlsx']),
        ("release", ["release", "--date", "2027-01-15", "--note", 'It\'s `new` & "good".']),
    ],
)
def test_make_passes_on_what_it_is_given_as_it_is(
    tmp_path: Path, target: str, words: list[str]
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", "utf-8")
    python.chmod(0o755)
    given = ['FILE=my "own" tables.xlsx', "DATE=2027-01-15", 'NOTE=It\'s `new` & "good".']
    make = ["make", "-s", f"BIN={tmp_path}", "-o", ".venv/.site", target, *given]
    told = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["-m", "generator", *words]


def test_help_tells_every_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "generator", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for word in ("build", "check", "tidy", "workbook", "import", "serve", "Exit codes"):
        assert word in run.stdout


def test_a_progress_bar_leaves_the_work_to_several_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    threads = threading.active_count()
    assert [threading.active_count() for _ in _bar(range(3))] == [threads] * 3
