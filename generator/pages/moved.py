"""Pages at addresses where something stood once: a way on, or why there is none."""

from collections.abc import Container, Iterator

from ..addresses import redirect_of, successors
from ..catalogues import Catalogue
from .page import Page


def moved_pages(catalogue: Catalogue, there: Container[str]) -> Iterator[Page]:
    """A page for each address that redirects.csv answers for, and for those below it.

    `there` are the addresses of the pages that stand.
    """
    once = {old for edition in catalogue.editions for old in edition.addresses}
    for old in sorted({*once, *catalogue.redirects}):
        row = redirect_of(catalogue, old)
        if row is None or not old.endswith("/"):
            continue
        to = successors(old, row, there)
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
