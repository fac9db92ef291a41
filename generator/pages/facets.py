"""Ways to divide the catalogue, each with a page for every value."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..catalogues import Catalogue
from ..receipts import holder_receipts
from ..records import Approval, Guideline, Product, Term
from .page import Figures, Page, T, around, bears_on, kinds, number, some


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to divide the catalogue: its name, its address, and a page for each value."""

    name: str
    path: str
    title: str
    sentence: str
    values: list["FacetValue"]

    @property
    def has_guidelines(self) -> bool:
        """Whether guidelines are divided this way."""
        return any(value.guidelines for value in self.values)

    @property
    def has_approvals(self) -> bool:
        """Whether approvals are divided this way."""
        return any(value.approvals for value in self.values)


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet with the records that have it."""

    id: str
    label: str
    meaning: str
    guidelines: list[Guideline] = field(default_factory=list)
    wider: list[Guideline] = field(default_factory=list)  # of wider kinds, which reach it too
    approvals: list[tuple[Product, Approval]] = field(default_factory=list)
    record: Any = None  # the holder or term, where something is said about it


FACET_FIGURES = {
    "subject": ("guidelines-per-year",),
    "modality": ("guideline-map",),
    "disease": ("response-rates",),
    "type": ("approvals-in-time",),
    "year": ("cumulative",),
}


def facets(catalogue: Catalogue) -> list[Facet]:
    """Subjects, modalities, types, diseases, holders and years, each with its records."""
    terms, pairs = catalogue.terms, catalogue.approvals[::-1]

    def grouped(
        records: Iterable[T], values: Callable[[T], Iterable[object]]
    ) -> dict[str, list[T]]:
        """Records by each value that they have."""
        found = defaultdict(list)
        for record in records:
            for value in values(record):
                found[str(value)].append(record)
        return found

    by_subject = grouped(catalogue.guidelines, lambda g: [g.subject])
    of_kind = grouped(catalogue.guidelines, lambda g: kinds(catalogue, g))
    by_year = grouped(catalogue.guidelines, lambda g: [g.year])
    products_of_kind = {p.id: kinds(catalogue, p) for p in catalogue.products}
    approved_of_kind = grouped(pairs, lambda pair: products_of_kind[pair[0].id])
    approved_of_type = grouped(pairs, lambda pair: [pair[0].type])
    approved_for = grouped(pairs, lambda pair: [pair[1].disease])
    approved_of = grouped(pairs, lambda pair: [pair[0].holder_id])
    approved_in = grouped(pairs, lambda pair: [pair[1].approved.year])

    def wider(term: Term) -> list[Guideline]:
        line = frozenset(one.id for one in catalogue.modality_line(term.id))
        here = {guideline.id for guideline in of_kind[term.id]}
        return [g for g in catalogue.guidelines if bears_on(g, line) and g.id not in here]

    return [
        Facet(
            name="subject",
            path="/subjects/",
            title="Guidelines by subject",
            sentence="The part of a product's development that a guideline speaks about.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    guidelines=by_subject[term.id],
                )
                for term in terms["subject"].values()
            ],
        ),
        Facet(
            name="modality",
            path="/modalities/",
            title="By kind of therapy",
            sentence="Assigned by the catalogue, from the words of the title or type; not a "
            "statement of the source. A wider kind lists what stands under it too.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    guidelines=of_kind[term.id],
                    wider=wider(term),
                    approvals=approved_of_kind[term.id],
                    record=term,
                )
                for term in terms["modality"].values()
            ],
        ),
        Facet(
            name="type",
            path="/types/",
            title="Products by type",
            sentence="The type of product as the source prints it.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    approvals=approved_of_type[term.id],
                )
                for term in terms["type"].values()
            ],
        ),
        Facet(
            name="disease",
            path="/diseases/",
            title="By disease",
            sentence="Assigned by the catalogue, in words that stand in the indication.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.leading,
                    meaning=term.meaning,
                    approvals=approved_for[term.id],
                )
                for term in terms["disease"].values()
            ],
        ),
        Facet(
            name="holder",
            path="/holders/",
            title="Marketing authorization holders",
            sentence="Companies that hold the authorization, named as the source prints them.",
            values=[
                FacetValue(
                    id=holder.id,
                    label=holder.name,
                    meaning="Marketing authorization holder, named as printed in the source.",
                    approvals=approved_of[holder.id],
                    record=holder,
                )
                for holder in catalogue.holders
            ],
        ),
        Facet(
            name="year",
            path="/years/",
            title="Year by year",
            sentence="What was issued and what was approved in each year of the record.",
            values=[
                FacetValue(
                    id=str(year),
                    label=str(year),
                    meaning=""
                    if year < catalogue.edition.as_of.year
                    else "The year is not complete: the data end with the cut-off.",
                    guidelines=by_year[str(year)],
                    approvals=approved_in[str(year)],
                )
                for year in catalogue.years[::-1]
            ],
        ),
    ]


def facet_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    """An index for each facet, and a page for each of its values."""
    of_type = Counter(product.type for product in catalogue.products)
    compared = {type for type, count in of_type.items() if count > 1}
    for facet in facets(catalogue):
        yield Page(
            path=facet.path,
            template="facets",
            title=facet.title,
            description=facet.sentence,
            context={
                "facet": facet,
                "values": facet.values,
                "figures": some(figures, *FACET_FIGURES.get(facet.name, ())),
                "catalogue": catalogue,
            },
        )
        for i, value in enumerate(facet.values):
            yield Page(
                path=f"{facet.path}{value.id}/",
                template="facet",
                title=value.label,
                description=facet_sentence(value),
                crumbs=((facet.title, facet.path),),
                about=value.record,
                context={
                    "facet": facet,
                    "value": value,
                    "approvals": value.approvals,
                    "guidelines": value.guidelines,
                    "wider": value.wider,
                    "others": around(facet.values, i),
                    "compared": compared,
                    "receipts": holder_receipts(catalogue, value.record)
                    if facet.name == "holder"
                    else [],
                    "figures": some(figures, "guidelines-per-year")
                    if facet.name == "subject"
                    else [],
                    "catalogue": catalogue,
                },
            )


def facet_sentence(value: FacetValue) -> str:
    """How many approvals, products and guidelines have that value."""
    parts = []
    if value.approvals:
        products = len({product.id for product, _ in value.approvals})
        parts.append(
            f"{number(len(value.approvals))} approval{'s' * (len(value.approvals) != 1)} of "
            f"{number(products)} product{'s' * (products != 1)}"
        )
    if value.guidelines:
        count = len(value.guidelines)
        parts.append(f"{number(count)} guideline{'s' * (count != 1)}")
    sentence = " and ".join(parts) or "nothing in this edition"
    return sentence[0].upper() + sentence[1:] + "."
