"""Pages at addresses where something stood once: a way on, or why there is none."""

from collections.abc import Iterator

from ..addresses import redirect_of, successor
from ..catalogues import Catalogue
from .page import Page


def moved_pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each address that redirects.csv answers for, and for those below it."""
    once = {old for edition in catalogue.editions for old in edition.addresses}
    for old in sorted({*once, *catalogue.redirects}):
        row = redirect_of(catalogue, old)
        if row is None or not old.endswith("/"):
            continue
        to = [successor(old, row, address) for address in (row.to or "").split()]
        titles = {1: "Moved", 0: "Withdrawn"}
        yield Page(
            path=old,
            template="moved" if len(to) == 1 else "gone",
            title=titles.get(len(to), "Divided"),
            description=row.reason,
            context={
                "row": row,
                "to": to,
                "history": catalogue.ledger.histories.get(old, ()),
            },
        )
