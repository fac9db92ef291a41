"""What is different between two states of a table: new rows, deleted rows, changed cells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .schema import Table
from .tables import Row

Cells = Mapping[str, str]  # a row: its cells by column; one left out is empty
LONG = 60  # characters of a cell in a line
ENOUGH = 5  # rows in which a column may be seen to be sorted by itself


class Edit(NamedTuple):
    """One difference: a cell of a row, or with `column` None a whole new or deleted row."""

    table: str
    row: str  # what identifies it: its id, or the words of its key
    column: str | None
    old: str | None  # None: the row is new
    new: str | None  # None: the row is deleted
    cells: Cells  # of the row as it is, or was if it is deleted

    @property
    def is_deletion(self) -> bool:
        """Whether a whole row is deleted."""
        return self.column is None and self.new is None

    def __str__(self) -> str:
        """A line such as products.csv toycel: name: 'Toy' -> 'Toycel', or products.csv: + toycel"""
        if self.column is None:
            return f"{self.table}.csv: {'-' if self.is_deletion else '+'} {self.row}"
        old, new = excerpts(self.old or "", self.new or "")
        return f"{self.table}.csv {self.row}: {self.column}: {old} -> {new}"


def total(differences: Sequence[Edit]) -> str:
    """How many differences there are: 66 changes: 63 rows deleted, 0 new, 3 cells changed."""
    deleted = sum(edit.is_deletion for edit in differences)
    cells = sum(bool(edit.column) for edit in differences)
    return counted(deleted, len(differences) - deleted - cells, cells)


def counted(deleted: int, new: int, cells: int) -> str:
    """Numbers of deleted rows, new rows and changed cells as a line."""

    def number_of(count: int, what: str) -> str:
        return f"{count} {what}{'s' * (count != 1)}"

    rows, changed = number_of(deleted, "row"), number_of(cells, "cell")
    changes = number_of(deleted + new + cells, "change")
    return f"{changes}: {rows} deleted, {new} new, {changed} changed"


def edits(table: Table, old: Sequence[Row], new: Sequence[Row]) -> list[Edit]:
    """Every difference, in the order of the new rows, then the deleted rows."""
    return cell_edits(table, [row.cells for row in old], [row.cells for row in new])


def cell_edits(table: Table, old: Sequence[Cells], new: Sequence[Cells]) -> list[Edit]:
    """As `edits`, of the cells of rows."""
    pairs, deleted, added = paired(table, old, new)
    result = []
    for before, after in pairs:
        for column in dict.fromkeys((*table.columns, *before)):  # an old row may have others
            was, now = before.get(column, ""), after.get(column, "")
            if was != now:
                result.append(Edit(table.name, _name(table, before), column, was, now, after))
    for row in added:
        result.append(Edit(table.name, _name(table, row), None, None, _name(table, row), row))
    for row in deleted:
        result.append(Edit(table.name, _name(table, row), None, _name(table, row), None, row))
    return result


def paired(
    table: Table, old: Sequence[Cells], new: Sequence[Cells]
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Rows with what they were, deleted rows, and new rows.

    Two rows are the same one if they have the same identity. Where that is not an id, as for
    statements, and but for its last column no other old or new row has it, a row is the same one
    with another value.
    """
    identity = table.identity
    pairs, deleted, added = _paired(old, new, identity)
    if "id" not in identity and len(identity) > 1:
        more, deleted, added = _paired(deleted, added, identity[:-1], single=True)
        pairs += more
    return pairs, deleted, added


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
    pairs = paired(table, old, new)[0]
    columns, most = [], 0
    for column in table.columns if len(pairs) >= ENOUGH else ():
        cells = [(was.get(column, ""), now.get(column, ""), now) for was, now in pairs]
        moved = [(before, after, row) for before, after, row in cells if before != after]
        explained = {subject for subject, about in reasons if about in ("", column)}
        unexplained = sum(explained.isdisjoint(row.values()) for _, _, row in moved)
        same = Counter(before for before, _, _ in moved) == Counter(after for _, after, _ in moved)
        if same and unexplained * 2 > len(pairs):
            columns.append(column)
            most = max(most, len(moved))
    if not columns:
        return None
    one = len(columns) == 1
    holds = f"column {columns[0]} holds" if one else f"columns {', '.join(columns)} hold"
    return (
        f"{holds} the old values in another order ({most} of {len(pairs)} rows):"
        f" {'was it' if one else 'were they, or the ids,'} sorted alone? Undo that;"
        " if it is meant, add a row to changes.csv for each of these rows"
    )


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts as they are quoted, from shortly before the first difference if they are long."""
    same = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = 0 if max(len(old), len(new)) <= LONG else max(0, same - LONG // 3)
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    cut = text[start : start + LONG]
    before = "..." if start and text else ""
    return repr(f"{before}{cut}{'...' if start + LONG < len(text) else ''}")


def _name(table: Table, row: Cells) -> str:
    return " ".join(row.get(column, "") for column in table.identity)


def _paired(
    old: Sequence[Cells], new: Sequence[Cells], by: Sequence[str], single: bool = False
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Old and new rows that agree in these columns, and those of either that are left over.

    With `single` only rows that agree with no other of the old or of the new.
    """
    before, after = _grouped(old, by), _grouped(new, by)
    pairs: list[tuple[Cells, Cells]] = []
    for key, rows in after.items():
        if not single or len(rows) == len(before.get(key, ())) == 1:
            pairs += zip(before.get(key, ()), rows, strict=False)
    matched = {id(row) for pair in pairs for row in pair}
    deleted = [row for row in old if id(row) not in matched]
    return pairs, deleted, [row for row in new if id(row) not in matched]


def _grouped(rows: Iterable[Cells], by: Sequence[str]) -> dict[tuple[str, ...], list[Cells]]:
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(column, "") for column in by)].append(row)
    return dict(groups)
