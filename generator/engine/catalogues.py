"""A catalogue: all records, linked, with what is known of its editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .changes import NO_HISTORY, History
from .editions import Frozen
from .history import Redirect
from .linking import Records, terms_by_list
from .schema import Schema
from .tables import Row


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """All records of a data folder, linked; a catalogue adds properties of its own.

    `records` are by table, in the order of its rows, with what belongs to them; `rows` are the
    cells they were read from. `places` says where a row is (data/products.csv:4), by its id.
    """

    schema: Schema
    settings: Any
    rows: Mapping[str, Sequence[Row]]
    records: Records
    notes: Mapping[str, str]
    editions: tuple[Frozen, ...] = ()  # oldest first
    history: History = NO_HISTORY
    fingerprints: Mapping[str, str] = field(default_factory=dict)  # of each record, by address
    draft: bool = True  # whether the tables hold anything that no edition holds
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition_name(self) -> str:
        """The edition as it is cited; a draft says that it is one."""
        return f"{self.settings.edition}{', with unreleased changes' if self.draft else ''}"

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
