"""What tests share: the toy catalogue, a copy of it to spoil, and the built real site."""

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from defusedxml import ElementTree

from generator import build as building
from generator import places
from generator.build import build
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.cgt.tables import SCHEMA
from generator.engine import cache
from generator.engine.editions import frozen_bytes, read_editions, sealed
from generator.engine.exports import tables_workbook
from generator.engine.imports import read_tables
from generator.engine.pages import Page
from generator.engine.plans import draw_figures, planned_pages
from generator.engine.problems import DataProblems
from generator.engine.schema import Schema

from . import loaded
from .loaded import DATA as DATA
from .loaded import TOY as TOY
from .loaded import load as load
from .runs import SOAK, Stage, files, running

ROOT = places.ROOT
ADDRESS = "https://example.org/x/"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="session")
def toys() -> CgtCatalogue:
    return loaded.toys()


@pytest.fixture(scope="session")
def china() -> CgtCatalogue:
    """The real catalogue."""
    return loaded.real()


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy tables that a test may spoil; its folder is called data."""
    return shutil.copytree(TOY, tmp_path / "data")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a folder of the name once, though several processes test at once."""
    place = tmp_path_factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place

    def made(name: str, make: Callable[[Path], object]) -> Path:
        with contextlib.suppress(FileExistsError):
            (place / f".{name}-is-being-made").mkdir()
            (place / f".{name}").mkdir()
            try:
                make(place / f".{name}")
            finally:
                (place / f".{name}").rename(place / name)
        while not (place / name).exists():
            time.sleep(0.1)
        return place / name

    return made


@pytest.fixture(scope="session")
def toy_site(once: Callable[..., Path]) -> Path:
    return once("toy", lambda at: build(TOY, at / "site")) / "site"


@pytest.fixture(scope="session")
def toy_hosted(once: Callable[..., Path]) -> Path:
    """The toy site with all that an address adds."""
    return once("hosted", lambda at: build(TOY, at / "site", ADDRESS)) / "site"


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Path:
    """The real site, as `make site` builds it."""
    return once("real", lambda at: build(DATA, at / "site")) / "site"


@pytest.fixture(scope="session")
def toy_workbook() -> bytes:
    """The workbook of the toy tables, as `workbook` writes it."""
    return tables_workbook(SCHEMA, read_tables(SCHEMA, TOY))


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


def edit(file: Path, old: str, new: str, most: int = -1) -> None:
    """Change a text of a file, wherever it stands or so many times at most."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, most), "utf-8")


def spoil(data: Path, table: str, old: str, new: str) -> None:
    """Change the first such text of a table."""
    edit(data / f"{table}.csv", old, new, 1)


def next_edition(toy: Path) -> str:
    """Name the next edition in the toy's catalogue.toml, as one does before changing the data."""
    edit(toy / "catalogue.toml", '"2020-06-30"', '"2020-06-30-b"')
    return "2020-06-30-b"


def in_one_language(data: Path) -> None:
    """Let the catalogue have no other language, as is enough for tests that build it often."""
    edit(data / "catalogue.toml", 'languages = "zh"\n', "")
    for note in (data / "notes").glob("*.zh.md"):
        note.unlink()


def add(data: Path, table: str, *rows: str) -> None:
    """Add rows to a table."""
    with (data / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def promise(data: Path, *addresses: str, schema: Schema = SCHEMA) -> None:
    """Let the latest edition have published these addresses too; its checksum is right."""
    last = read_editions(schema, data)[0][-1]
    last = sealed(msgspec.structs.replace(last, addresses=[*last.addresses, *addresses]))
    (data / "editions" / f"{last.edition}.json").write_bytes(frozen_bytes(last))


def pages_of(catalogue: CgtCatalogue) -> list[Page]:
    """Every page of a catalogue, as a value."""
    return planned_pages(CGT, catalogue, "data")


def site_files(data: Path, site_url: str | None = None) -> dict[str, bytes]:
    """Every file of the site of a data folder, in memory."""
    return building.plan(load(data), data.name, site_url).files()


def html_by_address(site: Path) -> dict[str, str]:
    """The HTML of every page of a built site."""
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
    }


