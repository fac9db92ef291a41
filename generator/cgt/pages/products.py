"""Pages of products, of their approvals, and of what happened to them."""

from bisect import bisect
from collections.abc import Iterable

from ...engine.catalogues import per_catalogue
from ...engine.counts import PartialCount
from ...engine.pages import Context, part_path
from .. import bearing
from ..catalogue import CgtCatalogue
from ..facets import approval_filters
from ..milestones import all_events, events_of, waits_of
from ..rates import Result, rates_by_disease, self_checks, why_unchecked
from ..tables import Product, Statement, Term
from .comparisons import choosable, construct, products_by_type
from .records import counts, is_unnamed, nearest, record_foot, time_of

GROUPS = {  # of guidelines, by how they bear on a product
    bearing.KIND: (bearing.KIND,),
    bearing.FEATURE: (bearing.FEATURE, bearing.POSSIBLE),
    bearing.GENERAL: (bearing.GENERAL,),
}
NAMES = ("name-zh", "brand-zh", "brand-en", "short-name", "developer-code")


def products_page(catalogue: CgtCatalogue) -> Context:
    """All products, by first approval."""
    return {
        "products": catalogue.products,
        "counts": counts(catalogue),
        "filters": approval_filters(catalogue, of_products=True),
        "comparing": bool(choosable(catalogue)),
        "short_names": short_names(catalogue),
    }


def short_names(catalogue: CgtCatalogue) -> list[Statement]:
    """The short names of products, each an address that leads to its product."""
    return [one for one in catalogue.records["statements"] if one.property == "short-name"]


def short_name_page(catalogue: CgtCatalogue, short: Statement) -> Context:
    """The way on to the product of that short name."""
    return {"short": short, "product": {one.id: one for one in catalogue.products}[short.subject]}


def approvals_page(catalogue: CgtCatalogue) -> Context:
    """All approvals, newest first."""
    return {
        "approvals": catalogue.approvals[::-1],
        "counts": counts(catalogue),
        "filters": approval_filters(catalogue),
    }


def product_page(catalogue: CgtCatalogue, product: Product) -> Context:
    """A product: its approvals, trials and statements, its class, the guidelines of the time."""
    days = [approval.approved for approval in product.approvals]
    of_type = products_by_type(catalogue)[product.type]
    siblings = nearest(of_type, of_type.index(product))
    bearings, moments, counted = bearing.timeline(catalogue, product)
    place = bearing.index_in_time([one.guideline for one in bearings], days[0].year or 0)
    near = [
        (one, [bearing.order_in_time(one.guideline, day) for day in days])
        for one in nearest(bearings, place)
    ]
    trials = {one.pivotal.id: one.pivotal for one in product.approvals if one.pivotal}
    return {
        "product": product,
        "unnamed": is_unnamed(catalogue, product),
        "approvals": sorted(
            product.approvals, key=lambda one: (not one.is_undated, one.approved), reverse=True
        ),
        "times": {one.id: time_of(catalogue, one.approved) for one in product.approvals},
        "trials": list(trials.values()),
        "names": [s for name in NAMES for s in product.statements if s.property == name],
        "others": [s for s in product.statements if s.property not in NAMES],
        "in_context": disease_rates(catalogue, product),
        "built": construct(product),
        "vector_open": bool(bearing.traits_by_product(catalogue)[product.id].possible),
        "class_notices": notices(catalogue, product),
        "events": events_of(product),
        "waits": waits_of(product),
        "event_paths": event_paths(catalogue),
        "guidelines": {
            name: [row for row in near if row[0].group in groups] for name, groups in GROUPS.items()
        },
        "of_guidelines": len(bearings),
        "moments": moments,
        "counted": counted,
        "siblings": [other for other in siblings if other is not product],
        "of_type": len(of_type),
        "comparing": bool(choosable(catalogue)),
        "checks": self_checks(catalogue),
        "check_paths": check_paths(catalogue),
        "unchecked": {
            end.id: why_unchecked(approval, end)
            for approval in product.approvals
            for end in approval.endpoints
            if end.number is not None
        },
        **record_foot(catalogue, product),
    }


@per_catalogue
def check_paths(catalogue: CgtCatalogue) -> dict[str, str]:
    """Where the self-check of each endpoint is shown, by its id."""
    return _parts("/evidence/", self_checks(catalogue))


def _parts(path: str, ids: Iterable[str]) -> dict[str, str]:
    """Where each of the rows of a list is, on that page or where it goes on."""
    return {one: f"{part_path(path, i)}#{one}" for i, one in enumerate(ids)}


def disease_rates(catalogue: CgtCatalogue, product: Product) -> list[tuple[Term, list[Result]]]:
    """By disease its response rates, and after them those of other products for that disease.

    Diseases for which only it has any are left out; of many others those nearest to it are shown.
    """
    blocks = []
    for disease_id in dict.fromkeys(one.disease for one in product.approvals):
        results = rates_by_disease(catalogue).get(disease_id, [])
        own = [one for one in results if one.product is product]
        others = [one for one in results if one.product is not product]
        if own and others:
            place = bisect(others, own[0].approval.approved, key=lambda one: one.approval.approved)
            term = catalogue.terms["disease"][disease_id]
            blocks.append((term, [*own, *nearest(others, place)]))
    return blocks


def notices(catalogue: CgtCatalogue, product: Product) -> list[Statement]:
    """What is said of all products of its kinds of therapy, or of wider ones."""
    lines = [catalogue.modality_line(scope.modality) for scope in product.scopes]
    terms = {term.id: term for line in lines for term in line}
    return [s for term in terms.values() for s in term.statements if s.property == "class-notice"]


def milestones_page(catalogue: CgtCatalogue) -> Context:
    """The events of all products, newest first."""
    events = all_events(catalogue)
    curated = [bool(one.milestones) for _, one in catalogue.approvals]
    return {
        "events": events,
        "count": sum(event.milestone is not None for event in events),
        "curated": PartialCount(sum(curated), len(curated)),
    }


@per_catalogue
def event_paths(catalogue: CgtCatalogue) -> dict[str, str]:
    """Where each event is among those of all products, by its id."""
    return _parts("/milestones/", (event.id for event in all_events(catalogue)))
