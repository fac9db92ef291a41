"""What changed from one edition to the next, field by field, and the history of each record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .cells import Ref
from .editions import Cells, Frozen, homes_of, id_of, owned, subject_of
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
        came_from = {}
        for old, new in moves(after.tables.get("redirects", [])).items():
            for home in new if old in histories and old not in after.fingerprints else ():
                came_from[home] = old
        for home, mark in after.fingerprints.items():
            origin = came_from.get(home, "") if home not in histories else ""
            was = histories.get(origin or home, ())
            mine = tuple(one for one in found if home in one.homes)
            if not was or origin or was[0].fingerprint != mark:
                histories[home] = (Version(after, mark, not was, origin, mine), *was)
        told.append((after, found))
    return Ledger(tuple(told[::-1]), histories)


def moves(redirects: Iterable[Cells]) -> dict[str, tuple[str, ...]]:
    """Where each address that is gone leads: one address, several, or none if withdrawn."""
    return {row["address"]: tuple(row.get("to", "").split()) for row in redirects}


def differences(before: Frozen, after: Frozen) -> list[Difference]:
    """Everything that the tables and notes of `after` say otherwise, in the order of the tables."""
    old, new = _renamed(before, after), after.tables
    homes = {**homes_of(old), **homes_of(new)}
    reasons = [
        Change.model_validate({"column": None, **row})
        for row in new.get("changes", [])
        if row["edition"] == after.edition
    ]

    def told(table: str, name: str, subject: str, column: str, was: str, now: str) -> Difference:
        mine = homes.get(subject, ())
        why = _reason(reasons, (name, subject, *map(id_of, mine)), column)
        return Difference(table, name, column, was, now, mine, why)

    found = []
    for table in TABLES:
        for was, now in _pairs(table, old.get(table, []), new.get(table, [])):
            row = now or was
            name, subject = _name(table, row), subject_of(table, row)
            if not was or not now:
                found.append(told(table, name, subject, "", _whole(table, was), _whole(table, now)))
                continue
            for column in dict.fromkeys((*was, *now)):
                one, other = was.get(column, ""), now.get(column, "")
                if one != other:
                    found.append(told(table, name, subject, column, one, other))
    for id in sorted({*before.notes, *after.notes}):
        one, other = before.notes.get(id, ""), after.notes.get(id, "")
        if one != other:
            found.append(told("notes", id, id, "text", one, other))
    return [one for one in found if one.table not in TOLD_ELSEWHERE]


def _reason(reasons: list[Change], subjects: tuple[str, ...], column: str) -> Change | None:
    """The most particular reason given for a change of that column of one of those subjects."""
    for wanted in (column, None):
        for subject in subjects:
            for reason in reasons:
                if reason.subject == subject and reason.column == wanted:
                    return reason
    return None


def _key(table: str) -> tuple[str, ...]:
    has_id = "id" in TABLES[table].model_fields and table != "terms"
    return ("list", "id") if table == "terms" else ("id",) if has_id else TABLES[table].key


def _name(table: str, row: Cells) -> str:
    return ", ".join(row.get(column, "") for column in _key(table) if column != "value")


def _whole(table: str, row: Cells) -> str:
    """A whole row in a line, less what its name says already."""
    left = {*BEHIND, *_key(table)} - {"value"}
    return "; ".join(f"{column}: {cell}" for column, cell in row.items() if column not in left)


def _by(rows: Iterable[Cells], columns: tuple[str, ...]) -> dict[tuple[str, ...], list[Cells]]:
    found = defaultdict(list)
    for row in rows:
        found[tuple(row.get(column, "") for column in columns)].append(row)
    return found


def _pairs(table: str, before: list[Cells], after: list[Cells]) -> Iterator[tuple[Cells, Cells]]:
    """Rows with what they were; an empty one stands for a row that is not there.

    A statement whose value changed has another key: it is known by what it is a statement of, as
    long as it is the only one.
    """
    key = _key(table)
    old, new = _by(before, key), _by(after, key)
    gone = {one: rows[0] for one, rows in old.items() if one not in new}
    come = {one: rows[0] for one, rows in new.items() if one not in old}
    left, right = _by(gone.values(), key[:-1]), _by(come.values(), key[:-1])
    for one, rows in new.items():
        was = old.get(one, [])
        if not was and key[:-1] and len(left.get(one[:-1], [])) == len(right[one[:-1]]) == 1:
            was = left.pop(one[:-1])
            del gone[tuple(was[0].get(column, "") for column in key)]
        yield (was[0] if was else {}), rows[0]
    for row in gone.values():
        yield row, {}


def _renamed(before: Frozen, after: Frozen) -> dict[str, list[Cells]]:
    """The tables of `before` with the ids of records that have moved since written as they are now.

    Without that a record with a new address would read as one that went and one that came.
    """
    tables = {table: [dict(row) for row in rows] for table, rows in before.tables.items()}
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
    return tables
