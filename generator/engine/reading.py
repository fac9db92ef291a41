"""A data folder as read: the rows of every table with their places, settings and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .editions import Frozen, read_editions
from .problems import DataProblems, Problem, by_place
from .schema import Schema
from .settings import Settings, read_notes, read_settings
from .tables import Placed, Row, read_table, to_records
from .text import suggestion

FOLDERS = ("editions", "notes")  # of the data folder
SETTINGS = "catalogue.toml"


@dataclass(eq=False)
class Tables:
    """Everything read from a data folder, before its records are linked.

    `rows` are all that could be read, `records` those of them without faults. `settings` is None
    if catalogue.toml cannot be read.
    """

    schema: Schema
    data: Path
    settings: Any
    rows: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, list[Placed]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    editions: tuple[Frozen, ...] = ()  # oldest first

    def __post_init__(self) -> None:
        self.ids = cache(self._ids)
        self.words = cache(self._words)
        self.labels = cache(self._labels)

    def place(self, file: str) -> str:
        """A file of the data folder as problems name it."""
        return f"{self.data.name}/{file}"

    def _ids(self, table: str) -> dict[str, str]:
        """The place of every id of a table, of rows with faults too.

        Of the table of words they are those that other rows may be about.
        """
        rows = self.rows[table]
        if table == self.schema.words:
            rows = [row for row in rows if row.cells["list"] in self.schema.subject_words]
        return {row.cells["id"]: row.place for row in rows if row.cells.get("id")}

    def _words(self, of: str) -> set[str]:
        """The allowed words of a list."""
        return set(self.labels(of))

    def _labels(self, of: str) -> dict[str, str]:
        """The label of each word of a list."""
        rows = self.rows.get(self.schema.words, ())
        return {row.cells["id"]: row.cells["label"] for row in rows if row.cells["list"] == of}

    def subjects(self) -> dict[str, str]:
        """The table of every id that rows of other tables may be about."""
        return {row_id: table for table in self.schema.subjects for row_id in self.ids(table)}


def read_data(
    schema: Schema,
    kind: type[Settings],
    data: Path,
    rows: Mapping[str, list[Row]] | None = None,
    files: tuple[str, ...] = (),
) -> tuple[Tables, list[Problem], list[Problem]]:
    """A data folder, the problems of its files and cells, and those of the values in them.

    With `rows` of each table its file is not read; `files` are others that the folder may have.
    Raises DataProblems if a table cannot be read at all: the rest would follow from that.
    """
    settings, problems = read_settings(data, kind)
    notes, faults = read_notes(data)
    problems += [*faults, *unexpected_files(schema, data, files)]
    tables = Tables(schema, data, settings, notes=notes)
    unreadable = False
    for name, table in schema.tables.items():
        tables.rows[name], faults = (rows[name], []) if rows else read_table(table, data)
        problems += faults
        unreadable |= bool(faults) and not tables.rows[name]
    if unreadable:
        raise DataProblems(sorted(set(problems), key=by_place))
    tables.editions, faults = read_editions(schema, data)
    problems += faults
    typing: list[Problem] = []
    for name, table in schema.tables.items():
        tables.records[name], faults = to_records(table, tables.rows[name])
        typing += faults
    return tables, problems, typing


def unexpected_files(schema: Schema, data: Path, files: tuple[str, ...]) -> Iterator[Problem]:
    """Files in the data folder that nothing would read, such as a copy or a misspelt table.

    What editors and spreadsheets, or a killed import, leave beside a file is passed over.
    """
    tables = {f"{table}.csv" for table in schema} | {*files, SETTINGS}
    expected = {
        "": (tables, "is no table of the catalogue"),
        "editions": (set(), "is no edition: they are made by release"),
        "notes": (set(), "is no note: notes are ID.md"),
    }
    endings = {"editions": ".json", "notes": ".md"}
    for folder, (names, reason) in expected.items():
        place = data / folder
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            known = path.suffix == endings[folder] if folder else path.name in names
            if folder == "" and path.is_dir():
                known = path.name in FOLDERS
            if not known and not _is_leftover(path):
                near = suggestion(path.name, FOLDERS if path.is_dir() else names)
                inside = f"{folder}/{path.name}".lstrip("/")
                yield Problem(f"{data.name}/{inside}", f"{reason}{near}")


def _is_leftover(path: Path) -> bool:
    """Whether it is called like .products.csv.swp, ~$x.xlsx, #products.csv# or products.csv~."""
    return path.name[0] in ".~#" or path.name[-1] == "~"
