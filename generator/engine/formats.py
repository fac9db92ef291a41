"""Formats of files, with the same bytes on every run and machine: JSON, scripts, CSV, zips."""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import Any

import msgspec

FORMULA = tuple("=+-@\t\r＝＋－＠")  # what a formula begins with; some spreadsheets take wide ones
TIME = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the earliest that the format knows
COMPRESSED = (".zip", ".xlsx", ".png")  # what no further packing makes smaller
UNIX = 3  # the system that is said to have made a zip, whichever it was

File = tuple[str, bytes]  # path within the site, content
Shaped = dict[str, Any]  # what becomes an object of JSON


def json_bytes(content: object) -> bytes:
    """JSON as files have it: readable, in the order given."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def script_bytes(name: str, value: object) -> bytes:
    """A classic script, which loads from disk too, that sets window.NAME to a value."""
    code = msgspec.json.encode(value).replace(b"<", rb"\u003c")
    return b"window.%s = %s;\n" % (name.encode(), code)


def csv_bytes(heads: Iterable[str], rows: Iterable[Iterable[str | int]]) -> bytes:
    """Rows as CSV in which no spreadsheet sees a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([inert(cell) for cell in row] for row in (heads, *rows))
    return out.getvalue().encode()


def inert(cell: str | int) -> str | int:
    """The cell, behind an apostrophe if a spreadsheet would run it as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def zip_bytes(files: Iterable[File], mode: int = 0o644) -> bytes:
    """A zip of files, in the order in which it is to hold them; `mode` is that of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            part = zipfile.ZipInfo(name, TIME)
            stored = name.endswith(COMPRESSED)
            part.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            part.external_attr = mode << 16
            part.create_system = UNIX
            archive.writestr(part, content)
    return out.getvalue()
