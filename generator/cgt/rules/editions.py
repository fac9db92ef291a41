"""Rules on what the latest edition tells of the tables of now."""

import re
from collections.abc import Iterator

from ...engine.edition_rules import reasons
from ...engine.problems import Problem
from ...engine.reading import Tables

ISO = re.compile(r"\d{4}-\d\d-\d\d")


def days_are_printed_as_they_were(tables: Tables) -> Iterator[Problem]:
    """A spreadsheet that takes a cell for a day writes it its own way, here or everywhere."""
    old = tables.editions[-1].tables.get("approvals", []) if tables.editions else []
    sure = {row.get("id") for row in old if ISO.fullmatch(row.get("date_printed", ""))}
    sure |= {subject for subject, column in reasons(tables) if column in ("", "date_printed")}
    others: dict[tuple[str, str], str] = {}  # another form, of each table of a source
    for row in (*old, *(row.cells for row in tables.rows["approvals"])):
        printed = row.get("date_printed", "")
        if printed and not ISO.fullmatch(printed):
            others[row.get("source_id", ""), row.get("source_table", "")] = printed
    for place, cells in tables.rows["approvals"]:
        other = others.get((cells["source_id"], cells["source_table"]))
        same = cells["date_printed"] == cells["approved"]
        if other and same and ISO.fullmatch(cells["approved"]) and cells["id"] not in sure:
            yield Problem(
                place,
                f"date_printed {cells['date_printed']}: has a spreadsheet rewritten it? Others are "
                f"printed like {other}; if this one is not, say so in a row of changes.csv",
                "date_printed",
            )
