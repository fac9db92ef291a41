"""Whatever stands in the data folder: problems with their places, or a site with every row.

`SOAK=1` tries two hundred times as much.
"""

import contextlib
import csv
import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.__main__ import main

from .conftest import ADDRESS, TOY, sign
from .hostile import COLUMNS, read, whole_toy, write
from .runs import SOAK
from .test_hostile import FORMULA

FILES = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*") if path.is_file())
FILES += ["applications.csv", "tables.xlsx", "notes/toycel.txt"]  # which nothing would read
ODD = [  # what stands in some cell of some catalogue, or should not
    *("", "0", "1", "01", "-1", "1e3", "999999999", "9" * 400, "0.0", "100", "50.0", "95%", "NA"),
    *("not-reported", "not-applicable", "yes", "no", "x", "a-b", "index", "con", "玩具", "１２"),
    *("2019", "2019-02-03", "2020-06-30", "0001-01-01", "9999-12-31", "2019/2/3", "issued", "İ"),
    *("toycel", "toygene", "toy-cells", "toy-cells-making", "toy-article", "toycel-2019-02-03"),
    *("/", "/products/toycel/", "/products/toyzel/", "/x/", "/feed.xml", "/evidence/not-here/#x"),
    *("=1+1", "<b>", '"', "'", "a,b", "a\nb", "a\rb", "a\tb", "\u202e", "\ufeff", "x" * 5001),
]
BREAKING = [b"\0", b"\xed\xa0\x80", b'"', b"\r", b"\n", b",", b";", b"\xef\xbb\xbf"]
Outcome = dict[str, bytes] | list[str]
Tries = Callable[..., Outcome]


