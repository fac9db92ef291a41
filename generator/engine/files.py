"""Files: JSON, scripts, CSV, zips, static ones, the same bytes on every run; and rewriting."""

import contextlib
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from .languages import Language

FORMULA = tuple("=+-@\t\r＝＋－＠")  # what a formula begins with; some spreadsheets take wide ones
TIME = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the earliest that the format knows
COMPRESSED = (".zip", ".xlsx", ".png")  # what no further packing makes smaller
UNIX = 3  # the system that is said to have made a zip, whichever it was
MODE = 0o644  # of every file in a zip
SAID = re.compile(r'\bsay\("([^"]*)"')  # a message of a script

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


def zip_bytes(files: Iterable[File]) -> bytes:
    """A zip of files, in the order in which it is to hold them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            part = zipfile.ZipInfo(name, TIME)
            stored = name.endswith(COMPRESSED)
            part.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            part.external_attr = MODE << 16
            part.create_system = UNIX
            archive.writestr(part, content)
    return out.getvalue()


def static_files(folder: Path | None) -> Iterator[Iterable[File]]:
    """Stylesheet, scripts, icon."""
    if folder is None:
        return
    from rcssmin import cssmin

    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".css":
                content = cssmin(content.decode()).encode()
            yield [(f"static/{path.relative_to(folder).as_posix()}", content)]


def script_words(folder: Path | None, language: Language) -> bytes:
    """What the scripts of a folder say, in a language: a script that has it by message."""
    scripts = sorted(folder.glob("*.js")) if folder else []
    said = [word for file in scripts for word in SAID.findall(file.read_text("utf-8"))]
    return script_bytes("words", {word: language.gettext(word) for word in said})


def rewrite(contents: Mapping[Path, bytes]) -> None:
    """Write these contents to their files; if an OSError is raised, every file is as it was.

    A run that is killed can leave some files old and some new, each whole, and a temporary one,
    .FILE.new. Hard links to an old file keep the old content.
    """
    temporary = {path: path.with_name(f".{path.name}.new") for path in contents}
    old = {path: path.read_bytes() for path in contents if path.exists()}
    replaced = []
    try:
        for path, content in contents.items():
            temporary[path].write_bytes(content)
        for path in contents:
            temporary[path].replace(path)
            replaced.append(path)
    except OSError:
        for path in replaced:
            if path in old:
                path.write_bytes(old[path])
            else:
                path.unlink()
        raise
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
