"""Response rates beside each other: like ones in one group, none ranked."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .catalogue import CgtCatalogue
from .evidence import is_rate
from .tables import Approval, Endpoint, Product, Term


class Result(NamedTuple):
    """A result with the approval that rests on it, and its product."""

    product: Product
    approval: Approval
    endpoint: Endpoint


class ResultGroup(NamedTuple):
    """Results of one disease and one measure, in order of approval."""

    disease: Term
    measure: Term
    results: Sequence[Result]


@lru_cache(maxsize=2)
def response_groups(catalogue: CgtCatalogue) -> list[ResultGroup]:
    """Every response rate with an interval; only those of one group are like each other."""
    results: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for product, approval in catalogue.approvals:
        for end in approval.endpoints:
            if is_rate(end):
                results[approval.disease, end.measure].append(Result(product, approval, end))
    diseases, measures = catalogue.terms["disease"], catalogue.terms["measure"]
    return [
        ResultGroup(disease, measure, results[disease.id, measure.id])
        for disease in diseases.values()
        for measure in measures.values()
        if (disease.id, measure.id) in results
    ]


@lru_cache(maxsize=2)
def response_groups_by_type(catalogue: CgtCatalogue) -> dict[str, list[ResultGroup]]:
    """The same groups with the results of products of one type alone, by type."""
    groups: dict[str, list[ResultGroup]] = defaultdict(list)
    for disease, measure, results in response_groups(catalogue):
        of_type: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            of_type[result.product.type].append(result)
        for type_id, own in of_type.items():
            groups[type_id].append(ResultGroup(disease, measure, own))
    return groups
