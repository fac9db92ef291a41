"""What pages share: the foot of a record, counts, rows by a term, what is near a record."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from ...engine.dates import PartialDate
from ...engine.pages import Context
from ...engine.snapshots import changed_since
from ..catalogue import CgtCatalogue
from ..provenance import provenance
from ..tables import Guideline, Product, Term

MOST = 20  # rows of a list that would otherwise have one for every record, on every page
Item = TypeVar("Item")
Key = TypeVar("Key")


def record_foot(catalogue: CgtCatalogue, record: Any) -> Context:
    """What is below a record: its versions, the source wording of its values.

    `history` are versions, newest first; `since` is where the changes are that no edition has yet,
    and how many; `row_url` is the address of its row in the repository, or ''.
    """
    repository = (catalogue.settings.repository or "").rstrip("/")
    file, _, line = catalogue.places.get(record.id, "").rpartition(":")
    latest = f"/changes/{catalogue.edition}{record.path}"
    return {
        "history": catalogue.history.versions.get(record.path, ()),
        "since": (latest, len(changed_since(catalogue).get(latest, ()))),
        "row_url": f"{repository}/blob/HEAD/{file}?plain=1#L{line}" if repository and file else "",
        "provenance": provenance(catalogue, record),
    }


def counts(catalogue: CgtCatalogue) -> dict[str, Any]:
    """How many there are of what the site counts: in the supplement, and `beyond` it."""
    core = catalogue.core
    statuses = Counter(approval.status for _, approval in core.approvals)
    return {
        "products": len(core.products),
        "approvals": len(core.approvals),
        "conditional": statuses["conditional"],
        "regular": statuses["regular"],
        "unknown": statuses["unknown"],  # neither, as far as is known
        "guidelines": len(core.guidelines),
        "trial_implementation": sum(g.trial_implementation for g in core.guidelines),
        "beyond": {
            "products": len(catalogue.products) - len(core.products),
            "approvals": len(catalogue.approvals) - len(core.approvals),
            "later": sum(
                time_of(catalogue, one.approved) == "later" for _, one in catalogue.approvals
            ),
            "guidelines": len(catalogue.guidelines) - len(core.guidelines),
        },
        "statements": len(catalogue.records["statements"]),
        "remarks": len(catalogue.records["remarks"]),
        "exclusions": len(catalogue.records["exclusions"]),
        "sources": len(catalogue.sources),
    }


def time_of(catalogue: CgtCatalogue, date: PartialDate) -> str:
    """Where a date is beside the lists of the supplement.

    later, earlier, within; around if it may be before or after its end; or unknown.
    """
    first = catalogue.first_listed
    if date.year is None:
        return "unknown"
    if date.first > catalogue.settings.as_of:
        return "later"
    if first and date.last < first:
        return "earlier"
    return "within" if date.last <= catalogue.settings.as_of else "around"


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """The items by their key, in the order in which the keys first come."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def by_term(
    catalogue: CgtCatalogue, word_list: str, rows: Iterable[Item], column: str
) -> list[tuple[Term, list[Item]]]:
    """The rows by the word in a column: those of each word that has any, in the order of words."""
    groups = grouped(rows, attrgetter(column))
    terms = catalogue.terms[word_list].values()
    return [(term, groups[term.id]) for term in terms if term.id in groups]


def nearest(items: Sequence[Item], index: int, most: int = 0) -> Sequence[Item]:
    """The items, or as many of them (as a rule MOST) that are nearest to one of that index."""
    most = most or MOST
    start = max(0, min(index - most // 2, len(items) - most))
    return items[start : start + most]


def is_unnamed(catalogue: CgtCatalogue, record: Product | Guideline) -> bool:
    """Whether a record is shown in another language without an official name in it."""
    return catalogue.main is not None and not record.main_title
