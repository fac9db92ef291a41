"""Frozen editions: written, read again, guarded, and fingerprinted."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import build
from generator.catalogues import Catalogue
from generator.checks import load
from generator.editions import fingerprints, frozen_bytes, read_editions
from generator.problems import DataProblems
from generator.releases import release
from generator.tables import Row, csv_text, read_table

from .conftest import DATA, TOY, next_edition, problems
from .test_tables import spoil


def test_an_edition_reads_as_it_was_written(toy: Path) -> None:
    for data in (TOY, DATA):
        for edition in read_editions(data)[0]:
            file = data / "editions" / f"{edition.edition}.json"
            assert frozen_bytes(edition) == file.read_bytes()


def test_the_data_are_released_as_they_stand(catalogue: Catalogue) -> None:
    assert not catalogue.draft, "the tables say something that no edition says: release one"
    assert catalogue.edition_name == catalogue.edition.edition


def test_fingerprints_are_made_as_those_that_are_cited(catalogue: Catalogue) -> None:
    """A program that made them otherwise would call every citation outdated."""
    cited = catalogue.editions[-1].fingerprints
    assert {path: cited[path] for path in catalogue.fingerprints} == catalogue.fingerprints


def test_a_note_is_in_the_fingerprint_of_its_record_alone(toy: Path) -> None:
    before = load(toy).fingerprints
    note = toy / "notes" / "toycel.md"
    note.write_text(note.read_text("utf-8") + "\nMore.\n", "utf-8")
    after = load(toy).fingerprints
    assert [path for path in after if after[path] != before[path]] == ["/products/toycel/"]


def test_a_changed_note_makes_a_draft(toy: Path) -> None:
    note = toy / "notes" / "toycel.md"
    assert not load(toy).draft
    note.write_text(note.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert load(toy).draft


def test_any_change_of_a_table_makes_a_draft(toy: Path) -> None:
    spoil(toy, "approvals", "Adults with an", "Players with an")
    catalogue = load(toy)
    assert catalogue.draft
    assert catalogue.edition_name.endswith("with unreleased changes")
    assert catalogue.released("/products/toycel/") is None
    assert catalogue.released("/guidelines/toy-cells-making/") is not None


def test_a_fingerprint_is_of_facts_and_not_of_the_address() -> None:
    tables = {table: [dict(row) for row in rows] for table, rows in latest().tables.items()}
    before = fingerprints(tables, {"toycel": "A note."})
    moved = json.loads(json.dumps(tables).replace("toycel", "toyzel"))
    assert (
        fingerprints(moved, {"toyzel": "A note."})["/products/toyzel/"]
        == before["/products/toycel/"]
    )
    assert fingerprints(tables, {})["/products/toycel/"] != before["/products/toycel/"]


@pytest.mark.parametrize(
    ("table", "number", "home"),
    [
        ("products", 0, "/products/toycel/"),
        ("approvals", 0, "/products/toycel/"),
        ("endpoints", 0, "/products/toycel/"),
        ("trials", 0, "/products/toycel/"),
        ("holders", 0, "/products/toycel/"),
        ("guidelines", 0, "/guidelines/toy-cells-making/"),
    ],
)
def test_every_cell_of_a_record_is_in_its_fingerprint(table: str, number: int, home: str) -> None:
    tables = latest().tables
    before = fingerprints(tables, {})
    links = {"id", "product_id", "approval_id", "holder_id", "trial_id"}
    for column in set(tables[table][number]) - links:
        changed = {name: [dict(row) for row in rows] for name, rows in tables.items()}
        changed[table][number][column] += "x"
        assert fingerprints(changed, {})[home] != before[home], column


def latest() -> object:
    return read_editions(TOY)[0][-1]


def test_an_edition_that_was_altered_is_refused(toy: Path) -> None:
    file = toy / "editions" / "2020-03-31.json"
    file.write_text(file.read_text("utf-8").replace("Players with", "Puppets with"), "utf-8")
    assert problems(toy) == [
        "data/editions/2020-03-31.json: was altered after its release; restore it"
    ]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"edition": 5}', "\0", '{"tables": {}}'])
def test_a_file_that_is_no_edition_is_refused(toy: Path, text: str) -> None:
    (toy / "editions" / "2019-01-01.json").write_text(text, "utf-8")
    (found,) = problems(toy)
    assert found.startswith("data/editions/2019-01-01.json: cannot be read as an edition: ")


def ready(toy: Path) -> Path:
    """The toy with the next edition named, and something new in it."""
    next_edition(toy)
    spoil(toy, "glossary", "Toys in a year.", "Toys in a whole year.")
    return toy


def refused(toy: Path, day: str = "2020-08-01", note: str = "New.") -> list[str]:
    with pytest.raises(DataProblems) as found:
        release(toy, dt.date.fromisoformat(day), note)
    return [f"{problem.place}: {problem.message}" for problem in found.value.problems]


def test_an_edition_is_released_once_and_after_the_last(toy: Path) -> None:
    assert refused(toy) == [
        "data/catalogue.toml: edition 2020-06-30 is released; name the new one (edition, as_of)"
    ]
    assert refused(ready(toy), "2020-07-15") == [
        "DATE 2020-07-15: is not after the day on which edition 2020-06-30 was released, 2020-07-15"
    ]
    file = release(toy, dt.date(2020, 8, 1), "A year is a whole one.")
    assert file.name == "2020-06-30-b.json"
    assert not load(toy).draft
    assert [one.table for one in load(toy).ledger.editions[0][1]] == ["glossary"]


def test_an_edition_without_a_note_or_a_change_is_not_released(toy: Path) -> None:
    assert refused(ready(toy), note=" ") == [
        "NOTE: is empty; say in a sentence what is new: readers are told it"
    ]
    spoil(toy, "glossary", "Toys in a whole year.", "Toys in a year.")
    assert refused(toy) == ["data/: nothing has changed since edition 2020-06-30"]


def test_the_citation_file_names_the_edition_that_is_released(toy: Path) -> None:
    cited = ready(toy).parent / "CITATION.cff"
    cited.write_text('cff-version: 1.2.0\nversion: "2020-06-30"\n', "utf-8")
    assert refused(toy) == [
        "CITATION.cff: version is 2020-06-30, and the edition 2020-06-30-b in "
        "data/catalogue.toml; write the same"
    ]
    cited.write_text("version: 2020-06-30-b  # the edition\n", "utf-8")
    assert release(toy, dt.date(2020, 8, 1), "New.")


def test_tables_are_tidied_before_they_are_frozen(toy: Path) -> None:
    path = ready(toy) / "holders.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert refused(toy) == ["data/holders.csv: is not in canonical form; run make tidy first"]


def test_a_release_tells_what_it_has_frozen(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(ready(toy), "exclusions", "toyball,Toyball", "toyduck,Toyduck")
    with (toy / "redirects.csv").open("a", encoding="utf-8") as file:
        file.write("/evidence/not-here/#toyball,,2020-06-30-b,It is a duck.\n")
    assert main(["tidy", "--data", str(toy)]) == 0
    capsys.readouterr()
    arguments = ["release", "--data", str(toy), "--note", "New.", "--date", "2020-08-01"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/editions/2020-06-30-b.json: released; commit it and never change it",
        "Rows: 1 new, 1 changed, 1 gone since 2020-06-30.",
        "Released by mistake and not yet committed or published? Delete this file.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"2020-06-30"', '"2020-06-29"', "edition 2020-06-29 sorts before the latest edition, "),
        ('"2020-06-30"\n', '"2020-03-31"\n', "edition 2020-03-31 sorts before the latest"),
        ("as_of = 2020-06-30", "as_of = 2020-06-29", "as_of 2020-06-29 is before that of the "),
    ],
)
def test_an_edition_comes_after_the_latest(toy: Path, old: str, new: str, message: str) -> None:
    if "as_of" in old:
        next_edition(toy)
    file = toy / "catalogue.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert any(f"data/catalogue.toml: {message}" in line for line in problems(toy)), problems(toy)


def test_a_release_is_the_same_bytes_on_every_run(toy: Path, tmp_path: Path) -> None:
    first = release(ready(toy), dt.date(2020, 8, 1), "Once.").read_bytes()
    (toy / "editions" / "2020-06-30-b.json").unlink()
    build(toy, tmp_path / "site")
    assert release(toy, dt.date(2020, 8, 1), "Once.").read_bytes() == first


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("changes", "2020-06-30,toycel,name,editorial,Late.", "never told this reason"),
        ("changes", "2099-01-01,toycel,name,editorial,x", "is neither released nor '2020-06-30'"),
        ("changes", "last year,toycel,name,editorial,x", "not a date like 2025-06-30"),
        ("changes", "2020-13-01,toycel,name,editorial,x", "not a day of the calendar"),
        ("changes", "2020-06-30,nobody,,editorial,x", "subject 'nobody' is and was in no table"),
        ("changes", "2020-06-30,toycel,nmae,editorial,x", "'nmae' is no column of any table"),
        ("redirects", "/products/toygene/,,2020-06-30,x", "still has /products/toygene/; first"),
        ("redirects", "/x/,,2021-01-01,x", "is neither released nor '2020-06-30'"),
        ("redirects", "products,,2020-06-30,x", "not an address within the site"),
    ],
)
def test_what_is_said_of_editions_is_checked(toy: Path, table: str, row: str, message: str) -> None:
    with (toy / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert any(message in line and f"data/{table}.csv:" in line for line in problems(toy))


def test_a_column_sorted_alone_since_the_latest_edition_is_seen(toy: Path) -> None:
    edition, path = next_edition(toy), toy / "glossary.csv"
    rows = read_table("glossary", toy)[0]
    turned = [row.cells["meaning"] for row in rows][::-1]
    cells = [{**row.cells, "meaning": text} for row, text in zip(rows, turned, strict=True)]
    path.write_text(csv_text("glossary", [Row("", row) for row in cells]), "utf-8")
    (found,) = problems(toy)
    assert found.startswith("data/glossary.csv: column meaning holds the old values in another")
    with (toy / "changes.csv").open("a", encoding="utf-8") as file:
        for row in cells[:6]:
            file.write(f"{edition},{row['id']},meaning,editorial,It was turned round.\n")
    assert problems(toy) == []


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("toycel-2019-02-03,indication", None),
        ("toycel,indication", None),  # that of its record
        ("toycel,brand-en", None),  # the property of a statement
        ("toycel,", None),
        ("toycel-2019-02-03,trial", "trial of 'toycel-2019-02-03' is the same as in 2020-06-30"),
        ("toycel,name", "name of 'toycel' is the same as in 2020-06-30"),
        ("toygene,", "'toygene' is the same as in 2020-06-30"),
        ("toyduck,name", "'toyduck' came or went as a whole; leave column blank"),
    ],
)
def test_a_reason_explains_something_that_changed(
    toy: Path, reason: str, message: str | None
) -> None:
    edition = next_edition(toy)
    spoil(toy, "approvals", "Adults with an", "Players with an")
    spoil(toy, "statements", "Toycelia", "Toycellia")
    rows = {"exclusions": "toyduck,Toyduck,after-cut-off,A duck.,toy-article,weak"}
    good = f"{edition},toyduck,,new-event,It came."
    rows["changes"] = f"{good}\n{edition},{reason},transcription,We had it wrong."
    for table, row in rows.items():
        with (toy / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    told = f"data/changes.csv:5: {message}: the reason would be shown nowhere"
    assert problems(toy) == ([told] if message else [])


def test_a_released_edition_keeps_its_cut_off(toy: Path) -> None:
    file = toy / "catalogue.toml"
    file.write_text(file.read_text("utf-8").replace("as_of = 2020", "as_of = 2021"), "utf-8")
    assert any("was released as of 2020-06-30; name the new" in line for line in problems(toy))


def test_every_part_of_an_edition_is_guarded(toy: Path) -> None:
    file = toy / "editions" / "2020-06-30.json"
    file.write_text(file.read_text("utf-8").replace("a guideline less", "nothing less"), "utf-8")
    assert problems(toy) == [
        "data/editions/2020-06-30.json: was altered after its release; restore it"
    ]


def test_no_edition_is_released_before_its_data_end(toy: Path) -> None:
    ready(toy)
    as_of = tomllib.loads((toy / "catalogue.toml").read_text("utf-8"))["as_of"]
    day = as_of - dt.timedelta(days=1)
    assert f"DATE {day}: is before the data end, {as_of}" in refused(toy, day.isoformat())
