"""What is different between two states of a table: rows that came, rows that went, new cells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .records import TABLES, columns
from .tables import Row

Cells = Mapping[str, str]  # a row: its cells by column
SHOWN = 60  # characters of a cell in a line
ENOUGH = 5  # rows in which a column may be seen to be sorted by itself


class Edit(NamedTuple):
    """One difference: a cell of a row, or with `column` None a whole row that came or went."""

    table: str
    row: str  # what names it: its id, or the words of its key
    column: str | None
    old: str | None  # None: the row is new
    new: str | None  # None: the row is gone

    @property
    def gone(self) -> bool:
        """Whether it is a row that is no longer there."""
        return self.column is None and self.new is None

    def __str__(self) -> str:
        """The line that tells it."""
        if self.column is None:
            return f"{self.table}.csv: {'+' if self.old is None else '-'} {self.row}"
        old, new = excerpts(self.old or "", self.new or "")
        return f"{self.table}.csv {self.row}: {self.column}: {old} -> {new}"


def total(found: Sequence[Edit]) -> str:
    """How many differences there are: 66 changes: 63 rows deleted, 0 new, 3 cells changed."""
    new = sum(edit.column is None and edit.old is None for edit in found)
    return counted(sum(edit.gone for edit in found), new, sum(bool(edit.column) for edit in found))


def counted(gone: int, new: int, cells: int) -> str:
    """Differences in a line."""

    def some(count: int, what: str) -> str:
        return f"{count} {what}{'s' * (count != 1)}"

    rows, changed = some(gone, "row"), some(cells, "cell")
    return f"{some(gone + new + cells, 'change')}: {rows} deleted, {new} new, {changed} changed"


def edits(table: str, old: Sequence[Row], new: Sequence[Row]) -> list[Edit]:
    """Every difference, in the order of the new rows, then the rows that are gone."""
    named = naming(table)
    pairs, gone, came = paired(table, [row.cells for row in old], [row.cells for row in new])
    found = []
    for before, after in pairs:
        words = " ".join(before.get(column, "") for column in named)
        for column in columns(table):
            was, now = before.get(column, ""), after.get(column, "")
            if was != now:
                found.append(Edit(table, words, column, was, now))
    for row in came:
        found.append(Edit(table, _name(row, named), None, None, _name(row, named)))
    for row in gone:
        found.append(Edit(table, _name(row, named), None, _name(row, named), None))
    return found


def paired(
    table: str, old: Sequence[Cells], new: Sequence[Cells]
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Rows with what they were, rows that are gone, and rows that came.

    Rows are the same if what names them is. Where that is not an id, as for statements, a row
    with nothing else beside it of the same beginning is the same too, with another value.
    """
    named = naming(table)
    pairs, gone, came = _paired(old, new, named)
    if "id" not in named and len(named) > 1:
        more, gone, came = _paired(gone, came, named[:-1], once=True)
        pairs += more
    return pairs, gone, came


def sorted_alone(
    table: str, old: Sequence[Cells], new: Sequence[Cells], reasons: Iterable[tuple[str, str]] = ()
) -> str | None:
    """What is wrong if columns hold what they held, but most of it in other rows.

    A row of which a reason tells (subject, column) that it changed is not counted; the subject is
    an id in that row.
    """
    pairs = paired(table, old, new)[0]
    found, most = [], 0
    for column in columns(table) if len(pairs) >= ENOUGH else ():
        cells = [(was.get(column, ""), now.get(column, ""), now) for was, now in pairs]
        moved = [(before, after, row) for before, after, row in cells if before != after]
        told = {subject for subject, about in reasons if about in ("", column)}
        unsaid = sum(told.isdisjoint(row.values()) for _, _, row in moved)
        same = Counter(before for before, _, _ in moved) == Counter(after for _, after, _ in moved)
        if same and unsaid * 2 > len(pairs):
            found.append(column)
            most = max(most, len(moved))
    if not found:
        return None
    holds = f"column {found[0]} holds" if len(found) == 1 else f"columns {', '.join(found)} hold"
    asked = "was it" if len(found) == 1 else "were they, or the ids,"
    return (
        f"{holds} the old values in another order ({most} of {len(pairs)} rows): {asked} sorted"
        " alone? Undo that; if it is meant, add a row to changes.csv for each of these rows"
    )


def naming(table: str) -> tuple[str, ...]:
    """The columns that name a row: its id, or its key where it has none."""
    if "id" not in columns(table):
        return TABLES[table].key
    return ("list", "id") if table == "terms" else ("id",)


def _name(row: Cells, named: Iterable[str]) -> str:
    return " ".join(row.get(column, "") for column in named)


def _paired(
    old: Sequence[Cells], new: Sequence[Cells], by: Sequence[str], once: bool = False
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Old and new rows that agree in these columns, and those of either that are left over.

    With `once` only rows that are alone among the old and among the new.
    """
    before, after = _grouped(old, by), _grouped(new, by)
    pairs: list[tuple[Cells, Cells]] = []
    for key, rows in after.items():
        if not once or len(rows) == len(before.get(key, ())) == 1:
            pairs += zip(before.get(key, ()), rows, strict=False)
    there = {id(row) for pair in pairs for row in pair}
    gone = [row for row in old if id(row) not in there]
    return pairs, gone, [row for row in new if id(row) not in there]


def _grouped(rows: Iterable[Cells], by: Sequence[str]) -> dict[tuple[str, ...], list[Cells]]:
    found = defaultdict(list)
    for row in rows:
        found[tuple(row.get(column, "") for column in by)].append(row)
    return dict(found)


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts as they are quoted, from shortly before the first difference if they are long."""
    same = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = 0 if max(len(old), len(new)) <= SHOWN else max(0, same - SHOWN // 3)
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    cut = text[start : start + SHOWN]
    before = "..." if start and text else ""
    return repr(f"{before}{cut}{'...' if start + SHOWN < len(text) else ''}")
