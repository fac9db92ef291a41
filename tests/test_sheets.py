"""Sheets read back: no cell is other than it was, whatever it holds and whoever saved it."""

import datetime as dt
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cells import Day
from generator.damage import HIDDEN, unfit
from generator.engine.workbooks import escape_cell, unescape_cell
from generator.forms import holds, tables_workbook
from generator.imports import read_import, read_tables
from generator.records import TABLES, columns
from generator.sheets import Y_M_D, read_sheets
from generator.tables import Row

from .conftest import DATA, TOY, edited, put

TREACHEROUS = [
    *("=1+1", "+1", "-1", "@x", "'quoted", "''", "'", "007", "1E5", "63.0", "0.10", "1,2", "95%"),
    *("2021-06-22", "2021-06", "2021", "2021/6/22", "1900-01-01", "12:30", "TRUE", "FALSE", "yes"),
    *("NA", "nan", "None", "null", "#1", "(1)", "1/2", "$5", "1e400", "0x1F", "２０２１", "999"),
    *("中文，玩具。", "《指导原则（试行）》", "😀", "e\u0301", "a  b", "中\u3000文"),
    *('"', '""', ",", "a,b;c", "\\n", "<b>&amp;</b>", "]]>", "&#10;"),
    *("http://x.org/?a=1&b=2#c", "sep=,", "_x004"),
    "字" * 5000,
]  # fmt: skip
ESCAPES = ["_x000D_", "_x0041_", "_x005F_x0041_", "_x0041_x0042_", "_x0000_"]
VISIBLE = st.characters(codec="utf-8", exclude_categories=sorted(HIDDEN))
LEGAL = st.text(VISIBLE, max_size=30).map(str.strip).filter(lambda text: text and not unfit(text))


def tables_of(texts: Sequence[str]) -> dict[str, list[Row]]:
    """Tables in which every column of every table holds each of these texts once."""
    count = len(texts)
    return {
        table: [
            Row(str(i + 2), {c: text_for(table, c, texts[(i + j) % count]) for j, c in names})
            for i in range(count)
        ]
        for table in TABLES
        for names in [list(enumerate(columns(table)))]
    }


def text_for(table: str, column: str, text: str) -> str:
    """The text, unless it is a day in another form, which a column of days puts right."""
    other = Y_M_D.fullmatch(unicodedata.normalize("NFKC", text))
    iso = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return "2021-06-22" if holds(table, column, Day) and other and not iso else text


def saved(rows: dict[str, list[Row]], folder: str | Path) -> Path:
    path = Path(folder) / "x.xlsx"
    path.write_bytes(tables_workbook(rows))
    return path


def read(path: Path) -> dict[str, list[Row]]:
    reading = read_sheets(path)
    assert reading.problems == []
    assert reading.notes == []
    return {table: given.rows for table, given in reading.tables.items()}


@settings(max_examples=20, deadline=None)
@given(st.lists(LEGAL | st.sampled_from(TREACHEROUS + ESCAPES), min_size=1, max_size=6))
def test_any_legal_text_in_any_column_comes_back_as_it_was(texts: list[str]) -> None:
    rows = tables_of(texts)
    with tempfile.TemporaryDirectory() as folder:
        assert read(saved(rows, folder)) == rows


def test_what_spreadsheets_are_known_to_spoil_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = tables_of(TREACHEROUS + ESCAPES)
    assert read(saved(rows, tmp_path)) == rows


@given(st.text(st.sampled_from("_x0041F5D "), max_size=30))
def test_what_reads_like_an_escape_is_escaped(text: str) -> None:
    assert unescape_cell(escape_cell(text)) == text


@pytest.mark.parametrize("data", [TOY, DATA])
def test_real_tables_come_back_cell_by_cell(data: Path, tmp_path: Path) -> None:
    rows = read_tables(data)
    found = read(saved(rows, tmp_path))
    assert {table: [row.cells for row in there] for table, there in found.items()} == {
        table: [row.cells for row in there] for table, there in rows.items()
    }


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_it_without_touching_a_cell(tmp_path: Path) -> None:
    rows = tables_of(TREACHEROUS)  # it drops the escapes of ESCAPES; the import tells such changes
    real = tmp_path / "real.xlsx"
    real.write_bytes(tables_workbook(read_tables(DATA)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    convert = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out)]
    files = [saved(rows, tmp_path), real]
    subprocess.run([*convert, *files], check=True, capture_output=True, timeout=120)
    assert read(out / "x.xlsx") == rows
    assert read_import(out / "real.xlsx", DATA) == ([], [], [], {})


