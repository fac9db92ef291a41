"""A catalogue: all records, linked, with what is known of its editions.

Records are linked to their children, to records that they refer to, to terms and notes. Rows that
may belong to any record, as remarks do, hold the records they refer to as these are in their table,
without links: otherwise a source would hold remarks that hold that source.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, wraps
from operator import attrgetter
from typing import Any, Self, TypeVar, cast

import msgspec

from .changes import History, differences, fingerprints, history
from .columns import Reference, Word
from .differences import Difference
from .editions import Edition, Redirect, differs
from .languages import MAIN, Language
from .reading import Tables
from .schema import Cells, Schema, Table
from .tables import Row
from .translations import facts, in_language, prose

Records = dict[str, list[Any]]  # by table, in the order of its rows
Getter = Callable[[Any], Any]  # of what a field of a record is filled with; empty if nothing is
Function = TypeVar("Function", bound=Callable[..., Any])


def per_catalogue(function: Function) -> Function:
    """The function; its results are stored in the catalogue, its first argument, and go with it."""

    @wraps(function)
    def get_or_make(catalogue: Any, *more: Any) -> Any:
        results = vars(catalogue).setdefault("results", {})
        if (function, more) not in results:
            results[function, more] = function(catalogue, *more)
        return results[function, more]

    return cast(Function, get_or_make)


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """All records of a data folder, linked; a catalogue adds properties of its own.

    `records` are by table, in the order of its rows, with what belongs to them; `rows` are the
    cells they were read from. `places` says where a row is (data/products.csv:4), by its id or
    the address it is about.
    """

    schema: Schema
    settings: Any
    rows: Mapping[str, Sequence[Row]]
    records: Records
    notes: Mapping[str, str]
    editions: tuple[Edition, ...] = ()  # oldest first
    places: Mapping[str, str] = field(default_factory=dict)
    language: Language = MAIN  # of its texts
    main: Any = None  # the catalogue in the main language, if this is another one

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The catalogue of tables without problems."""
        schema = tables.schema
        records = {name: [placed.record for placed in tables.records[name]] for name in schema}
        places = {key: place for name in schema.subjects for key, place in tables.ids(name).items()}
        return cls(
            schema=schema,
            settings=tables.settings,
            rows=tables.rows,
            records=link_records(schema, records, tables.notes),
            notes=tables.notes,
            editions=tables.editions,
            places=places
            | {row.address: place for place, row in tables.records.get("redirects", ())},
        )

    def in_language(self, language: Language) -> Self:
        """The catalogue with the texts that tables have in that language; what is not translated
        stays as it is. `rows` stay, and so does what follows from them: editions, fingerprints.
        """
        own = prose(self.schema, self.records, self.settings, language.code)
        language = replace(language, prose=own)
        records = {
            name: [self.translated(name, record, language) for record in rows]
            for name, rows in self.records.items()
        }
        notes = {
            name: self.notes.get(f"{name}.{language.code}", note)
            for name, note in self.notes.items()
        }
        other = replace(
            self,
            settings=in_language(Table("", type(self.settings)), self.settings, language),
            records=link_records(self.schema, records, notes),
            notes=notes,
            language=language,
            main=self,
        )
        # Of rows, which are the same in any language: shared, not computed again.
        for name in ("unreleased", "unreleased_changes", "draft", "history"):
            other.__dict__[name] = getattr(self, name)
        return other

    def translated(self, table: str, record: Any, language: Language) -> Any:
        """A record of a table with its texts in a language, without what is linked to it."""
        return in_language(self.schema[table], record, language)

    @cached_property
    def unreleased(self) -> Edition:
        """The tables of now in the shape of an edition, released on the day at which its data end.

        It has no checksum and no addresses, and the fingerprints of records alone.
        """
        notes = {name: text for name, text in self.notes.items() if "." not in name}
        tables: dict[str, list[Cells]] = {
            name: [
                {column: cell for column, cell in row.cells.items() if cell and column in said}
                for row in own
            ]
            for name, own in self.rows.items()
            if (said := facts(self.schema, name))
        }
        return Edition(
            edition=self.settings.edition,
            as_of=self.settings.as_of,
            released=self.settings.as_of,
            note="",
            version=self.schema.version,
            tables=tables,
            notes=notes,
            fingerprints=fingerprints(self.schema, tables, notes),
            addresses=[],
            checksum="",
        )

    @cached_property
    def unreleased_changes(self) -> list[Difference]:
        """How the tables differ from the latest edition; empty if there is no edition."""
        return differences(self.schema, self.editions[-1], self.unreleased) if self.editions else []

    @cached_property
    def draft(self) -> bool:
        """Whether the tables hold what the latest edition does not."""
        return not self.editions or differs(self.schema, self.editions[-1], self.unreleased)

    @cached_property
    def history(self) -> History:
        """What every edition changed, and the versions of every record."""
        return history(self.schema, self.editions)

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint of each record, by its address."""
        return self.unreleased.fingerprints

    @property
    def edition(self) -> str:
        """The name of the latest edition, or if there is none that of the first one to come."""
        return self.editions[-1].edition if self.editions else self.settings.edition

    @cached_property
    def terms(self) -> dict[str, dict[str, Any]]:
        """The allowed words by their list, then by id, in order.

        Every list is there that a column takes words of, even if it has none.
        """
        terms = self.records.get(self.schema.words, ())
        tables = self.schema.tables.values()
        declared = {word.of for table in tables for _, word in table.of_kind(Word)}
        lists = {name: dict[str, Any]() for name in sorted(declared | {one.list for one in terms})}
        for term in sorted(terms, key=attrgetter("position")):
            lists[term.list][term.id] = term
        return lists

    @cached_property
    def redirects(self) -> dict[str, Redirect]:
        """What became of addresses that are gone, by address."""
        return {row.address: row for row in self.records.get("redirects", ())}

    def with_pages(self) -> list[Any]:
        """Every record that has a page of its own, table by table."""
        return [record for name in self.schema.with_pages for record in self.listed(name)]

    def listed(self, table: str) -> Sequence[Any]:
        """The records of a table in the order in which pages list them."""
        if table == self.schema.words:
            return [term for words in self.terms.values() for term in words.values()]
        return self.records[table]


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
        for child in filter(schema.tables.get, table.fields):
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
