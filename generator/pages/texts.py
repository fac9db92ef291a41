"""Pages that are read as text: home, sources, glossary, about, not found."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..catalogues import Catalogue
from ..records import GlossaryEntry
from ..searches import entries
from .facets import facets
from .page import Figures, Page, counts, newest_first, some


def home_page(catalogue: Catalogue, figures: Figures) -> Page:
    """What this is, the numbers, the latest, and the ways in."""
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
            "latest": catalogue.editions[-1] if catalogue.editions else None,
            "figures": some(figures, "cumulative"),
            "catalogue": catalogue,
        },
    )


def sources_pages(catalogue: Catalogue) -> Iterator[Page]:
    """How sources are graded, and a page for each kind of source."""
    by_kind = [
        (kind, [s for s in catalogue.sources.values() if s.kind == kind.id])
        for kind in catalogue.terms["source-kind"].values()
    ]
    by_kind = [(kind, found) for kind, found in by_kind if found]
    yield Page(
        path="/sources/",
        template="sources",
        title="Sources",
        description=(
            f"{len(catalogue.sources)} sources: the supplement behind the core tables, and those "
            f"of {len(catalogue.statements)} statements that stand beside them."
        ),
        context={
            "by_kind": by_kind,
            "confidence": list(catalogue.terms["confidence"].values()),
        },
    )
    for kind, found in by_kind:
        yield Page(
            path=f"/sources/{kind.id}/",
            template="sources_of_kind",
            title=f"Sources: {kind.within}",
            description=kind.meaning,
            crumbs=(("Sources", "/sources/"),),
            context={"sources": found, "terms": catalogue.terms},
        )


def search_page(catalogue: Catalogue) -> Page:
    """The search, and without JavaScript everything from A to Z."""
    found = sorted(entries(catalogue), key=lambda entry: (entry.title.casefold(), entry.path))
    return Page(
        path="/search/",
        template="search",
        title="Search",
        description=f"{len(found)} entries: products, guidelines, holders, topics and terms, and "
        "what readers look for here in vain.",
        context={"letters": list(by_letter(found, "title").items())},
    )


def by_letter(found: Iterable[Any], name: str) -> dict[str, list[Any]]:
    """Things by the first letter of that name; what begins with a figure stands first."""
    letters: dict[str, list[Any]] = {}
    for one in found:
        first = next((c for c in getattr(one, name).upper() if c.isalnum()), "#")
        letter = first if first.isascii() and first.isalpha() else "0–9"
        letters.setdefault(letter if not "\u3400" <= first <= "\u9fff" else "汉字", []).append(one)
    return dict(sorted(letters.items()))


def glossary_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every term with what it stands for, and a page of meanings for each letter."""
    letters: dict[str, list[GlossaryEntry]] = {}
    for entry in sorted(catalogue.glossary, key=lambda entry: entry.id):
        letters.setdefault(entry.id[0], []).append(entry)
    title = "Glossary"
    yield Page(
        path="/glossary/",
        template="glossary",
        title=title,
        description=(
            f"{len(catalogue.glossary)} terms and abbreviations of the field, in plain words."
        ),
        context={"letters": letters},
    )
    for letter, found in letters.items():
        terms = ", ".join(entry.term for entry in found)
        yield Page(
            path=f"/glossary/{letter}/",
            template="glossary_letter",
            title=f"{title}: {letter.upper()}",
            description=f"{terms}.",
            crumbs=((title, "/glossary/"),),
            context={
                "letter": letter,
                "letters": letters,
                "entries": found,
                "terms": {entry.id: entry.term for entry in catalogue.glossary},
            },
        )


def about_page(catalogue: Catalogue) -> Page:
    """Scope, method, gaps, limits, corrections, licence."""
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
    """What a wrong address shows."""
    return Page(
        path="/404.html",
        template="not_found",
        title="No page at this address",
        description="The address leads nowhere in this catalogue.",
        context={"products": catalogue.products},
    )
