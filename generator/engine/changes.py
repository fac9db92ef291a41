"""What changed from one edition to the next, field by field, and the history of each record.

All of it is of plain cells: an old edition need not suit the tables of now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .columns import Reference, Text
from .editions import Frozen, tables_of
from .edits import Cells, Edit, cell_edits
from .fingerprints import pages_of_rows, record_id, rows_by_page
from .schema import Schema, Table, TableCells

ABOUT_CHANGES = ("changes", "redirects")  # tables whose rows are no changes themselves


class Reason(NamedTuple):
    """Why something changed: a row of `changes`."""

    subject: str  # the id of a row, or of the record whose page shows it
    column: str  # '' for a whole row
    kind: str
    text: str


class Difference(NamedTuple):
    """A cell, or with column '' a whole row, that one edition has otherwise than the one before."""

    table: str
    row: str  # its id, or the words of its key
    column: str
    before: str
    after: str
    pages: tuple[str, ...]  # addresses of the records that show it
    subjects: tuple[str, ...]  # ids by which a reason may name it, its own first
    columns: tuple[str, ...]  # columns by which a reason may name it: its own, or its property
    why: Reason | None = None

    @property
    def is_new(self) -> bool:
        """Whether a whole row is new."""
        return not self.column and not self.before

    @property
    def is_deletion(self) -> bool:
        """Whether a whole row is deleted."""
        return not self.column and not self.after

    def is_named_by(self, subject: str, column: str) -> bool:
        """Whether a reason for that column of that subject, '' for all, is one for this."""
        return subject in self.subjects and column in ("", *self.columns)


class Version(NamedTuple):
    """A record as of an edition in which it came, changed or moved."""

    edition: Frozen
    fingerprint: str
    first: bool
    moved_from: str  # '' or the address it had before
    differences: tuple[Difference, ...]


class History(NamedTuple):
    """Everything that is known of changes: by edition, and by record."""

    editions: tuple[tuple[Frozen, list[Difference]], ...]  # newest first
    versions: dict[str, tuple[Version, ...]]  # by address, newest first; those that are gone too


NO_HISTORY = History((), {})


def history(schema: Schema, editions: Sequence[Frozen]) -> History:
    """The changes of editions that are given oldest first."""
    changes = []
    versions: dict[str, tuple[Version, ...]] = {}
    for before, after in zip((None, *editions), editions, strict=False):
        new = differences(schema, before, after) if before else []
        by_page: dict[str, list[Difference]] = defaultdict(list)
        for one in new:
            for page in one.pages:
                by_page[page].append(one)
        moved_from = {
            page: old
            for old, to in moves(tables_of(schema, after).get("redirects", ())).items()
            if old in versions and old not in after.fingerprints
            for page in to
        }
        for page, mark in after.fingerprints.items():
            origin = moved_from.get(page, "") if page not in versions else ""
            earlier = versions.get(origin or page, ())
            if not earlier or origin or earlier[0].fingerprint != mark:
                own = tuple(by_page[page])
                versions[page] = (Version(after, mark, not earlier, origin, own), *earlier)
        changes.append((after, new))
    return History(tuple(reversed(changes)), versions)


def moves(redirects: Iterable[Cells]) -> dict[str, tuple[str, ...]]:
    """Where each address that is gone leads: one address, several, or none if withdrawn."""
    return {row.get("address", ""): tuple(row.get("to", "").split()) for row in redirects}


def differences(schema: Schema, before: Frozen, after: Frozen) -> list[Difference]:
    """What the tables and notes of `after` hold otherwise, in the order of the tables.

    Tables that the schema has no longer are not compared: see warnings in impacts.py.
    """
    old, old_notes = _renamed(schema, before, after)
    new = tables_of(schema, after)
    old_pages, new_pages = pages_of_rows(schema, old), pages_of_rows(schema, new)
    result: list[Difference] = []
    with_notes: dict[str, tuple[str, ...]] = {}  # the pages of each row that may have a note
    for name, table in schema.tables.items():
        both = (old.get(name, ()), old_pages[name]), (new.get(name, ()), new_pages[name])
        pages = {id(row): on for rows, own in both for row, on in zip(rows, own, strict=True)}
        if "note" in table.fields:
            with_notes |= {row.get("id", ""): pages[id(row)] for rows, _ in both for row in rows}
        if name not in ABOUT_CHANGES:
            for edit in cell_edits(table, both[0][0], both[1][0]):
                result.append(_difference(schema, table, edit, pages[id(edit.cells)]))
    for row_id in sorted({*old_notes, *after.notes}):
        was, now = old_notes.get(row_id, ""), after.notes.get(row_id, "")
        if was != now:
            on = with_notes.get(row_id, ())
            subjects = _unique(row_id, *map(record_id, on))
            result.append(Difference("notes", row_id, "text", was, now, on, subjects, ("text",)))
    reasons = [
        Reason(*(row.get(column, "") for column in Reason._fields))
        for row in new.get("changes", ())
        if row.get("edition") == after.edition
    ]
    return [one._replace(why=_reason(reasons, one)) for one in result]


def _difference(schema: Schema, table: Table, edit: Edit, pages: tuple[str, ...]) -> Difference:
    row, names = edit.cells, name_columns(table)
    before, after = edit.old or "", edit.new or ""
    if edit.column is None:  # the row in a line, less what its name holds already
        left_out = {*schema.provenance, *names}
        cells = [f"{column}: {cell}" for column, cell in row.items() if column not in left_out]
        line = "; ".join(cells) or edit.row
        before, after = (line, "") if edit.is_deletion else ("", line)
    words = [row.get(name, "") for name in names if name != table.parent and "id" not in names]
    return Difference(
        table=table.name,
        row=", ".join(row.get(name, "") for name in names),
        column=edit.column or "",
        before=before,
        after=after,
        pages=pages,
        subjects=_unique(row.get("id", ""), row.get(table.parent, ""), *map(record_id, pages)),
        columns=_unique(edit.column or "", *words),
    )


def _unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _reason(reasons: Sequence[Reason], one: Difference) -> Reason | None:
    """The most particular reason for a difference: by its columns, then by its subjects."""
    for column in (*one.columns, ""):
        for subject in one.subjects:
            for reason in reasons:
                if (reason.subject, reason.column) == (subject, column):
                    return reason
    return None


def name_columns(table: Table) -> tuple[str, ...]:
    """The columns that name a row to readers: its identity, less a value at the end of it."""
    *first, last = table.identity
    return tuple(first) if first and type(table.columns[last]) is Text else table.identity


def _renamed(schema: Schema, before: Frozen, after: Frozen) -> tuple[TableCells, Mapping[str, str]]:
    """Tables and notes of `before`, with the ids of records that have moved as they are now.

    Without that a record with a new address would read as one that was deleted and one that is new.
    """
    tables, notes = tables_of(schema, before), before.notes
    for old, to in moves(tables_of(schema, after).get("redirects", ())).items():
        if len(to) != 1 or old not in before.fingerprints or old in after.fingerprints:
            continue
        was, now = record_id(old), record_id(to[0])
        rows = [row for _, row in rows_by_page(schema, tables).get(old, ())]
        moved, ids = {id(row) for row in rows}, {row.get("id") for row in rows}
        tables = {
            name: [_moved(schema[name], row, was, now) if id(row) in moved else row for row in own]
            for name, own in tables.items()
        }
        notes = {
            _renamed_id(row_id, was, now) if row_id in ids else row_id: text
            for row_id, text in notes.items()
        }
    return tables, notes


def _moved(table: Table, row: Cells, was: str, now: str) -> Cells:
    """A row with the ids in it that begin with that of a record renamed."""
    references = {"id", *(column for column, _ in table.of_kind(Reference))}
    return {
        column: _renamed_id(cell, was, now) if column in references else cell
        for column, cell in row.items()
    }


def _renamed_id(cell: str, was: str, now: str) -> str:
    """An id, or ids with blanks between, where one of a record begins with that of its page."""
    return " ".join(
        now + word[len(was) :] if word == was or word.startswith(f"{was}-") else word
        for word in cell.split(" ")
    )
