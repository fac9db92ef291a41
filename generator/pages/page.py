"""A page as a value, and what the functions that list pages share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..catalogues import Catalogue
from ..figures import Figure
from ..records import Guideline, Product, Record, Redirect

NAVIGATION = [
    ("Products", "/products/"),
    ("Approvals", "/approvals/"),
    ("Guidelines", "/guidelines/"),
    ("Trends", "/trends/"),
    ("Evidence", "/evidence/"),
    ("Data", "/data/"),
    ("Glossary", "/glossary/"),
    ("About", "/about/"),
]
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
MOST = 20  # rows of a list that would otherwise have one for every record, on every page
Figures = Mapping[str, Figure]
Crumbs = tuple[tuple[str, str], ...]
T = TypeVar("T")


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
    part: int = 1  # of a list that goes on, on other pages
    parts: int = 1
    context: dict[str, Any] = field(default_factory=dict)
    more: Callable[[], dict[str, Any]] = dict  # the rest of it, made only as the page is drawn

    @property
    def whole(self) -> str:
        """The address of the first of its parts."""
        return self.path.removesuffix(f"page/{self.part}/") if self.part > 1 else self.path

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


def kinds(catalogue: Catalogue, record: Guideline | Product) -> frozenset[str]:
    """The modalities of a record and the wider ones."""
    lines = [catalogue.modality_line(scope.modality) for scope in record.scopes]
    return frozenset(term.id for line in lines for term in line)


def bears_on(guideline: Guideline, kinds: frozenset[str]) -> bool:
    """Whether a guideline's modality is one of a product's kinds, or all products'."""
    return any(scope.modality in kinds or scope.modality == "general" for scope in guideline.scopes)


def around(items: Sequence[T], place: int) -> Sequence[T]:
    """The items, or the MOST of them that stand nearest to a place."""
    start = max(0, min(place - MOST // 2, len(items) - MOST))
    return items[start : start + MOST]


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
