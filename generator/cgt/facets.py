"""Ways to divide the catalogue, each with a page for every value; what indexes are narrowed by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from .bearing import Bearing, Known, bearings, kinds_of, known_vectors, modality_traits
from .catalogue import CgtCatalogue, Pair
from .tables import Guideline


class Year(NamedTuple):
    """A year in which a guideline was issued or a product approved."""

    id: str
    title: str
    path: str


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet with the records that have it."""

    record: Any  # a term, a holder or a year
    label: str
    guidelines: list[Guideline]
    approvals: list[Pair]  # newest first
    reached_by: list[Bearing]  # guidelines that are not on it, and bear on it or may do so
    known: Known | None  # how far it is known which products have it, if it is a vector

    @property
    def id(self) -> str:
        """Its name within the facet."""
        return str(self.record.id)

    @property
    def path(self) -> str:
        """Its page."""
        return str(self.record.path)


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to divide the catalogue."""

    name: str
    path: str
    values: list[FacetValue]

    @property
    def has_guidelines(self) -> bool:
        """Whether guidelines are divided this way."""
        return any(value.guidelines for value in self.values)

    @property
    def has_approvals(self) -> bool:
        """Whether approvals are divided this way."""
        return any(value.approvals for value in self.values)


class Division(NamedTuple):
    """How a facet divides: its values, and the ids of those that a record has."""

    path: str
    values: Callable[[CgtCatalogue], Iterable[Any]]
    of_guideline: Callable[[CgtCatalogue, Guideline], Iterable[str]] = lambda *_: ()
    of_approval: Callable[[CgtCatalogue, Pair], Iterable[str]] = lambda *_: ()


def _terms(name: str) -> Callable[[CgtCatalogue], Iterable[Any]]:
    return lambda catalogue: catalogue.terms[name].values()


def _years(catalogue: CgtCatalogue) -> list[Year]:
    return [Year(str(year), str(year), f"/years/{year}/") for year in catalogue.years[::-1]]


DIVISIONS = {  # by the name of the facet
    "subject": Division(
        "/subjects/", _terms("subject"), of_guideline=lambda _, guideline: [guideline.subject]
    ),
    "modality": Division(
        "/modalities/",
        _terms("modality"),
        of_guideline=kinds_of,
        of_approval=lambda catalogue, pair: kinds_of(catalogue, pair[0]),
    ),
    "type": Division("/types/", _terms("type"), of_approval=lambda _, pair: [pair[0].type]),
    "disease": Division(
        "/diseases/", _terms("disease"), of_approval=lambda _, pair: [pair[1].disease]
    ),
    "holder": Division(
        "/holders/",
        lambda catalogue: catalogue.holders,
        of_approval=lambda _, pair: [pair[0].holder_id],
    ),
    "year": Division(
        "/years/",
        _years,
        of_guideline=lambda _, guideline: [str(guideline.year)],
        of_approval=lambda _, pair: [str(pair[1].approved.year)],
    ),
}


@lru_cache(maxsize=2)
def facets(catalogue: CgtCatalogue) -> dict[str, Facet]:
    """Every facet by its name."""
    return {name: _facet(catalogue, name, division) for name, division in DIVISIONS.items()}


def facet_records(catalogue: CgtCatalogue) -> list[Any]:
    """The terms, holders and years that have pages, facet by facet."""
    return [value.record for facet in facets(catalogue).values() for value in facet.values]


def _facet(catalogue: CgtCatalogue, name: str, division: Division) -> Facet:
    guidelines, approvals = defaultdict(list), defaultdict(list)
    for guideline in catalogue.guidelines:
        for value_id in division.of_guideline(catalogue, guideline):
            guidelines[value_id].append(guideline)
    for pair in catalogue.approvals[::-1]:
        for value_id in division.of_approval(catalogue, pair):
            approvals[value_id].append(pair)
    return Facet(
        name=name,
        path=division.path,
        values=[
            FacetValue(
                record=record,
                label=record.leading if name == "disease" else record.title,
                guidelines=guidelines[record.id],
                approvals=approvals[record.id],
                reached_by=_reached_by(catalogue, record.id) if name == "modality" else [],
                known=known_vectors(catalogue, record.id) if name == "modality" else None,
            )
            for record in division.values(catalogue)
        ],
    )


def _reached_by(catalogue: CgtCatalogue, modality: str) -> list[Bearing]:
    """The guidelines that bear on a kind of therapy or may do so, and are on no narrower one."""
    order = {guideline.id: i for i, guideline in enumerate(catalogue.guidelines)}
    rows = bearings(catalogue, modality_traits(catalogue, modality))
    wider = [one for one in rows if modality not in kinds_of(catalogue, one.guideline)]
    return sorted(wider, key=lambda one: order[one.guideline.id])


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
    answers = {
        facet.name: [Answer(v.id, v.label, {g.id for g in v.guidelines}) for v in facet.values]
        for facet in facets(catalogue).values()
    }
    trial = {g.id for g in catalogue.guidelines if g.trial_implementation}
    other = {g.id for g in catalogue.guidelines} - trial
    return useful_filters({**answers, "trial": [Answer("yes", "", trial), Answer("no", "", other)]})


def approval_filters(catalogue: CgtCatalogue) -> list[Filter]:
    """By type, disease, holder, year and kind of approval."""
    return _approval_filters(catalogue, lambda pair: pair[1].id)


def product_filters(catalogue: CgtCatalogue) -> list[Filter]:
    """The same: a product has what any of its approvals has."""
    return _approval_filters(catalogue, lambda pair: pair[0].id)


def _approval_filters(catalogue: CgtCatalogue, id_of: Callable[[Pair], str]) -> list[Filter]:
    answers = {
        facet.name: [Answer(v.id, v.label, set(map(id_of, v.approvals))) for v in facet.values]
        for facet in facets(catalogue).values()
        if facet.name != "modality"  # the type says more
    }
    conditional = {id_of(pair) for pair in catalogue.approvals if pair[1].conditional}
    regular = {id_of(pair) for pair in catalogue.approvals if not pair[1].conditional}
    status = [Answer("conditional", "", conditional), Answer("regular", "", regular)]
    return useful_filters({**answers, "status": status})


def useful_filters(answers: Mapping[str, Iterable[Answer]]) -> list[Filter]:
    """Filters by their names, without answers that fit nothing, and those that divide nothing."""
    filters = [Filter(name, [one for one in own if one.records]) for name, own in answers.items()]
    return [one for one in filters if len(one.answers) > 1]
