"""Frozen editions: what the tables held when they were released, and what was published then.

An edition is a file that no build changes: the tables as they were, a fingerprint of every record
and figure, and every address. Its rows are strings, so that a program reads it whatever columns,
tables and words have been added since.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from .columns import Address, Addresses, EditionId
from .edits import Cells
from .fingerprints import fingerprints
from .problems import Problem, hidden
from .schema import Schema, TableCells
from .tables import Row

FOLDER = "editions"  # of the data folder
UNREADABLE = (msgspec.MsgspecError, OSError, ValueError, RecursionError)


class Frozen(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """data/editions/EDITION.json."""

    edition: str
    as_of: dt.date
    released: dt.date
    note: str
    version: int = 1  # of the schema: see schema.py
    tables: dict[str, list[Cells]]  # less empty cells
    notes: dict[str, str]
    applications: str = ""  # of editions of version 1, and ignored
    fingerprints: dict[str, str]  # by the address of a record or figure
    addresses: list[str]  # every page, file and record that could be linked to
    checksum: str  # of all of the above


def read_editions(schema: Schema, data: Path) -> tuple[tuple[Frozen, ...], list[Problem]]:
    """The frozen editions of a data folder, oldest first, and what is wrong with their files."""
    editions, problems = [], []
    for path in sorted((data / FOLDER).glob("*.json")):
        place = f"{data.name}/{FOLDER}/{path.name}"
        try:
            edition, faults = _parse(path.read_bytes())
        except UNREADABLE as error:
            reason = f"cannot be read as an edition: {str(error).splitlines()[0]}"
            problems.append(Problem(place, reason))
            continue
        problems += [Problem(place, f"{fault}; restore it") for fault in faults]
        if edition.version > schema.version:
            reason = f"is of version {edition.version}, of a newer program than this one"
            problems.append(Problem(place, reason))
        elif path.stem != edition.edition:
            problems.append(Problem(place, f"holds edition {edition.edition}; name it after that"))
        if edition.version <= schema.version:
            editions.append(edition)
    return tuple(sorted(editions, key=lambda one: (one.released, one.edition))), problems


@lru_cache(maxsize=64)  # under `serve` they are read at every save
def _parse(raw: bytes) -> tuple[Frozen, tuple[str, ...]]:
    """An edition and what is wrong with it; raises one of UNREADABLE if it cannot be used."""
    edition = msgspec.json.decode(raw, type=Frozen)
    EditionId("", "").read(edition.edition)
    moves = edition.tables.get("redirects", [])
    addresses = Addresses("", "")
    for text in (*edition.fingerprints, *edition.addresses):
        Address("", "").read(text)
    for row in moves:
        addresses.read(f"{row.get('address', '')} {row.get('to', '')}")
    faults = [] if checksum(edition) == edition.checksum else ["was altered after its release"]
    cells = ["".join(row.values()) for rows in edition.tables.values() for row in rows]
    for text in (edition.note, *cells, *edition.notes.values()):
        if code := hidden(re.sub(r"[\n\t]", "", text)):
            faults.append(f"contains an invisible or broken character ({code})")
    return edition, tuple(dict.fromkeys(faults))


def checksum(edition: Frozen) -> str:
    """The checksum of an edition, by which an alteration is seen."""
    content = msgspec.to_builtins(edition)
    del content["checksum"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def sealed(edition: Frozen) -> Frozen:
    """The edition with the checksum of its content."""
    return msgspec.structs.replace(edition, checksum=checksum(edition))


def frozen_bytes(edition: Frozen) -> bytes:
    """The file of an edition, a row a line."""
    content = msgspec.to_builtins(edition)
    tables = []
    for name, rows in content.pop("tables").items():
        lines = ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in rows)
        tables.append(f"  {json.dumps(name)}: [\n{lines}\n  ]")
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    return (head + ',\n "tables": {\n' + ",\n".join(tables) + "\n }\n}\n").encode()


def as_edition(
    schema: Schema, settings: Any, rows: Mapping[str, Iterable[Row]], notes: Mapping[str, str]
) -> Frozen:
    """Tables as an edition has them that was released as its data end, published nothing, and
    is not sealed; with the fingerprints of records alone.
    """
    tables = plain_tables(rows)
    return Frozen(
        edition=settings.edition,
        as_of=settings.as_of,
        released=settings.as_of,
        note="",
        version=schema.version,
        tables=tables,
        notes=dict(notes),
        fingerprints=fingerprints(schema, tables, notes),
        addresses=[],
        checksum="",
    )


def plain_tables(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Cells]]:
    """Tables as an edition keeps them: cells by column, less empty ones."""
    return {
        name: [{column: cell for column, cell in row.cells.items() if cell} for row in own]
        for name, own in rows.items()
    }


def tables_of(schema: Schema, edition: Frozen) -> TableCells:
    """The tables of an edition with the names that tables and columns have now."""
    tables: TableCells = edition.tables
    for version in range(edition.version, schema.version):
        if version in schema.upgrades:
            tables = schema.upgrades[version](tables)
    return tables


def is_draft(schema: Schema, now: Frozen, editions: Sequence[Frozen]) -> bool:
    """Whether the data of now hold anything that the latest edition does not, or are named so."""
    return not editions or editions[-1].edition != now.edition or differs(schema, editions[-1], now)


def differs(schema: Schema, last: Frozen, now: Frozen) -> bool:
    """Whether tables, notes or the day at which the data end are not those of an edition."""
    old, new = tables_of(schema, last), tables_of(schema, now)
    return (last.as_of, last.notes) != (now.as_of, now.notes) or any(
        _in_any_order(old.get(name, ())) != _in_any_order(new.get(name, ()))
        for name in {*old, *new}
    )


def _in_any_order(rows: Iterable[Cells]) -> list[str]:
    """The rows of a table so that two tables are equal if they hold the same rows."""
    return sorted(repr(sorted(row.items())) for row in rows)
