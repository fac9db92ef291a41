"""The command line as a curator meets it."""

import sys
import threading
from pathlib import Path

import pytest

from generator import places
from generator.__main__ import _bar, main

from .conftest import add, edited, files, next_edition, put, spoil
from .runs import program

BALL = "/evidence/not-here/#toyball,,2020-06-30-b,It is a duck."


class Ran(list[str]):
    """The lines that a command printed; `code` is its exit code, `err` what went to stderr."""

    code: int
    err: list[str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs a command."""
    monkeypatch.setattr(places, "STAMPS", tmp_path / "stamps")

    def command(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        ran = Ran(printed.out.splitlines())
        ran.code, ran.err = code, printed.err.splitlines()
        assert "Traceback" not in printed.err
        return ran

    return command


def test_build_says_how_much_changed_and_a_second_time_that_nothing_has(
    toy: Path, tmp_path: Path, run
) -> None:
    arguments = "build", "--data", toy, "--site", tmp_path / "site"
    (line,) = run(*arguments)
    assert " files in site/, " in line
    assert (tmp_path / "site/products/toycel/index.html").is_file()
    (line,) = run(*arguments)
    assert line.endswith(" files in site/, nothing has changed")


@pytest.mark.parametrize("command", ["build", "check"])
def test_problems_are_printed_and_counted_and_the_exit_code_is_1(
    toy: Path, tmp_path: Path, run, command: str
) -> None:
    spoil(toy, "approvals", "toygene,2020", "toygen,2020")
    site = ["--site", tmp_path / "site"] if command == "build" else []
    ran = run(command, "--data", toy, *site)
    line = "data/approvals.csv:4: product_id 'toygen' is not in products.csv"
    assert any(one.startswith(line) for one in ran.err)
    assert ran.err[-1] == f"{len(ran.err) - 1} problems in data/; nothing was built."
    assert (ran, ran.code) == ([], 1)


def test_check_counts_what_is_sound_and_mentions_what_is_untidy(toy: Path, run) -> None:
    (toy / ".#holders.csv").symlink_to("curator@machine.4711")  # of an editor, while it is open
    path = toy / "holders.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    untidy, counts, *more = run("check", "--data", toy)
    assert untidy == "data/holders.csv: sound, but not in canonical form (run: make tidy)"
    assert counts.startswith("No problems: 3 guidelines, 3 products, 4 approvals, 4 endpoints, ")
    assert more == ["1,128 values; 2 editions released.", "1 self-checks, of which 1 reproduce."]
    assert run("tidy", "--data", toy) == [
        "data/holders.csv: rewritten",
        "Every table is in canonical form.",
    ]


def test_tidy_says_that_problems_remain(toy: Path, run) -> None:
    spoil(toy, "holders", "Exampletoys", "")
    path = toy / "holders.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ran = run("tidy", "--data", toy)
    assert ran == ["data/holders.csv: rewritten", "Form mended; 1 problem remains: make check"]
    assert ran.code == 0


def test_counts_that_cannot_be_placed_change_nothing(toy: Path, tmp_path: Path, run) -> None:
    before, path = files(toy), tmp_path / "counts.csv"
    path.write_text("Year,Toys\n2020,7\n", "utf-8")
    ran = run("import-series", path, "--data", toy)
    assert ran.code == 1
    assert ran.err[-1].endswith(" in counts.csv; nothing was changed.")
    assert files(toy) == before


def test_no_workbook_is_written_of_tables_with_problems(toy: Path, tmp_path: Path, run) -> None:
    (toy / "holders.csv").write_bytes(b"id,name\n\xff,x\n")
    ran = run("workbook", tmp_path / "tables.xlsx", "--data", toy)
    assert ran.err[-1].endswith("; no workbook was written.")
    assert not (tmp_path / "tables.xlsx").exists()


def test_impact_is_of_the_latest_edition_or_another_folder(toy: Path, undrawn: None, run) -> None:
    assert run("impact", "--data", toy) == [
        *("## Fields", "", "No field has changed.", "", "No page or file changes."),
    ]
    spoil(toy, "glossary", "Toys in a year.", "Toys `in` a year.")
    line = "- glossary, tt, meaning: `Toys in a year.` became `Toys 'in' a year.`"
    old = Path(__file__).parent / "toy"
    assert line in run("impact", "--data", toy)
    assert line in run("impact", "--data", toy, "--since", old)
    spoil(toy, "glossary", "Toys `in` a year.", "")
    assert run("impact", "--data", toy).err[0] == "data/glossary.csv:14: meaning is empty"


def test_tables_that_the_rules_of_now_refuse_are_not_compared_and_stop_nothing(
    toy: Path, tmp_path: Path, run
) -> None:
    old = tmp_path / "before"
    old.mkdir()
    ran = run("impact", "--data", toy, "--since", old)
    assert ran[0].startswith(f"Not compared: the tables of {old} are not sound by the rules of now")
    assert ran.code == 0


def test_a_release_says_what_it_has_frozen_and_is_made_once(toy: Path, undrawn: None, run) -> None:
    next_edition(toy)
    spoil(toy, "glossary", "Toys in a year.", "Toys in a whole year.")
    spoil(toy, "exclusions", "toyball,Toyball", "toyduck,Toyduck")
    add(toy, "redirects", BALL)
    release = "release", "--data", toy, "--note", "New.", "--date", "2020-08-01"
    ran = run(*release)
    assert ran.err[0] == "data/redirects.csv: is not in canonical form; run make tidy first"
    assert ran.err[-1] == "1 problem in data/; nothing was released."
    run("tidy", "--data", toy)
    assert run(*release) == [
        "data/editions/2020-06-30-b.json: released; commit it and never change it",
        "3 changes: 1 row deleted, 1 new, 1 cell changed since 2020-06-30.",
        "Released by mistake and not yet committed or published? Undo both files.",
    ]
    assert run(*release).code == 1


def test_out_and_in_again_changes_nothing_and_an_edit_only_what_differs(
    toy: Path, tmp_path: Path, run
) -> None:
    path, before = tmp_path / "x.xlsx", files(toy)
    lines = [f"{path}: written; edit it, then: make import FILE={path}"]
    assert run("workbook", path, "--data", toy) == lines
    assert run("import", path, "--data", toy) == ["The tables hold the same already."]
    assert files(toy) == before
    ran = run("workbook", path, "--data", toy)  # it may have been edited
    assert ran.err == [f"{path} is there already: move it away or choose another name"]
    edited(path.read_bytes(), path, put("products!B2", "Toycel, renamed"))
    assert run("import", path, "--data", toy) == [
        "products.csv toycel: name: 'Toycel injection' -> 'Toycel, renamed'",
        "data/products.csv: rewritten",
        "1 change: 0 rows deleted, 0 new, 1 cell changed.",
    ]
    new = files(toy)
    assert {name for name in before if new[name] != before[name]} == {"products.csv"}


def test_an_import_with_problems_changes_nothing_and_marks_them_in_a_copy(
    toy: Path, toy_workbook: bytes, tmp_path: Path, run
) -> None:
    before = files(toy)
    path = edited(toy_workbook, tmp_path / "x.xlsx", put("products!D3", "toy-gene"))
    ran = run("import", path, "--data", toy)
    copy = tmp_path / "x.problems.xlsx"
    assert ran.err[0].startswith("x.xlsx: products!D3: type 'toy-gene' is not a word of")
    assert ran.err[-1].endswith(f"in x.xlsx; nothing was changed; marked in {copy}.")
    assert copy.is_file()
    assert files(toy) == before


@pytest.mark.parametrize("arguments", [[], ["bild"], ["check", "--site", "x"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("import ", "Which workbook? Name it, as in: make import FILE=tables.xlsx"),
        ("workbook", "Which workbook? Name it, as in: make import FILE=tables.xlsx"),
        ("import x.csv", "'x.csv' is not the name of an Excel workbook, .xlsx"),
        ("import-series", "Which file? Name it, as in: make import-series FILE=counts.xlsx"),
        ("release --note= --date=", "Which day? Name it, as in: make release DATE=2027-01-15 "
         'NOTE="What is new."'),
        ("release --note=x --date=15/01/27", "DATE is '15/01/27', not a day like 2027-01-15"),
        *((f"build --site-url={address}", f"'{address}' is not an address like "
           "https://example.org/")
          for address in ("example.org", "https://", "https://x.org/?a=b", "https://x.org/#top",
                          "https://x.org/index.html", "ftp://x.org/")),
        ("serve --port 70000", "'70000' is not a port, from 0 to 65535"),
    ],
)  # fmt: skip
def test_what_is_missing_or_misspelt_is_one_line(run, arguments: str, line: str) -> None:
    ran = run(*arguments.split(" "))
    assert (ran.code, ran, ran.err) == (2, [], [line])


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("import", ["import", 'my "own" tables.xlsx']),
        ("workbook", ["workbook", 'my "own" tables.xlsx']),
        ("import-series", ["import-series", 'my "own" tables.xlsx', "--map", "my map.toml"]),
        ("release", ["release", "--date", "2027-01-15", "--note", 'It\'s `new` & "good".']),
    ],
)
def test_make_passes_on_what_it_is_given_as_it_is(
    tmp_path: Path, target: str, words: list[str]
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", "utf-8")
    python.chmod(0o755)
    given = ['FILE=my "own" tables.xlsx', "MAP=my map.toml", "DATE=2027-01-15",
             'NOTE=It\'s `new` & "good".']  # fmt: skip
    # ARGS are blank, as those of `make test` would be passed on.
    make = ["make", "-s", f"BIN={tmp_path}", "-o", ".venv/.site", target, *given, "ARGS="]
    assert program(*make).out.splitlines() == ["-m", "generator", *words]


def test_a_build_that_draws_nothing_new_imports_nothing_heavy(
    toy: Path, tmp_path: Path, toy_site: Path
) -> None:
    script = (
        "import sys\nfrom generator.__main__ import main\n"
        f"main(['build', '--data', {str(toy)!r}, '--site', {str(tmp_path / 'site')!r}])\n"
        "heavy = {'altair', 'pandas', 'openpyxl', 'vl_convert', 'xlsxwriter'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    ran = program(sys.executable, "-c", script)
    assert ran.out.splitlines()[-1].strip() == ""


def test_a_progress_bar_leaves_the_work_to_several_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    threads = threading.active_count()
    assert [threading.active_count() for _ in _bar(range(3), 3, "figures")] == [threads] * 3
