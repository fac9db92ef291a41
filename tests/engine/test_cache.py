"""The cache: what was made once is not made again, and what is damaged is."""

import os
from pathlib import Path

from generator.engine.cache import Files, entry_name, evict, get, get_or_make, hash_code


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
