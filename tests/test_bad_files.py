"""Bad files, each a good one with one thing done to it, and the line that a curator then reads.

Whatever is done, nobody meets a traceback, and no table is touched.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main

from .conftest import edited, import_lines, problems, put

Change = Callable[[Any], object]


def add(sheet: str, *cells: object) -> Change:
    return lambda book: book[sheet].append(list(cells))


def without(sheet: str, row: int, rows: int = 1) -> Change:
    return lambda book: book[sheet].delete_rows(row, rows)


WORKBOOKS: list[tuple[str, Change, str]] = [
    # days
    ("day first", put("approvals!C2", "03/02/2019"), "approvals!C2: approved is '03/02/2019', not a date like 2021-06-22, 2021-Q2, 2021-06 or 2021, nor a word for missing"),
    ("format lost", put("approvals!C2", 43499, "0"), "approvals!C2: approved is '43499', not a date like 2021-06-22, 2021-Q2, 2021-06 or 2021, nor a word for missing (Excel counts days: is it 2019-02-03?)"),
    ("an hour too", put("approvals!C2", dt.datetime(2019, 2, 3, 10)), "approvals!C2: approved has a time of day (2019-02-03 10:00:00); type 2019-02-03"),
    ("an hour", put("approvals!C2", dt.time(10, 30)), "approvals!C2: approved is a time of day, 10:30:00; type what is meant"),
    ("print as day", put("approvals!D2", dt.date(2019, 2, 3)), "approvals!D2: date_printed has become a date of the spreadsheet, 2019-02-03, and what was typed is lost; format the cell as Text and type it again"),
    # numbers
    ("a sum", put("approvals!J2", "=20+20"), "approvals!J2: subjects is a formula without a value; type the value instead"),
    ("an error", put("approvals!J2", "#N/A", kind="e"), "approvals!J2: subjects is #N/A, an error of the spreadsheet"),
    ("a power of ten", put("approvals!I2", 1e5), "approvals!I2: trial is the number 100000: was it 1E5, read as a number? format the cell as Text and type it again"),
    ("half a subject", put("approvals!J2", 40.5), "approvals!J2: subjects is '40.5', not a whole number above 0, nor a word for missing"),
    ("too many digits", put("approvals!J2", 1e20), "approvals!J2: subjects is a number of more digits than a spreadsheet keeps; format the cell as Text and type it again"),
    ("digit lost", put("endpoints!F2", 50, "General"), "endpoints!F2: 50, a value or bound, is not in printed 'TRR at 3 month 50.0 (33.80, 66.20)'"),
    ("decimal comma", put("endpoints!F2", "50,0"), "endpoints!F2: value is '50,0', not a number as printed, NA, or a word for missing"),
    ("true", put("approvals!J2", True), "approvals!J2: subjects is TRUE, which is no text; format the cell as Text and type it again"),
    # words, ids, links
    ("id twice", put("products!A3", "toycel"), "products!A3: id 'toycel' is there already at products!A2"),
    ("id elsewhere", put("guidelines!A3", "toy-cells"), "terms!B52: id 'toy-cells' is taken by guidelines!A3; ids are unique everywhere"),
    ("capital", put("sources!B2", "Article"), "sources!B2: kind 'Article' is not a word of the list 'source-kind' in the sheet terms (did you mean 'article'?)"),
    ("no scheme", put("sources!G2", "www.example.org"), "sources!G2: url is 'www.example.org', not an address like https://example.org/page"),
    # text
    ("two lines", put("approvals!E2", "Adults\nat play"), "approvals!E2: indication contains a line break: a cell is one line of text (longer prose goes into notes/)"),
    ("unseen", put("approvals!E2", "Adu\u200blts"), "approvals!E2: indication contains an invisible or broken character (U+200B); delete it"),
    ("half a sign", put("approvals!E2", "Adults_xD83D_"), "approvals!E2: indication contains an invisible or broken character (U+D83D); delete it"),
    ("lost letters", put("approvals!E2", "???"), "approvals!E2: indication is '???': letters were lost; type them again, save CSV as 'CSV UTF-8'"),
    ("a novel", put("approvals!E2", "x" * 5001), "approvals!E2: indication has 5001 characters, more than 5000: longer prose goes into notes/"),
    # rows
    ("row deleted", without("products", 3, 2), "products: 2 of 3 rows deleted; if that is meant: make import FILE=x.xlsx ARGS=--allow-deletions"),
    ("half a row", add("products", "toyball", "Toyball"), "products!D5: type is empty"),
    ("a note below", put("products!A9", "checked by Anna"), "products!A9: is alone in its row; delete it, or fill in the row"),
    ("a note beside", put("products!J3", "ask Anna"), "products!J3: is beside the table, in a column without a name; delete it"),
    ("merged", lambda book: book["products"].merge_cells("B2:B3"), "products!B2:B3: merged cells: unmerge them, and fill in each"),
    # columns
    ("misspelt column", put("products!B1", "nmae"), "products!B1: unknown column 'nmae' (did you mean 'name'?)"),
    ("nameless column", put("products!B1", None), "products: has no column name"),
    ("column twice", put("products!B1", "id"), "products!B1: column 'id' is there twice"),
    ("no column", lambda book: book["products"].delete_cols(2), "products: has no column name"),
    ("no header", without("products", 1), "products!A1: the first row is not the header, which is id,name,name_printed,type,holder_id,source_id,source_table,source_row,confidence"),
    # sheets
    ("no sheet", lambda book: book.remove(book["products"]), ": has no sheet 'products'"),
    ("misspelt sheet", lambda book: setattr(book["products"], "title", "prodcts"), ": sheet 'prodcts' is left out: it is no table (did you mean 'products'?)"),
    ("empty sheet", without("products", 1, 9), "products: is empty; its first row names the columns"),
    ("sheet twice", lambda book: setattr(book.copy_worksheet(book["products"]), "title", "Products "), "Products : a second sheet for the table products; keep one"),
    ("cell far below", put("products!A1048576", "x"), "products: has a cell far outside its table; delete the empty rows and columns"),
    ("cell far right", put("products!XFD9999", "x"), "products: has a cell far outside its table; delete the empty rows and columns"),
]  # fmt: skip


def packed(
    part: str = "", change: Callable[[bytes], bytes] = bytes, **more: bytes
) -> Callable[[bytes], bytes]:
    """Another zip with the parts of that ending changed, and more parts added."""

    def repacked(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
            for name in old.namelist():
                inside = old.read(name)
                new.writestr(name, change(inside) if part and name.endswith(part) else inside)
            for name, added in more.items():
                new.writestr(name, added)
        return out.getvalue()

    return repacked


SHEET = "sheet2.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
UNREADABLE = ": cannot be read as a workbook; open it in the spreadsheet and save it anew"
FILES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("a CSV file", lambda _: b"id,name\n", ": not an .xlsx workbook; save it as 'Excel workbook (.xlsx)'"),
    ("Excel of 1997, or a password", lambda _: b"\xd0\xcf\x11\xe0" * 99, ": cannot be opened: protected by a password, cut short, or not of a newer Excel; save it as 'Excel workbook (.xlsx)', without a password"),
    ("cut short", lambda content: content[:9000], ": cannot be opened: protected by a password, cut short, or not of a newer Excel; save it as 'Excel workbook (.xlsx)', without a password"),
    ("no workbook within", lambda _: packed(x=b"x")(b"PK\5\6" + bytes(18)), UNREADABLE),
    ("a sheet cut short", packed(SHEET, lambda b: b[:300]), UNREADABLE),
    ("entities", packed(SHEET, lambda b: LAUGHS + b), UNREADABLE),
    ("all cells merged", packed(".xml", lambda b: b.replace(b"</sheetData>", MERGED)), ": merges or links far more cells than a table has; undo that"),
    ("all cells linked", packed(".xml", lambda b: b.replace(b'ref="A10" location', b'ref="A1:XFD1048576" location')), ": merges or links far more cells than a table has; undo that"),
    ("macros", packed(**{"xl/vbaProject.bin": b"x"}), ": contains macros; save it as a workbook without them"),
    ("a bomb", packed(**{"xl/bomb.xml": b"0" * 60_000_000}), ": unpacks to far more than a table would"),
    ("a swarm", packed(**{f"x{i}": b"" for i in range(2000)}), ": has 2090 parts, more than any workbook of tables"),
]  # fmt: skip


def head(content: bytes) -> bytes:
    return content.split(b"\n")[0] + b"\n"


CSV: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("UTF-16", lambda b: b.decode().encode("utf-16"), "data/products.csv:1: not UTF-8 text; in the spreadsheet, save it as 'CSV UTF-8 (comma delimited)'"),
    ("a web page", lambda _: b"<!doctype html>\n<title>x</title>\n", "data/products.csv:1: the first row is not the header, which is id,name,name_printed,type,holder_id,source_id,source_table,source_row,confidence"),
    ("conflict marks", lambda b: b"<<<<<<< HEAD\n" + b, "data/products.csv:1: marks of a merge conflict (<<<<<<<, =======, >>>>>>>): keep one side and delete the marks"),
    ("conflict marks of a spreadsheet", lambda b: b.replace(b"toygene,", b">>>>>>> theirs,,,,,,\ntoygene,"), "data/products.csv:3: marks of a merge conflict"),
    ("read as Latin", lambda b: b.replace(b"Toygene,", "Toyâ€™s gene,".encode()), "data/products.csv:3: name has 'â€™', letters that were mangled on opening; type them again"),
    ("all read as Latin", lambda b: b + "".join(f"toy{i},{'玩具'.encode().decode('latin-1')}{i},toy-genes,sample-games,toy-supplement,Toy Table 2,{i}\n" for i in range(4, 8)).encode(), "data/products.csv: letters, such as Chinese, were mangled on opening; undo the file, and open it by Data > From Text/CSV as UTF-8"),
    ("no-break blank", lambda b: b.replace(b"Toygene,", "Toy\u00a0gene,".encode()), "data/products.csv:3: name has a no-break blank (U+00A0) after 'Toy'; type a blank"),
    ("ligature", lambda b: b.replace(b"Toygene,", "A deﬁned toy,".encode()), "data/products.csv:3: name has the ligature 'ﬁ' in 'deﬁned'; type 'fi'"),
    ("own column", lambda b: b.replace(b"confidence\n", b"confidence,checked\n"), "data/products.csv:1: unknown column 'checked'; delete it: notes of your own stay outside the tables"),
    ("header twice", lambda b: head(b) + b, "data/products.csv:2: source_row is 'source_row', not a whole number above 0"),
    ("cell too few", lambda b: b.replace(b"Toygene,", b""), "data/products.csv:3: 8 cells where the header has 9"),
    ("text behind a quote", lambda b: b.replace(b"Toygene,", b'"Toy"gene,'), "data/products.csv:3: not readable as CSV: ',' expected after '\"'"),
    ("carriage return in a cell", lambda b: b.replace(b"Toygene,", b'"Toy\rgene",'), "data/products.csv:3: name contains a line break: a cell is one line of text (longer prose goes into notes/)"),
    ("too narrow a column", lambda b: b.replace(b"Toygene,", b"#######,"), "data/products.csv:3: name is #######, an error of the spreadsheet"),
    ("id of the letter O", lambda b: b.replace(b"toygene,", "toygenе,".encode()), "data/products.csv:3: id has 'nе', letters of two scripts in one word; type them again"),
    ("id in capitals", lambda b: b.replace(b"toygene,", b"TOYGENE,"), "data/products.csv:3: id is 'TOYGENE', not a lower-case word of letters, digits and single hyphens"),
    ("row number as a fraction", lambda b: b.replace(b"Table 2,3", b"Table 2,3.0"), "data/products.csv:3: source_row is '3.0', not a whole number above 0"),
]  # fmt: skip


def cases(table: list[tuple[str, Any, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("change", "message"), [case[1:] for case in table], ids=[case[0] for case in table]
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@cases(WORKBOOKS)
def test_a_spoilt_workbook_is_told_by_its_cell(
    toy_workbook: bytes, tmp_path: Path, change: Change, message: str
) -> None:
    told = import_lines(edited(toy_workbook, tmp_path / "x.xlsx", change))
    told = [line.replace(f"{tmp_path}/", "") for line in told]
    assert f"x.xlsx{message}" in told or f"x.xlsx: {message}" in told, told


@cases(FILES)
def test_a_file_that_is_no_workbook_is_one_line(
    toy_workbook: bytes, tmp_path: Path, toy: Path, capsys: pytest.CaptureFixture[str],
    change: Callable[[bytes], bytes], message: str,
) -> None:  # fmt: skip
    path, before = tmp_path / "x.xlsx", contents(toy)
    path.write_bytes(change(toy_workbook))
    assert path.read_bytes() != toy_workbook
    assert main(["import", str(path), "--data", str(toy)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"x.xlsx{message}\n")
    assert said.endswith("1 problem in x.xlsx; nothing was changed.\n")
    assert said.count("\n") == 2
    assert contents(toy) == before


@cases(CSV)
def test_a_spoilt_csv_file_is_told_by_its_line(
    toy: Path, change: Callable[[bytes], bytes], message: str
) -> None:
    path = toy / "products.csv"
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    found = problems(toy)
    assert any(line.startswith(message) for line in found), found
