"""Pages of guidelines."""

from bisect import bisect, bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from ...engine.pages import Context
from ..bearing import Kinds, kinds_of
from ..catalogue import CgtCatalogue, Pair
from ..facets import facets, guideline_filters
from ..provenance import provenance
from ..tables import Approval, Guideline
from ..timelines import order_in_time, place_in_time
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
    """A guideline among those of its subject, and the approvals of its kind."""
    siblings = guidelines_by_subject(catalogue)[guideline.subject]
    modalities = frozenset(scope.modality for scope in guideline.scopes)
    near = _near(catalogue, modalities)
    other_subjects = [one for one in near.guidelines if one.subject != guideline.subject]
    at = bisect(near.approvals, guideline.year, key=lambda pair: pair[1].approved.year)
    return {
        "guideline": guideline,
        "siblings": nearest(siblings, bisect_left(siblings, _order(guideline), key=_order)),
        "of_subject": len(siblings),
        "years": [
            (year, [one for one in siblings if one.year == year], near.by_year[year])
            for year in catalogue.years
        ],
        "approvals": [
            (product, approval, order_in_time(guideline, approval.approved))
            for product, approval in nearest(near.approvals, at)
        ],
        "of_approvals": len(near.approvals),
        "other_subjects": nearest(other_subjects, place_in_time(other_subjects, guideline.year)),
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


class _Near(NamedTuple):
    """What is of the same kinds as a guideline."""

    approvals: list[Pair]  # earliest first
    by_year: dict[int, list[Approval]]
    guidelines: list[Guideline]  # in order of years


def _near(catalogue: CgtCatalogue, modalities: Kinds) -> _Near:
    """What is of these kinds: found once for all guidelines with the same."""
    found = _found(catalogue)
    if modalities not in found:
        approvals = [
            pair
            for pair in catalogue.approvals
            if "general" in modalities or modalities & kinds_of(catalogue, pair[0])
        ]
        by_year = defaultdict(list)
        for _, approval in approvals:
            by_year[approval.approved.year].append(approval)
        guidelines = [
            one
            for one in sorted(catalogue.guidelines, key=lambda one: one.year)
            if any(scope.modality in modalities for scope in one.scopes)
        ]
        found[modalities] = _Near(approvals, by_year, guidelines)
    return found[modalities]


@lru_cache(maxsize=2)
def _found(catalogue: CgtCatalogue) -> dict[Kinds, _Near]:
    return {}
