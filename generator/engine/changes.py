"""Which pages show a row, the fingerprint of each record, and what changed from edition to edition.

All of it is of plain cells: an old edition need not suit the tables of now.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any, NamedTuple

from .columns import Reference
from .differences import Difference, table_differences
from .editions import Edition, tables_of
from .schema import Cells, Schema, Table, TableCells, record_id

LENGTH = 12  # characters of a fingerprint: 48 bits, too many to meet by chance
ABOUT_CHANGES = ("changes", "redirects")  # tables whose rows are no changes themselves


class Version(NamedTuple):
    """A record as of an edition in which it came, changed or moved."""

    edition: Edition
    fingerprint: str
    page: str  # its address then
    first: bool
    moved_from: str  # '' or the address it had before
    differences: tuple[Difference, ...]


class History(NamedTuple):
    """Everything that is known of changes: by edition, and by record."""

    editions: tuple[tuple[Edition, list[Difference]], ...]  # newest first
    versions: dict[str, tuple[Version, ...]]  # by address, newest first; those that are gone too


def history(schema: Schema, editions: Sequence[Edition]) -> History:
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
                versions[page] = (Version(after, mark, page, not earlier, origin, own), *earlier)
        changes.append((after, new))
    return History(tuple(reversed(changes)), versions)


def _moves(schema: Schema, edition: Edition) -> dict[str, list[str]]:
    """The addresses of records that are gone, and where each leads: nowhere if withdrawn."""
    rows = tables_of(schema, edition).get("redirects", ())
    moves = {row.get("address", ""): row.get("to", "").split() for row in rows}
    return {old: to for old, to in moves.items() if old not in edition.fingerprints}


def differences(schema: Schema, before: Edition, after: Edition) -> list[Difference]:
    """What the tables and notes of `after` hold otherwise, in the order of the tables.

    Tables that the schema has no longer are not compared: see warnings in impacts.py.
    """
    old, old_notes = _with_new_ids(schema, before, after)
    new = tables_of(schema, after)
    pages: dict[int, tuple[str, ...]] = {}  # of each row, by its id()
    noted: dict[str, tuple[str, ...]] = {}  # of each row that may have a note, by its id
    for tables in (old, new):
        for name, row, on in rows_with_pages(schema, tables):
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
    with_pages = set(schema.with_pages)
    whole = {one.subjects[0] for one in result if not one.column and one.table in with_pages}
    reasons = reasons_of(new.get("changes", ()), after.edition)
    return [_explained(one, whole, reasons) for one in result]


def _explained(
    one: Difference, whole: Set[str], reasons: Mapping[tuple[str, str], str]
) -> Difference:
    """A difference with its reason; `whole` are the ids of records that came or went.

    Their reasons explain what belongs to them alone, and not what older records show as well.
    """
    if all(record_id(page) in whole for page in one.pages):
        one = one._replace(whole=tuple(subject for subject in one.subjects if subject in whole))
    return one._replace(why=next((reasons[key] for key in one.reason_keys if key in reasons), ""))


def reasons_of(changes: Iterable[Cells], edition: str | None) -> dict[tuple[str, str], str]:
    """The reasons that rows of `changes` give for an edition, by subject and column or ''."""
    return {
        (row.get("subject", ""), row.get("column", "")): row.get("text", "")
        for row in changes
        if row.get("edition") == edition
    }


def _with_new_ids(
    schema: Schema, before: Edition, after: Edition
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
    for name, row, on in rows_with_pages(schema, old):
        cells = dict(row)
        for was, now in (moves[page] for page in on if page in moves):
            for column in {"id", *dict(schema[name].of_kind(Reference))} & {*cells}:
                words = cells[column].split(" ")
                cells[column] = " ".join(renamed(word, was, now) for word in words)
        tables[name].append(cells)
        if cells != row:
            ids[row.get("id", "")] = cells.get("id", "")
    return tables, {ids.get(row_id, row_id): text for row_id, text in before.notes.items()}


def rows_with_pages(
    schema: Schema, tables: TableCells
) -> Iterator[tuple[str, Cells, tuple[str, ...]]]:
    """Each row with its table and the addresses of the pages that show it, in order of tables.

    Its own page comes first; then those of the record that it is a part of, and of records that
    refer to it by a column that `shows` it. A row that lacks the cells for that has no pages.
    """
    pages: dict[tuple[str, str], list[str]] = defaultdict(list)  # by table and id, so far
    result: dict[str, list[tuple[str, ...]]] = {}
    for name in _showing_first(schema):
        table, of_table, parents = schema[name], [], schema.parents(name)
        shown = list(_shown(schema, table))
        for row in tables.get(name, ()):
            row_id, of_row = row.get("id", ""), [_page_of(table, row)]
            for parent in parents:
                of_row += pages[parent, row.get(table.parent, "")]
            of_row += pages[name, row_id]
            of_table.append(tuple(dict.fromkeys(filter(None, of_row))))
            if row_id:
                pages[name, row_id] = list(of_table[-1])
            for column, other in shown:  # rows that it shows are on its pages; their tables follow
                for cell in row.get(column, "").split():
                    pages[other, cell] += of_table[-1]
        result[name] = of_table
    for name in schema:
        yield from ((name, *one) for one in zip(tables.get(name, ()), result[name], strict=True))


def _shown(schema: Schema, table: Table) -> Iterator[tuple[str, str]]:
    """Columns that show rows of other tables, each with every table that they may be of."""
    for name, column in table.of_kind(Reference):
        for other in column.to if column.shows else ():
            yield name, other
        if column.shows and column.or_missing:
            yield name, schema.words


def _showing_first(schema: Schema) -> Iterable[str]:
    """Names of tables, each after its parents and after every table that shows its rows.

    So `rows_with_pages` knows the pages of whatever shows a row before it comes to the row.
    """
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
    rows: dict[str, list[tuple[str, Cells]]] = defaultdict(list)  # with their tables, by page
    for name, row, pages in rows_with_pages(schema, tables):
        for page in pages:
            rows[page].append((name, row))
    unseen = [name for name in schema if schema.annotates(name)]  # ids of remarks are on no page
    result = {}
    for page, shown in rows.items():
        own, facts = record_id(page), list[list[Any]]()
        for name, row in shown:
            cells = [one for one in sorted(row.items()) if one[0] != "id" or name not in unseen]
            facts.append([name, *([column, renamed(cell, own, ".")] for column, cell in cells)])
            if "note" in schema[name].fields and row.get("id", "") in notes:
                facts.append(["notes", renamed(row["id"], own, "."), notes[row["id"]]])
        result[page] = fingerprint(sorted(facts, key=repr))
    return result


def renamed(cell: str, was: str, now: str) -> str:
    """A cell with an id exchanged for another where it is that id, or one that begins with it."""
    return now + cell[len(was) :] if cell == was or cell.startswith(f"{was}-") else cell


def fingerprint(content: object) -> str:
    """A short hash of anything that JSON can hold."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
