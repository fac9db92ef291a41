"""What is kept from build to build: nothing is made again in vain, and no change is missed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import places
from generator.__main__ import main
from generator.engine.cache import Files, entry_name, evict, get, get_or_make, hash_code
from generator.places import ROOT
from tests.conftest import spoil


def test_an_entry_is_made_once_and_again_when_it_is_damaged(tmp_path: Path) -> None:
    made = []

    def make() -> Files:
        made.append(1)
        return {"a": b"1", "b": b"2"}

    for damage in (None, lambda: (tmp_path / "x/a").write_bytes(b"0"), (tmp_path / "x/b").unlink):
        if damage:
            damage()
            assert get(tmp_path, "x") is None
        for _ in range(2):
            assert get_or_make(tmp_path, "x", make) == {"a": b"1", "b": b"2"}
    assert len(made) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_where_nothing_can_be_stored_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert get_or_make(tmp_path / "file", "x", lambda: {"a": b"1"}) == {"a": b"1"}
    assert get(tmp_path / "file", "x") is None


def test_what_was_used_longest_ago_is_evicted(tmp_path: Path) -> None:
    for i, name in enumerate("abc"):
        get_or_make(tmp_path, name, dict)
        os.utime(tmp_path / name, (i, i))
    get_or_make(tmp_path, "a", dict)
    evict(tmp_path, 3)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b", "c"}
    evict(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c"}


def test_a_name_changes_with_inputs_and_code(tmp_path: Path) -> None:
    source = tmp_path / "x.py"
    source.write_text("1")
    before = hash_code([source], ["jinja2"])
    assert hash_code([source], ["jinja2"]) == before != hash_code([source], ["jinja2", "nh3"])
    source.write_text("2")
    assert hash_code([source], ["jinja2"]) != before
    assert entry_name("x", "a", before) != entry_name("x", "a", "b") != entry_name("x", "ab")


@pytest.fixture
def build(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(places, "STAMPS", tmp_path / "stamps")

    def once(*more: str) -> str:
        code = main(["build", "--data", str(toy), "--site", str(tmp_path / "site"), *more])
        told = capsys.readouterr()
        assert code == (1 if told.err else 0)
        return told.out or told.err

    return once


@pytest.mark.parametrize(
    "change",
    [
        lambda data, site: spoil(data, "holders", "Exampletoys", "Exampletoyz"),
        lambda data, site: (data / "notes/toygene.md").write_text("A note."),
        lambda data, site: (data / "holders.csv").touch(),
        lambda data, site: (site / "index.html").unlink(),
        lambda data, site: (site / "index.html").write_text("defaced"),
        lambda data, site: (site / "stray.html").write_text("x"),
    ],
    ids=["a cell", "a new note", "a file saved again", "a page lost", "a page defaced", "a stray"],
)
def test_any_change_is_seen(build, toy: Path, tmp_path: Path, change) -> None:
    build()
    page = (tmp_path / "site/index.html").read_text("utf-8")
    change(toy, tmp_path / "site")
    assert " of them changed" in build()
    assert "defaced" not in (tmp_path / "site/index.html").read_text("utf-8")
    assert not (tmp_path / "site/stray.html").exists()
    assert page
    assert build().endswith("nothing has changed\n")


def test_other_options_are_another_site(build) -> None:
    build()
    assert " of them changed" in build("--site-url", "https://example.org/")
    assert " of them changed" in build()


def test_problems_are_told_every_time(build, toy: Path) -> None:
    build()
    spoil(toy, "holders", "Exampletoys", "")
    assert "name is empty" in build()
    assert "name is empty" in build()


def test_looking_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "import generator.__main__, generator.engine.cache, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"pydantic", "jinja2", "pandas", "openpyxl", "altair", "markdown", "csv", "tomllib"}
    assert not heavy & set(run.stdout.split())
