"""Records linked: children in their parents, the records they refer to, terms and notes.

Rows that may belong to any record, as remarks do, hold the records they refer to as these are in
their table, without links: otherwise a source would hold remarks that hold that source.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Any

import msgspec

from .columns import Reference, Word
from .schema import Schema, Table

Records = dict[str, list[Any]]  # by table, in the order of its rows
Getter = Callable[[Any], Any]  # of what a field of a record is filled with; empty if nothing is


def link_records(
    schema: Schema, rows: Mapping[str, Sequence[Any]], notes: Mapping[str, str]
) -> Records:
    """The records of every table with all that belongs to them; `notes` are by record id."""
    linked: Records = {name: list(rows[name]) for name in schema}
    for name in _order(schema):
        getters = dict(_getters(schema, name, linked, rows))
        if "note" in schema[name].fields:
            getters["note"] = lambda record: notes.get(record.id)
        for i, record in enumerate(linked[name]) if getters else ():
            values = {field: value for field, get in getters.items() if (value := get(record))}
            if values:
                linked[name][i] = msgspec.structs.replace(record, **values)
    return linked


def terms_by_list(terms: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Terms by their list, then by id, in order."""
    lists: dict[str, dict[str, Any]] = defaultdict(dict)
    for term in sorted(terms, key=lambda term: (term.list, term.position)):
        lists[term.list][term.id] = term
    return dict(lists)


def _order(schema: Schema) -> list[str]:
    """Tables so that whatever a record is filled with comes before it."""
    needs: dict[str, set[str]] = {}
    for name in schema:
        table = schema[name]
        needs[name] = set(schema.children(name))
        if not schema.annotates(name):
            needs[name] |= {to for _, one in table.of_kind(Reference) if one.link for to in one.to}
            if any(field.endswith("_term") for field in table.fields) and name != schema.words:
                needs[name].add(schema.words)
    return list(TopologicalSorter(needs).static_order())


def _getters(
    schema: Schema, name: str, linked: Records, rows: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, Getter]]:
    """What each field of a table is filled with, less notes."""
    table, others = schema[name], rows if schema.annotates(name) else linked
    lists = schema.subject_words if name == schema.words else ()
    for child in schema.children(name):
        yield child, _children_getter(schema[child], linked[child], lists)
    for column, one in table.of_kind(Reference):
        if one.link:
            by_id = {other.id: other for to in one.to for other in others[to]}
            yield one.link, _link_getter(column, one.many, by_id)
    terms = terms_by_list(others.get(schema.words, ()))
    for column, word in table.of_kind(Word):
        if f"{column}_term" in table.fields:
            yield f"{column}_term", _link_getter(column, False, terms.get(word.of, {}))


def _children_getter(child: Table, records: Sequence[Any], lists: Sequence[str]) -> Getter:
    """Rows of a table by their parent, in the order of their class; `lists` are of the parent."""
    if child.record.order:
        records = sorted(records, key=attrgetter(*child.record.order))
    by_parent: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        by_parent[getattr(record, child.parent)].append(record)

    def children(parent: Any) -> tuple[Any, ...]:
        return tuple(by_parent.get(parent.id, ())) if not lists or parent.list in lists else ()

    return children


def _link_getter(column: str, many: bool, by_id: Mapping[str, Any]) -> Getter:
    """The record or term, or the tuple of many, whose id is in a column."""
    if many:
        return lambda record: tuple(by_id[one] for one in (getattr(record, column) or "").split())
    return lambda record: by_id.get(getattr(record, column))
