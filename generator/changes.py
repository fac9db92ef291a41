"""What changed from one edition to the next, field by field, and the history of each record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .cells import Ref
from .editions import Cells, Frozen, homes_of, id_of, owned, subject_of
from .edits import naming, paired
from .records import TABLES, Change

TOLD_ELSEWHERE = ("changes", "redirects")  # tables about changes, which are no changes themselves
BEHIND = ("source_id", "source_table", "source_row")  # left out where a whole row is told


class Difference(NamedTuple):
    """A cell, or with column '' a whole row, that one edition has otherwise than the one before."""

    table: str
    row: str  # its id, or what identifies it
    column: str
    before: str
    after: str
    homes: tuple[str, ...]  # addresses of the records it belongs to
    why: Change | None

    @property
    def named(self) -> list[str]:
        """What its row is called by: its id, or the parts of its key, as subject and property."""
        return self.row.split(", ")


class Version(NamedTuple):
    """A record as of an edition in which it came, changed or moved."""

    edition: Frozen
    fingerprint: str
    first: bool
    moved_from: str
    differences: tuple[Difference, ...]


class Ledger(NamedTuple):
    """Everything that is known of changes: by edition, and by record."""

    editions: tuple[tuple[Frozen, list[Difference]], ...]  # newest first
    histories: dict[str, tuple[Version, ...]]  # by address, newest first; those that are gone too


def ledger(editions: Sequence[Frozen]) -> Ledger:
    """The changes of editions that are given oldest first."""
    told = []
    histories: dict[str, tuple[Version, ...]] = {}
    for before, after in zip((None, *editions), editions, strict=False):
        found = differences(before, after) if before else []
        shown: dict[str, list[Difference]] = defaultdict(list)  # by the address that shows them
        for one in found:
            for home in set(one.homes):
                shown[home].append(one)
        came_from = {}
        for old, new in moves(after.tables.get("redirects", [])).items():
            for home in new if old in histories and old not in after.fingerprints else ():
                came_from[home] = old
        for home, mark in after.fingerprints.items():
            origin = came_from.get(home, "") if home not in histories else ""
            was = histories.get(origin or home, ())
            if not was or origin or was[0].fingerprint != mark:
                mine = tuple(shown[home])
                histories[home] = (Version(after, mark, not was, origin, mine), *was)
        told.append((after, found))
    return Ledger(tuple(told[::-1]), histories)


def moves(redirects: Iterable[Cells]) -> dict[str, tuple[str, ...]]:
    """Where each address that is gone leads: one address, several, or none if withdrawn."""
    return {row["address"]: tuple(row.get("to", "").split()) for row in redirects}


def differences(before: Frozen, after: Frozen) -> list[Difference]:
    """Everything that the tables and notes of `after` say otherwise, in the order of the tables."""
    (old, old_notes), new = _renamed(before, after), after.tables
    homes = {**homes_of(old), **homes_of(new)}
    reasons = [
        Change.model_validate({"column": None, **row})
        for row in new.get("changes", [])
        if row["edition"] == after.edition
    ]

    def told(table: str, name: str, subject: str, column: str, was: str, now: str) -> Difference:
        mine = homes.get(subject, ())
        property = name.partition(", ")[2] if table == "statements" else column
        why = _reason(reasons, (name, subject, *map(id_of, mine)), (column, property))
        return Difference(table, name, column, was, now, mine, why)

    found = []
    for table in TABLES:
        pairs, gone, came = paired(table, old.get(table, []), new.get(table, []))
        for was, now in pairs:
            name, subject = _name(table, now), subject_of(table, now)
            for column in dict.fromkeys((*was, *now)):
                one, other = was.get(column, ""), now.get(column, "")
                if one != other:
                    found.append(told(table, name, subject, column, one, other))
        for row in came:
            name, subject = _name(table, row), subject_of(table, row)
            found.append(told(table, name, subject, "", "", _whole(table, row)))
        for row in gone:
            name, subject = _name(table, row), subject_of(table, row)
            found.append(told(table, name, subject, "", _whole(table, row), ""))
    for id in sorted({*old_notes, *after.notes}):
        one, other = old_notes.get(id, ""), after.notes.get(id, "")
        if one != other:
            found.append(told("notes", id, id, "text", one, other))
    if before.applications != after.applications:
        one, other = before.applications, after.applications
        found.append(told("applications", "workbook", "", "", one, other))
    return [one for one in found if one.table not in TOLD_ELSEWHERE]


def _reason(
    reasons: list[Change], subjects: tuple[str, ...], columns: tuple[str, ...]
) -> Change | None:
    """The most particular reason given for a change of such a column of one of those subjects."""
    for wanted in (*columns, None):
        for subject in subjects:
            for reason in reasons:
                if reason.subject == subject and reason.column == wanted:
                    return reason
    return None


def _name(table: str, row: Mapping[str, str]) -> str:
    return ", ".join(row.get(column, "") for column in naming(table) if column != "value")


def _whole(table: str, row: Mapping[str, str]) -> str:
    """A whole row in a line, less what its name says already."""
    left = {*BEHIND, *naming(table)} - {"value"}
    return "; ".join(f"{column}: {cell}" for column, cell in row.items() if column not in left)


def _renamed(before: Frozen, after: Frozen) -> tuple[dict[str, list[Cells]], dict[str, str]]:
    """Tables and notes of `before`, with the ids of records that have moved as they are now.

    Without that a record with a new address would read as one that went and one that came.
    """
    tables = {table: [dict(row) for row in rows] for table, rows in before.tables.items()}
    notes = dict(before.notes)
    for old, new in moves(after.tables.get("redirects", [])).items():
        if len(new) != 1 or old not in before.fingerprints or old in after.fingerprints:
            continue
        was, now = id_of(old), id_of(new[0])
        for table, row in owned(tables)[old]:
            for column, info in TABLES[table].model_fields.items():
                cell = row.get(column, "")
                names = column == "id" or any(isinstance(mark, Ref) for mark in info.metadata)
                if names and (cell == was or cell.startswith(f"{was}-")):
                    row[column] = now + cell[len(was) :]
                    if column == "id" and cell in notes:
                        notes[row[column]] = notes.pop(cell)
    return tables, notes
