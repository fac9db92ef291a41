"""Pages of figures, drawn or awaited."""

from ...engine.figures import Figure
from ...engine.pages import Context
from ..catalogue import CgtCatalogue
from ..figures import all_figures
from ..figures.series import published_counts
from .records import select_figures, sources_of

STORY = {  # the figures of each part in reading order; the heads of parts are in trends.html
    "guidance": ("cumulative", "guidelines-per-year", "guideline-map"),
    "approvals": ("approvals-in-time", "approvals-per-year"),
    "evidence": ("response-rates",),
    "trials": ("clinical-stages", "ind-applications", "ind-conclusions"),
}
AWAITED = ("ind-applications", "ind-conclusions")  # figures of the source without their numbers


def trends_page(catalogue: CgtCatalogue) -> Context:
    """Every figure, as a story in reading order."""
    story = {part: select_figures(catalogue, *ids) for part, ids in STORY.items()}
    return {
        "story": {part: figures for part, figures in story.items() if figures},
        "years": (catalogue.years[0], catalogue.years[-1]),
        "awaited": awaited_figures(catalogue),
        "counts": published_counts(catalogue),
    }


def figures_shown(catalogue: CgtCatalogue) -> list[Figure]:
    """The figures that have a page, and one to embed."""
    return list(all_figures(catalogue).values())


def figure_page(catalogue: CgtCatalogue, figure: Figure) -> Context:
    """A figure with its files; the page to embed gets the same."""
    return {"figure": figure, "sources": sources_of(catalogue, figure)}


def awaited_figures(catalogue: CgtCatalogue) -> list[str]:
    """The ids of those figures of the source whose numbers are not here."""
    return [figure_id for figure_id in AWAITED if figure_id not in all_figures(catalogue)]


def awaited_page(catalogue: CgtCatalogue, figure_id: str) -> Context:
    """What is known of a figure that cannot be drawn yet, and what it takes to draw it."""
    settings, terms = catalogue.settings, catalogue.terms
    return {
        "figure_id": figure_id,
        "totals": [
            *catalogue.sources[settings.supplement].statements,
            *catalogue.sources[settings.article].statements,
        ],
        "therapy_groups": list(terms["therapy-group"].values()),
        "conclusions": list(terms["conclusion"].values()),
    }
