"""Which figures there are: one function each, in the order in which they are read."""

from collections.abc import Callable

from ...engine.catalogues import per_catalogue
from ...engine.figures import Figure, figure_in_language
from ..catalogue import CgtCatalogue
from .products import approvals_in_time, response_rates
from .series import ind_applications, ind_conclusions
from .therapies import clinical_stages, guideline_map
from .years import approvals_per_year, cumulative, guidelines_per_year

FIGURES: dict[str, Callable[[CgtCatalogue], Figure]] = {  # by their ids
    "cumulative": cumulative,
    "guidelines-per-year": guidelines_per_year,
    "guideline-map": guideline_map,
    "approvals-in-time": approvals_in_time,
    "approvals-per-year": approvals_per_year,
    "response-rates": response_rates,
    "clinical-stages": clinical_stages,
    "ind-applications": ind_applications,
    "ind-conclusions": ind_conclusions,
}


@per_catalogue
def all_figures(catalogue: CgtCatalogue) -> dict[str, Figure]:
    """Every figure that has something to show, by its id, in order; its words are translated."""
    figures = {name: figure for name, make in FIGURES.items() if (figure := make(catalogue)).rows}
    if catalogue.main is None:
        return figures
    main = all_figures(catalogue.main)
    return {
        name: figure_in_language(one, main[name], catalogue.language)
        for name, one in figures.items()
    }
