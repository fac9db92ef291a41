"""Tables in canonical form: what a spreadsheet leaves is sound, but not always that."""

from pathlib import Path

from .engine.files import rewrite
from .problems import Problem
from .records import TABLES
from .tables import csv_text, read_table


def tidy(data: Path) -> tuple[list[str], list[Problem]]:
    """Rewrite every table in canonical form; returns the names of those that changed.

    A table that cannot be read safely is left as it is, and its problems are returned. Raises
    OSError if files cannot be written; then all are left.
    """
    texts, problems = untidy(data)
    rewrite(texts)
    return [f"{data.name}/{path.name}" for path in texts], problems


def untidy(data: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """The tables that are not in canonical form, with what they should be, and the unreadable."""
    found, problems = {}, []
    for table in TABLES:
        path = data / f"{table}.csv"
        rows, faults = read_table(table, data)
        problems += faults
        if not faults and (text := csv_text(table, rows).encode()) != path.read_bytes():
            found[path] = text
    return found, problems
