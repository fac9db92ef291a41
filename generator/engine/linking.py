"""Records linked: children in their parents, the records they refer to, terms and notes.

Rows that may belong to any record, as remarks do, hold the records they refer to as these are in
their table, without links: otherwise a source would hold remarks that hold that source.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
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

    @cache
    def linked(name: str) -> list[Any]:
        table = schema[name]
        is_plain = schema.annotates(name) or name == schema.words
        others: Callable[[str], Sequence[Any]] = rows.__getitem__ if is_plain else linked
        getters: dict[str, Getter] = {}
        for child in schema.children(name):
            lists = schema.subject_words if name == schema.words else ()
            getters[child] = _children_getter(schema[child], linked(child), lists)
        for column, one in table.of_kind(Reference):
            if one.link:
                by_id = {other.id: other for to in one.to for other in others(to)}
                getters[one.link] = _link_getter(column, one.many, by_id)
        for column, word in table.of_kind(Word):
            if f"{column}_term" in table.fields:
                terms = {term.id: term for term in others(schema.words) if term.list == word.of}
                getters[f"{column}_term"] = _link_getter(column, False, terms)
        if "note" in table.fields:
            getters["note"] = lambda record: notes.get(record.id)
        return [_filled(record, getters) for record in rows[name]]

    return {name: linked(name) for name in schema}


def _filled(record: Any, getters: Mapping[str, Getter]) -> Any:
    """The record with what belongs to it, or itself if nothing does."""
    values = {field: value for field, get in getters.items() if (value := get(record))}
    return msgspec.structs.replace(record, **values) if values else record


class Lists(dict[str, dict[str, Any]]):
    """Terms by their list, then by id, in order; a list that no row is of is an empty one."""

    def __missing__(self, name: str) -> dict[str, Any]:
        return {}


def terms_by_list(terms: Iterable[Any]) -> Lists:
    """Terms by their list, then by id, in order."""
    lists = Lists()
    for term in sorted(terms, key=lambda term: (term.list, term.position)):
        lists.setdefault(term.list, {})[term.id] = term
    return lists


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
