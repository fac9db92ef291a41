"""What tests share: the toy catalogue, a copy of it to spoil, and the built real site."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.build import build
from generator.catalogues import Catalogue
from generator.checks import load
from generator.editions import checksum, frozen_bytes, read_editions
from generator.figures import all_figures
from generator.forms import tables_workbook
from generator.imports import read_tables
from generator.pages import Page, all_pages
from generator.places import ROOT
from generator.problems import DataProblems

TOY = Path(__file__).parent / "toy"
DATA = ROOT / "data"


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
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, as `make site` builds it."""
    site = tmp_path_factory.mktemp("real") / "site"
    build(DATA, site)
    return site


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
    last = read_editions(toy)[0][-1]
    last = last.model_copy(update={"addresses": [*last.addresses, *addresses]})
    last = last.model_copy(update={"checksum": checksum(last)})
    (toy / "editions" / f"{last.edition}.json").write_bytes(frozen_bytes(last))


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
