"""What tests share: the toy catalogue, a copy of it to spoil, and the built real site."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator import build as building
from generator.build import ROOT, build, site_files
from generator.catalogues import Catalogue
from generator.checks import load
from generator.downloads import workbook_to_fill_in
from generator.figures import all_figures
from generator.forms import tables_workbook
from generator.imports import read_import, read_tables
from generator.pages import Page, all_pages
from generator.problems import DataProblems

from .runs import Stage, files, running

TOY = Path(__file__).parent / "toy"
DATA = ROOT / "data"
ADDRESS = "https://example.org/x/"


@pytest.fixture(scope="session")
def toy_catalogue() -> Catalogue:
    return load(TOY)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(DATA)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy tables that a test may spoil; its folder is called data."""
    return shutil.copytree(TOY, tmp_path / "data")


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("toy") / "site"
    build(TOY, site)
    return site


@pytest.fixture(scope="session")
def toy_hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site with all that an address adds."""
    site = tmp_path_factory.mktemp("hosted") / "site"
    build(TOY, site, ADDRESS)
    return site


@pytest.fixture(scope="session")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a catalogue whose every text is bad, hosted; the catalogue is beside it."""
    from .hostile import evil_data

    place = tmp_path_factory.mktemp("hostile")
    build(evil_data(place), place / "site", ADDRESS)
    return place / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, as `make site` builds it."""
    site = tmp_path_factory.mktemp("real") / "site"
    build(DATA, site)
    return site


@pytest.fixture(scope="module")
def outcome(toy_catalogue: Catalogue) -> Iterator[Callable[..., dict[str, bytes] | list[str]]]:
    """What becomes of a folder of tables: the files of its site, or the lines of its problems.

    Every figure is drawn as the toy's, every picture is one: drawing takes a second each.
    """
    drawn = building.all_drawn(all_figures(toy_catalogue), toy_catalogue)
    some = next(iter(drawn.values()))
    books = list(building.workbooks(toy_catalogue))

    def made(data: Path, site_url: str | None = None) -> dict[str, bytes] | list[str]:
        try:
            catalogue = load(data)
            assert workbook_to_fill_in(catalogue)
            return site_files(catalogue, data.name, site_url)
        except DataProblems as found:
            return [str(problem) for problem in found.problems]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "all_drawn", lambda all, _: {id: drawn.get(id, some) for id in all})
        patch.setattr(building, "workbooks", lambda _: books)
        patch.setattr(building, "pictures", lambda *_: ())
        yield made


@pytest.fixture(scope="session")
def two_sites(toy_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A place for a site, two folders of toy tables, and what either of them builds."""
    place = tmp_path_factory.mktemp("runs")  # the toy has been built: what it makes is kept
    tables = [shutil.copytree(TOY, place / name / "data") for name in ("first", "second")]
    holders = tables[1] / "holders.csv"
    holders.write_text(holders.read_text("utf-8").replace("Exampletoys", "Exampletoyz"), "utf-8")
    with running(place) as run:
        wanted = []
        for data in tables:
            assert run.build(data, data.parent / "site").code == 0
            wanted.append(files(data.parent / "site"))
        assert 5 < sum(wanted[0][name] != wanted[1].get(name) for name in wanted[0]) < 200
        (place / "built").mkdir()
        yield Stage(run, place / "built" / "site", tables, wanted)


@pytest.fixture
def stage(two_sites: Stage) -> Stage:
    """A site that has been built from the first tables, and is to be built from the second."""
    two_sites.done(two_sites.build(0), 0)
    return two_sites


@pytest.fixture(scope="session")
def toy_workbook() -> bytes:
    """The workbook of the toy tables, as `workbook` writes it."""
    return tables_workbook(read_tables(TOY))


def edited(workbook: bytes, path: Path, *changes: Callable[[Any], object]) -> Path:
    """A workbook saved at `path` after these changes, with openpyxl in the place of Excel."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for change in changes:
        change(book)
    book.save(path)
    return path


def put(place: str, value: object, form: str = "", kind: str = "") -> Callable[[Any], None]:
    """Put a value into a cell like products!B3, with a number format or a type if need be."""

    def change(book: Any) -> None:
        sheet, cell = place.split("!")
        book[sheet][cell].value = value
        book[sheet][cell].number_format = form or book[sheet][cell].number_format
        book[sheet][cell].data_type = kind or book[sheet][cell].data_type

    return change


def next_edition(toy: Path) -> str:
    """Name the next edition in the toy's catalogue.toml, as one does before changing the data."""
    file = toy / "catalogue.toml"
    file.write_text(file.read_text("utf-8").replace('"2020-06-30"', '"2020-06-30-b"'), "utf-8")
    return "2020-06-30-b"


def promise(toy: Path, *addresses: str) -> None:
    """Let the toy's latest edition have published these addresses too; its checksum is right."""
    path = max((toy / "editions").iterdir())
    told = json.loads(path.read_text("utf-8"))
    told["addresses"] += addresses
    sign(path, told)


def sign(path: Path, told: dict[str, Any]) -> None:
    """Write an edition with the checksum that it should have."""
    told.pop("checksum", None)
    whole = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps({**told, "checksum": whole}), "utf-8")


def pages_of(catalogue: Catalogue) -> list[Page]:
    """Every page of a catalogue, as a value."""
    return all_pages(catalogue, all_figures(catalogue))


def problems(data: Path) -> list[str]:
    """What `check` would print for that folder, line by line."""
    try:
        load(data)
    except DataProblems as found:
        return [str(problem) for problem in found.problems]
    return []


def import_lines(workbook: Path) -> list[str]:
    """Why `import` would not take that workbook of the toy tables, line by line."""
    found = read_import(workbook, TOY)
    assert found.texts == {}
    return [*map(str, found.problems), *found.notes]
