"""Products side by side: like results in one row, unlike ones apart, none ranked."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ...engine.pages import Context
from ..catalogue import CgtCatalogue
from ..tables import Approval, Endpoint, Product, Term
from .records import nearest

WIDE = 5  # products that a page has side by side: more columns overlap on a screen
MOST_CHOSEN = 4  # columns that a reader can choose
MOST_CHOICES = 60  # products to choose from; the page has the results of all of them


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
    products = catalogue.products if can_choose(catalogue) else ()
    of_type = products_by_type(catalogue)
    return {
        "classes": [(term, of_type[term.id]) for term in compared_types(catalogue)],
        "products": products,
        "groups": compare(catalogue, products),
        "most": MOST_CHOSEN,
        "modality_groups": catalogue.groups,
        "comparing": can_choose(catalogue),
    }


def class_page(catalogue: CgtCatalogue, type_term: Term) -> Context:
    """The products of a type side by side."""
    types, products = compared_types(catalogue), products_by_type(catalogue)[type_term.id]
    return {
        "type": type_term,
        "products": products,
        "of_type": len(products),
        "of_approvals": sum(len(product.approvals) for product in products),
        "groups": compare(catalogue, products),
        "others": nearest(types, types.index(type_term)),
        "modality_groups": catalogue.groups,
    }


@lru_cache(maxsize=2)
def products_by_type(catalogue: CgtCatalogue) -> dict[str, list[Product]]:
    """The products of each type that there is, by first approval."""
    products: dict[str, list[Product]] = {type_id: [] for type_id in catalogue.terms["type"]}
    for product in catalogue.products:
        products[product.type].append(product)
    return products


def compared_types(catalogue: CgtCatalogue) -> list[Term]:
    """The types with at least two products."""
    products, types = products_by_type(catalogue), catalogue.terms["type"].values()
    return [term for term in types if len(products[term.id]) > 1]


def can_choose(catalogue: CgtCatalogue) -> bool:
    """Whether there are few enough products to choose from."""
    return len(catalogue.products) <= MOST_CHOICES


def choices(catalogue: CgtCatalogue) -> dict[str, Any]:
    """What static/compare.js knows: the names of products, and how many can be chosen."""
    products = catalogue.products if can_choose(catalogue) else ()
    return {"most": MOST_CHOSEN, "names": {product.id: product.name for product in products}}


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
