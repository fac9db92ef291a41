"""What changed in a table, and from one edition to the next; the history of each record.

All of it is of plain cells: an old edition need not suit the tables of now.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple

from .columns import Reference, Text
from .editions import Frozen, tables_of
from .fingerprints import pages_of_rows, record_id, renamed
from .schema import Cells, Schema, Table, TableCells

ABOUT_CHANGES = ("changes", "redirects")  # tables whose rows are no changes themselves
LONG = 60  # characters of a cell in a line
ENOUGH = 5  # rows in which a column may be seen to be sorted by itself

Pairs = list[tuple[Cells, Cells]]


class Difference(NamedTuple):
    """A cell, or with column '' a whole row, that is not as it was before."""

    table: str
    key: str  # the cells that identify the row
    row: str  # the row as readers name it
    column: str
    before: str  # of a whole row that is new ''
    after: str  # of a whole row that is deleted ''
    pages: tuple[str, ...]  # addresses of the records that show it
    subjects: tuple[str, ...]  # ids by which a reason may name it, its own first
    properties: tuple[str, ...] = ()  # words by which a reason may name it beside its column
    why: str = ""  # the reason that is given

    @property
    def is_new(self) -> bool:
        """Whether a whole row is new."""
        return not self.column and not self.before

    @property
    def is_deletion(self) -> bool:
        """Whether a whole row is deleted."""
        return not self.column and not self.after

    @property
    def names(self) -> list[tuple[str, str]]:
        """Subject and column of each reason that would be one for this, most particular first."""
        columns = [*filter(None, (self.column, *self.properties)), ""]
        return [(subject, column) for column in columns for subject in self.subjects]

    def __str__(self) -> str:
        """A line such as products.csv toycel: name: 'Toy' -> 'Toycel', or products.csv: + toycel"""
        if not self.column:
            return f"{self.table}.csv: {'-' if self.is_deletion else '+'} {self.key}"
        old, new = excerpts(self.before, self.after)
        return f"{self.table}.csv {self.key}: {self.column}: {old} -> {new}"


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts as they are quoted, from shortly before the first difference if they are long."""
    start = 0
    if max(len(old), len(new)) > LONG:
        pairs = enumerate(zip_longest(old, new))
        start = max(0, next((i for i, (a, b) in pairs if a != b), 0) - LONG // 3)

    def excerpt(text: str) -> str:
        before, after = "..." * bool(start and text), "..." * (start + LONG < len(text))
        return repr(f"{before}{text[start : start + LONG]}{after}")

    return excerpt(old), excerpt(new)


def total(differences: Sequence[Difference]) -> str:
    """How many there are: 66 changes: 63 rows deleted, 0 new, 3 cells changed."""
    deleted, new = (
        sum(one.is_deletion for one in differences),
        sum(one.is_new for one in differences),
    )
    numbers = {"change": len(differences), "row": deleted, "cell": len(differences) - deleted - new}
    changes, rows, cells = (f"{n} {what}{'s' * (n != 1)}" for what, n in numbers.items())
    return f"{changes}: {rows} deleted, {new} new, {cells} changed"


def table_differences(
    schema: Schema,
    name: str,
    old: Sequence[Cells],
    new: Sequence[Cells],
    pages: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[Difference]:
    """What is different in a table: cells in the order of the new rows, new rows, deleted rows.

    `pages` are the addresses of the pages that show each row, by the id() of that.
    """
    table = schema[name]
    pairs, deleted, added = _paired(table, old, new)
    for was, now in pairs:
        for column in dict.fromkeys((*table.columns, *was)):  # an old row may have others
            before, after = was.get(column, ""), now.get(column, "")
            if before != after:
                one = _new_row(schema, table, now, pages)
                key = " ".join(_cells(was, table.identity))
                yield one._replace(key=key, column=column, before=before, after=after)
    for row in added:
        yield _new_row(schema, table, row, pages)
    for row in deleted:
        one = _new_row(schema, table, row, pages)
        yield one._replace(before=one.after, after="")


def _new_row(
    schema: Schema, table: Table, row: Cells, pages: Mapping[int, tuple[str, ...]]
) -> Difference:
    """The difference that a row makes which is new."""
    *first, last = table.identity
    is_value = bool(first) and type(table.columns[last]) is Text
    names = tuple(first) if is_value else table.identity  # a value at the end names no row
    key, on = " ".join(_cells(row, table.identity)), pages.get(id(row), ())
    left_out = {*schema.provenance, *names}
    cells = [f"{name}: {cell}" for name, cell in row.items() if cell and name not in left_out]
    properties = () if "id" in names else [name for name in names if name != table.parent]
    return Difference(
        table=table.name,
        key=key,
        row=", ".join(_cells(row, names)),
        column="",
        before="",
        after="; ".join(cells) or key,
        pages=on,
        subjects=(*_cells(row, ("id", table.parent)), *map(record_id, on)),
        properties=_cells(row, properties),
    )


def _cells(row: Cells, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in columns)


def _paired(
    table: Table, old: Sequence[Cells], new: Sequence[Cells]
) -> tuple[Pairs, list[Cells], list[Cells]]:
    """Rows with what they were, deleted rows, and new rows.

    Two rows are the same one if they have the same identity. Where that is not an id, as for
    statements, and but for its last column no other old or new row has it, a row is the same one
    with another value.
    """
    pairs: Pairs = []
    deleted, added = list(old), list(new)
    has_value = "id" not in table.identity and len(table.identity) > 1
    for columns in (table.identity, table.identity[:-1])[: 1 + has_value]:
        before, after = _grouped(deleted, columns), _grouped(added, columns)
        for key, rows in after.items():
            if columns == table.identity or len(rows) == len(before[key]) == 1:
                pairs += zip(before[key], rows, strict=False)
        matched = {id(row) for pair in pairs for row in pair}
        deleted = [row for row in deleted if id(row) not in matched]
        added = [row for row in added if id(row) not in matched]
    return pairs, deleted, added


def _grouped(rows: Iterable[Cells], by: Sequence[str]) -> dict[tuple[str, ...], list[Cells]]:
    groups: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in rows:
        groups[_cells(row, by)].append(row)
    return groups


def sorted_alone(
    table: Table,
    old: Sequence[Cells],
    new: Sequence[Cells],
    reasons: Iterable[tuple[str, str]] = (),
) -> str | None:
    """What is wrong if columns hold the values they held, but most of them in other rows.

    A changed row with a reason is not counted. A reason is the id of the row, or another id in it,
    and the column it is about, or '' for all.
    """
    pairs, *_ = _paired(table, old, new)
    columns = {}  # with the number of rows whose values moved
    for column in table.columns if len(pairs) >= ENOUGH else ():
        cells = [(was.get(column, ""), now.get(column, ""), now) for was, now in pairs]
        moved = [(before, after, row) for before, after, row in cells if before != after]
        explained = {subject for subject, about in reasons if about in ("", column)}
        unexplained = sum(explained.isdisjoint(row.values()) for _, _, row in moved)
        same = Counter(before for before, _, _ in moved) == Counter(after for _, after, _ in moved)
        if same and unexplained * 2 > len(pairs):
            columns[column] = len(moved)
    if not columns:
        return None
    one, names = len(columns) == 1, ", ".join(columns)
    return (
        f"{f'column {names} holds' if one else f'columns {names} hold'} the old values in another"
        f" order ({max(columns.values())} of {len(pairs)} rows):"
        f" {'was it' if one else 'were they, or the ids,'} sorted alone? Undo that;"
        " if it is meant, add a row to changes.csv for each of these rows"
    )


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
            page: old for old, to in _moves(schema, after).items() if old in versions for page in to
        }
        for page, mark in after.fingerprints.items():
            origin = moved_from.get(page, "") if page not in versions else ""
            earlier = versions.get(origin or page, ())
            if not earlier or origin or earlier[0].fingerprint != mark:
                own = tuple(by_page[page])
                versions[page] = (Version(after, mark, not earlier, origin, own), *earlier)
        changes.append((after, new))
    return History(tuple(reversed(changes)), versions)


def _moves(schema: Schema, edition: Frozen) -> dict[str, list[str]]:
    """The addresses of records that are gone, and where each leads: nowhere if withdrawn."""
    rows = tables_of(schema, edition).get("redirects", ())
    moves = {row.get("address", ""): row.get("to", "").split() for row in rows}
    return {old: to for old, to in moves.items() if old not in edition.fingerprints}


def differences(schema: Schema, before: Frozen, after: Frozen) -> list[Difference]:
    """What the tables and notes of `after` hold otherwise, in the order of the tables.

    Tables that the schema has no longer are not compared: see warnings in releases.py.
    """
    old, old_notes = _with_new_ids(schema, before, after)
    new = tables_of(schema, after)
    pages: dict[int, tuple[str, ...]] = {}  # of each row, by its id()
    noted: dict[str, tuple[str, ...]] = {}  # of each row that may have a note, by its id
    for tables in (old, new):
        for name, shown in pages_of_rows(schema, tables).items():
            for row, on in zip(tables.get(name, ()), shown, strict=True):
                pages[id(row)] = on
                if "note" in schema[name].fields:
                    noted[row.get("id", "")] = on
    result: list[Difference] = []
    for name in schema:
        if name not in ABOUT_CHANGES:
            rows = old.get(name, ()), new.get(name, ())
            result += table_differences(schema, name, *rows, pages)
    for row_id in sorted({*old_notes, *after.notes}):
        was, now, on = old_notes.get(row_id, ""), after.notes.get(row_id, ""), noted.get(row_id, ())
        if was != now:
            subjects = (row_id, *map(record_id, on))
            result.append(Difference("notes", row_id, row_id, "text", was, now, on, subjects))
    reasons = {
        (row.get("subject", ""), row.get("column", "")): row.get("text", "")
        for row in new.get("changes", ())
        if row.get("edition") == after.edition
    }
    return [
        one._replace(why=next((reasons[name] for name in one.names if name in reasons), ""))
        for one in result
    ]


def _with_new_ids(
    schema: Schema, before: Frozen, after: Frozen
) -> tuple[TableCells, Mapping[str, str]]:
    """Tables and notes of `before`, with the ids of records that have moved as they are now.

    Without that a record with a new address would read as one that was deleted and one that is new.
    """
    old = tables_of(schema, before)
    moves = {
        page: (record_id(page), record_id(to[0]))
        for page, to in _moves(schema, after).items()
        if len(to) == 1 and page in before.fingerprints
    }
    if not moves:
        return old, before.notes
    tables: dict[str, list[Cells]] = {name: [] for name in schema}
    ids: dict[str, str] = {}  # of rows that have another now
    for name, shown in pages_of_rows(schema, old).items():
        references = {"id", *(column for column, _ in schema[name].of_kind(Reference))}
        for row, on in zip(old.get(name, ()), shown, strict=True):
            cells = dict(row)
            for was, now in (moves[page] for page in on if page in moves):
                for column in references & {*cells}:
                    words = cells[column].split(" ")
                    cells[column] = " ".join(renamed(word, was, now) for word in words)
            tables[name].append(cells)
            if cells != row:
                ids[row.get("id", "")] = cells.get("id", "")
    return tables, {ids.get(row_id, row_id): text for row_id, text in before.notes.items()}
