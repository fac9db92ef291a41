"""What is different between two states of a table: new rows, deleted rows, changed cells.

All of it is of plain cells: an old state need not suit the tables of now.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple

from .columns import Text
from .schema import Cells, Schema, Table, TableCells, record_id

LONGEST_QUOTED = 60  # characters of a cell in a line
ENOUGH = 5  # rows in which a column may be seen to be sorted by itself

Pages = Mapping[int, tuple[str, ...]]  # the addresses that show a row, by the id() of that


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
    whole: tuple[str, ...] = ()  # those of its subjects that are records that came or went
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
    def reason_keys(self) -> list[tuple[str, str]]:
        """Subject and column of each reason that would explain it, most particular first.

        A reason without a column explains the row of that id alone, or all of a record that came or
        went: what else belongs to a record has a column, a property, or at least a table.
        """
        columns = [*filter(None, (self.column, *self.properties)), self.table]
        named = [(subject, column) for column in columns for subject in self.subjects]
        return [*named, *((subject, "") for subject in (*self.subjects[:1], *self.whole))]

    def __str__(self) -> str:
        """A line such as products.csv toycel: name: 'Toy' -> 'Toycel', or products.csv: + toycel"""
        if not self.column:
            return f"{self.table}.csv: {'-' if self.is_deletion else '+'} {self.key}"
        old, new = excerpts(self.before, self.after)
        return f"{self.table}.csv {self.key}: {self.column}: {old} -> {new}"


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts as they are quoted, from shortly before the first difference if they are long."""
    start = 0
    if max(len(old), len(new)) > LONGEST_QUOTED:
        pairs = enumerate(zip_longest(old, new))
        start = max(0, next((i for i, (a, b) in pairs if a != b), 0) - LONGEST_QUOTED // 3)

    def excerpt(text: str) -> str:
        before, after = "..." * bool(start and text), "..." * (start + LONGEST_QUOTED < len(text))
        return repr(f"{before}{text[start : start + LONGEST_QUOTED]}{after}")

    return excerpt(old), excerpt(new)


def change_counts(differences: Sequence[Difference]) -> str:
    """How many there are: 66 changes: 63 rows deleted, 0 new, 3 cells changed."""
    kinds = Counter("cell" if d.column else "new" if d.is_new else "row" for d in differences)
    kinds["change"] = len(differences)
    rows, cells, changes = (
        f"{kinds[kind]} {kind}{'s' * (kinds[kind] != 1)}" for kind in ("row", "cell", "change")
    )
    return f"{changes}: {rows} deleted, {kinds['new']} new, {cells} changed"


def table_differences(
    schema: Schema,
    name: str,
    old: Sequence[Cells],
    new: Sequence[Cells],
    pages: Pages = MappingProxyType({}),
) -> Iterator[Difference]:
    """What is different in a table: cells in the order of the new rows, new rows, deleted rows."""
    table = schema[name]
    pairs, deleted, added = _paired(table, old, new)
    for was, now in pairs:
        for column in dict.fromkeys((*table.columns, *was)):  # an old row may have others
            if was.get(column, "") != now.get(column, ""):
                yield _changed_cell(schema, table, was, now, column, pages)
    for row in added:
        yield _new_row(schema, table, row, pages)
    for row in deleted:
        one = _new_row(schema, table, row, pages)
        yield one._replace(before=one.after, after="")


def _new_row(schema: Schema, table: Table, row: Cells, pages: Pages) -> Difference:
    """The difference of a whole row, as if it were new: a deleted one is turned round."""
    *first, last = names = table.identity
    if first and type(table.columns[last]) is Text:
        names = tuple(first)  # a value at the end names no row
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


def _changed_cell(
    schema: Schema, table: Table, was: Cells, now: Cells, column: str, pages: Pages
) -> Difference:
    return _new_row(schema, table, now, pages)._replace(
        key=" ".join(_cells(was, table.identity)),
        column=column,
        before=was.get(column, ""),
        after=now.get(column, ""),
    )


def _cells(row: Cells, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in columns)


def _paired(
    table: Table, old: Sequence[Cells], new: Sequence[Cells]
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Rows with what they were, deleted rows, and new rows.

    Two rows are the same one if they have the same identity. Where that is not an id, as for
    statements, and but for its last column no other old or new row has it, a row is the same one
    with another value.
    """
    pairs: list[tuple[Cells, Cells]] = []
    deleted, added = list(old), list(new)
    keys = [table.identity]
    if "id" not in table.identity and len(table.identity) > 1:
        keys.append(table.identity[:-1])
    for columns in keys:
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
    schema: Schema, old: TableCells, new: TableCells, reasons: Set[tuple[str, str]] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Tables whose columns have old values in other rows, as if sorted alone, with a message each.

    A change with a reason is not counted. A reason is a subject and a column, or '' for all.
    """
    for name, table in schema.tables.items():
        pairs, _, _ = _paired(table, old.get(name, ()), new.get(name, ()))
        rows, columns = len(pairs), dict[str, int]()  # with the number of values that moved
        for column in table.columns if rows >= ENOUGH else ():
            moved = [
                _changed_cell(schema, table, was, now, column, {})
                for was, now in pairs
                if was.get(column, "") != now.get(column, "")
            ]
            unexplained = sum(reasons.isdisjoint(one.reason_keys) for one in moved)
            same = Counter(one.before for one in moved) == Counter(one.after for one in moved)
            if same and unexplained * 2 > rows:
                columns[column] = len(moved)
        if columns:
            one, names, most = len(columns) == 1, ", ".join(columns), max(columns.values())
            holds = f"column {names} holds" if one else f"columns {names} hold"
            asked = "was it sorted alone?" if one else "were they, or the ids, sorted alone?"
            fault = f"{holds} the old values in another order ({most} of {rows} rows): {asked}"
            advice = "if it is meant, add a row to changes.csv for each of these rows"
            yield name, f"{fault} Undo that; {advice}"
