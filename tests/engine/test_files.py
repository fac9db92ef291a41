"""Files: the same bytes on every run, nothing in them runs; rewritten whole, and all or none."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from generator.cgt.tables import SCHEMA
from generator.engine.files import (
    csv_bytes,
    inert,
    json_bytes,
    rewrite,
    script_bytes,
    zip_bytes,
)
from generator.engine.tables import untidy
from tests.conftest import files, problems


def test_json_is_readable_and_a_script_holds_no_tag() -> None:
    assert json_bytes({"a": ["é", None]}) == '{\n "a": [\n  "é",\n  null\n ]\n}\n'.encode()
    assert script_bytes("a", ["</script>"]) == b'window.a = ["\\u003c/script>"];\n'


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_a_spreadsheet_sees_no_formula(cell: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(("a",), ((cell,),)).decode(), newline="")))
    assert rows == [["a"], [f"'{cell}"]]


def test_other_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=1", 5, "– CAR-T")] == ["", "a=1", 5, "– CAR-T"]


def test_a_zip_has_its_files_in_the_order_given_and_no_clock() -> None:
    parts = {"b.txt": b"x" * 1000, "a/c.png": b"y" * 1000}
    content = zip_bytes(parts.items())
    assert content == zip_bytes(iter(parts.items()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts
        text, picture = archive.infolist()
    assert text.date_time == (1980, 1, 1, 0, 0, 0)
    assert text.compress_size < 100
    assert picture.compress_size == 1000  # packed already


def test_files_are_replaced_all_or_none(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replace = files(toy), Path.replace

    def failing(path: Path, target: Path) -> Any:
        if target.name == "trials.csv":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    names = ("fresh.csv", "holders.csv", "products.csv", "trials.csv", "terms.csv")
    with pytest.raises(OSError, match="No space"):
        rewrite({toy / name: b"new\n" for name in names})
    assert files(toy) == before


def test_what_a_killed_run_left_beside_a_table_is_no_problem_and_goes(toy: Path) -> None:
    before = files(toy)
    (toy / "products.csv~").write_bytes(b"id,na")
    assert problems(toy) == []
    (toy / "products.csv").write_bytes(before["products.csv"].replace(b"\n", b"\r\n"))
    rewrite(untidy(SCHEMA, toy)[0])
    assert files(toy) == before
