"""Events of products in order of time: milestones, and approvals among them."""

from typing import NamedTuple

from ..engine.catalogues import per_catalogue
from ..engine.dates import PartialDate
from .catalogue import CgtCatalogue
from .tables import Approval, Milestone, Product


class Event(NamedTuple):
    """Something that happened to a product: a milestone, or else an approval."""

    date: PartialDate
    id: str  # of its row
    path: str  # its place on the page of its product
    product: Product
    approval: Approval | None  # which it is, or is about; None if it is about the product
    milestone: Milestone | None = None

    @property
    def is_dated(self) -> bool:
        """Whether at least its year is known."""
        return self.date.year is not None


class Wait(NamedTuple):
    """The days from the acceptance of an application to its approval."""

    approval: Approval
    accepted: Milestone
    days: int


def events_of(product: Product) -> list[Event]:
    """The events of a product, earliest first; those without a date come last."""
    events = [Event(one.approved, one.id, one.path, product, one) for one in product.approvals]
    for approval in (None, *product.approvals):
        for one in (approval or product).milestones:
            path = f"{product.path}#{one.part.format(one)}"
            events.append(Event(one.date, one.id, path, product, approval, one))
    return sorted(events, key=lambda event: (not event.is_dated, event.date, event.id))


@per_catalogue
def all_events(catalogue: CgtCatalogue) -> list[Event]:
    """The events of all products, newest first; those without a date come last."""
    events = [event for product in catalogue.products for event in events_of(product)]
    dated = sorted((one for one in events if one.is_dated), key=lambda one: one.date, reverse=True)
    return dated + [one for one in events if not one.is_dated]


def waits_of(product: Product) -> list[Wait]:
    """How long each application took, where both days are known."""
    return [
        Wait(approval, one, (approval.approved.first - one.date.first).days)
        for approval in product.approvals
        for one in approval.milestones
        if one.event == "application-accepted"
        and {one.date.precision, approval.approved.precision} == {"day"}
    ]
