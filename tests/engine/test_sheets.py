"""Sheets read back: no cell is other than it was, whatever it holds and whoever saved it."""

import datetime as dt
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.engine.exports import tables_workbook
from generator.engine.problems import HIDDEN, unfit, usual_day
from generator.engine.sheets import read_sheets, sheet_and_cell
from generator.engine.tables import Row

from .gardens import ROWS, SCHEMA, Edited, edited, put

TREACHEROUS = [
    *("=1+1", "+1", "-1", "@x", "'quoted", "''", "'", "007", "1E5", "63.0", "0.10", "1,2", "95%"),
    *("2021-06-22", "2021-06", "2021", "2021/6/22", "1900-01-01", "12:30", "TRUE", "FALSE", "yes"),
    *("NA", "nan", "None", "null", "#1", "(1)", "1/2", "$5", "1e400", "0x1F", "２０２１", "999"),
    *("中文，玩具。", "《指导原则（试行）》", "😀", "e\u0301", "a  b", "中\u3000文"),
    *('"', '""', ",", "a,b;c", "\\n", "<b>&amp;</b>", "]]>", "&#10;", "<r>x</r>"),
    *("http://x.org/?a=1&b=2#c", "internal:a", "mailto:a", "{=1}", "sep=,", "_x004"),
    "字" * 5000,
]  # fmt: skip
ESCAPES = ["_x000D_", "_x0041_", "_x005F_x0041_", "_x0041_x0042_", "_x0000_"]
VISIBLE = st.characters(codec="utf-8", exclude_categories=sorted(HIDDEN))
LEGAL = st.text(VISIBLE, max_size=30).map(str.strip).filter(lambda text: text and not unfit(text))
ESCAPED = st.text(st.sampled_from("_x0041F5D<r>/ "), max_size=30).map(lambda x: x.strip() or "_")


def tables_of(texts: Sequence[str]) -> dict[str, list[Row]]:
    """Tables in which every column of every table holds each of these texts once.

    A day in another form is left out of columns of days, which put it right.
    """
    tables = {}
    for name, table in SCHEMA.tables.items():
        rows = []
        for i in range(len(texts)):
            cells = {}
            for j, (column, declaration) in enumerate(table.columns.items()):
                text = texts[(i + j) % len(texts)]
                is_day = declaration.kind == "date" and usual_day(text)
                cells[column] = "2021-06-22" if is_day else text
            rows.append(Row(f"{name}!A{i + 2}", cells))
        tables[name] = rows
    return tables


def saved(rows: dict[str, list[Row]], folder: str | Path) -> Path:
    path = Path(folder) / "x.xlsx"
    path.write_bytes(tables_workbook(SCHEMA, rows))
    return path


def read(path: Path) -> dict[str, list[Row]]:
    reading = read_sheets(SCHEMA, path)
    assert reading.problems == []
    assert reading.notes == []
    return {name: sheet.rows for name, sheet in reading.tables.items()}


def cells(path: Path, name: str) -> list[dict[str, str]]:
    return [row.cells for row in read(path)[name]]


@settings(max_examples=12, deadline=None)
@given(st.lists(LEGAL | ESCAPED | st.sampled_from(TREACHEROUS + ESCAPES), min_size=1, max_size=6))
@example(TREACHEROUS + ESCAPES)
def test_any_legal_text_in_any_column_comes_back_as_it_was(texts: list[str]) -> None:
    rows = tables_of(texts)
    with tempfile.TemporaryDirectory() as folder:
        assert read(saved(rows, folder)) == rows


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_it_without_touching_a_cell(tmp_path: Path) -> None:
    rows = tables_of(TREACHEROUS)  # it drops the escapes of ESCAPES; the import lists such changes
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", tmp_path / "o"]
    path = saved(rows, tmp_path)
    subprocess.run([*convert, path], check=True, capture_output=True, timeout=120)
    assert read(tmp_path / "o" / "x.xlsx") == rows


