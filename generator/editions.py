"""Frozen editions: what the tables said when they were released, and what was published then.

An edition is a file that no build changes: the tables as they were, a fingerprint of every record
and figure, and every address.
"""

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from .cells import Address, EditionId
from .damage import hidden
from .problems import Problem
from .records import Change, Edition, Redirect, columns
from .tables import Row

Cells = dict[str, str]  # a row: its cells by column, empty ones left out
Rows = Mapping[str, list[Cells]]  # by table
NEEDED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {  # columns, and the tables they name
    "guidelines": (("id", "title"), {}),
    "holders": (("id", "name"), {}),
    "products": (("id", "name", "holder_id"), {"holder_id": "holders"}),
    "approvals": (("id", "product_id", "trial_id"), {"product_id": "products"}),
    "endpoints": (("id", "approval_id"), {"approval_id": "approvals"}),
}
LENGTH = 12  # characters of a fingerprint: 48 bits, too many to meet by chance
SUBJECT = {"statements": "subject", "remarks": "subject", "scopes": "record_id"}


class Frozen(BaseModel):
    """data/editions/EDITION.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    edition: EditionId
    as_of: dt.date
    released: dt.date
    note: str
    tables: dict[str, list[Cells]]
    notes: dict[str, str]
    applications: str = ""  # how many the workbook of applications holds, and a fingerprint
    fingerprints: dict[Address, str]  # by the address of a record or figure
    addresses: list[Address]  # every page, file and record that could be linked to
    checksum: str  # of all of the above


def read_editions(data: Path) -> tuple[tuple[Frozen, ...], list[Problem]]:
    """The frozen editions of a data folder, oldest first, and what is wrong with their files."""
    editions, problems = [], []
    for path in sorted((data / "editions").glob("*.json")):
        place = f"{data.name}/editions/{path.name}"
        try:
            found, whole, fault = _thawed(path.read_bytes())
        except (ValidationError, OSError) as error:
            reason = str(error).splitlines()[0]
            problems.append(Problem(place, f"cannot be read as an edition: {reason}"))
            continue
        if path.stem != found.edition:
            problems.append(Problem(place, f"holds edition {found.edition}; name it after that"))
        if not whole:
            problems.append(Problem(place, "was altered after its release; restore it"))
        if fault:
            problems.append(Problem(place, f"{fault}; restore it"))
        else:
            editions.append(found)
    return tuple(sorted(editions, key=lambda one: (one.released, one.edition))), problems


@lru_cache(maxsize=64)  # under `serve` they are read at every save
def _thawed(raw: bytes) -> tuple[Frozen, bool, str | None]:
    """An edition, whether it is as it was released, and what it lacks."""
    found = Frozen.model_validate_json(raw)
    return found, checksum(found) == found.checksum, _incomplete(found)


def _incomplete(edition: Frozen) -> str | None:
    """Why changes cannot be told from an edition, if so; other columns and tables may differ."""
    ids = {table: {row.get("id") for row in rows} for table, rows in edition.tables.items()}
    for table, (wanted, links) in NEEDED.items():
        for row in edition.tables.get(table, []):
            if missing := [column for column in wanted if not row.get(column)]:
                return f"has a row of {table} without {', '.join(missing)}"
            for column, other in links.items():
                if row[column] not in ids.get(other, ()):
                    return f"has a row of {table} whose {column} is not in {other}"
    texts = ["".join(row.values()) for rows in edition.tables.values() for row in rows]
    for text in (edition.note, *texts, *edition.notes.values()):
        if found := hidden(re.sub(r"[\n\t]", "", text)):
            return f"contains an invisible or broken character ({found})"
    if missing := [table for table in NEEDED if table not in edition.tables]:
        return f"has no table {', '.join(missing)}"
    for table, model in (("changes", Change), ("redirects", Redirect)):
        blank = dict.fromkeys(columns(table))
        for row in edition.tables.get(table, []):
            try:
                model.model_validate({**blank, **row})
            except ValidationError:
                return f"has a row of {table} that cannot be read"
    return None


def checksum(edition: Frozen) -> str:
    """The checksum of an edition, by which an alteration is seen."""
    told = edition.model_dump(mode="json", exclude={"checksum"}, exclude_defaults=True)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def frozen_bytes(edition: Frozen) -> bytes:
    """The file of an edition, a row a line."""
    content = edition.model_dump(mode="json", exclude_defaults=True)
    tables = []
    for table, rows in content.pop("tables").items():
        lines = ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in rows)
        tables.append(f"  {json.dumps(table)}: [\n{lines}\n  ]")
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    return (head + ',\n "tables": {\n' + ",\n".join(tables) + "\n }\n}\n").encode()


def plain(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Cells]]:
    """Tables as an edition keeps them."""
    return {
        table: [{column: cell for column, cell in row.cells.items() if cell} for row in found]
        for table, found in rows.items()
    }


def told_of(applications: Sequence[object]) -> str:
    """What an edition keeps of the workbook of applications, which is no table of its own."""
    if not applications:
        return ""
    count = len(applications)
    return (
        f"{count:,} application{'s' * (count != 1)}, {fingerprint(sorted(map(str, applications)))}"
    )


def is_draft(
    edition: Edition,
    tables: Rows,
    notes: Mapping[str, str],
    applications: str,
    editions: Sequence[Frozen],
) -> bool:
    """Whether the data say anything that the latest edition does not."""
    if not editions or editions[-1].edition != edition.edition:
        return True
    return differs(editions[-1], edition.as_of, tables, notes, applications)


def differs(
    last: Frozen, as_of: dt.date, tables: Rows, notes: Mapping[str, str], applications: str
) -> bool:
    """Whether the data as of a day say anything that an edition does not."""
    now = (as_of, notes, applications)
    return (last.as_of, last.notes, last.applications) != now or any(
        in_any_order(tables[table]) != in_any_order(last.tables.get(table, [])) for table in tables
    )


def in_any_order(rows: Iterable[Cells]) -> list[str]:
    """The rows of a table so that two tables are equal if they hold the same rows."""
    return sorted(map(repr, map(sorted, map(dict.items, rows))))


def subject_of(table: str, row: Mapping[str, str]) -> str:
    """The id that a row is about: its own, or that of what it speaks of."""
    return row.get(SUBJECT.get(table, "id"), "")


def homes_of(tables: Rows) -> dict[str, tuple[str, ...]]:
    """For each id, the addresses of the records that show it: its own, or those of products."""
    homes: dict[str, tuple[str, ...]] = {}
    for table in ("guidelines", "products", "holders"):
        for row in tables[table]:
            homes[row["id"]] = (f"/{table}/{row['id']}/",)
    for row in tables["products"]:
        homes[row["holder_id"]] = (*homes[row["holder_id"]], *homes[row["id"]])
    for row in tables["approvals"]:
        homes[row["id"]] = product = homes[row["product_id"]]
        trial = row["trial_id"]
        homes[trial] = tuple(dict.fromkeys((*homes.get(trial, ()), *product)))
    for row in tables["endpoints"]:
        homes[row["id"]] = homes[row["approval_id"]]
    return homes


def owned(tables: Rows) -> dict[str, list[tuple[str, Cells]]]:
    """The rows of each record, with their tables, by its address."""
    homes = homes_of(tables)
    found: dict[str, list[tuple[str, Cells]]] = defaultdict(list)
    for table, rows in tables.items():
        for row in rows:
            for home in homes.get(subject_of(table, row), ()):
                found[home].append((table, row))
    return found


def fingerprints(tables: Rows, notes: Mapping[str, str]) -> dict[str, str]:
    """A fingerprint of each record by its address: of its rows and notes, less its own id.

    So a record that only moves keeps its fingerprint, and one whose facts change gets another.
    """
    found = {}
    for home, rows in owned(tables).items():
        id = id_of(home)
        told = [
            [table, *([column, _own(cell, id)] for column, cell in sorted(row.items()))]
            for table, row in map(_seen, rows)
        ]
        for subject in {subject_of(table, row) for table, row in rows} & set(notes):
            told.append(["notes", _own(subject, id), notes[subject]])
        found[home] = fingerprint(sorted(told, key=repr))
    return found


def fingerprint(content: object) -> str:
    """A short hash of anything that JSON can hold."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def id_of(home: str) -> str:
    """The id of the record at an address: x of /products/x/."""
    return (*home.split("/"), "", "")[2]


def _seen(told: tuple[str, Cells]) -> tuple[str, Cells]:
    """A row less what no reader sees: the name of a remark."""
    table, row = told
    return table, {c: cell for c, cell in row.items() if table != "remarks" or c != "id"}


def _own(cell: str, id: str) -> str:
    return "." + cell[len(id) :] if cell == id or cell.startswith(f"{id}-") else cell
