"""A data folder as read: the rows of every table with their places, settings and notes."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .columns import (
    MISSING_WORDS,
    Column,
    Day,
    EditionId,
    Email,
    Reference,
    Text,
    Texts,
    Url,
    Word,
)  # fmt: skip
from .editions import Edition, read_editions
from .problems import DataProblems, Problem, by_place, note_faults, quoted, suggestion, unfit
from .schema import Record, Schema, Table, cell
from .tables import Placed, Row, read_table, read_text, to_records

FOLDERS = ("editions", "notes")  # of the data folder
SETTINGS = "catalogue.toml"
ABOUT = "about"  # the note that is about the catalogue, not a record: notes/about.md


class Settings(Record, frozen=True, kw_only=True):
    """data/catalogue.toml; a catalogue may add settings of its own."""

    title: str = cell(Text, "Title", "The name of the catalogue.")
    short_title: str = cell(Text, "Short title", "Its name at the head of pages.")
    description: str = cell(Text, "Description", "What it is, in a sentence without a stop.")
    authors: str = cell(Text, "Authors", "Who is cited as its author.")
    edition: str = cell(
        EditionId,
        "Edition",
        "The name of the edition being worked on: the latest, or the next.",
    )
    as_of: dt.date = cell(Day, "As of", "The day at which the data end.")
    released: str | None = cell(
        Text, "Released", "The names of all released editions, with blanks between: none is lost."
    )
    languages: str | None = cell(
        Texts, "Languages", "The codes of other languages of the site, such as zh, if any."
    )
    data_licence: str = cell(Text, "Licence", "The licence of the data, in words.")
    data_licence_url: str = cell(Url, "Licence address", "Where that licence can be read.")
    repository: str | None = cell(Url, "Repository", "Where errors can be reported, if anywhere.")
    contact: str | None = cell(Email, "Contact", "Where else errors can be reported, if anywhere.")

    @property
    def language_codes(self) -> list[str]:
        """The codes of other languages of the site."""
        return [*dict.fromkeys((self.languages or "").split())]


@dataclass(eq=False)
class Tables:
    """Everything read from a data folder, before its records are linked.

    `rows` are all that could be read, `records` those of them without faults. `settings` is None
    if catalogue.toml cannot be read. `problems` are those of files and texts (encoding, unseen
    letters, too few cells), `value_problems` those of sound texts that a column does not allow.
    """

    schema: Schema
    data: Path
    settings: Any
    rows: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, list[Placed]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()  # oldest first
    problems: list[Problem] = field(default_factory=list)
    value_problems: list[Problem] = field(default_factory=list)

    def add(self, table: str, rows: list[Row]) -> None:
        """Add the rows of a table, and the records that they make."""
        self.rows[table] = rows
        self.records[table], faults = to_records(self.schema[table], rows)
        self.value_problems += faults

    def place(self, file: str) -> str:
        """A file of the data folder as problems name it."""
        return f"{self.data.name}/{file}"

    def ids(self, table: str) -> dict[str, str]:
        """The place of every id of a table, of rows with faults too.

        Of the table of words they are those that other rows may be about.
        """
        rows = self.rows[table]
        if table == self.schema.words:
            rows = [row for row in rows if row.cells["list"] in self.schema.subject_words]
        return {row.cells["id"]: row.place for row in rows if row.cells.get("id")}

    def subjects(self) -> dict[str, str]:
        """The table of every id that rows of other tables may be about."""
        return {row_id: table for table in self.schema.subjects for row_id in self.ids(table)}

    def labels(self, word_list: str) -> dict[str, str]:
        """The label of each word of a list."""
        cells = [row.cells for row in self.rows.get(self.schema.words, ())]
        return {one["id"]: one["label"] for one in cells if one["list"] == word_list and one["id"]}

    def words(self, word_list: str) -> set[str]:
        """The words of a list."""
        return set(self.labels(word_list))

    def allowed(self, table: str, column: Column) -> list[str]:
        """The words that a column of a table may hold, as all tables say; none if any text."""
        words = list(column.words)
        if isinstance(column, Word):
            words += self.labels(column.of)
        if isinstance(column, Reference):
            for other in column.to or self.schema.parents(table):
                words += self.ids(other)
        return [*words, *(MISSING_WORDS if column.or_missing else ())]


def read_data(
    schema: Schema, kind: type[Settings], data: Path, rows: Mapping[str, list[Row]] | None = None
) -> Tables:
    """A data folder, with its problems; with `rows` of each table its file is not read.

    Raises DataProblems if a table cannot be read at all: the rest would follow from that.
    """
    settings, problems = read_settings(data, kind)
    notes, faults = read_notes(data)
    problems += [*faults, *unexpected_files(schema, data)]
    tables = Tables(schema, data, settings, notes=notes, problems=problems)
    unreadable = False
    for name, table in schema.tables.items():
        own, faults = (rows[name], []) if rows else read_table(table, data)
        problems += faults
        unreadable |= bool(faults) and not own
        tables.add(name, own)
    if unreadable:
        raise DataProblems(sorted(set(problems), key=by_place))
    tables.editions, faults = read_editions(schema, data)
    problems += faults
    return tables


def read_settings(data: Path, kind: type[Settings]) -> tuple[Any, list[Problem]]:
    """catalogue.toml as settings of that kind, or None; and every problem with it."""
    try:
        content = read_toml(data)
    except DataProblems as refused:
        return None, refused.problems
    table, row = Table(SETTINGS, kind), Row(f"{data.name}/{SETTINGS}", {})
    problems = []
    for setting, value in content.items():
        if setting not in table.columns:
            reason = f"'{setting}' is no setting{suggestion(setting, table.columns)}"
            problems.append(Problem(row.place, reason, setting))
            continue
        try:
            row.cells[setting] = _setting_text(table.columns[setting], value)
        except ValueError as error:
            problems.append(Problem(row.place, f"{setting} {error}", setting))
    spoilt = {problem.column for problem in problems}
    placed, faults = to_records(table, [row])
    problems += [fault for fault in faults if fault.column not in spoilt]
    return (None if problems else placed[0].record), problems


def _setting_text(column: Column, value: object) -> str:
    """A setting as a cell would have it; raises ValueError with what is wrong with it in words."""
    if isinstance(value, dt.date) and column.kind == "date":
        return value.isoformat()
    if isinstance(value, dict | list):
        raise ValueError(f"is {quoted(str(value))}, not a text")
    if not isinstance(value, str):
        raise ValueError(f'is {value}; put it in quotes: "{value}"')
    text = value.strip()
    if fault := unfit(text):
        raise ValueError(fault)
    return text


def read_toml(folder: Path, file: str = SETTINGS) -> dict[str, Any]:
    """What a file of TOML holds; raises DataProblems if it cannot be read."""
    text = read_text(folder, file)
    try:
        return tomllib.loads(text)
    except RecursionError:
        reason = "brackets within brackets without end"
    except ValueError as error:
        at = re.search(r"at line ([0-9]+)", str(error))
        line = text.split("\n")[int(at[1]) - 1] if at else ""
        hint = '; use straight quotes (")' if set("“”„‘’") & set(line) else ""
        reason = f"{error}{hint}"
    raise DataProblems([Problem(f"{folder.name}/{file}", f"cannot be read: {reason}")])


def read_notes(data: Path) -> tuple[dict[str, str], list[Problem]]:
    """data/notes/ID.md as Markdown text by record id, and what is wrong with the files."""
    notes, problems = {}, []
    for path in sorted((data / "notes").glob("*.md")):
        file = f"notes/{path.name}"
        try:
            notes[path.stem] = text = read_text(data, file).replace("\r\n", "\n")
        except DataProblems as refused:
            problems += refused.problems
        else:
            place = f"{data.name}/{file}"
            problems += [Problem(f"{place}:{line}", fault) for line, fault in note_faults(text)]
    return notes, problems


def unexpected_files(schema: Schema, data: Path) -> Iterator[Problem]:
    """Files in the data folder that nothing would read, such as a copy or a misspelt table.

    What editors and spreadsheets, or a killed import, leave beside a file is passed over.
    """
    tables = {f"{table}.csv" for table in schema} | {SETTINGS}
    for path in sorted(data.glob("*")):
        names = FOLDERS if path.is_dir() else tables
        if path.name not in names and not _is_leftover(path):
            near = suggestion(path.name, names)
            yield Problem(f"{data.name}/{path.name}", f"is no table of the catalogue{near}")
    for folder, ending, reason in (
        ("editions", ".json", "is no edition: they are made by release"),
        ("notes", ".md", "is no note: notes are ID.md"),
    ):
        for path in sorted((data / folder).glob("*")):
            if path.suffix != ending and not _is_leftover(path):
                yield Problem(f"{data.name}/{folder}/{path.name}", reason)


def _is_leftover(path: Path) -> bool:
    """Whether it is called like .products.csv.swp, ~$x.xlsx, #products.csv# or products.csv~."""
    return path.name[0] in ".~#" or path.name[-1] == "~"