@pytest.mark.parametrize(
    ("change", "column", "text"),
    [
        (put("plants!C4", "2021/6/22"), "planted", "2021-06-22"),
        (put("plants!C4", "2021.06.22 "), "planted", "2021-06-22"),
        (put("plants!C4", "2021年6月22日"), "planted", "2021-06-22"),
        (put("plants!C4", "２０２１－６－２２"), "planted", "2021-06-22"),
        (put("plants!C4", dt.date(2021, 6, 22), "d mmm yy"), "planted", "2021-06-22"),
        (put("plants!D4", dt.date(2021, 7, 1), "mmm-yy"), "flowered", "2021-07"),
        (put("plants!D4", dt.date(2021, 7, 1), "yyyy-mm-dd"), "flowered", "2021-07-01"),
        (put("plants!D4", dt.date(2021, 7, 1), '[DBNum1]yyyy"年"m"月"'), "flowered", "2021-07"),
        (put("plants!D4", dt.date(2021, 7, 1), "[$-de-DE]mmm\\ yy"), "flowered", "2021-07"),
        (put("plants!D4", dt.date(2021, 1, 1), "yyyy"), "flowered", "2021"),
        (put("plants!E4", 50, "0.0"), "height", "50.0"),
        (put("plants!E4", 50.25, "0.0"), "height", "50.25"),
        (put("plants!E4", 0.1 + 0.2), "height", "0.3"),
        (put("plants!E4", 0.00001), "height", "0.00001"),
        (put("plants!E4", 0.95, "0%"), "height", "95%"),
        (put("plants!F4", 40.0), "petals", "40"),
        (put("plants!F4", " 40 \u00a0"), "petals", "40"),
        (put("plants!G4", "1"), "row", "1"),
        (put("plants!H4", True), "evergreen", "yes"),
    ],
)  # fmt: skip
def test_what_is_sure_is_taken_as_it_is_meant(
    workbook: Path, change: Edited, column: str, text: str
) -> None:
    assert cells(edited(workbook, change), "plants")[2][column] == text


def test_a_link_left_in_an_emptied_cell_is_not_its_value(workbook: Path) -> None:
    def change(book: Any) -> None:
        book["plants"]["J3"].hyperlink = "http://x.org/fern"  # as Excel adds it
        book["plants"]["J3"].value = None
        book["plants"]["J4"].hyperlink = "https://example.org/of-another-row"

    urls = [row["url"] for row in cells(edited(workbook, change), "plants")]
    assert urls == ["", "", "https://example.org/?a=1&b=2#rose"]


def test_columns_may_be_moved_and_rows_left_blank(workbook: Path) -> None:
    def change(book: Any) -> None:
        book["beds"].move_range("A1:A3", cols=9)
        book["beds"].delete_cols(1)
        book["beds"].insert_rows(3)
        book["beds"]["C3"] = "  "
        book["beds"].insert_rows(1)

    rows = read(edited(workbook, change))["beds"]
    assert [row.cells for row in rows] == [row.cells for row in ROWS["beds"]]
    assert [row.place for row in rows] == ["beds!I3", "beds!I5"]


def test_a_formula_has_the_value_it_had_when_it_was_saved(workbook: Path) -> None:
    edited(workbook, put("beds!B3", "=UPPER(A3)"))
    calculated = workbook.with_name("y.xlsx")
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(calculated, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(b"<f>UPPER(A3)</f><v />", b"<f>UPPER(A3)</f><v>S</v>")
            new.writestr(part, re.sub(rb'<c r="B3" s="\d+">', b'<c r="B3" t="str">', content))
    assert cells(calculated, "beds")[1]["name"] == "S"


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("x: y.xlsx: beds!C4", ("beds", "C4")),
        ("x: y.xlsx: beds", ("beds", "")),
        ("x: y.xlsx", ("", "")),
        ("data/beds.csv:4", ("", "")),
    ],
)
def test_a_place_names_sheet_and_cell(place: str, parts: tuple[str, str]) -> None:
    assert sheet_and_cell("x: y.xlsx", place) == parts
