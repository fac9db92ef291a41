"""Frozen editions: what the tables held when they were released, and what was published then."""

import datetime as dt

import msgspec

Cells = dict[str, str]  # a row: its cells by column, empty ones left out


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """data/editions/EDITION.json."""

    edition: str
    as_of: dt.date
    released: dt.date
    note: str
    version: int = 1  # of the schema: see schema.py
    tables: dict[str, list[Cells]]
    notes: dict[str, str]
    applications: str = ""  # of editions of version 1, and ignored
    fingerprints: dict[str, str]  # by the address of a record or figure
    addresses: list[str]  # every page, file and record that could be linked to
    checksum: str  # of all of the above
