"""Whatever stands in the data folder: problems with their places, or a site with every row.

`SOAK=1` tries twenty times as much.
"""

import contextlib
import csv
import datetime as dt
import io
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import build
from generator.applications import read_applications
from generator.build import site_files
from generator.catalogues import Catalogue
from generator.checks import load
from generator.downloads import workbook_to_fill_in
from generator.downloads.tables import FORMULA
from generator.editions import checksum, frozen_bytes, read_editions
from generator.figures import all_figures
from generator.problems import DataProblems
from generator.records import TABLES, columns
from generator.tidying import tidy

from .conftest import TOY

SOAK = bool(os.environ.get("SOAK"))
FILES = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*") if path.is_file())
ODD = [  # what stands in some cell of some catalogue, or should not
    *("", "0", "1", "01", "-1", "1e3", "999999999", "9" * 400, "0.0", "100", "50.0", "95%", "NA"),
    *("not-reported", "not-applicable", "yes", "no", "x", "a-b", "index", "con", "玩具", "１２"),
    *("2019", "2019-02-03", "2020-06-30", "0001-01-01", "9999-12-31", "2019/2/3", "issued", "İ"),
    *("toycel", "toygene", "toy-cells", "toy-cells-making", "toy-article", "toycel-2019-02-03"),
    *("/", "/products/toycel/", "/products/toyzel/", "/x/", "/feed.xml", "/evidence/not-here/#x"),
    *("=1+1", "<b>", '"', "'", "a,b", "a\nb", "a\rb", "a\tb", "\u202e", "\ufeff", "x" * 5001),
]
BREAKING = [b"\0", b"\xed\xa0\x80", b'"', b"\r", b"\n", b",", b";", b"\xef\xbb\xbf"]
Rows = list[list[str]]


def tries(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=number * (20 if SOAK else 1),
        deadline=None,
        derandomize=not SOAK,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module", autouse=True)
def undrawn(toy_catalogue: Catalogue) -> Iterator[None]:
    """Every figure is drawn as the toy's, every picture is one: drawing takes a second each."""
    drawn = build.all_drawn(all_figures(toy_catalogue), toy_catalogue)
    some = next(iter(drawn.values()))
    books = list(build.workbooks(toy_catalogue))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "all_drawn", lambda all, _: {id: drawn.get(id, some) for id in all})
        patch.setattr(build, "workbooks", lambda _: books)
        patch.setattr(build, "pictures", lambda *_: ())
        yield


def outcome(data: Path, site_url: str | None = None) -> dict[str, bytes] | DataProblems:
    """The site, whose rows are those of the tables, or what is wrong, all of it with a place."""
    try:
        files = site_files(load(data), data.name, site_url)
    except DataProblems as found:
        problems = found
    else:
        assert_whole(data, files)
        return files
    assert problems.problems
    for place, message, *_ in problems.problems:
        assert place.startswith(f"{data.name}/"), place
        assert message.isprintable() or "\u3000" in message, message
    return problems


def assert_whole(data: Path, files: Mapping[str, bytes]) -> None:
    """Every row of every table, read by nothing of ours, is in the tables to take away."""
    for table in TABLES:
        given = [tuple(cell.strip() for cell in row) for row in plain_rows(data / f"{table}.csv")]
        taken = [
            tuple(cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
                  for cell in row)
            for row in csv.reader(io.StringIO(files[f"data/{table}.csv"].decode(), newline=""))
        ]  # fmt: skip
        head, order = given[0], taken[0]
        at = [head.index(column) for column in order]
        wanted = Counter(tuple(row[i] for i in at) for row in given[1:] if any(row))
        assert Counter(taken[1:]) == wanted, table


def plain_rows(path: Path) -> Rows:
    """The cells of a file, with whatever mark splits its first line best."""
    text = path.read_bytes().decode("utf-8-sig")
    whole = []
    for mark in ",;\t":
        with contextlib.suppress(csv.Error):  # a quote that is none, if this is not the mark
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
            whole.append(list(reader))
    known = columns(path.stem)
    found = max(
        whole, key=lambda rows: sum(cell.strip() in known for row in rows[:5] for cell in row)
    )
    return [row for row in found if any(cell.strip() for cell in row)]


def write_rows(path: Path, rows: Rows) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


def copy(folder: str, *, editions: bool = True) -> Path:
    """A copy of the toy's tables; without editions nothing that goes is missed."""
    data = shutil.copytree(TOY, Path(folder) / "data")
    if not editions:
        shutil.rmtree(data / "editions")
        for table in ("changes", "redirects"):
            write_rows(data / f"{table}.csv", [columns(table)])
    return data


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


@tries(120)
@given(st.sampled_from(FILES), spoilt)
def test_any_bytes_in_any_file(name: str, spoil: Callable[[bytes], bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder)
        (data / name).write_bytes(spoil((data / name).read_bytes()))
        outcome(data)


@tries(60)
@given(st.sampled_from(sorted(TABLES)), spoilt)
def test_tidy_never_loses_a_cell_of_a_file_that_it_rewrites(
    table: str, spoil: Callable[[bytes], bytes]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder)
        path = data / f"{table}.csv"
        path.write_bytes(spoil(path.read_bytes()))
        before = path.read_bytes()
        if f"data/{table}.csv" in tidy(data)[0]:
            rows, now = plain_rows(path), path.read_bytes()
            path.write_bytes(before)
            was = plain_rows(path)
            at = [[cell.strip() for cell in was[0]].index(column) for column in rows[0]]
            assert Counter(tuple(row[i].strip() for i in at) for row in was[1:]) == Counter(
                map(tuple, rows[1:])
            )
            path.write_bytes(now)
            assert tidy(data)[0] == []
        else:
            assert path.read_bytes() == before


cells = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.none())


