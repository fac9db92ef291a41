"""A small invented catalogue for tests of workbooks: it has a column of every kind."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.engine.columns import (
    Count,
    Day,
    Id,
    LanguageCode,
    Parent,
    PartialDay,
    Printed,
    Reference,
    References,
    Text,
    Url,
    Whole,
    Word,
    YesNo,
)
from generator.engine.editions import ChangeReason
from generator.engine.problems import DataProblems, Problem
from generator.engine.reading import Settings, read_data
from generator.engine.rules import RULES, raise_problems
from generator.engine.schema import Record, Schema
from generator.engine.tables import Row
from tests import conftest
from tests.conftest import put as put


class Label(Record, frozen=True):
    """A row is something that a label says of a bed or plant."""

    key = ("subject", "text")
    subject: str = Parent("About", "The id of a bed or plant.", "rose")
    text: str = Text("Text", "What the label says.", "Rosa")
    lang: str = LanguageCode("Language", "The language of the text.", "und")


class Plant(Record, frozen=True):
    """A row is a plant in a bed."""

    page = "/beds/{0.bed_id}/#{0.id}"
    id: str = Id("Name", "Its permanent name.", "rose")
    bed_id: str = Parent("Bed", "The bed it is in.", "south", to=("beds",))
    planted: dt.date = Day("Planted", "The day it was planted.", "2021-06-22")
    flowered: str = PartialDay("Flowered", "When, as far as it is known.", "2021-07")
    height: str = Printed("Height", "In metres, as the gardener wrote it.", "1.50")
    petals: str = Count("Petals", "How many it has.", "5")
    row: int = Whole("Row", "Its row in the bed, counted from 1.", "1")
    evergreen: bool = YesNo("Evergreen", "Whether it keeps its leaves.", "no")
    colour: str = Word("Colour", "Its colour.", "red", of="colour", or_missing=True)
    url: str | None = Url("Address", "Where it is described.")
    near: str | None = References("Near", "What is beside it.", to=("plants",))
    name_column = "id"
    labels: tuple[Label, ...] = ()


class Bed(Record, frozen=True):
    """A row is a bed of the garden."""

    page = "/beds/{0.id}/"
    id: str = Id("Name", "Its permanent name.", "south")
    name: str = Text("Bed", "What the gardener calls it.", "South wall")
    best_id: str = Reference("Best", "Its best plant.", "rose", to=("plants",), or_missing=True)
    plants: tuple[Plant, ...] = ()
    labels: tuple[Label, ...] = ()


class Term(Record, frozen=True):
    """A row is an allowed word."""

    key = ("list", "position")
    identity = ("list", "id")
    name_column = "label"
    list: str = Id("List", "The list it belongs to.", "colour")
    id: str = Id("Word", "The word.", "red")
    position: int = Whole("Position", "Its place in the list.", "1")
    label: str = Text("Label", "How pages show it.", "Red")


SCHEMA = Schema(
    {"beds": Bed, "plants": Plant, "labels": Label, "terms": Term, "changes": ChangeReason}
)
CELLS = {
    "beds": ["north|Hedge|not-applicable", "south|South wall|rose"],
    "plants": [
        "box|north|1999-03-01|not-reported|0.5|not-applicable|1|yes|green||",
        "fern|north|2001-05-04|2001|NA|not-applicable|2|no|green|http://x.org/fern|box",
        "rose|south|2021-06-22|2021-07|1.50|5|1|no|red|https://example.org/?a=1&b=2#rose|",
    ],
    "labels": [f"rose|label {i}|en" for i in range(1, 7)],
    "terms": [
        "change-kind|error|1|Error", "change-kind|new-event|2|New",
        "colour|green|1|Green", "colour|red|2|红色",
    ],
    "changes": [],
}  # fmt: skip
SETTINGS = """title = "Kites"
short_title = "Kites"
description = "A catalogue of kites"
authors = "The flyers"
edition = "2020-01-31"
as_of = 2020-01-31
data_licence = "CC BY 4.0"
data_licence_url = "https://example.org/licence"
"""

Edited = Callable[[Any], object]  # of a workbook of openpyxl


def rows_of(cells: dict[str, list[str]]) -> dict[str, list[Row]]:
    """Rows of texts with | between the cells."""
    return {
        name: [
            Row(f"{name}:{line}", dict(zip(SCHEMA.columns(name), text.split("|"), strict=True)))
            for line, text in enumerate(texts, 2)
        ]
        for name, texts in cells.items()
    }


ROWS = rows_of(CELLS)


def checks(data: Path) -> Callable[[dict[str, list[Row]]], list[Problem]]:
    """The checks of an import into that folder."""

    def faults(rows: dict[str, list[Row]]) -> list[Problem]:
        try:
            raise_problems(read_data(SCHEMA, Settings, data, rows), RULES)
        except DataProblems as error:
            return error.problems
        return []

    return faults


def edited(workbook: Path, *changes: Edited) -> Path:
    """The workbook after these changes."""
    return conftest.edited(workbook.read_bytes(), workbook, *changes)


def add(sheet: str, *cells: object) -> Edited:
    """Add a row."""
    return lambda book: book[sheet].append(list(cells))


def without(sheet: str, row: int, rows: int = 1) -> Edited:
    """Delete rows."""
    return lambda book: book[sheet].delete_rows(row, rows)
