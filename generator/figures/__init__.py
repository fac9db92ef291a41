"""Which figures there are: one function each, listed in the order in which they are read."""

from collections.abc import Callable

from ..catalogues import Catalogue
from .applications import ind_applications, ind_conclusions
from .approvals import approvals_in_time, approvals_per_year
from .figure import Figure
from .guidelines import cumulative, guideline_map, guidelines_per_year
from .results import response_groups, response_rates
from .stages import stages

__all__ = ["FIGURES", "IDS", "Figure", "all_figures", "response_groups"]

FIGURES: list[Callable[[Catalogue], Figure]] = [
    cumulative,
    guidelines_per_year,
    guideline_map,
    approvals_in_time,
    approvals_per_year,
    response_rates,
    stages,
    ind_applications,
    ind_conclusions,
]


IDS = (  # of all of them, also where they have nothing to show
    *("cumulative", "guidelines-per-year", "guideline-map", "approvals-in-time"),
    *("approvals-per-year", "response-rates", "clinical-stages"),
    *("ind-applications", "ind-conclusions"),
)


def all_figures(catalogue: Catalogue) -> dict[str, Figure]:
    """Every figure that has something to show, by its id, in order."""
    figures = [figure(catalogue) for figure in FIGURES]
    return {figure.id: figure for figure in figures if figure.rows}
