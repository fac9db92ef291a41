"""Files replaced: whole, and all of them or none; cells and scripts in which nothing runs."""

from pathlib import Path
from typing import Any

import pytest

from generator.cgt.tables import SCHEMA
from generator.engine.files import csv_bytes, inert, rewrite, script_bytes
from generator.engine.tables import untidy
from tests.conftest import files, problems


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
    (toy / ".products.csv.new").write_bytes(b"id,na")
    (toy / "products.csv~").write_bytes(b"of an editor")
    assert problems(toy) == []
    (toy / "products.csv").write_bytes(before["products.csv"].replace(b"\n", b"\r\n"))
    rewrite(untidy(SCHEMA, toy)[0])
    assert files(toy) == {**before, "products.csv~": b"of an editor"}


def test_a_script_holds_no_tag() -> None:
    assert script_bytes("a", ["</script>"]) == b'window.a = ["\\u003c/script>"];\n'


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_a_spreadsheet_sees_no_formula(cell: str) -> None:
    assert csv_bytes(("a",), ((cell,),)).decode() == f"a\n'{cell}\n"


def test_other_cells_stay_as_they_are() -> None:
    assert [inert(cell) for cell in ("", "a=1", 5, "– CAR-T")] == ["", "a=1", 5, "– CAR-T"]
