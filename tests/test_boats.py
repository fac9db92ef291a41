"""The engine alone: a second catalogue of two tables and three templates has all that it gives."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from generator.engine.definitions import load
from generator.engine.exports import tables_workbook
from generator.engine.files import rewrite
from generator.engine.imports import read_import, read_tables
from generator.engine.plans import Plan
from generator.engine.problems import DataProblems
from generator.engine.releases import release

from .boats import BOATS, HERE
from .conftest import day, edit

SCHEMA = BOATS.schema


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(HERE / "data", tmp_path / "data")


def files(data: Path, tmp_path: Path) -> dict[str, bytes]:
    """The files of the site of a data folder."""
    return Plan(BOATS, load(BOATS, data), data.name, cached=tmp_path / "cache").files()


def test_pages_link_from_the_index_to_every_record(data: Path, tmp_path: Path) -> None:
    made = files(data, tmp_path)
    assert b'<a href="./harbours/northend/">North End</a>' in made["index.html"]
    harbour = made["harbours/northend/index.html"].decode()
    assert harbour.index("Plank") < harbour.index("Drift")  # by sails
    boat = made["boats/plank/index.html"].decode()
    assert "1 sail, in North End." in boat
    assert '<a href="../../">Invented boats</a>' in boat


def test_json_is_as_its_schema_says_and_a_blank_is_null(data: Path, tmp_path: Path) -> None:
    made = files(data, tmp_path)
    for name, schema in (("harbours", "harbours"), ("harbours/southend", "harbour")):
        content = json.loads(made[f"api/v1/{name}.json"])
        jsonschema.validate(content, json.loads(made[f"api/v1/schemas/{schema}.json"]))
    assert json.loads(made["api/v1/harbours/southend.json"])["record"]["depth"] is None
    north = json.loads(made["api/v1/harbours/northend.json"])["record"]
    assert [boat["sails"] for boat in north["boats"]] == [1, 3]
    assert b"id,name,depth" in made["data/harbours.csv"]


def test_a_mistake_is_named_with_its_place(data: Path) -> None:
    edit(data / "boats.csv", "northend,Plank,1", "nothend,Plank,few", 1)
    with pytest.raises(DataProblems) as refused:
        load(BOATS, data)
    assert [str(one) for one in refused.value.problems] == [
        "data/boats.csv:3: harbour_id 'nothend' is not in harbours.csv (did you mean 'northend'?)",
        "data/boats.csv:3: sails is 'few', not a whole number above 0",
    ]


def test_a_workbook_goes_out_and_comes_back(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    file.write_bytes(tables_workbook(SCHEMA, read_tables(SCHEMA, data)))
    assert not read_import(SCHEMA, file, data, check=lambda rows: []).texts
    book: Any = openpyxl.load_workbook(file)
    book["boats"]["D2"] = 4
    book.save(file)
    found = read_import(SCHEMA, file, data, check=lambda rows: [])
    assert [str(edit) for edit in found.edits] == ["boats.csv drift: sails: '3' -> '4'"]
    assert list(found.texts) == [data / "boats.csv"]


def test_every_page_is_there_in_another_language(data: Path, tmp_path: Path) -> None:
    made = files(data, tmp_path)
    boat = made["de/boats/plank/index.html"].decode()
    assert "1 Segel, in Nordende." in boat
    assert '<a href="../../harbours/northend/">Nordende</a>' in boat
    assert '<a lang="en" href="../../../boats/plank/">English</a>' in boat
    english = made["boats/plank/index.html"].decode()
    assert '<a lang="de" href="../../de/boats/plank/">Deutsch</a>' in english
    south = made["de/harbours/southend/index.html"].decode()
    assert "Niemand weiß, wie tief." in south
    assert "South End, old pier" in south  # not translated
    pages = {name for name in made if name.endswith(".html") and not name.startswith("de/")}
    assert {f"de/{name}" for name in pages} < set(made)


def test_a_translation_is_no_fact(data: Path) -> None:
    before = load(BOATS, data)
    edit(data / "harbours.csv", "Nordende", "Am Nordende", 1)
    assert load(BOATS, data).fingerprints == before.fingerprints
    assert "name_de" not in str(before.unreleased.tables)


def test_a_catalogue_in_one_language_has_no_trace_of_another(data: Path, tmp_path: Path) -> None:
    edit(data / "catalogue.toml", 'languages = "de"\n', "", 1)
    made = files(data, tmp_path)
    assert not [name for name in made if name.startswith("de/") or name == "words.js"]
    assert b"Deutsch" not in made["boats/plank/index.html"]


def test_a_language_without_its_words_is_a_problem(data: Path) -> None:
    edit(data / "catalogue.toml", '"de"', '"fr"', 1)
    with pytest.raises(DataProblems) as refused:
        load(BOATS, data)
    assert "languages: there is no languages/fr.po" in str(refused.value.problems[0])


def test_an_edition_is_frozen_and_a_change_is_seen(data: Path, tmp_path: Path) -> None:
    rewrite_release(data, tmp_path, "2020-01-02")
    edit(data / "catalogue.toml", '= "2020-01-01"', '= "2020-02-01"', 1)
    edit(data / "boats.csv", "Plank,1", "Plank,2", 1)
    assert load(BOATS, data).draft
    rewrite_release(data, tmp_path, "2020-02-02")
    catalogue = load(BOATS, data)
    assert not catalogue.draft
    (change,) = catalogue.history.editions[0][1]
    assert (change.table, change.row, change.column) == ("boats", "plank", "sails")
    assert (change.before, change.after) == ("1", "2")
    assert len(catalogue.history.versions["/boats/plank/"]) == 2


def rewrite_release(data: Path, tmp_path: Path, when: str) -> None:
    (data / "editions").mkdir(exist_ok=True)
    names = files(data, tmp_path)
    rewrite(release(load(BOATS, data), data, day(when), "Boats.", site=lambda: names, figures=()))
