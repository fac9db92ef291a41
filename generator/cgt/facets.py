"""Ways to divide the catalogue, each with a page for every value; what indexes are narrowed by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from .bearing import Bearing, Known, bearings, kinds_of, known_vectors, modality_traits
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
OF_APPROVALS = (
    "type",
    "disease",
    "holder",
    "year",
)  # and the modality, of which the type says more


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


@lru_cache(maxsize=2)
def facets(catalogue: CgtCatalogue) -> dict[str, Facet]:
    """Every facet by its name."""
    years = [Year(str(year), str(year), f"/years/{year}/") for year in catalogue.years[::-1]]
    terms = {name: catalogue.terms[name].values() for name in PAGES}
    records: dict[str, Iterable[Any]] = {**terms, "holder": catalogue.holders, "year": years}
    guidelines, approvals = defaultdict(list), defaultdict(list)  # by facet and value
    for guideline in catalogue.guidelines_in_time:
        for place in _values_of_guideline(catalogue, guideline):
            guidelines[place].append(guideline)
    for pair in catalogue.approvals[::-1]:
        for place in _values_of_approval(catalogue, pair):
            approvals[place].append(pair)
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


def _values_of_guideline(
    catalogue: CgtCatalogue, guideline: Guideline
) -> Iterator[tuple[str, str]]:
    yield "subject", guideline.subject
    yield "year", str(guideline.year)
    for modality in kinds_of(catalogue, guideline):
        yield "modality", modality


def _values_of_approval(catalogue: CgtCatalogue, pair: Pair) -> Iterator[tuple[str, str]]:
    product, approval = pair
    yield "type", product.type
    yield "disease", approval.disease
    yield "holder", product.holder_id
    if approval.approved.year:
        yield "year", str(approval.approved.year)
    for modality in kinds_of(catalogue, product):
        yield "modality", modality


def _reached_by(catalogue: CgtCatalogue, modality: str) -> list[Bearing]:
    """The guidelines that bear on a kind of therapy or may do so, and are on no narrower one."""
    rows = bearings(catalogue, modality_traits(catalogue, modality))
    return [one for one in rows if modality not in kinds_of(catalogue, one.guideline)]


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
    trial = {one.id for one in catalogue.guidelines if one.trial_implementation}
    other = {one.id for one in catalogue.guidelines if not one.trial_implementation}
    issued = {one.id for one in catalogue.guidelines if not one.status}
    documents = [Answer("issued", "", issued)]
    for term in catalogue.terms["status"].values():
        own = {one.id for one in catalogue.guidelines if one.status == term.id}
        documents.append(Answer(term.id, term.label, own))
    listed = {one.id for one in catalogue.core.guidelines}
    return _filters(
        catalogue,
        OF_GUIDELINES,
        lambda value: {one.id for one in value.guidelines},
        Filter("trial", [Answer("yes", "", trial), Answer("no", "", other)]),
        Filter("document", documents),
        _by_list(listed, {one.id for one in catalogue.guidelines} - listed),
    )


def _by_list(listed: set[str], others: set[str]) -> Filter:
    """Whether records are in the supplement; a product may be in it with one approval alone."""
    return Filter("list", [Answer("supplement", "", listed), Answer("beyond", "", others)])


def approval_filters(catalogue: CgtCatalogue, *, of_products: bool = False) -> list[Filter]:
    """By type, disease, holder, year and kind of approval.

    `of_products`, the same of products: each has what any of its approvals has.
    """

    def ids(pairs: Iterable[Pair]) -> set[str]:
        return {product.id if of_products else approval.id for product, approval in pairs}

    by_status = {
        status: ids(pair for pair in catalogue.approvals if pair[1].status == status)
        for status in STATUSES
    }
    status = Filter("status", [Answer(name, "", own) for name, own in by_status.items()])
    undated = ids(pair for pair in catalogue.approvals if pair[1].approved.year is None)
    listed = ids(catalogue.core.approvals)
    lists = _by_list(listed, ids(catalogue.approvals) - listed)
    filters = _filters(catalogue, OF_APPROVALS, lambda value: ids(value.approvals), status, lists)
    for one in filters:
        if one.name == "year" and undated:
            one.answers.append(Answer("unknown", "", undated))
    return filters


def _filters(
    catalogue: CgtCatalogue,
    names: Iterable[str],
    ids_of: Callable[[FacetValue], set[str]],
    *more: Filter,
) -> list[Filter]:
    """The filters by these facets and more, less answers and filters that divide nothing."""
    filters = [
        Filter(name, [Answer(v.id, v.label, ids_of(v)) for v in facets(catalogue)[name].values])
        for name in names
    ]
    useful = [
        (name, [one for one in answers if one.records]) for name, answers in (*filters, *more)
    ]
    return [Filter(name, answers) for name, answers in useful if len(answers) > 1]
