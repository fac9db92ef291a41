"""What was made once is not made again; whether anything has changed is never missed."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.engine.cache import (
    Files,
    Inputs,
    count_if_unchanged,
    entry_name,
    evict,
    get,
    get_or_make,
    hash_code,
    hash_inputs,
    remember,
)
from tests.runs import program


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


CHANGES: dict[str, Callable[[Path], object]] = {
    "a cell": lambda at: (at / "data/x.csv").write_text("id,name"),
    "a new note": lambda at: (at / "data/notes/x.md").write_text("A note."),
    "a file saved again": lambda at: (at / "data/x.csv").touch(),
    "other libraries": lambda at: (at / "pins.txt").write_text("jinja2"),
    "a page lost": lambda at: (at / "site/index.html").unlink(),
    "a page defaced": lambda at: (at / "site/index.html").write_text("defaced"),
    "a stray": lambda at: (at / "site/stray.html").write_text("x"),
    "left by a killed build": lambda at: (at / ".site-new").mkdir(),
    "a folder lost": lambda at: (at / "data").rename(at / "lost"),
}


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """Those of a site that was built and remembered."""
    for name in ("data/x.csv", "data/notes/y.md", "pins.txt", "site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    (tmp_path / "data/.#x.csv").symlink_to("curator@machine.4711")  # as editors lay there
    inputs = Inputs((tmp_path / "data",), tmp_path / "pins.txt", None)
    built(inputs, tmp_path)
    return inputs


def built(inputs: Inputs, at: Path) -> None:
    remember(inputs, at / "site", at / "stamps", hash_inputs(inputs), 7)


def count(inputs: Inputs, at: Path) -> int | None:
    return count_if_unchanged(inputs, at / "site", at / "stamps")


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(inputs: Inputs, tmp_path: Path, change: str) -> None:
    assert count(inputs, tmp_path) == 7
    CHANGES[change](tmp_path)
    assert count(inputs, tmp_path) is None


def test_other_options_are_another_site(inputs: Inputs, tmp_path: Path) -> None:
    other = inputs._replace(site_url="https://example.org/")
    assert count(other, tmp_path) is None
    built(other, tmp_path)
    assert (count(other, tmp_path), count(inputs, tmp_path)) == (7, None)


def test_what_was_saved_during_a_build_is_seen_by_the_next(inputs: Inputs, tmp_path: Path) -> None:
    before = hash_inputs(inputs)
    CHANGES["a cell"](tmp_path)
    remember(inputs, tmp_path / "site", tmp_path / "stamps", before, 7)
    assert count(inputs, tmp_path) is None


def test_looking_imports_nothing_heavy() -> None:
    code = "import generator.__main__, generator.engine.cache, sys; print(*sys.modules)"
    run = program(sys.executable, "-c", code)
    heavy = {"pydantic", "jinja2", "pandas", "openpyxl", "altair", "markdown", "csv", "tomllib"}
    assert run.code == 0
    assert not heavy & set(run.out.split())
