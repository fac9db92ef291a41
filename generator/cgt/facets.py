"""Ways to divide the catalogue, each with a page for every value; what indexes are narrowed by."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ..engine.catalogues import per_catalogue
from .bearing import Bearing, Known, bearings, known_vectors, modalities_of, modality_traits
from .catalogue import CgtCatalogue, Pair
from .tables import Guideline
from .tables.approvals import STATUSES
from .tables.sources import PAGES

FACETS = {  # the address of the index of each, by its name
    **{name: f"/{folder}/" for name, folder in PAGES.items()},
    "holder": "/holders/",
    "year": "/years/",
}
OF_GUIDELINES = ("subject", "modality", "year")
OF_APPROVALS = ("type", "disease", "holder", "year")  # and the modality; the type says more


class Year(NamedTuple):
    """A year in which a guideline was issued or a product approved."""

    id: str
    title: str
    path: str


class FacetValue(NamedTuple):
    """One value of a facet with the records that have it."""

    record: Any  # a term, a holder or a year
    id: str
    path: str
    label: str
    guidelines: list[Guideline]
    approvals: list[Pair]  # newest first
    reached_by: list[Bearing]  # guidelines that are not on it, and bear on it or may do so
    known: Known | None  # how far it is known which products have it, if it is a vector


class Facet(NamedTuple):
    """One way to divide the catalogue."""

    name: str
    path: str
    values: list[FacetValue]


@per_catalogue
def facets(catalogue: CgtCatalogue) -> dict[str, Facet]:
    """Every facet by its name."""
    years = [Year(str(year), str(year), f"/years/{year}/") for year in catalogue.years[::-1]]
    terms = {name: catalogue.terms[name].values() for name in PAGES}
    records: dict[str, Iterable[Any]] = {**terms, "holder": catalogue.holders, "year": years}
    guidelines, approvals = defaultdict(list), defaultdict(list)  # by facet and value
    for guideline in catalogue.guidelines_in_time:
        kinds = [("modality", kind) for kind in modalities_of(catalogue, guideline)]
        for place in [("subject", guideline.subject), ("year", str(guideline.year)), *kinds]:
            guidelines[place].append(guideline)
    for product, approval in catalogue.approvals[::-1]:
        own = [("type", product.type), ("disease", approval.disease), ("holder", product.holder_id)]
        kinds = [("modality", kind) for kind in modalities_of(catalogue, product)]
        for place in [*own, ("year", str(approval.approved.year)), *kinds]:
            approvals[place].append((product, approval))
    return {
        name: Facet(
            name=name,
            path=path,
            values=[
                FacetValue(
                    record=record,
                    id=record.id,
                    path=record.path,
                    label=record.leading if name == "disease" else record.title,
                    guidelines=guidelines[name, record.id],
                    approvals=approvals[name, record.id],
                    reached_by=_reached_by(catalogue, record.id) if name == "modality" else [],
                    known=known_vectors(catalogue, record.id) if name == "modality" else None,
                )
                for record in records[name]
            ],
        )
        for name, path in FACETS.items()
    }


def facet_records(catalogue: CgtCatalogue) -> list[Any]:
    """The terms, holders and years that have pages, facet by facet."""
    return [value.record for facet in facets(catalogue).values() for value in facet.values]


def _reached_by(catalogue: CgtCatalogue, modality: str) -> list[Bearing]:
    """The guidelines that bear on a kind of therapy or may do so, and are on no narrower one."""
    rows = bearings(catalogue, modality_traits(catalogue, modality))
    return [one for one in rows if modality not in modalities_of(catalogue, one.guideline)]


class Answer(NamedTuple):
    """What a reader may choose in a filter, and the ids of the records that are left."""

    id: str
    label: str  # '' where its words are in the template
    records: set[str]


class Filter(NamedTuple):
    """A question about the rows of an index."""

    name: str  # in the address
    answers: list[Answer]

    def of(self, record_id: str) -> str:
        """The ids of all answers that fit a record, with blanks between."""
        return " ".join(answer.id for answer in self.answers if record_id in answer.records)


def guideline_filters(catalogue: CgtCatalogue) -> list[Filter]:
    """By subject, kind of therapy, year, and whether it is for trial implementation."""

    def ids(guidelines: Iterable[Guideline]) -> set[str]:
        return {one.id for one in guidelines}

    everything, listed = ids(catalogue.guidelines), ids(catalogue.core.guidelines)
    trial = ids(one for one in catalogue.guidelines if one.trial_implementation)
    documents = _answers(issued=ids(one for one in catalogue.guidelines if not one.status))
    for term in catalogue.terms["status"].values():
        own = {one.id for one in catalogue.guidelines if one.status == term.id}
        documents.append(Answer(term.id, term.label, own))
    return _filters(
        catalogue,
        OF_GUIDELINES,
        lambda value: ids(value.guidelines),
        trial=_answers(yes=trial, no=everything - trial),
        document=documents,
        list=_answers(supplement=listed, beyond=everything - listed),
    )


def approval_filters(catalogue: CgtCatalogue, *, of_products: bool = False) -> list[Filter]:
    """By type, disease, holder, year and kind of approval.

    `of_products`, the same of products: each has what any of its approvals has, but it is in the
    supplement, and not beyond it, if one of them is.
    """

    def ids(pairs: Iterable[Pair]) -> set[str]:
        return {product.id if of_products else approval.id for product, approval in pairs}

    pairs, listed = catalogue.approvals, ids(catalogue.core.approvals)
    by_status = {name: ids(pair for pair in pairs if pair[1].status == name) for name in STATUSES}
    filters = _filters(
        catalogue,
        OF_APPROVALS,
        lambda value: ids(value.approvals),
        status=_answers(**by_status),
        list=_answers(supplement=listed, beyond=ids(pairs) - listed),
    )
    undated = ids(pair for pair in pairs if pair[1].approved.year is None)
    for one in filters:
        if one.name == "year" and undated:
            one.answers.append(Answer("unknown", "", undated))
    return filters


def _answers(**records: set[str]) -> list[Answer]:
    """Answers whose words are in the template, each with the ids of its records."""
    return [Answer(name, "", own) for name, own in records.items()]


def _filters(
    catalogue: CgtCatalogue,
    names: Iterable[str],
    ids_of: Callable[[FacetValue], set[str]],
    **more: list[Answer],
) -> list[Filter]:
    """The filters by these facets and more, less answers and filters that divide nothing."""
    filters = {
        name: [Answer(v.id, v.label, ids_of(v)) for v in facets(catalogue)[name].values]
        for name in names
    } | more
    useful = {name: [one for one in own if one.records] for name, own in filters.items()}
    return [Filter(name, answers) for name, answers in useful.items() if len(answers) > 1]
