"""Pages of products and their approvals."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ...engine.pages import Context, part_path
from ..bearing import FEATURE, GENERAL, KIND, POSSIBLE, order_in_time, place_in_time, timeline
from ..catalogue import CgtCatalogue
from ..evidence import ResultGroup, response_groups_by_type, self_checks, why_unchecked
from ..facets import approval_filters, product_filters
from ..provenance import provenance
from ..tables import Approval, Product, Source
from .comparisons import can_choose, products_by_type
from .records import MOST, counts, nearest, record_foot, select_figures

GUIDELINE_GROUPS = {KIND: (KIND,), FEATURE: (FEATURE, POSSIBLE), GENERAL: (GENERAL,)}
NAMES = ("name-zh", "brand-zh", "brand-en", "developer-code")


def products_page(catalogue: CgtCatalogue) -> Context:
    """All products, by first approval."""
    return {
        "products": catalogue.products,
        "counts": counts(catalogue),
        "filters": product_filters(catalogue),
        "figures": select_figures(catalogue, "approvals-in-time"),
        "groups": catalogue.groups,
        "comparing": can_choose(catalogue),
    }


def approvals_page(catalogue: CgtCatalogue) -> Context:
    """All approvals, newest first."""
    years = [approval.approved.year for _, approval in catalogue.approvals]
    return {
        "approvals": catalogue.approvals[::-1],
        "counts": counts(catalogue),
        "years": (years[0], years[-1]),
        "filters": approval_filters(catalogue),
        "figures": select_figures(catalogue, "approvals-per-year"),
        "groups": catalogue.groups,
    }


def product_page(catalogue: CgtCatalogue, product: Product) -> Context:
    """A product: its approvals, trials and statements, its class, the guidelines of the time."""
    days = [approval.approved for approval in product.approvals]
    of_type = products_by_type(catalogue)[product.type]
    siblings = nearest(of_type, bisect_left(of_type, days[0], key=_first_day))
    in_context, of_results = class_results(catalogue, product)
    bearings, moments, possible = timeline(catalogue, product)
    place = place_in_time([one.guideline for one in bearings], days[0].year)
    near = [
        (one, [order_in_time(one.guideline, day) for day in days])
        for one in nearest(bearings, place)
    ]
    trials = {one.pivotal.id: one.pivotal for one in product.approvals if one.pivotal}
    return {
        "product": product,
        "approvals": product.approvals[::-1],
        "trials": list(trials.values()),
        "names": [s for name in NAMES for s in product.statements if s.property == name],
        "others": [s for s in product.statements if s.property not in NAMES],
        "in_context": in_context,
        "of_results": of_results,
        "guidelines": {
            name: [row for row in near if row[0].group in groups]
            for name, groups in GUIDELINE_GROUPS.items()
        },
        "of_guidelines": len(bearings),
        "moments": moments,
        "possible": possible,
        "siblings": [other for other in siblings if other is not product],
        "of_type": len(of_type),
        "group": catalogue.group_of(product),
        "comparing": can_choose(catalogue),
        "provenance": provenance(catalogue, product),
        "sources": sources_of_rows(catalogue, [product, *product.approvals]),
        **_checks(catalogue, product),
        **record_foot(catalogue, product),
    }


def _checks(catalogue: CgtCatalogue, product: Product) -> Context:
    """By endpoint: its self-check, the address of that, and else why it has none."""
    checks, paths = self_checks(catalogue), check_paths(catalogue)
    ends = [(approval, end) for approval in product.approvals for end in approval.endpoints]
    return {
        "checks": {end.id: checks[end.id] for _, end in ends if end.id in checks},
        "check_paths": {end.id: paths[end.id] for _, end in ends if end.id in paths},
        "unchecked": {
            end.id: why_unchecked(approval, end)
            for approval, end in ends
            if end.id not in checks and end.number is not None
        },
    }


@lru_cache(maxsize=2)
def check_paths(catalogue: CgtCatalogue) -> dict[str, str]:
    """Where the self-check of each endpoint is shown, by its id."""
    ids = self_checks(catalogue)
    return {end_id: f"{part_path('/evidence/', i)}#{end_id}" for i, end_id in enumerate(ids)}


def _first_day(product: Product) -> dt.date:
    return product.approvals[0].approved


def class_results(catalogue: CgtCatalogue, product: Product) -> tuple[list[ResultGroup], int]:
    """The response rates of the products of its type, and how many there are.

    None if they are all its own. If there are many, those nearest to its own.
    """
    groups = response_groups_by_type(catalogue).get(product.type, [])
    count = sum(len(group.results) for group in groups)
    if count <= MOST:
        others = any(one.product is not product for group in groups for one in group.results)
        return (groups if others else []), count
    return list(_near(groups, product)), count


def _near(groups: Iterable[ResultGroup], product: Product) -> Iterable[ResultGroup]:
    for group in groups:
        own = [i for i, result in enumerate(group.results) if result.product is product]
        if own:
            yield group._replace(results=nearest(group.results, own[0]))


def sources_of_rows(
    catalogue: CgtCatalogue, rows: Sequence[Product | Approval]
) -> dict[str, Source]:
    """The sources that these rows of the core tables are read from, by id."""
    return {row.source_id: catalogue.sources[row.source_id] for row in rows}
