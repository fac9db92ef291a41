"""Pages that are read as text: home, sources, search, glossary, data, about, not found."""

from collections import Counter

from ...engine.addresses import API, collections
from ...engine.pages import Context
from ..catalogue import CgtCatalogue
from ..facets import facets
from ..figures import all_figures
from ..search import Entry, entries
from ..tables import GlossaryEntry, Source, Term
from .changes import latest_edition
from .records import counts, newest_first, select_figures

LATEST_APPROVALS, LATEST_GUIDELINES = 4, 5  # that the home page shows


def home_page(catalogue: CgtCatalogue) -> Context:
    """What this is, the numbers, the latest, and ways to browse."""
    return {
        "counts": counts(catalogue),
        "approvals": catalogue.approvals[::-1][:LATEST_APPROVALS],
        "guidelines": newest_first(catalogue.guidelines)[:LATEST_GUIDELINES],
        "facets": list(facets(catalogue).values()),
        "latest": latest_edition(catalogue),
        "figures": select_figures(catalogue, "cumulative"),
    }


def sources_page(catalogue: CgtCatalogue) -> Context:
    """How sources are graded, and their kinds."""
    by_kind = sources_by_kind(catalogue)
    return {
        "counts": counts(catalogue),
        "kinds": [(kind, len(by_kind[kind.id])) for kind in source_kinds(catalogue)],
        "confidence": list(catalogue.terms["confidence"].values()),
    }


def sources_by_kind(catalogue: CgtCatalogue) -> dict[str, list[Source]]:
    """The sources of each kind that there are any of, by its id."""
    by_kind: dict[str, list[Source]] = {}
    for source in catalogue.sources.values():
        by_kind.setdefault(source.kind, []).append(source)
    return by_kind


def source_kinds(catalogue: CgtCatalogue) -> list[Term]:
    """The kinds of source that there are any of, in order."""
    by_kind = sources_by_kind(catalogue)
    return [kind for kind in catalogue.terms["source-kind"].values() if kind.id in by_kind]


def source_kind_page(catalogue: CgtCatalogue, kind: Term) -> Context:
    """The sources of one kind with what is known of each."""
    return {
        "kind": kind,
        "sources": sources_by_kind(catalogue)[kind.id],
        "missing": catalogue.terms["missing"],
    }


def search_page(catalogue: CgtCatalogue) -> Context:
    """The search, and without script everything from A to Z."""
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries(catalogue), key=lambda one: (one.title.casefold(), one.path)):
        letters.setdefault(first_letter(entry.title), []).append(entry)
    return {"letters": sorted(letters.items()), "count": sum(map(len, letters.values()))}


def first_letter(title: str) -> str:
    """The heading of a list from A to Z under which a title is listed."""
    first = next((c for c in title.upper() if c.isalnum()), "#")
    if "\u3400" <= first <= "\u9fff":
        return "汉字"
    return first if first.isascii() and first.isalpha() else "0–9"


def glossary_letters(catalogue: CgtCatalogue) -> dict[str, list[GlossaryEntry]]:
    """The entries of the glossary by their letters, in order."""
    letters: dict[str, list[GlossaryEntry]] = {}
    for entry in sorted(catalogue.glossary, key=lambda entry: entry.id):
        letters.setdefault(entry.id[0], []).append(entry)
    return letters


def glossary_page(catalogue: CgtCatalogue) -> Context:
    """Every term with what it is short for."""
    return {"letters": glossary_letters(catalogue), "count": len(catalogue.glossary)}


def glossary_letter_page(catalogue: CgtCatalogue, letter: str) -> Context:
    """The terms of one letter with their meanings."""
    letters = glossary_letters(catalogue)
    return {
        "letter": letter,
        "letters": letters,
        "entries": letters[letter],
        "terms": {entry.id: entry.term for entry in catalogue.glossary},
    }


def data_page(catalogue: CgtCatalogue) -> Context:
    """Files to download, addresses and lines to copy."""
    return {
        "tables": [
            (name, table.description.removeprefix("A row "), len(catalogue.rows[name]))
            for name, table in catalogue.schema.tables.items()
        ],
        "api": API,
        "collections": collections(catalogue.schema),
        "figures": list(all_figures(catalogue).values()),
        "example": catalogue.products[0],
        "editions": catalogue.editions[::-1],
    }


def about_page(catalogue: CgtCatalogue) -> Context:
    """Scope, method, gaps, limits, corrections, licence."""
    properties = Counter(
        name
        for guideline in catalogue.guidelines
        for name in {one.property for one in guideline.statements}
    )
    confidence = Counter(one.confidence for one in catalogue.records["statements"])
    return {
        "counts": counts(catalogue),
        "dated": properties["issued"],
        "titled": properties["title-zh"],
        "by_confidence": [
            (term, confidence[term.id]) for term in catalogue.terms["confidence"].values()
        ],
        "missing": list(catalogue.terms["missing"].values()),
        "supplement": catalogue.sources[catalogue.settings.supplement],
    }


def not_found_page(catalogue: CgtCatalogue) -> Context:
    """What a wrong address shows."""
    return {"products": catalogue.products}
