"""A data folder as read: rows with their places, and those that could be typed."""

from dataclasses import dataclass, field
from pathlib import Path

from ..records import Edition, columns
from ..tables import (
    Placed,
    Row,
)

RECORDS = ("guidelines", "products", "approvals", "endpoints", "trials", "holders", "sources")


@dataclass
class Tables:
    """Everything read from a data folder, before it is joined."""

    data: Path
    edition: Edition | None  # None if catalogue.toml cannot be read
    rows: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, list[Placed]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def ids(self, table: str) -> dict[str, str]:
        """The place of every id of a table, of rows with faults too.

        'modalities' are those of terms.csv; 'records' is everything that can be a subject.
        """
        if table == "modalities":
            terms = [row for row in self.rows["terms"] if row.cells["list"] == "modality"]
            return {row.cells["id"]: row.place for row in terms if row.cells["id"]}
        if table == "records":
            names = (*RECORDS, "modalities")
            return {id: place for name in names for id, place in self.ids(name).items()}
        return {row.cells["id"]: row.place for row in self.rows[table] if row.cells.get("id")}

    def words(self, list: str) -> set[str]:
        """The allowed words of a list."""
        rows = self.rows["terms"]
        return {row.cells.get("id", "") for row in rows if row.cells.get("list") == list}


def _has_ids(table: str) -> bool:
    return table == "records" or "id" in columns(table)
