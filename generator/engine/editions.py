"""Frozen editions: what the tables held when they were released, and what was published then.

An edition is a file that no build changes: the tables as they were, a fingerprint of every record
and figure, and every address. Its rows are strings, so that a program reads it whatever columns,
tables and words have been added since. Two tables speak of editions: why something changed, and
where an address leads now.

An edition goes by its name, 2025-06-30. `settings.edition` is the one being worked on;
`catalogue.edition` the name of the latest that is released; `catalogue.unreleased` the tables of
now in the shape of an edition; `draft` whether they hold what the latest does not.
"""

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from .columns import Address, Addresses, EditionId, Id, Text, Word
from .problems import Problem, hidden
from .schema import Cells, Record, Schema, TableCells, cell

FOLDER = "editions"  # of the data folder


class Edition(
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
    fingerprints: dict[str, str]  # by the address of a record or figure
    addresses: list[str]  # every page, file and record that could be linked to
    checksum: str  # of all of the above, by which an alteration is seen


class ChangeReason(Record, frozen=True):
    """A row says why a row changed from one edition to the next."""

    key = ("edition", "subject", "column")
    page = "/changes/{0.edition}/"
    may_be_empty = True
    edition: str = cell(EditionId, "Edition", "The first edition with the change.", "2025-12-31")
    subject: str = cell(
        Id, "Record", "The id of the row that changed, or of the record it belongs to.",
        "toycel-2025-03-01",
    )  # fmt: skip
    column: str | None = cell(
        Text,
        "Column",
        "What changed: a column, a property, or a table with rows of the record;"
        " blank for the row of that id itself, or all of a record that came or went.",
    )
    kind: str = cell(Word, "Kind", "What kind of reason it is.", "new-event", of="change-kind")
    text: str = cell(Text, "Reason", "The reason in a sentence.", "It was approved in March.")


class Redirect(Record, frozen=True):
    """A row says where an address leads that was published once and is no more."""

    key = ("address",)
    page = "{0.address}"
    may_be_empty = True
    address: str = cell(
        Address, "Old address", "The old address within the site.", "/products/toicel/"
    )
    to: str | None = cell(
        Addresses, "New address", "The new address, or several with blanks between if the record"
        " was split; blank if it was withdrawn.", "/products/toycel/",
    )  # fmt: skip
    edition: str = cell(
        EditionId, "Edition", "The first edition without the old address.", "2025-12-31"
    )
    reason: str = cell(
        Text, "Reason", "The reason in a sentence, for readers who come by the old address.",
        "The notice spells it Toycel.",
    )  # fmt: skip

    @property
    def targets(self) -> list[str]:
        """The new addresses: none if it was withdrawn, several if it was split."""
        return (self.to or "").split()


def read_editions(schema: Schema, data: Path) -> tuple[tuple[Edition, ...], list[Problem]]:
    """The frozen editions of a data folder, oldest first, and what is wrong with their files."""
    editions, problems = [], []
    for path in sorted((data / FOLDER).glob("*.json")):
        place = f"{data.name}/{FOLDER}/{path.name}"
        try:
            edition, faults = _parse(path.read_bytes())
        except (msgspec.MsgspecError, OSError, ValueError, RecursionError) as error:
            reason = f"cannot be read as an edition: {str(error).splitlines()[0]}"
            problems.append(Problem(place, reason))
            continue
        problems += [Problem(place, f"{fault}; restore it") for fault in faults]
        if edition.version > schema.version:
            reason = f"is of version {edition.version}, of a newer program than this one"
            problems.append(Problem(place, reason))
            continue
        if path.stem != edition.edition:
            problems.append(Problem(place, f"holds edition {edition.edition}; name it after that"))
        editions.append(edition)
    return tuple(sorted(editions, key=lambda one: (one.released, one.edition))), problems


@lru_cache(maxsize=64)  # under `serve` they are read at every save
def _parse(raw: bytes) -> tuple[Edition, list[str]]:
    """An edition and what is wrong with it; raises ValueError and others if it cannot be used."""
    edition = msgspec.json.decode(raw, type=Edition)
    EditionId("", "").read(edition.edition)
    addresses = [*edition.fingerprints, *edition.addresses]
    for row in edition.tables.get("redirects", ()):
        addresses += [row.get("address", ""), *row.get("to", "").split()]
    for text in addresses:
        Address("", "").read(text)
    faults = [] if edition == sealed(edition) else ["was altered after its release"]
    cells = [cell for rows in edition.tables.values() for row in rows for cell in row.values()]
    texts = " ".join([edition.note, *cells, *edition.notes.values()])
    if code := hidden(re.sub(r"[\n\t]", "", texts)):
        faults.append(f"contains an invisible or broken character ({code})")
    return edition, faults


def sealed(edition: Edition) -> Edition:
    """The edition with the checksum of its content."""
    content = msgspec.to_builtins(edition)
    del content["checksum"]
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return msgspec.structs.replace(edition, checksum=checksum)


def frozen_bytes(edition: Edition) -> bytes:
    """The file of an edition, a row a line."""
    content = msgspec.to_builtins(edition)
    tables = []
    for name, rows in content.pop("tables").items():
        lines = ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in rows)
        tables.append(f"  {json.dumps(name)}: [\n{lines}\n  ]")
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    return (head + ',\n "tables": {\n' + ",\n".join(tables) + "\n }\n}\n").encode()


def tables_of(schema: Schema, edition: Edition) -> TableCells:
    """The tables of an edition with the names that tables and columns have now."""
    tables: TableCells = edition.tables
    for version in range(edition.version, schema.version):
        if version in schema.upgrades:
            tables = schema.upgrades[version](tables)
    return tables


def differs(schema: Schema, one: Edition, other: Edition) -> bool:
    """Whether two editions differ in tables, notes, or the day at which the data end."""
    if (one.as_of, one.notes) != (other.as_of, other.notes):
        return True
    tables, others = tables_of(schema, one), tables_of(schema, other)
    return any(
        _counted(tables.get(name, ())) != _counted(others.get(name, ()))
        for name in {*tables, *others}
    )


def _counted(rows: Sequence[Cells]) -> Counter[frozenset[tuple[str, str]]]:
    """Rows in no order."""
    return Counter(frozenset(row.items()) for row in rows)
