"""Records as each frozen edition has them, row by row; each is a page for good.

All of it is of plain cells: an old edition need not suit the tables of now.
"""

from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace
from typing import NamedTuple

from .catalogues import Catalogue, per_catalogue
from .changes import Version, rows_with_pages
from .columns import Reference, Word
from .differences import Difference
from .editions import Edition, tables_of
from .schema import Cells, Schema

Names = dict[tuple[str, str], str]  # of records by table and id, of words by list and id


class PastCell(NamedTuple):
    """A cell of an edition."""

    label: str  # of its column now; its name if there is none any more
    value: str
    names: list[str]  # what the edition calls the records or words that the cell names, if any


class PastRecord(NamedTuple):
    """A record of an edition, with every row and note that its page showed then."""

    edition: Edition
    page: str  # its address then
    title: str
    tables: dict[str, list[list[PastCell]]]  # its own first; rows without their empty cells
    notes: list[str]

    @property
    def path(self) -> str:
        """The address of the page that shows it as it was."""
        return f"/changes/{self.edition.edition}{self.page}"


@per_catalogue
def past_records(catalogue: Catalogue) -> dict[str, PastRecord]:
    """Every record of every edition by the address of its page, those of the latest one first."""
    if catalogue.main:  # what was frozen is in one language
        return past_records(catalogue.main)
    editions = reversed(catalogue.editions)
    return {one.path: one for own in editions for one in _records(catalogue.schema, own)}


def past_path(catalogue: Catalogue, version: Version) -> str:
    """The address of the page of a record as it was; '' for a figure, which has no rows."""
    path = f"/changes/{version.edition.edition}{version.page}"
    return path if path in past_records(catalogue) else ""


@per_catalogue
def changed_since(catalogue: Catalogue) -> dict[str, list[Difference]]:
    """What no edition has yet of each record, by the address of it as the latest one has it."""
    changes: dict[str, list[Difference]] = defaultdict(list)
    for one in catalogue.unreleased_changes:
        for page in one.pages:
            changes[f"/changes/{catalogue.edition}{page}"].append(one)
    return {path: changes[path] for path in past_records(catalogue) if path in changes}


@per_catalogue
def past_titles(catalogue: Catalogue) -> dict[str, str]:
    """The title of each record, or part of a page, of any edition by its address, the latest."""
    return {
        table.record.page.format(SimpleNamespace(**row)): row[table.record.name_column]
        for edition in catalogue.editions
        for name, rows in tables_of(catalogue.schema, edition).items()
        if (table := catalogue.schema.tables.get(name))
        and table.record.page.rstrip("/").endswith("{0.id}")
        for row in rows
        if row.keys() >= {"id", table.record.name_column}
    }


def _records(schema: Schema, edition: Edition) -> Iterator[PastRecord]:
    """The records of an edition in the order of its tables."""
    tables = tables_of(schema, edition)
    rows: dict[str, list[tuple[str, Cells]]] = defaultdict(list)  # with their tables, by page
    own: dict[str, tuple[str, Cells]] = {}  # that of the record itself, by page
    names: Names = {}
    for name, row, pages in rows_with_pages(schema, tables):
        kind = row.get("list", "") if name == schema.words else name
        title = "label" if name == schema.words else schema[name].record.name_column
        names[kind, row.get("id", "")] = row.get(title, "")
        for page in pages:
            rows[page].append((name, row))
        if schema[name].has_pages and pages:
            own[pages[0]] = (name, row)
    for page, first in own.items():
        by_table: dict[str, list[list[PastCell]]] = defaultdict(list)
        for name, row in (first, *(one for one in rows[page] if one[1] is not first[1])):
            by_table[name].append(list(_cells(schema, name, row, names)))
        notes = dict.fromkeys(row.get("id", "") for _, row in rows[page])
        texts = [edition.notes[one] for one in notes if one in edition.notes]
        yield PastRecord(edition, page, names[first[0], first[1]["id"]], by_table, texts)


def _cells(schema: Schema, table: str, row: Cells, names: Names) -> Iterator[PastCell]:
    """The cells of a row in the order of the columns now, then those of columns that are gone."""
    columns = schema[table].columns
    for name in (name for name in dict.fromkeys((*columns, *row)) if row.get(name)):
        column, kinds = columns.get(name), list[str]()
        if isinstance(column, Word):
            kinds = [column.of]
        elif isinstance(column, Reference):
            kinds = [*(column.to or schema.parents(table))]
        found = [names.get((kind, word), "") for word in row[name].split() for kind in kinds]
        label = column.label if column else name
        yield PastCell(label, row[name], [one for one in found if one not in ("", row[name])])