@tries(200)
@given(st.data(), st.booleans())
def test_any_cell_of_any_table(draw: st.DataObject, editions: bool) -> None:
    """A cell becomes something odd, any text, or what stands in another cell of its table."""
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder, editions=editions)
        for _ in range(draw.draw(st.integers(1, 2))):
            table = draw.draw(st.sampled_from(sorted(TABLES)))
            rows = plain_rows(data / f"{table}.csv")
            if len(rows) == 1:
                continue
            line = draw.draw(st.integers(1, len(rows) - 1))
            column = draw.draw(st.integers(0, len(rows[0]) - 1))
            text = draw.draw(cells)
            if text is None:
                text = rows[draw.draw(st.integers(1, len(rows) - 1))][
                    draw.draw(st.integers(0, len(rows[0]) - 1))
                ]
            rows[line][column] = text
            write_rows(data / f"{table}.csv", rows)
        outcome(data, draw.draw(st.sampled_from([None, "https://example.org/x/"])))


@tries(80)
@given(st.data(), st.booleans())
def test_any_rows_deleted_doubled_or_swapped(draw: st.DataObject, editions: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder, editions=editions)
        table = draw.draw(st.sampled_from(sorted(TABLES)))
        head, *rows = plain_rows(data / f"{table}.csv")
        if not rows:
            return
        one, other = (draw.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
        act = draw.draw(st.sampled_from(["delete", "double", "swap", "cells", "list", "all"]))
        if act == "delete":
            del rows[one]
        elif act == "double":
            rows.insert(other, list(rows[one]))
        elif act == "swap":
            rows[one], rows[other] = rows[other], rows[one]
        elif act == "cells":
            column = draw.draw(st.integers(0, len(head) - 1))
            rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
        elif act == "list":
            rows = [row for row in rows if row[0] != rows[one][0]]
        else:
            rows = []
        write_rows(data / f"{table}.csv", [head, *rows])
        found = outcome(data)
        if act == "swap":
            assert isinstance(found, dict)  # the order of rows says nothing
        if act == "double":
            assert isinstance(found, DataProblems)  # a row that stands twice is one too many
            lines = [problem.place for problem in found.problems]
            assert any(place.startswith(f"data/{table}.csv:") for place in lines)


@pytest.mark.parametrize("table", TABLES)
def test_each_row_can_go_and_each_list_of_words_can(table: str) -> None:
    """One by one, all of them: what a page takes for granted is missed in words."""
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder, editions=False)
        path = data / f"{table}.csv"
        head, *rows = plain_rows(path)
        left = [[row for row in rows if row[0] != first] for first in sorted({r[0] for r in rows})]
        for some in left if len(rows) > 20 and not SOAK else [*left, *all_but_one(rows)]:
            write_rows(path, [head, *some])
            if isinstance(outcome(data), dict):
                assert workbook_to_fill_in(load(data))


def all_but_one(rows: Rows) -> list[Rows]:
    return [rows[:i] + rows[i + 1 :] for i in range(len(rows))]


@tries(60)
@given(st.data())
def test_any_edition_signed_anew_or_not(draw: st.DataObject) -> None:
    """An edition is made by no hand; but what a hand does to one is told, or does no harm."""
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder)
        editions = read_editions(data)[0]
        one = editions[draw.draw(st.integers(0, 1))]
        tables = {name: [dict(row) for row in rows] for name, rows in one.tables.items()}
        changes: dict[str, object] = {"tables": tables}
        match draw.draw(st.sampled_from(["cell", "column", "row", "table", "note", "address"])):
            case "note":
                changes["note"] = draw.draw(st.text(max_size=9))
            case "address":
                odd = draw.draw(st.one_of(st.sampled_from(ODD), st.text(max_size=9)))
                changes["addresses"] = [*one.addresses, odd]
            case act:
                table = draw.draw(st.sampled_from(sorted(name for name in tables if tables[name])))
                row = draw.draw(st.integers(0, len(tables[table]) - 1))
                column = draw.draw(st.sampled_from(sorted(tables[table][row])))
                if act == "cell":
                    tables[table][row][column] = draw.draw(
                        st.one_of(st.sampled_from(ODD), st.text(max_size=9))
                    )
                elif act == "column":
                    del tables[table][row][column]
                elif act == "row":
                    del tables[table][row]
                else:
                    del tables[table]
        altered = one.model_copy(update=changes)
        try:
            if draw.draw(st.booleans()):
                altered = altered.model_copy(update={"checksum": checksum(altered)})
            content = frozen_bytes(altered)
        except ValueError:  # half a character
            return
        (data / "editions" / f"{one.edition}.json").write_bytes(content)
        outcome(data)


WORDS = {
    "kind": {"ind", "supplemental"}, "group": set(), "subgroup": set(), "conclusion": set(),
    "started": {"yes", "no"},
}  # fmt: skip


@tries(60)
@given(
    st.sampled_from(["applications.xlsx", "applications.csv", "applications.toml"]),
    st.one_of(
        st.binary(max_size=99),
        st.text(max_size=99).map(lambda said: said.encode("utf-8", "replace")),
    ),
)
def test_any_bytes_in_the_files_of_applications(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = copy(folder)
        (data / name).write_bytes(content)
        (data / "applications.csv").touch()
        found = outcome(data)
        assert isinstance(found, DataProblems)
        assert any("/applications" in problem.place for problem in found.problems)
        assert read_applications(data, dt.date(2020, 6, 30), WORDS)[1]
