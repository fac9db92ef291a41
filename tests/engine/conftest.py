"""A small invented catalogue, of kites, by which the engine is tested without the real one."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.engine.catalogues import Catalogue
from generator.engine.columns import Id, Parent, Reference, Text, Whole, Word
from generator.engine.definitions import Definition
from generator.engine.definitions import load as load_catalogue
from generator.engine.editions import ChangeReason, Redirect
from generator.engine.exports import tables_workbook
from generator.engine.files import rewrite
from generator.engine.impacts import impact
from generator.engine.problems import DataProblems
from generator.engine.reading import Settings
from generator.engine.releases import release
from generator.engine.schema import Record, Schema
from generator.engine.tables import Row, csv_text, untidy
from tests import conftest as shared
from tests.conftest import edit as replace

from . import gardens
from .gardens import SETTINGS, Term


class Maker(Record, frozen=True):
    """A row is a maker of kites."""

    page = "/makers/{0.id}/"
    id: str = Id("Name", "The address of its page.")
    name: str = Text("Maker", "The name.")


class Place(Record, frozen=True):
    """A row is a place where kites are flown."""

    part = "place-{0.id}"
    id: str = Id("Name", "The part of a page.")
    name: str = Text("Place", "The name.")


class Fact(Record, frozen=True):
    """A row is a value that belongs to any record."""

    key = ("subject", "property", "value")
    subject: str = Parent("About", "The id of a record.")
    property: str = Word("Property", "What the value says.", of="property")
    value: str = Text("Value", "The value.")


class Flight(Record, frozen=True):
    """A row is a flight of a kite."""

    page = "/kites/{0.kite_id}/#{0.id}"
    name_column = "id"
    id: str = Id("Name", "The part of a page.")
    kite_id: str = Parent("Kite", "The id of the kite.", to=("kites",))
    place_id: str = Reference("Place", "Where it was.", to=("places",), shows=True)
    minutes: int = Whole("Minutes", "How long it was in the air.")
    facts: tuple[Fact, ...] = ()


class Kite(Record, frozen=True):
    """A row is a kite."""

    page = "/kites/{0.id}/"
    id: str = Id("Name", "The address of its page.")
    name: str = Text("Kite", "The name.")
    shape: str = Word("Shape", "Its shape.", of="shape")
    maker_id: str = Reference("Maker", "Who made it.", to=("makers",), link="maker", shows=True)
    flights: tuple[Flight, ...] = ()
    facts: tuple[Fact, ...] = ()
    maker: Maker | None = None
    note: str = ""


TABLES: dict[str, type[Record]] = {
    "kites": Kite,
    "flights": Flight,
    "makers": Maker,
    "places": Place,
    "facts": Fact,
    "terms": Term,
}
SCHEMA = Schema({**TABLES, "changes": ChangeReason, "redirects": Redirect})
ROWS = {
    "kites": ["bat|Bat|diamond|works", "swallow|Swallow|bird|works"],
    "flights": ["bat-1|bat|hill|30", "bat-2|bat|beach|45"],
    "makers": ["works|Kite Works"],
    "places": ["beach|Beach", "hill|Hill"],
    "facts": ["bat|colour|red", "bat-1|wind|strong"],
    "terms": [
        "change-kind|editorial|1|Editorial",
        "property|city|1|City",
        "property|colour|2|Colour",
        "property|wind|3|Wind",
        "shape|diamond|1|Diamond",
        "shape|bird|2|Bird",
    ],
    "changes": [],
    "redirects": [],
}
promise = partial(shared.promise, schema=SCHEMA)
FIRST, SECOND = dt.date(2020, 2, 1), dt.date(2020, 4, 1)  # days of release


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    """A data folder of kites that a test may spoil, without an edition."""
    data = tmp_path / "data"
    data.mkdir()
    for name, lines in ROWS.items():
        head = ",".join(SCHEMA.columns(name))
        (data / f"{name}.csv").write_text("\n".join([head, *lines, ""]).replace("|", ","), "utf-8")
    (data / "catalogue.toml").write_text(SETTINGS, "utf-8")
    (data / "notes").mkdir()
    (data / "notes/bat.md").write_text("A bat.\n", "utf-8")
    return data


@pytest.fixture
def released(kites: Path) -> Path:
    """The same with its first edition, and the second one named."""
    freeze(kites, FIRST)
    replace(kites / "catalogue.toml", "2020-01-31", "2020-03-31")
    replace(kites / "catalogue.toml", 'released = "2020-03-31"', 'released = "2020-01-31"')
    return kites


def add(file: Path, *lines: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.writelines(f"{line.replace('|', ',')}\n" for line in lines)


def load(
    data: Path,
    schema: Schema = SCHEMA,
    settings: type[Settings] = Settings,
    rows: dict[str, list[Row]] | None = None,
) -> Catalogue:
    """The checked and linked catalogue of a data folder, with its editions."""
    catalogue: Catalogue = load_catalogue(definition(schema, settings), data, rows)
    return catalogue


def definition(
    schema: Schema = SCHEMA,
    settings: type[Settings] = Settings,
    questions: Callable[[Any, Any], Iterable[str]] = lambda *_: (),
) -> Definition:
    """A catalogue of kites without pages."""
    return Definition(
        schema=schema,
        settings=settings,
        kinds=(),
        templates=[Path("templates")],
        questions=questions,
    )


def site(catalogue: Catalogue) -> dict[str, bytes]:
    """The files of a site that has a page for each record, and a table of each kind."""
    pages = {
        f"{one.path.lstrip('/')}index.html": f"{one} {catalogue.settings.edition}".encode()
        for one in catalogue.with_pages()
    }
    tables = {
        f"data/{name}.csv": repr([row.cells for row in rows]).encode()
        for name, rows in catalogue.rows.items()
    }
    return {"index.html": b"", **pages, **tables}


def freeze(data: Path, day: dt.date, note: str = "New.") -> Path:
    """Release the data as an edition; its file."""
    rewrite(untidy(SCHEMA, data)[0])
    catalogue = load(data)
    contents = release(catalogue, data, day, note, site=partial(site, catalogue), figures=())
    (data / "editions").mkdir(exist_ok=True)
    for path, content in contents.items():
        path.write_bytes(content)
    return next(iter(contents))


def problems(data: Path) -> list[str]:
    """What is wrong with a data folder, line by line."""
    try:
        load(data)
    except DataProblems as refused:
        return [str(problem) for problem in refused.problems]
    return []


def withdraw(data: Path) -> None:
    """Delete the swallow."""
    replace(data / "kites.csv", "swallow,Swallow,bird,works\n", "")


def impact_lines(now: Catalogue, since: Path | None = None, **more: Any) -> list[str]:
    """What the tables of now change, line by line."""
    return impact(definition(now.schema, **more), now, Path("data"), since, site).splitlines()


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """The data folder of the garden; a test may spoil it."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "catalogue.toml").write_text(SETTINGS, "utf-8")
    for name, rows in gardens.ROWS.items():
        (data / f"{name}.csv").write_text(csv_text(gardens.SCHEMA[name], rows), "utf-8")
    return data


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The workbook of the garden; a test may edit it."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(tables_workbook(gardens.SCHEMA, gardens.ROWS))
    return path
