"""The page of the events of all products, and where each is on it."""

from functools import lru_cache

from ...engine.counts import PartialCount
from ...engine.pages import Context, part_path
from ..catalogue import CgtCatalogue
from ..milestones import all_events


def milestones_page(catalogue: CgtCatalogue) -> Context:
    """The events of all products, newest first."""
    events = all_events(catalogue)
    curated = [bool(one.milestones) for _, one in catalogue.approvals]
    return {
        "events": events,
        "count": sum(event.milestone is not None for event in events),
        "curated": PartialCount(sum(curated), len(curated)),
    }


@lru_cache(maxsize=2)
def event_paths(catalogue: CgtCatalogue) -> dict[str, str]:
    """Where each event is among those of all products, by its id."""
    ids = [event.id for event in all_events(catalogue)]
    return {one: f"{part_path('/milestones/', i)}#{one}" for i, one in enumerate(ids)}
