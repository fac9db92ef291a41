"""Pages of guidelines."""

from bisect import bisect, bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from ...engine.pages import Context
from ..bearing import POSSIBLE, bearing, order_in_time, place_in_time, traits_by_product
from ..catalogue import CgtCatalogue
from ..facets import facets, guideline_filters
from ..provenance import provenance
from ..tables import Approval, Guideline, Product
from .records import nearest, record_foot, select_figures

FACETS = ("subject", "modality", "year")


def guidelines_page(catalogue: CgtCatalogue) -> Context:
    """All guidelines by subject."""
    years = [guideline.year for guideline in catalogue.guidelines]
    by_subject = guidelines_by_subject(catalogue)
    subjects = catalogue.terms["subject"].values()
    return {
        "by_subject": [(term, by_subject[term.id]) for term in subjects if term.id in by_subject],
        "count": len(years),
        "years": (min(years), max(years)),
        "facets": [facets(catalogue)[name] for name in FACETS],
        "filters": guideline_filters(catalogue),
        "figures": select_figures(catalogue, "guidelines-per-year", "guideline-map"),
        "groups": catalogue.groups,
    }


def guideline_page(catalogue: CgtCatalogue, guideline: Guideline) -> Context:
    """A guideline among those of its subject, and the approvals that it bears on."""
    siblings = guidelines_by_subject(catalogue)[guideline.subject]
    reach = _reach(catalogue, guideline)
    others = [one for one in reach.guidelines if one.subject != guideline.subject]
    at = bisect(reach.approvals, guideline.year, key=lambda one: one.approval.approved.year)
    return {
        "guideline": guideline,
        "siblings": nearest(siblings, bisect_left(siblings, _order(guideline), key=_order)),
        "of_subject": len(siblings),
        "years": [
            (year, [one for one in siblings if one.year == year], reach.by_year[year])
            for year in catalogue.years
        ],
        "approvals": [
            (*one, order_in_time(guideline, one.approval.approved))
            for one in nearest(reach.approvals, at)
        ],
        "of_approvals": len(reach.approvals),
        "possible": sum(one.group == POSSIBLE for one in reach.approvals),
        "other_subjects": nearest(others, place_in_time(others, guideline.year)),
        "groups": catalogue.groups,
        "provenance": provenance(catalogue, guideline),
        "sources": {guideline.source_id: catalogue.sources[guideline.source_id]},
        **record_foot(catalogue, guideline),
    }


def _order(guideline: Guideline) -> tuple[int, int]:
    return guideline.year, guideline.source_row


@lru_cache(maxsize=2)
def guidelines_by_subject(catalogue: CgtCatalogue) -> dict[str, list[Guideline]]:
    """The guidelines of each subject, as printed."""
    guidelines = defaultdict(list)
    for guideline in catalogue.guidelines:
        guidelines[guideline.subject].append(guideline)
    return dict(guidelines)


class Reached(NamedTuple):
    """An approval of a product that a guideline bears on, or may bear on."""

    product: Product
    approval: Approval
    group: str  # how: see Bearing


class Reach(NamedTuple):
    """What guidelines on the same modalities have in common."""

    approvals: list[Reached]  # earliest first
    by_year: dict[int, list[Approval]]  # those that they bear on
    guidelines: list[Guideline]  # of these modalities, in order of years


def _reach(catalogue: CgtCatalogue, guideline: Guideline) -> Reach:
    reaches, modalities = _reaches(catalogue), frozenset(one.modality for one in guideline.scopes)
    if modalities not in reaches:
        approvals = [
            Reached(product, approval, one.group)
            for product, approval in catalogue.approvals
            if (one := bearing(guideline, traits_by_product(catalogue)[product.id]))
        ]
        by_year = defaultdict(list)
        for _, approval, group in approvals:
            if group != POSSIBLE:
                by_year[approval.approved.year].append(approval)
        guidelines = [
            one
            for one in sorted(catalogue.guidelines, key=lambda one: one.year)
            if any(scope.modality in modalities for scope in one.scopes)
        ]
        reaches[modalities] = Reach(approvals, by_year, guidelines)
    return reaches[modalities]


@lru_cache(maxsize=2)
def _reaches(catalogue: CgtCatalogue) -> dict[frozenset[str], Reach]:
    """What has been found of this catalogue: many guidelines are on the same modalities."""
    return {}
