"""Pages of figures, drawn or awaited."""

from collections.abc import Iterator

from ..catalogues import Catalogue
from .page import Figures, Page, some

STORY = [
    ("How guidance grew", ("cumulative", "guidelines-per-year", "guideline-map")),
    ("What was approved", ("approvals-in-time", "approvals-per-year")),
    ("On what evidence", ("response-rates",)),
    ("What is in trials", ("clinical-stages", "ind-applications", "ind-conclusions")),
]
AWAITED = {  # figures of the source whose numbers stand in a workbook that may not be there
    "ind-applications": "Applications for clinical trials per year, by therapy group",
    "ind-conclusions": "Review conclusions of applications, and clinical trials initiated",
}


def trends_page(catalogue: Catalogue, figures: Figures) -> Page:
    """Every figure, as a story in reading order."""
    story = [(heading, some(figures, *ids)) for heading, ids in STORY]
    return Page(
        path="/trends/",
        template="trends",
        title="Trends",
        description=(
            f"How guidance and approvals grew from {catalogue.years[0]} to "
            f"{catalogue.years[-1]}, on what evidence, and what stands behind them in trials."
        ),
        context={
            "story": [(heading, shown) for heading, shown in story if shown],
            "awaited": [
                (f"/trends/{id}/", title) for id, title in AWAITED.items() if id not in figures
            ],
            "catalogue": catalogue,
        },
    )


def awaited_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    """What is known of a figure that cannot be drawn yet, and what it takes to draw it."""
    edition = catalogue.edition
    said = catalogue.sources[edition.supplement].statements
    said += catalogue.sources[edition.article].statements
    for id, title in AWAITED.items():
        if id not in figures:
            yield Page(
                path=f"/trends/{id}/",
                template="awaited",
                title=title,
                description="Not drawn: the source prints the caption of this figure, not its "
                "numbers.",
                crumbs=(("Trends", "/trends/"),),
                context={
                    "id": id,
                    "totals": said,
                    "terms": catalogue.terms,
                    "has_workbook": bool(catalogue.applications),
                },
            )


def figure_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    """A page for each figure, and the figure alone to embed."""
    for figure in figures.values():
        context = {"figure": figure, "catalogue": catalogue}
        yield Page(
            path=figure.path,
            template="figure",
            title=figure.title,
            description=figure.sentence,
            crumbs=(("Trends", "/trends/"),),
            about=figure,
            context=context,
        )
        yield Page(
            path=f"{figure.path}embed/",
            template="embed",
            title=figure.title,
            description=figure.sentence,
            context=context,
        )
