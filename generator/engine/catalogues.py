"""A catalogue: all records, linked, with what is known of its editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from .changes import History, differences, history
from .differences import Difference
from .editions import Edition, Redirect, differs
from .fingerprints import fingerprints
from .languages import MAIN, Language
from .linking import Records, link_records, terms_by_list
from .reading import Tables
from .schema import Cells, Schema, Table
from .tables import Row
from .translations import facts, in_language, prose


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
        """The allowed words by their list, then by id, in order."""
        return terms_by_list(self.records.get(self.schema.words, ()))

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
