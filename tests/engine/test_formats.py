"""Files that are the same bytes on every run, and in which nothing runs."""

import csv
import io
import zipfile

import pytest

from generator.engine.formats import csv_bytes, inert, json_bytes, script_bytes, zip_bytes


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
    files = {"b.txt": b"x" * 1000, "a/c.png": b"y" * 1000}
    content = zip_bytes(files.items())
    assert content == zip_bytes(iter(files.items()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        text, picture = archive.infolist()
    assert text.date_time == (1980, 1, 1, 0, 0, 0)
    assert text.compress_size < 100
    assert picture.compress_size == 1000  # packed already
