"""Pages that are read as text: home, sources, glossary, about, not found."""

from typing import Any

from ..catalogues import Catalogue
from .facets import facets
from .page import Figures, Page, counts, newest_first, some


def home_page(catalogue: Catalogue, figures: Figures) -> Page:
    approvals = catalogue.approvals[::-1]
    return Page(
        path="/",
        template="home",
        title=catalogue.edition.title,
        description=catalogue.edition.description,
        context={
            "counts": counts(catalogue),
            "approvals": approvals[:4],
            "guidelines": newest_first(catalogue.guidelines)[:5],
            "facets": facets(catalogue),
            "figures": some(figures, "cumulative"),
            "catalogue": catalogue,
        },
    )


def sources_page(catalogue: Catalogue) -> Page:
    by_kind = [
        (kind, [s for s in catalogue.sources.values() if s.kind == kind.id])
        for kind in catalogue.terms["source-kind"].values()
    ]
    return Page(
        path="/sources/",
        template="sources",
        title="Sources",
        description=(
            f"{len(catalogue.sources)} sources: the supplement behind the core tables, and those "
            f"of {len(catalogue.statements)} statements that the supplement does not make."
        ),
        context={
            "by_kind": [(kind, sources) for kind, sources in by_kind if sources],
            "terms": catalogue.terms,
            "confidence": list(catalogue.terms["confidence"].values()),
        },
    )


def glossary_page(catalogue: Catalogue) -> Page:
    letters: dict[str, list[Any]] = {}
    for entry in catalogue.glossary:
        first = next((c for c in entry.term.upper() if c.isalnum()), "#")
        letters.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    letters = dict(sorted(letters.items()))
    return Page(
        path="/glossary/",
        template="glossary",
        title="Glossary",
        description=(
            f"{len(catalogue.glossary)} terms and abbreviations of the field, in plain words."
        ),
        context={
            "letters": letters,
            "terms": {entry.id: entry.term for entry in catalogue.glossary},
        },
    )


def about_page(catalogue: Catalogue) -> Page:
    dated = [g for g in catalogue.guidelines if any(s.property == "issued" for s in g.statements)]
    titled = [
        g for g in catalogue.guidelines if any(s.property == "title-zh" for s in g.statements)
    ]
    by_confidence = [
        (term, sum(s.confidence == term.id for s in catalogue.statements))
        for term in catalogue.terms["confidence"].values()
    ]
    return Page(
        path="/about/",
        template="about",
        title="About this catalogue",
        description="What is counted, who compiled it from where, what is missing and why.",
        context={
            "counts": counts(catalogue),
            "dated": len(dated),
            "titled": len(titled),
            "by_confidence": by_confidence,
            "missing": list(catalogue.terms["missing"].values()),
            "supplement": catalogue.sources[catalogue.edition.supplement],
        },
    )


def not_found_page(catalogue: Catalogue) -> Page:
    return Page(
        path="/404.html",
        template="not_found",
        title="No page at this address",
        description="The address leads nowhere in this catalogue.",
        context={"products": catalogue.products},
    )
