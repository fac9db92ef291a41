"""A page as a value, and what the functions that list pages share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..catalogues import Catalogue
from ..figures import Figure
from ..records import Guideline, Product, Record, Redirect

NAVIGATION = [
    ("Products", "/products/"),
    ("Approvals", "/approvals/"),
    ("Guidelines", "/guidelines/"),
    ("Trends", "/trends/"),
    ("Evidence", "/evidence/"),
    ("Glossary", "/glossary/"),
    ("About", "/about/"),
]
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
Figures = Mapping[str, Figure]
Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as a value: where it is, which template draws it, and what that template gets."""

    path: str  # /products/x/, or /404.html
    template: str  # pages/TEMPLATE.html
    title: str
    description: str
    crumbs: Crumbs = ()
    about: Record | Figure | None = None  # what the page is the page of
    gone: tuple[Redirect, ...] = ()  # what stood on it once
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Its file within the site."""
        return self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")


def counts(catalogue: Catalogue) -> dict[str, int]:
    """How many there are of what the site counts; every number on a page comes from here."""
    conditional = sum(approval.conditional for _, approval in catalogue.approvals)
    return {
        "products": len(catalogue.products),
        "approvals": len(catalogue.approvals),
        "conditional": conditional,
        "regular": len(catalogue.approvals) - conditional,
        "guidelines": len(catalogue.guidelines),
        "trial_implementation": sum(g.trial_implementation for g in catalogue.guidelines),
        "statements": len(catalogue.statements),
        "remarks": len(catalogue.remarks),
        "sources": len(catalogue.sources),
    }


def some(figures: Figures, *ids: str) -> list[Figure]:
    """Those of the figures that there are."""
    return [figures[id] for id in ids if id in figures]


def bears_on(catalogue: Catalogue, guideline: Guideline, product: Product) -> bool:
    """Whether a guideline's modality is one of the product's, a wider one, or all products'."""
    lines = [catalogue.modality_line(scope.modality) for scope in product.scopes]
    wider = {term.id for line in lines for term in line} | {"general"}
    return any(scope.modality in wider for scope in guideline.scopes)


def newest_first(guidelines: Iterable[Guideline]) -> list[Guideline]:
    """Latest year first; within it the latest known day, of any kind, before the unknown."""

    def when(guideline: Guideline) -> tuple[int, str]:
        days = [
            s.value for s in guideline.statements if s.property in ("issued", "posted", "in-force")
        ]
        return guideline.year, max(days, default="")

    return sorted(guidelines, key=when, reverse=True)


def number(count: int) -> str:
    """A small number in words, a larger one in figures."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"
