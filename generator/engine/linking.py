"""Records linked: children in their parents, the records they refer to, terms and notes.

Rows that may belong to any record, as remarks do, hold the records they refer to as these are in
their table, without links: otherwise a source would hold remarks that hold that source.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Any

import msgspec

from .columns import Reference, Word
from .schema import Schema

Records = dict[str, list[Any]]  # by table, in the order of its rows


def link_records(
    schema: Schema, rows: Mapping[str, Sequence[Any]], notes: Mapping[str, str]
) -> Records:
    """The records of every table with all that belongs to them; `notes` are by record id."""
    linked: Records = {table: list(rows[table]) for table in schema}
    for table in _order(schema):
        fields = _Fields(schema, table, linked, rows, notes)
        if schema[table].fields:
            linked[table] = [fields.fill(record) for record in rows[table]]
    return linked


def terms_by_list(terms: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Terms by their list, then by id, in order."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for term in sorted(terms, key=lambda term: (term.list, term.position)):
        found[term.list][term.id] = term
    return dict(found)


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


class _Fields:
    """What the fields of the records of one table are filled with."""

    def __init__(
        self,
        schema: Schema,
        name: str,
        linked: Records,
        rows: Mapping[str, Sequence[Any]],
        notes: Mapping[str, str],
    ) -> None:
        table = schema[name]
        others = rows if schema.annotates(name) else linked
        self.notes = notes if "note" in table.fields else {}
        self.children = {
            child: _by_parent(schema, child, linked) for child in schema.children(name)
        }
        self.links = {
            column: (one, {other.id: other for to in one.to for other in others[to]})
            for column, one in table.of_kind(Reference)
            if one.link
        }
        terms = terms_by_list(others.get(schema.words, ()))
        self.terms = {
            column: terms.get(one.of, {})
            for column, one in table.of_kind(Word)
            if f"{column}_term" in table.fields
        }
        self.lists = schema.subject_words if name == schema.words else ()

    def fill(self, record: Any) -> Any:
        """The record with its fields, or itself if there is nothing to fill in."""
        values: dict[str, Any] = {}
        if not self.lists or record.list in self.lists:
            for child, by_parent in self.children.items():
                values[child] = tuple(by_parent.get(record.id, ()))
        for column, (one, others) in self.links.items():
            cell = getattr(record, column) or ""
            if one.many:
                values[one.link] = tuple(others[other_id] for other_id in cell.split())
            else:
                values[one.link] = others.get(cell)
        for column, terms in self.terms.items():
            values[f"{column}_term"] = terms.get(getattr(record, column) or "")
        if record_note := self.notes.get(getattr(record, "id", "")):
            values["note"] = record_note
        values = {name: value for name, value in values.items() if value}
        return msgspec.structs.replace(record, **values) if values else record


def _by_parent(schema: Schema, child: str, linked: Records) -> dict[str, list[Any]]:
    """The records of a table by the id of their parent, in the order of their class."""
    table = schema[child]
    records = linked[child]
    if table.record.order:
        records = sorted(records, key=attrgetter(*table.record.order))
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, table.parent)].append(record)
    return found