def cell(path: Path, table: str, column: str, line: int = 0) -> str:
    return read(path)[table][line].cells[column]


@pytest.mark.parametrize(
    ("change", "column", "text"),
    [
        (put("approvals!C2", "2019-02-03"), "approvals.approved", "2019-02-03"),
        (put("approvals!C2", "2019/2/3"), "approvals.approved", "2019-02-03"),
        (put("approvals!C2", "2019.02.03 "), "approvals.approved", "2019-02-03"),
        (put("approvals!C2", "2019年2月3日"), "approvals.approved", "2019-02-03"),
        (put("approvals!C2", "２０１９－２－３"), "approvals.approved", "2019-02-03"),
        (put("approvals!C2", dt.date(2019, 2, 3), "d mmm yy"), "approvals.approved", "2019-02-03"),
        (put("approvals!G2", True), "approvals.conditional", "yes"),
        (put("approvals!J2", 40), "approvals.subjects", "40"),
        (put("approvals!J2", 40.0), "approvals.subjects", "40"),
        (put("approvals!J2", " 40 \u00a0"), "approvals.subjects", "40"),
        (put("approvals!N2", "1"), "approvals.source_row", "1"),
        (put("endpoints!F2", 50, "0.0"), "endpoints.value", "50.0"),
        (put("endpoints!F2", 50.25, "0.0"), "endpoints.value", "50.25"),
        (put("endpoints!F2", 0.1 + 0.2), "endpoints.value", "0.3"),
        (put("endpoints!F2", 0.00001), "endpoints.value", "0.00001"),
        (put("endpoints!J2", 0.95, "0%"), "endpoints.interval", "95%"),
        (put("sources!E2", dt.date(2020, 7, 1), "mmm-yy"), "sources.published", "2020-07"),
        (put("sources!E2", dt.date(2020, 7, 1), "yyyy-mm-dd"), "sources.published", "2020-07-01"),
    ],
)  # fmt: skip
def test_what_is_sure_is_taken_as_it_is_meant(
    toy_workbook: bytes, tmp_path: Path, change: Callable[[Any], None], column: str, text: str
) -> None:
    path = edited(toy_workbook, tmp_path / "x.xlsx", change)
    assert cell(path, *column.split(".")) == text


def test_a_link_left_in_an_emptied_cell_is_not_its_value(
    toy_workbook: bytes, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        book["sources"]["G2"].hyperlink = "https://example.org/article"  # as Excel adds it
        book["sources"]["G2"].value = None
        book["sources"]["G4"].hyperlink = "https://example.org/of-another-row"

    path = edited(toy_workbook, tmp_path / "x.xlsx", change)
    urls = [row.cells["url"] for row in read(path)["sources"]]
    assert urls == ["", "", "https://example.org/supplement"]


def test_columns_may_be_moved_and_rows_left_blank(toy_workbook: bytes, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["products"].move_range("B1:B3", cols=9)
        book["products"].delete_cols(2)
        book["products"].insert_rows(3)
        book["products"]["C3"] = "  "
        book["products"].insert_rows(1)

    found = read(edited(toy_workbook, tmp_path / "x.xlsx", change))["products"]
    assert [row.cells for row in found] == [row.cells for row in read_tables(TOY)["products"]]
    assert [row.place for row in found] == ["3", "5"]


def test_a_formula_is_worth_the_value_it_had_when_it_was_saved(
    toy_workbook: bytes, tmp_path: Path
) -> None:
    path = edited(toy_workbook, tmp_path / "x.xlsx", put("products!B3", "=UPPER(A3)"))
    calculated = tmp_path / "y.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(calculated, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(b"<f>UPPER(A3)</f><v />", b"<f>UPPER(A3)</f><v>T</v>")
            new.writestr(part, content.replace(b'<c r="B3" s="5">', b'<c r="B3" s="5" t="str">'))
    assert cell(calculated, "products", "name", 1) == "T"


def test_sheets_of_other_names_are_left_out_and_told(toy_workbook: bytes, tmp_path: Path) -> None:
    path = edited(toy_workbook, tmp_path / "x.xlsx", lambda book: book.create_sheet("My notes"))
    assert read_sheets(path).notes == ["x.xlsx: sheet 'My notes' is left out: it is no table"]
