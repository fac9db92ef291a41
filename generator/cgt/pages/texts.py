"""Pages that are read as text: home, trends, sources, search, glossary, data, about."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable

from ...engine.addresses import API, collections
from ...engine.counts import PartialCount
from ...engine.dates import PartialDate
from ...engine.pages import Context
from ...engine.reading import ABOUT
from ..catalogue import CgtCatalogue
from ..facets import facets
from ..figures import all_figures
from ..figures.series import AWAITED, published_counts
from ..flat import flat_tables
from ..search import entries
from ..tables import Approval, GlossaryEntry, Guideline, Source, Term
from .evidence import latest_edition
from .records import MOST, by_term, counts, grouped

LATEST_GUIDELINES = 4  # that the home page shows
# GB 2312 has its common characters in the order of their sounds: those that begin a new letter.
SOUNDS = "ABCDEFGHJKLMNOPQRSTWXYZ"
FIRST_OF_SOUND = [one.encode("gb2312") for one in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
END_OF_SOUNDS = b"\xd8\xa1"


def home_page(catalogue: CgtCatalogue) -> Context:
    """What this is, to what day; the products, those approved last first; ways to browse."""
    by_last = sorted(
        catalogue.products, key=lambda one: max(map(approved_or_announced, one.approvals)),
        reverse=True,
    )  # fmt: skip
    return {
        "counts": counts(catalogue),
        "products": by_last[:MOST],
        "of_products": len(by_last),
        "guidelines": newest_first(catalogue.guidelines)[:LATEST_GUIDELINES],
        "facets": list(facets(catalogue).values()),
        "latest": latest_edition(catalogue),
    }


def approved_or_announced(approval: Approval) -> PartialDate:
    """The day of an approval; if it is not known, that of its announcement, as far as known."""
    announced = [one.date for one in approval.milestones if one.event == "announcement"]
    return (
        approval.approved if approval.approved.year else max(announced, default=approval.approved)
    )


def newest_first(guidelines: Iterable[Guideline]) -> list[Guideline]:
    """Latest year first; within it the latest known day, of any kind, before the unknown."""
    return sorted(
        guidelines, key=lambda one: (one.year, max(one.days.values(), default="")), reverse=True
    )


def trends_page(catalogue: CgtCatalogue) -> Context:
    """Every figure, and counts that others publish."""
    years = catalogue.core.years
    return {
        "years": (years[0], years[-1]) if years else (),
        "awaited": awaited_figures(catalogue),
        "counts": published_counts(catalogue),
    }


def awaited_figures(catalogue: CgtCatalogue) -> list[str]:
    """The ids of those figures of the source whose numbers are not here."""
    return [figure_id for figure_id in AWAITED if figure_id not in all_figures(catalogue)]


def awaited_page(catalogue: CgtCatalogue, figure_id: str) -> Context:
    """What is known of a figure that cannot be drawn yet, and what it takes to draw it."""
    settings, terms = catalogue.settings, catalogue.terms
    published = [catalogue.sources[one] for one in (settings.supplement, settings.article)]
    return {
        "figure_id": figure_id,
        "totals": [statement for source in published for statement in source.statements],
        "therapy_groups": list(terms["therapy-group"].values()),
        "conclusions": list(terms.get("conclusion", {}).values()),
    }


def sources_page(catalogue: CgtCatalogue) -> Context:
    """How sources are graded, and their kinds."""
    return {
        "counts": counts(catalogue),
        "kinds": sources_by_kind(catalogue),
        "confidence": list(catalogue.terms["confidence"].values()),
    }


def sources_by_kind(catalogue: CgtCatalogue) -> list[tuple[Term, list[Source]]]:
    """The kinds of source that there are any of, with these."""
    return by_term(catalogue, "source-kind", catalogue.sources.values(), "kind")


def source_kind_page(catalogue: CgtCatalogue, kind: tuple[Term, list[Source]]) -> Context:
    """The sources of one kind with what is known of each."""
    return {"kind": kind[0], "sources": kind[1], "missing": catalogue.terms["missing"]}


def search_page(catalogue: CgtCatalogue) -> Context:
    """The search, and without script everything from A to Z."""
    by_sound, place = catalogue.language.is_han, catalogue.language.place
    letters = grouped(entries(catalogue), lambda entry: first_letter(entry.title, by_sound))
    return {
        "letters": [
            (one, sorted(letters[one], key=lambda entry: (place(entry.title), entry.path)))
            for one in sorted(letters)
        ],
        "count": sum(map(len, letters.values())),
    }


def first_letter(title: str, by_sound: bool = False) -> str:
    """The heading of a list from A to Z under which a title is, a Chinese one perhaps by sound."""
    first = next((c for c in title.upper() if c.isalnum()), "#")
    if "\u3400" <= first <= "\u9fff":
        code = first.encode("gb2312", "ignore")
        common = by_sound and FIRST_OF_SOUND[0] <= code < END_OF_SOUNDS
        return SOUNDS[bisect(FIRST_OF_SOUND, code) - 1] if common else "汉字"
    return first if first.isascii() and first.isalpha() else "0–9"


def glossary_letters(catalogue: CgtCatalogue) -> dict[str, list[GlossaryEntry]]:
    """The entries of the glossary by their letters, in order."""
    return grouped(sorted(catalogue.glossary, key=lambda one: one.id), lambda one: one.id[0])


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
            (name, table.description, len(catalogue.rows[name]))
            for name, table in catalogue.schema.tables.items()
        ],
        "flats": flat_tables(catalogue),
        "api": API,
        "collections": collections(catalogue.schema),
        "all_figures": all_figures(catalogue).values(),
        "example": (catalogue.core.products or catalogue.products)[0],
        "editions": catalogue.editions[::-1],
    }


def about_page(catalogue: CgtCatalogue) -> Context:
    """Scope, method, gaps, limits, corrections, licence."""
    properties = [
        {one.property for one in guideline.statements} for guideline in catalogue.core.guidelines
    ]
    statements, supplement = catalogue.records["statements"], catalogue.settings.supplement
    confidence = Counter(one.confidence for one in statements)
    terms = catalogue.terms
    return {
        "counts": counts(catalogue),
        "dated": PartialCount(sum("issued" in own for own in properties), len(properties)),
        "titled": PartialCount(sum("title-zh" in own for own in properties), len(properties)),
        "by_confidence": [(term, confidence[term.id]) for term in terms["confidence"].values()],
        "missing": list(terms["missing"].values()),
        "about": catalogue.notes.get(ABOUT, ""),
        "own_statements": sum(one.source_id == supplement for one in statements),
    }