def problems(data: Path) -> list[str]:
    """What `check` would print for that folder, line by line."""
    try:
        building.check(data)
    except DataProblems as refused:
        return [str(problem) for problem in refused.problems]
    return []


# What tests of bad tables, bad disks and kills share.


@pytest.fixture(scope="session")
def evil_site(once: Callable[..., Path]) -> Path:
    """The site of a catalogue whose every text is bad, hosted; the catalogue is beside it.

    Of its two hundred cards some are drawn; that they could be is seen by reading them as XML.
    """
    from .hostile import evil_data

    def get_or_make(folder: Path, name: str, make: Any) -> dict[str, bytes]:
        if name.startswith("card-") and name[-1] != "0" and not SOAK:
            return {"card.png": ElementTree.fromstring(make.args[0]).tag.encode()}
        return drawn(folder, name, make)

    drawn = cache.get_or_make
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "get_or_make", get_or_make)
        return once("hostile", lambda at: build(evil_data(at), at / "site", ADDRESS)) / "site"


@pytest.fixture(scope="session")
def drawn(toys: CgtCatalogue) -> dict[str, dict[str, bytes]]:
    """Files that stand for all figures, cards and workbooks, each of which takes a second."""
    plan = building.plan(toys, "data")
    draw_figures([plan])
    return {**plan.drawings, "card": {"card.png": b""}, "tables": {"tables.xlsx": b""}}


@pytest.fixture
def undrawn(drawn: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache has whatever drawing it is asked for."""
    some, stored = next(iter(drawn.values())), cache.get

    def get(folder: Path, name: str) -> dict[str, bytes] | None:
        kind = name.rpartition("-")[0]
        return stored(folder, name) if kind == "words" else drawn.get(kind, some)

    monkeypatch.setattr(cache, "get", get)


@pytest.fixture
def outcome(undrawn: None) -> Callable[..., dict[str, bytes] | list[str]]:
    """What becomes of a folder of tables: the files of its site, or the lines of its problems.

    It is built in one language.
    """

    def made(data: Path, site_url: str | None = None) -> dict[str, bytes] | list[str]:
        try:
            catalogue = load(data)
            settings = msgspec.structs.replace(catalogue.settings, languages=None)
            plan = building.plan(replace(catalogue, settings=settings), data.name, site_url)
            found = plan.files()
        except DataProblems as refused:
            return [str(problem) for problem in refused.problems]
        assert plan.unlinked(plan.links) == []
        return found

    return made


@pytest.fixture(scope="session")
def two_sites(toy_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A place for a site, two folders of toy tables, and what either of them builds."""
    place = tmp_path_factory.mktemp("runs")  # the toy has been built: what it makes is cached
    tables = [shutil.copytree(TOY, place / name / "data") for name in ("first", "second")]
    for data in tables:
        in_one_language(data)
    spoil(tables[1], "holders", "Exampletoys", "Exampletoyz")
    with running(place) as run:
        wanted = []
        for data in tables:
            assert run.build(data, data.parent / "site").code == 0
            wanted.append(files(data.parent / "site"))
        assert 5 < sum(wanted[0][name] != wanted[1].get(name) for name in wanted[0]) < 300
        (place / "built").mkdir()  # what `stage` fills
        yield Stage(run, place / "built" / "site", tables, wanted)


@pytest.fixture
def stage(two_sites: Stage) -> Stage:
    """A site that has been built from the first tables, and is to be built from the second."""
    shutil.rmtree(two_sites.site.parent)
    shutil.copytree(two_sites.tables[0].parent / "site", two_sites.site)
    return two_sites


def sign(path: Path, told: dict[str, Any]) -> None:
    """Write an edition with the checksum that it should have."""
    told.pop("checksum", None)
    whole = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps({**told, "checksum": whole}), "utf-8")
