"""Pages of guidelines."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from ..catalogues import Catalogue
from ..receipts import guideline_receipts
from ..records import Approval, Guideline, Product, Term
from .evidence import standing, year_of
from .facets import facets
from .filters import guideline_filters
from .page import Figures, Page, around, kinds, number, some

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
    kinds_of = {product.id: kinds(catalogue, product) for product in catalogue.products}
    of_subject = defaultdict(list)
    for guideline in catalogue.guidelines:
        of_subject[guideline.subject].append(guideline)

    place = {g.id: i for group in of_subject.values() for i, g in enumerate(group)}

    @cache
    def of_kind(modalities: frozenset[str]) -> dict[str, Product]:
        return {
            product.id: product
            for product in catalogue.products
            if "general" in modalities or modalities & kinds_of[product.id]
        }

    @cache
    def approvals_of(modalities: frozenset[str]) -> list[tuple[Product, Approval]]:
        products = of_kind(modalities)
        return [pair for pair in catalogue.approvals if pair[0].id in products]

    @cache
    def same_kind(modalities: frozenset[str], subject: str) -> list[Guideline]:
        found = [
            g
            for g in catalogue.guidelines
            if g.subject != subject and any(scope.modality in modalities for scope in g.scopes)
        ]
        return sorted(found, key=year_of)

    @cache
    def by_year(
        modalities: frozenset[str], subject: str
    ) -> list[tuple[int, list[Guideline], list[Approval]]]:
        return [
            (
                year,
                [g for g in of_subject[subject] if g.year == year],
                [
                    approval
                    for product in of_kind(modalities).values()
                    for approval in product.approvals
                    if approval.approved.year == year
                ],
            )
            for year in catalogue.years
        ]

    def context(guideline: Guideline) -> dict[str, Any]:
        siblings = of_subject[guideline.subject]
        modalities = frozenset(scope.modality for scope in guideline.scopes)
        same = same_kind(modalities, guideline.subject)
        approvals = approvals_of(modalities)
        at = bisect(approvals, guideline.year, key=lambda pair: pair[1].approved.year)
        return {
            "guideline": guideline,
            "subject": catalogue.terms["subject"][guideline.subject],
            "siblings": around(siblings, place[guideline.id]),
            "of_subject": len(siblings),
            "of_kind": len(approvals),
            "same_modality": around(same, bisect(same, guideline.year, key=year_of)),
            "approvals": [
                (product, approval, standing(guideline, approval.approved))
                for product, approval in around(approvals, at)
            ],
            "receipts": guideline_receipts(catalogue, guideline),
            "years": by_year(modalities, guideline.subject),
            "catalogue": catalogue,
        }

    for guideline in catalogue.guidelines:
        subject = catalogue.terms["subject"][guideline.subject]
        yield Page(
            path=guideline.path,
            template="guideline",
            title=guideline.title,
            description=guideline_sentence(guideline, subject),
            crumbs=(("Guidelines", "/guidelines/"), (subject.label, f"/subjects/{subject.id}/")),
            about=guideline,
            more=partial(context, guideline),
        )


def guideline_sentence(guideline: Guideline, subject: Term) -> str:
    """What the guideline is on, for which kind of therapy, and when it came."""
    kinds = " and ".join(scope.term.within for scope in guideline.scopes if scope.term)
    how = " for trial implementation" if guideline.trial_implementation else ""
    return f"Technical guideline on {subject.within} for {kinds}, issued in {guideline.year}{how}."
