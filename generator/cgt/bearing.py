"""Which guidelines bear on a product or on a kind of therapy: one decision for every page.

A guideline is written for kinds of therapy, or for a vector that brings genes into cells. A vector
is two rows of terms.csv: a modality, and a word of the list `vector`, in which `broader` is the
kind of therapy whose products have one. Which vector a product has is a row of scopes.csv that
rests on a statement; until there is one, each may be its own.
"""

import datetime as dt
from bisect import bisect, bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..engine.catalogues import per_catalogue
from ..engine.counts import PartialCount
from ..engine.dates import PartialDate
from .catalogue import CgtCatalogue
from .tables import Approval, Guideline, Product, Scope, Term

KIND, FEATURE, POSSIBLE, GENERAL = "kind", "feature", "possible", "general"


class Traits(NamedTuple):
    """What decides which guidelines bear on something: its kinds of therapy and vectors.

    By their ids, with those of the wider ones.
    """

    kinds: frozenset[str]
    vectors: frozenset[str] = frozenset()  # that it has
    possible: frozenset[str] = frozenset()  # vectors that it has or not: it is not known


class Bearing(NamedTuple):
    """That a guideline bears on something, or may do so.

    `group` is 'kind' if it is written for its kind of therapy or a wider one, 'feature' if for the
    vector that it has, 'possible' if for one that it may have, and 'general' if for all products.
    `scope` is the row of the guideline by which it does.
    """

    guideline: Guideline
    group: str
    scope: Scope


def bearing(guideline: Guideline, traits: Traits) -> Bearing | None:
    """How a guideline bears on what has these traits; None if it does not.

    What has a status, such as a draft, is no guideline that was issued, and bears on nothing.
    """
    if guideline.status:
        return None
    reasons = {
        KIND: traits.kinds,
        FEATURE: traits.vectors,
        GENERAL: {"general"},
        POSSIBLE: traits.possible,
    }
    for group, modalities in reasons.items():
        for scope in guideline.scopes:
            if scope.modality in modalities:
                return Bearing(guideline, group, scope)
    return None


def bearings(catalogue: CgtCatalogue, traits: Traits) -> list[Bearing]:
    """The guidelines that bear on what has these traits, or may do so, in order of years."""
    return _bearings_and_days(catalogue, traits)[0]


@per_catalogue  # many products have the same traits
def _bearings_and_days(
    catalogue: CgtCatalogue, traits: Traits
) -> tuple[list[Bearing], list[dt.date], list[dt.date]]:
    """Bearings; and of those that are sure, the first and last days they may have been issued."""
    own = [one for row in catalogue.guidelines_in_time if (one := bearing(row, traits))]
    dates = [one.guideline.issued for one in own if one.group != POSSIBLE]
    return own, sorted(date.first for date in dates), sorted(date.last for date in dates)


@per_catalogue
def traits_by_product(catalogue: CgtCatalogue) -> dict[str, Traits]:
    """Of each product, by id, its kinds of therapy and its vector, or else those it may have."""
    return {product.id: _traits(catalogue, product) for product in catalogue.products}


def _traits(catalogue: CgtCatalogue, product: Product) -> Traits:
    modalities, vectors = {scope.modality for scope in product.scopes}, catalogue.vectors
    kinds = with_wider_modalities(catalogue, modalities - vectors.keys())
    if own := modalities & vectors.keys():
        return Traits(kinds, with_wider_modalities(catalogue, own) - kinds)
    return Traits(kinds, possible=_possible(catalogue, kinds) - kinds)


def modality_traits(catalogue: CgtCatalogue, modality: str) -> Traits:
    """The kinds of therapy that one belongs to, and the vectors that its products may have.

    A vector belongs to the kind of therapy whose products have one.
    """
    kinds, vectors = with_wider_modalities(catalogue, [modality]), catalogue.vectors
    if modality in vectors:
        return Traits(
            kinds | with_wider_modalities(catalogue, [vectors[modality].broader or modality])
        )
    lines = [with_wider_modalities(catalogue, [one]) for one in catalogue.terms["modality"]]
    narrower = frozenset[str]().union(*(line for line in lines if modality in line))
    return Traits(kinds, possible=_possible(catalogue, narrower) - kinds)


def _possible(catalogue: CgtCatalogue, kinds: frozenset[str]) -> frozenset[str]:
    """The vectors that products of these kinds may have, with the wider ones."""
    vectors = catalogue.vectors.values()
    return with_wider_modalities(catalogue, [term.id for term in vectors if term.broader in kinds])


def with_wider_modalities(catalogue: CgtCatalogue, modalities: Iterable[str]) -> frozenset[str]:
    """The ids of these modalities and of the wider ones."""
    return frozenset(term.id for one in modalities for term in catalogue.modality_line(one))


def modalities_of(catalogue: CgtCatalogue, record: Guideline | Product) -> frozenset[str]:
    """The ids of the modalities of a record, vectors too, and of the wider ones."""
    return with_wider_modalities(catalogue, [scope.modality for scope in record.scopes])


class Known(NamedTuple):
    """How far it is known which products of the supplement, of a kind of therapy, have a vector."""

    kind: Term
    any_vector: PartialCount  # products of that kind whose vector is known, whichever it is
    products: PartialCount  # those that are known to have this one
    approvals: PartialCount  # the same of their approvals


def known_vectors(catalogue: CgtCatalogue, modality: str) -> Known | None:
    """How far it is known which products have that vector; None if the modality is none."""
    vectors = catalogue.vectors
    if modality not in vectors:
        return None
    kind = vectors[modality].broader or modality
    products = [one for one in catalogue.core.products if kind in modalities_of(catalogue, one)]
    known = [one for one in products if any(scope.modality in vectors for scope in one.scopes)]
    having = [one for one in products if modality in modalities_of(catalogue, one)]
    approvals = [sum(len(one.approvals) for one in own) for own in (having, products)]
    return Known(
        kind=catalogue.terms["modality"][kind],
        any_vector=PartialCount(len(known), len(products)),
        products=PartialCount(len(having), len(products)),
        approvals=PartialCount(*approvals),
    )


class Moment(NamedTuple):
    """An approval, and how many guidelines were issued before and after it."""

    approval: Approval
    before: int
    unknown: int  # in an order that is not known
    after: int


def timeline(
    catalogue: CgtCatalogue, product: Product
) -> tuple[list[Bearing], list[Moment], PartialCount]:
    """The guidelines of a product in order of years, its approvals, and how many are counted there.

    What is sure to bear on it is counted at each approval, earliest first; the others may do so.
    """
    traits = traits_by_product(catalogue)[product.id]
    rows, first_days, last_days = _bearings_and_days(catalogue, traits)
    moments = []
    for approval in product.approvals:
        before = bisect_left(last_days, approval.approved.first)
        not_after = bisect(first_days, approval.approved.last)
        after = len(first_days) - not_after
        moments.append(Moment(approval, before, not_after - before, after))
    return rows, moments, PartialCount(len(first_days), len(rows))


def order_in_time(guideline: Guideline, date: PartialDate) -> str:
    """Whether a guideline was issued before or after a date: 'before', 'after' or 'not-known'."""
    if guideline.issued.last < date.first:
        return "before"
    return "after" if guideline.issued.first > date.last else "not-known"


def index_in_time(guidelines: Sequence[Guideline], year: int) -> int:
    """Where a year ends among guidelines in order of years."""
    return bisect(guidelines, year, key=lambda guideline: guideline.year)
