"""Which figures there are: one function each, in the order in which they are read."""

from collections.abc import Callable

from ..catalogues import Catalogue
from ..engine.figures import Figure
from .applications import ind_applications, ind_conclusions
from .approvals import approvals_in_time, approvals_per_year
from .guidelines import cumulative, guideline_map, guidelines_per_year
from .results import response_groups, response_rates
from .stages import stages

__all__ = ["FIGURES", "Figure", "all_figures", "response_groups"]

FIGURES: dict[str, Callable[[Catalogue], Figure]] = {  # by their ids
    "cumulative": cumulative,
    "guidelines-per-year": guidelines_per_year,
    "guideline-map": guideline_map,
    "approvals-in-time": approvals_in_time,
    "approvals-per-year": approvals_per_year,
    "response-rates": response_rates,
    "clinical-stages": stages,
    "ind-applications": ind_applications,
    "ind-conclusions": ind_conclusions,
}


def all_figures(catalogue: Catalogue) -> dict[str, Figure]:
    """Every figure that has something to show, by its id, in order."""
    return {id: figure for id, make in FIGURES.items() if (figure := make(catalogue)).rows}
