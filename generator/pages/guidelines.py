"""Pages of guidelines."""

from collections.abc import Iterator

from ..catalogues import Catalogue
from ..receipts import guideline_receipts
from ..records import Guideline, Term
from .evidence import standing
from .facets import facets
from .filters import guideline_filters
from .page import Figures, Page, bears_on, number, some

GUIDELINE_FACETS = ("subject", "modality", "year")


def guidelines_page(catalogue: Catalogue, figures: Figures) -> Page:
    """All guidelines by subject."""
    years = [guideline.year for guideline in catalogue.guidelines]
    by_subject = [
        (term, [g for g in catalogue.guidelines if g.subject == term.id])
        for term in catalogue.terms["subject"].values()
    ]
    return Page(
        path="/guidelines/",
        template="guidelines",
        title="Technical guidelines",
        description=(
            f"{number(len(years)).capitalize()} technical guidelines "
            f"issued in {catalogue.edition.place} from {min(years)} to {max(years)}."
        ),
        context={
            "by_subject": by_subject,
            "facets": [facet for facet in facets(catalogue) if facet.name in GUIDELINE_FACETS],
            "filters": guideline_filters(catalogue),
            "figures": some(figures, "guidelines-per-year", "guideline-map"),
            "catalogue": catalogue,
        },
    )


def guideline_pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each guideline, among its siblings and the approvals of its kind."""
    for guideline in catalogue.guidelines:
        subject = catalogue.terms["subject"][guideline.subject]
        siblings = [g for g in catalogue.guidelines if g.subject == guideline.subject]
        modalities = {scope.modality for scope in guideline.scopes}
        products = [p for p in catalogue.products if bears_on(catalogue, guideline, p)]
        yield Page(
            path=guideline.path,
            template="guideline",
            title=guideline.title,
            description=guideline_sentence(guideline, subject),
            crumbs=(("Guidelines", "/guidelines/"), (subject.label, f"/subjects/{subject.id}/")),
            about=guideline,
            context={
                "guideline": guideline,
                "subject": subject,
                "siblings": siblings,
                "same_modality": [
                    g
                    for g in catalogue.guidelines
                    if g.subject != guideline.subject
                    and modalities & {scope.modality for scope in g.scopes}
                ],
                "approvals": [
                    (product, approval, standing(guideline, approval))
                    for product, approval in catalogue.approvals
                    if product in products
                ],
                "products": products,
                "receipts": guideline_receipts(catalogue, guideline),
                "years": [
                    (
                        year,
                        [g for g in siblings if g.year == year],
                        [a for p in products for a in p.approvals if a.approved.year == year],
                    )
                    for year in catalogue.years
                ],
                "catalogue": catalogue,
            },
        )


def guideline_sentence(guideline: Guideline, subject: Term) -> str:
    """What the guideline is on, for which kind of therapy, and when it came."""
    kinds = " and ".join(scope.term.within for scope in guideline.scopes if scope.term)
    how = " for trial implementation" if guideline.trial_implementation else ""
    return f"Technical guideline on {subject.within} for {kinds}, issued in {guideline.year}{how}."
