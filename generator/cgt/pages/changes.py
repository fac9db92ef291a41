"""Pages on what changed: all editions, each edition, and the verification of citations."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from ...engine.differences import Difference
from ...engine.editions import Frozen, tables_of
from ...engine.pages import Context
from ..catalogue import CgtCatalogue

COUNTED = ("guidelines", "products", "approvals", "statements", "remarks", "sources")


def changes_page(catalogue: CgtCatalogue) -> Context:
    """All editions, newest first, with how many changes each has."""
    return {
        "editions": [
            (edition, len(differences), counted(catalogue, edition))
            for edition, differences in catalogue.history.editions
        ],
        "draft": catalogue.draft,
    }


def editions(catalogue: CgtCatalogue) -> tuple[Frozen, ...]:
    """Newest first."""
    return catalogue.editions[::-1]


def edition_page(catalogue: CgtCatalogue, frozen: Frozen) -> Context:
    """One edition with its changes, field by field."""
    differences = next(rows for one, rows in catalogue.history.editions if one is frozen)
    redirects = tables_of(catalogue.schema, frozen).get("redirects", ())
    return {
        "edition": frozen,
        "counted": counted(catalogue, frozen),
        "is_first": frozen is catalogue.editions[0],
        "groups": grouped(titles_by_path(catalogue), differences),
        "moves": [
            (row["address"], row.get("to", "").split(), row["reason"])
            for row in redirects
            if row["edition"] == frozen.edition
        ],
    }


def verify_page(catalogue: CgtCatalogue) -> Context:
    """Whether a record is still as it was cited."""
    return {"latest": latest_edition(catalogue)}


def latest_edition(catalogue: CgtCatalogue) -> Frozen | None:
    """The newest edition, if there is one."""
    return catalogue.editions[-1] if catalogue.editions else None


def counted(catalogue: CgtCatalogue, frozen: Frozen) -> list[tuple[str, int]]:
    """How many rows the tables that readers know have in an edition."""
    tables = tables_of(catalogue.schema, frozen)
    return [(name, len(tables.get(name, ()))) for name in COUNTED]


def titles_by_path(catalogue: CgtCatalogue) -> dict[str, str]:
    """The title of every record that has had a page in any edition, the latest one, by address."""
    return {
        table.record.page.format(SimpleNamespace(**row)): row[table.record.name_column]
        for frozen in catalogue.editions
        for name, rows in tables_of(catalogue.schema, frozen).items()
        if (table := catalogue.schema.tables.get(name)) and table.has_pages
        for row in rows
    }


def grouped(
    titles: dict[str, str], differences: Iterable[Difference]
) -> list[tuple[str, str, Sequence[Any]]]:
    """(title, address, changes) of each record, then of each table of everything else."""
    groups: dict[str, list[Difference]] = {}
    for one in differences:
        groups.setdefault(one.pages[0] if one.pages else one.table, []).append(one)
    return [
        (titles.get(key, key.capitalize()), key if key in titles else "", rows)
        for key, rows in groups.items()
    ]
