"""Pages on what changed: the ledger, each edition, and the verification of citations."""

from collections.abc import Iterator, Mapping

from ..catalogues import Catalogue
from ..changes import Difference, moves
from ..editions import Frozen
from .page import Page

CHANGES = ("Changes", "/changes/")
COUNTED = ("guidelines", "products", "approvals", "statements", "remarks", "sources")


def changes_pages(catalogue: Catalogue) -> Iterator[Page]:
    """All editions, newest first, and a page for each with its changes field by field."""
    editions = [
        (edition, found, [(table, len(edition.tables.get(table, []))) for table in COUNTED])
        for edition, found in catalogue.ledger.editions
    ]
    names = {path: name for one in catalogue.editions for path, name in named(one).items()}
    yield Page(
        path=CHANGES[1],
        template="changes",
        title=CHANGES[0],
        description="Every edition of the data, and what it changed: before, after, and why.",
        context={"editions": editions, "draft": catalogue.draft},
    )
    for edition, found, counted in editions:
        yield Page(
            path=f"{CHANGES[1]}{edition.edition}/",
            template="edition",
            title=f"Edition {edition.edition}",
            description=edition.note,
            crumbs=(CHANGES,),
            context={
                "edition_of": edition,
                "counted": counted,
                "is_first": edition == catalogue.editions[0],
                "groups": grouped(names, found),
                "moves": moves(
                    row
                    for row in edition.tables.get("redirects", [])
                    if row["edition"] == edition.edition
                ),
                "why": {
                    row["address"]: row["reason"] for row in edition.tables.get("redirects", [])
                },
            },
        )


def named(edition: Frozen) -> dict[str, str]:
    """The title of every record of an edition, by its address."""
    return {
        f"/{table}/{row['id']}/": row.get("name") or row["title"]
        for table in ("products", "guidelines", "holders")
        for row in edition.tables[table]
    }


def grouped(
    names: Mapping[str, str], found: list[Difference]
) -> list[tuple[str, str | None, list[Difference]]]:
    """(title, address, changes) of each record, then of each table of everything else."""
    groups: dict[str, list[Difference]] = {}
    for one in found:
        groups.setdefault(one.homes[0] if one.homes else one.table, []).append(one)
    return [
        (names.get(key, key.capitalize()), key if key in names else None, mine)
        for key, mine in groups.items()
    ]


def verify_page(catalogue: Catalogue) -> Page:
    """Whether what was cited still stands as it was."""
    return Page(
        path="/verify/",
        template="verify",
        title="Verify a citation",
        description="Whether a record still says what it said when it was cited.",
        crumbs=(CHANGES,),
        context={"latest": catalogue.editions[-1] if catalogue.editions else None},
    )
