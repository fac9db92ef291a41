"""Tables in canonical form: what a spreadsheet leaves is sound, but not always that."""

from pathlib import Path

from .files import rewrite
from .problems import Problem
from .schema import Schema
from .tables import csv_text, read_table


def tidy(schema: Schema, data: Path) -> tuple[list[str], list[Problem]]:
    """Rewrite every table in canonical form; returns the names of the files that changed.

    A table that cannot be read safely is left as it is, and its problems are returned. Raises
    OSError if files cannot be written; then all are left.
    """
    texts, problems = untidy(schema, data)
    rewrite(texts)
    return [f"{data.name}/{path.name}" for path in texts], problems


def untidy(schema: Schema, data: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """The files of tables that are not in canonical form, with what they should hold.

    The problems are those of tables that cannot be read.
    """
    texts, problems = {}, []
    for table in schema.tables.values():
        path = data / f"{table.name}.csv"
        rows, faults = read_table(table, data)
        problems += faults
        if not faults and (text := csv_text(table, rows).encode()) != path.read_bytes():
            texts[path] = text
    return texts, problems
