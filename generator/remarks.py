"""What is no problem and may still be none of what was meant: told at the end of a check."""

from collections.abc import Iterator

from .catalogues import Catalogue
from .evidence import self_checks
from .impacts import thawed
from .records import TABLES


def remarks(catalogue: Catalogue) -> Iterator[str]:
    """What the latest edition has and the tables have no longer: rows, and rates that reproduce."""
    if not catalogue.editions or not catalogue.draft:
        return
    last = catalogue.editions[-1]
    for table in TABLES:
        now, then = len(catalogue.tables[table]), len(last.tables.get(table, []))
        if now < then:
            yield f"{table}: {now} rows, {then} in edition {last.edition}"
    yield from unreproduced(thawed(catalogue, last), catalogue)


def unreproduced(then: Catalogue, now: Catalogue) -> Iterator[str]:
    """Values that followed from a whole number of subjects then and no longer do."""
    before = self_checks(then)
    for id, check in self_checks(now).items():
        was = before.get(id)
        if was and was.reproduces and not check.reproduces:
            row = check.endpoint if was.n == check.n else check.approval
            place = now.places.get(row.id, row.id).rpartition("/")[2]
            it = "it" if was.endpoint.value == check.endpoint.value else f"{check.endpoint.value}%"
            told = f"{was.endpoint.value}% was {was.k} of {was.n}"
            yield f"{place}: {told}; no whole number of {check.n} gives {it} and its interval"
