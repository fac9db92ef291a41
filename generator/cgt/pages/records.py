"""What pages share: the foot of a record, counts, and what lies near a record."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from ...engine.figures import Figure
from ..catalogue import CgtCatalogue
from ..figures import all_figures
from ..tables import Guideline, Source

MOST = 20  # rows of a list that would otherwise have one for every record, on every page
Item = TypeVar("Item")


def record_foot(catalogue: CgtCatalogue, record: Any) -> dict[str, Any]:
    """What the macro `foot` of parts/cite.html shows below a record.

    `history` are its versions, newest first; `row_url` is the address of its row in the repository,
    or ''.
    """
    repository = (catalogue.settings.repository or "").rstrip("/")
    file, _, line = catalogue.places.get(record.id, "").rpartition(":")
    return {
        "history": catalogue.history.versions.get(record.path, ()),
        "row_url": f"{repository}/blob/HEAD/{file}?plain=1#L{line}" if repository and file else "",
    }


def counts(catalogue: CgtCatalogue) -> dict[str, int]:
    """How many there are of what the site counts."""
    conditional = sum(approval.conditional for _, approval in catalogue.approvals)
    return {
        "products": len(catalogue.products),
        "approvals": len(catalogue.approvals),
        "conditional": conditional,
        "regular": len(catalogue.approvals) - conditional,
        "guidelines": len(catalogue.guidelines),
        "trial_implementation": sum(g.trial_implementation for g in catalogue.guidelines),
        "statements": len(catalogue.records["statements"]),
        "remarks": len(catalogue.records["remarks"]),
        "sources": len(catalogue.sources),
    }


def select_figures(catalogue: CgtCatalogue, *ids: str) -> list[tuple[Figure, list[Source]]]:
    """Those of the figures that there are, with their sources."""
    figures = all_figures(catalogue)
    return [(figures[one], sources_of(catalogue, figures[one])) for one in ids if one in figures]


def sources_of(catalogue: CgtCatalogue, figure: Figure) -> list[Source]:
    """The sources of the numbers of a figure."""
    return [catalogue.sources[source_id] for source_id in figure.source_ids]


def nearest(items: Sequence[Item], place: int) -> Sequence[Item]:
    """The items, or the MOST of them that are nearest to a place among them."""
    start = max(0, min(place - MOST // 2, len(items) - MOST))
    return items[start : start + MOST]


def newest_first(guidelines: Iterable[Guideline]) -> list[Guideline]:
    """Latest year first; within it the latest known day, of any kind, before the unknown."""

    def when(guideline: Guideline) -> tuple[int, str]:
        properties = ("issued", "posted", "in-force")
        days = [one.value for one in guideline.statements if one.property in properties]
        return guideline.year, max(days, default="")

    return sorted(guidelines, key=when, reverse=True)
