"""Pages of products and their approvals, one by one and side by side."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ...engine.pages import Context, part_path
from ..bearing import (
    FEATURE,
    GENERAL,
    KIND,
    POSSIBLE,
    order_in_time,
    place_in_time,
    timeline,
    traits_by_product,
)
from ..catalogue import CgtCatalogue, Pair
from ..constructs import arising, construct, constructs, notices
from ..facets import approval_filters
from ..milestones import events_of, waits_of
from ..rates import Result, rates_by_disease, rates_of, self_checks, why_unchecked
from ..tables import Approval, Endpoint, Product, Statement, Term
from .milestones import event_paths
from .records import MOST, by_term, counts, is_unnamed, nearest, record_foot, time_of

GUIDELINE_GROUPS = {KIND: (KIND,), FEATURE: (FEATURE, POSSIBLE), GENERAL: (GENERAL,)}
NAMES = ("name-zh", "brand-zh", "brand-en", "short-name", "developer-code")
WIDE = 5  # products that a page has side by side: more columns overlap on a screen
MOST_CHOSEN = 4  # columns that a reader can choose
MOST_CHOICES = 60  # products to choose from; the page has the results of all of them


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
    bearings, moments, counted = timeline(catalogue, product)
    place = place_in_time([one.guideline for one in bearings], days[0].year or 0)
    near = [
        (one, [order_in_time(one.guideline, day) for day in days])
        for one in nearest(bearings, place)
    ]
    trials = {one.pivotal.id: one.pivotal for one in product.approvals if one.pivotal}
    return {
        "product": product,
        "unnamed": is_unnamed(catalogue, product),
        "approvals": product.approvals[::-1],
        "times": {one.id: time_of(catalogue, one.approved) for one in product.approvals},
        "trials": list(trials.values()),
        "names": [s for name in NAMES for s in product.statements if s.property == name],
        "others": [s for s in product.statements if s.property not in NAMES],
        "in_context": disease_rates(catalogue, product),
        "built": construct(product),
        "vector_open": bool(traits_by_product(catalogue)[product.id].possible),
        "class_notices": notices(catalogue, product),
        "events": events_of(product),
        "waits": waits_of(product),
        "event_paths": event_paths(catalogue),
        "guidelines": {
            name: [row for row in near if row[0].group in groups]
            for name, groups in GUIDELINE_GROUPS.items()
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


@lru_cache(maxsize=2)
def check_paths(catalogue: CgtCatalogue) -> dict[str, str]:
    """Where the self-check of each endpoint is shown, by its id."""
    ids = self_checks(catalogue)
    return {end_id: f"{part_path('/evidence/', i)}#{end_id}" for i, end_id in enumerate(ids)}


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


@lru_cache(maxsize=2)
def products_by_type(catalogue: CgtCatalogue) -> dict[str, list[Product]]:
    """The products of each type that has any, by first approval."""
    groups = by_term(catalogue, "type", catalogue.products, "type")
    return {term.id: products for term, products in groups}


class Row(NamedTuple):
    """One measure at one time: the results of each product that has any, by its id."""

    measure: Term
    time: Term | None
    results: dict[str, list[tuple[Approval, Endpoint]]]


class Group(NamedTuple):
    """One disease: the approvals of each product that has any, by its id, and the results."""

    disease: Term
    approvals: dict[str, list[Approval]]
    rows: list[Row]


def compare_page(catalogue: CgtCatalogue) -> Context:
    """The types that are compared, and the products that a reader can choose from."""
    products = choosable(catalogue)
    return {
        "classes": compared_types(catalogue),
        "products": products,
        "groups": compare(catalogue, products),
        "built": constructs(products),
        "arising": arising(catalogue, products),
        "checks": self_checks(catalogue),
        "most": MOST_CHOSEN,
    }


def class_page(catalogue: CgtCatalogue, compared: tuple[Term, list[Product]]) -> Context:
    """The products of a type side by side."""
    types = [term for term, _ in compared_types(catalogue)]
    type_term, products = compared
    return {
        "type": type_term,
        "products": products,
        "of_type": len(products),
        "of_approvals": sum(len(product.approvals) for product in products),
        "groups": compare(catalogue, products),
        "built": constructs(products),
        "arising": arising(catalogue, products),
        **rates_context(
            catalogue, [(one, approval) for one in products for approval in one.approvals]
        ),
        "others": nearest(types, types.index(type_term)),
    }


def rates_context(catalogue: CgtCatalogue, pairs: Iterable[Pair]) -> Context:
    """The response rates of these approvals by disease, and what the checks of values say."""
    rates, of_rates = rates_of(catalogue, pairs, MOST)
    return {"rates": rates, "of_rates": of_rates, "checks": self_checks(catalogue)}


def compared_types(catalogue: CgtCatalogue) -> list[tuple[Term, list[Product]]]:
    """The types with at least two products, and these."""
    groups = products_by_type(catalogue).items()
    return [(catalogue.terms["type"][name], own) for name, own in groups if len(own) > 1]


def choosable(catalogue: CgtCatalogue) -> Sequence[Product]:
    """The products that a reader can choose from: all, or none if there are too many."""
    return catalogue.products if len(catalogue.products) <= MOST_CHOICES else ()


def choices(catalogue: CgtCatalogue) -> dict[str, Any]:
    """What static/compare.js knows: the names of products, and how many can be chosen."""
    names = {product.id: product.name for product in choosable(catalogue)}
    return {"most": MOST_CHOSEN, "names": names}


def compare(catalogue: CgtCatalogue, products: Sequence[Product]) -> list[Group]:
    """The approvals and results of these products by disease."""
    groups = []
    for disease in catalogue.terms["disease"].values():
        approvals = {
            product.id: own
            for product in products
            if (own := [one for one in product.approvals if one.disease == disease.id])
        }
        if approvals:
            groups.append(Group(disease, approvals, _rows(catalogue, approvals)))
    return groups


def _rows(catalogue: CgtCatalogue, approvals: dict[str, list[Approval]]) -> list[Row]:
    """The results of one disease by measure and time, in the order of these words."""
    results: dict[tuple[str, str], dict[str, list[tuple[Approval, Endpoint]]]] = {}
    for product_id, own in approvals.items():
        for approval in own:
            for end in approval.endpoints:
                row = results.setdefault((end.measure, end.time_point), {})
                row.setdefault(product_id, []).append((approval, end))
    terms = catalogue.terms
    return [
        Row(measure, terms["time-point"].get(time), results[measure.id, time])
        for measure in terms["measure"].values()
        for time in [*terms["time-point"], *terms["missing"]]
        if (measure.id, time) in results
    ]