def tries(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=number * (200 if SOAK else 1),
        deadline=None,
        derandomize=not SOAK,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def tried(outcome: Tries) -> Tries:
    """The site, whose rows are those of the tables, or what is wrong, all of it with a place."""

    def whole(data: Path, site_url: str | None = None) -> Outcome:
        found = outcome(data, site_url)
        if isinstance(found, dict):
            assert_whole(data, found)
        else:
            assert found
            for line in found:
                assert line.startswith("data/"), line
                assert line.replace("\u3000", " ").isprintable(), line
        return found

    return whole


def assert_whole(data: Path, files: dict[str, bytes]) -> None:
    """Every row of every table, read by nothing of ours, is in the tables to take away."""
    for table in COLUMNS:
        order, *taken = csv.reader(io.StringIO(files[f"data/{table}.csv"].decode(), newline=""))
        bare = (cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
                for row in taken for cell in row)  # fmt: skip
        found = Counter(zip(*[bare] * len(order), strict=True))
        assert found == counted((data / f"{table}.csv").read_bytes(), table, order), table


def counted(content: bytes, table: str, order: Sequence[str]) -> Counter[tuple[str, ...]]:
    """The rows of a file in that order of columns, with whatever mark splits its head best."""
    text, whole = content.decode("utf-8-sig"), []
    for mark in ",;\t":
        with contextlib.suppress(csv.Error):  # a quote that is none, if this is not the mark
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
            cells = [[cell.strip() for cell in row] for row in reader]
            whole.append([row for row in cells if any(row)])
    head, *rows = max(whole, key=lambda rows: sum(cell in COLUMNS[table] for cell in rows[0]))
    at = [head.index(column) for column in order]
    return Counter(tuple(row[i] for i in at) for row in rows)


@contextlib.contextmanager
def copied(*, editions: bool = True) -> Iterator[Path]:
    """A copy of the toy's tables; without editions nothing that goes is missed."""
    with tempfile.TemporaryDirectory() as folder:
        data = whole_toy(Path(folder))
        if not editions:
            shutil.rmtree(data / "editions")
            for table in ("changes", "redirects"):
                write(data / f"{table}.csv", [COLUMNS[table]])
        yield data


def inserted(at: int, new: bytes, instead_of: int) -> Callable[[bytes], bytes]:
    def change(old: bytes) -> bytes:
        place = at % (len(old) + 1)
        return old[:place] + new + old[place + instead_of :]

    return change


spoilt = st.one_of(
    st.binary(max_size=200).map(lambda new: lambda old: new),
    st.builds(inserted, st.integers(0, 99_999), st.binary(max_size=8), st.integers(0, 99)),
    st.builds(inserted, st.integers(0, 99_999), st.sampled_from(BREAKING), st.integers(0, 1)),
    st.sampled_from(["utf-16", "utf-8-sig", "gb18030"]).map(
        lambda code: lambda old: old.decode().encode(code)
    ),
)


@tries(25)
@given(name=st.sampled_from(FILES), spoil=spoilt)
def test_any_bytes_in_any_file(tried: Tries, name: str, spoil: Callable[[bytes], bytes]) -> None:
    with copied() as data:
        there = (data / name).read_bytes() if (data / name).exists() else b""
        (data / name).write_bytes(spoil(there))
        found = tried(data)
        assert there or any(line.startswith(f"data/{name}: is no ") for line in found)


@tries(16)
@given(st.sampled_from(sorted(COLUMNS)), spoilt)
def test_tidy_never_loses_a_cell_of_a_file_that_it_rewrites(
    table: str, spoil: Callable[[bytes], bytes]
) -> None:
    with copied() as data:
        path = data / f"{table}.csv"
        path.write_bytes(before := spoil(path.read_bytes()))
        main(["tidy", "--data", str(data)])
        if (now := path.read_bytes()) != before:
            order = COLUMNS[table]
            assert counted(now, table, order) == counted(before, table, order)
            main(["tidy", "--data", str(data)])
            assert path.read_bytes() == now


@tries(30)
@given(draw=st.data(), editions=st.booleans())
def test_any_cells_and_rows_of_any_table(tried: Tries, draw: st.DataObject, editions: bool) -> None:
    """A cell becomes odd, any text or that of another; rows go, stand twice or change places."""
    with copied(editions=editions) as data:
        for _ in range(draw.draw(st.integers(1, 2))):
            path = data / f"{draw.draw(st.sampled_from(sorted(COLUMNS)))}.csv"
            head, *rows = read(path)
            if not rows:
                continue
            one, other = (draw.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
            column, there = (draw.draw(st.integers(0, len(head) - 1)) for _ in range(2))
            match draw.draw(st.sampled_from(["odd", "odd", "text", "copy", "swap", "go", "list"])):
                case "odd":
                    rows[one][column] = draw.draw(st.sampled_from(ODD))
                case "text":
                    rows[one][column] = draw.draw(st.text(max_size=12))
                case "copy":
                    rows[one][column] = rows[other][there]
                case "swap":
                    cells = rows[other][column], rows[one][column]
                    rows[one][column], rows[other][column] = cells
                case "go":
                    del rows[one]
                case "list":
                    rows = [row for row in rows if row[0] != rows[one][0]]
            write(path, [head, *rows])
        tried(data, draw.draw(st.sampled_from([None, ADDRESS])))


def test_the_order_of_rows_says_nothing(tried: Tries) -> None:
    with copied() as data:
        for table in COLUMNS:
            head, *rows = read(data / f"{table}.csv")
            write(data / f"{table}.csv", [head, *reversed(rows)])
        assert isinstance(tried(data), dict)


@pytest.mark.parametrize("table", COLUMNS)
def test_each_row_can_go_and_each_list_of_words_can(tried: Tries, table: str) -> None:
    """One by one, all of them or some: what a page takes for granted is missed in words."""
    with copied(editions=False) as data:
        head, *rows = read(data / f"{table}.csv")
        firsts = sorted({row[0] for row in rows})
        gone = [*zip(firsts), *(combinations(firsts, 2) if SOAK or table == "terms" else ())]
        left = [[row for row in rows if row[0] not in some] for some in gone]
        left += [rows[:i] + rows[i + 1 :] for i in range(len(rows))]
        for some in left if SOAK else left[:: len(left) // 6 + 1]:
            write(data / f"{table}.csv", [head, *some])
            tried(data)


@tries(16)
@given(draw=st.data(), signed=st.booleans())
def test_any_edition_signed_anew_or_not(tried: Tries, draw: st.DataObject, signed: bool) -> None:
    """An edition is made by no hand; but what a hand does to one is told, or does no harm."""
    with copied() as data:
        path = draw.draw(st.sampled_from(sorted((data / "editions").iterdir())))
        whole: Any = json.loads(path.read_text("utf-8"))
        part, key = whole, draw.draw(st.sampled_from(["tables", "tables", *sorted(whole)]))
        while part[key] and isinstance(part[key], dict | list) and draw.draw(st.integers(0, 4)):
            part = part[key]
            keys = sorted(part) if isinstance(part, dict) else range(len(part))
            key = draw.draw(st.sampled_from(keys))
        if draw.draw(st.booleans()):
            del part[key]
        else:
            part[key] = draw.draw(st.one_of(st.sampled_from(ODD), st.text(max_size=9), st.none()))
        sign(path, whole) if signed else path.write_text(json.dumps(whole), "utf-8")
        tried(data)
