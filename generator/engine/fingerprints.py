"""Which pages show a row, and a fingerprint of each record: of all rows that its page shows.

Both are of plain cells, so that they can be made of any edition.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any

from .columns import Reference
from .schema import Cells, Schema, Table, TableCells

LENGTH = 12  # characters of a fingerprint: 48 bits, too many to meet by chance


def rows_with_pages(
    schema: Schema, tables: TableCells
) -> Iterator[tuple[str, Cells, tuple[str, ...]]]:
    """Each row with its table and the addresses of the pages that show it, in order of tables.

    Its own page comes first; then those of the record that it is a part of, and of records that
    refer to it by a column that `shows` it. A row that lacks the cells for that has no pages.
    """
    pages: dict[tuple[str, str], list[str]] = defaultdict(list)  # by table and id, so far
    result: dict[str, list[tuple[str, ...]]] = {}
    for name in _parents_first(schema):
        table, own, parents = schema[name], [], schema.parents(name)
        shown = list(_shown(schema, table))
        for row in tables.get(name, ()):
            row_id, mine = row.get("id", ""), [_page_of(table, row)]
            for parent in parents:
                mine += pages[parent, row.get(table.parent, "")]
            mine += pages[name, row_id]
            own.append(tuple(dict.fromkeys(filter(None, mine))))
            if row_id:
                pages[name, row_id] = list(own[-1])
            for column, other in shown:
                for cell in row.get(column, "").split():
                    pages[other, cell] += own[-1]
        result[name] = own
    for name in schema:
        yield from ((name, *one) for one in zip(tables.get(name, ()), result[name], strict=True))


def _shown(schema: Schema, table: Table) -> Iterator[tuple[str, str]]:
    """Columns that show rows of other tables, each with every table that they may be of."""
    for name, column in table.of_kind(Reference):
        for other in column.to if column.shows else ():
            yield name, other
        if column.shows and column.or_missing:
            yield name, schema.words


def _parents_first(schema: Schema) -> Iterable[str]:
    """Tables so that the pages of whatever shows a row are known before its own are."""
    needs = {name: set(schema.parents(name)) for name in schema}
    for name in schema:
        for _, other in _shown(schema, schema[name]):
            needs[other].add(name)
    return TopologicalSorter(needs).static_order()


def _page_of(table: Table, row: Cells) -> str:
    """The address of a row's own page; '' if it has none or lacks the cells that make it."""
    try:
        return table.record.page.format(SimpleNamespace(**row)) if table.has_pages else ""
    except AttributeError:
        return ""


def fingerprints(schema: Schema, tables: TableCells, notes: Mapping[str, str]) -> dict[str, str]:
    """A fingerprint of each record by its address: of the rows and notes on its page, less its id.

    So a record that only moves keeps its fingerprint, and one whose facts change gets another.
    """
    facts: dict[str, list[list[Any]]] = defaultdict(list)  # by page
    unseen = [name for name in schema if schema.annotates(name)]  # ids of remarks are on no page
    for name, row, pages in rows_with_pages(schema, tables):
        cells = [one for one in sorted(row.items()) if one[0] != "id" or name not in unseen]
        note = notes.get(row.get("id", "")) if "note" in schema[name].fields else None
        for page in pages:
            own = record_id(page)
            facts[page].append([name, *([c, renamed(cell, own, ".")] for c, cell in cells)])
            if note is not None:
                facts[page].append(["notes", renamed(row["id"], own, "."), note])
    return {page: fingerprint(sorted(rows, key=repr)) for page, rows in facts.items()}


def renamed(cell: str, was: str, now: str) -> str:
    """A cell with an id exchanged for another where it is that id, or one that begins with it."""
    return now + cell[len(was) :] if cell == was or cell.startswith(f"{was}-") else cell


def fingerprint(content: object) -> str:
    """A short hash of anything that JSON can hold."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def record_id(page: str) -> str:
    """The id of the record at an address: x of /products/x/."""
    return page.rstrip("/").rpartition("/")[2]
