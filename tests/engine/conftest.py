"""A small invented catalogue, of kites, by which the engine is tested without the real one."""

from typing import Annotated

from generator.engine.columns import Id, Parent, Reference, Text, Whole, Word
from generator.engine.history import Change, Redirect
from generator.engine.schema import Record, Schema

from .gardens import garden, workbook  # noqa: F401


class Maker(Record, frozen=True):
    """A row is a maker of kites."""

    page = "/makers/{0.id}/"
    id: Annotated[str, Id("Name", "The address of its page.")]
    name: Annotated[str, Text("Maker", "The name.")]


class Place(Record, frozen=True):
    """A row is a place where kites are flown."""

    part = "place-{0.id}"
    id: Annotated[str, Id("Name", "The part of a page.")]
    name: Annotated[str, Text("Place", "The name.")]


class Fact(Record, frozen=True):
    """A row is a value that belongs to any record."""

    key = ("subject", "property", "value")
    subject: Annotated[str, Parent("About", "The id of a record.")]
    property: Annotated[str, Text("Property", "What the value says.")]
    value: Annotated[str, Text("Value", "The value.")]


class Flight(Record, frozen=True):
    """A row is a flight of a kite."""

    page = "/kites/{0.kite_id}/#{0.id}"
    name_column = "id"
    id: Annotated[str, Id("Name", "The part of a page.")]
    kite_id: Annotated[str, Parent("Kite", "The id of the kite.", to=("kites",))]
    place_id: Annotated[str, Reference("Place", "Where it was.", to=("places",), shows=True)]
    minutes: Annotated[int, Whole("Minutes", "How long it was in the air.")]
    facts: tuple[Fact, ...] = ()


class Kite(Record, frozen=True):
    """A row is a kite."""

    page = "/kites/{0.id}/"
    id: Annotated[str, Id("Name", "The address of its page.")]
    name: Annotated[str, Text("Kite", "The name.")]
    shape: Annotated[str, Word("Shape", "Its shape.", of="shape")]
    maker_id: Annotated[
        str, Reference("Maker", "Who made it.", to=("makers",), link="maker", shows=True)
    ]
    flights: tuple[Flight, ...] = ()
    facts: tuple[Fact, ...] = ()
    maker: Maker | None = None
    note: str = ""


class Term(Record, frozen=True):
    """A row is an allowed word."""

    key = ("list", "position")
    identity = ("list", "id")
    name_column = "label"
    list: Annotated[str, Id("List", "The list it belongs to.")]
    id: Annotated[str, Id("Word", "The word.")]
    position: Annotated[int, Whole("Position", "Its order.")]
    label: Annotated[str, Text("Label", "How pages show it.")]


TABLES: dict[str, type[Record]] = {
    "kites": Kite,
    "flights": Flight,
    "makers": Maker,
    "places": Place,
    "facts": Fact,
    "terms": Term,
}
SCHEMA = Schema({**TABLES, "changes": Change, "redirects": Redirect})
