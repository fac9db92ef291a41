"""Which guidelines bear on a product or on a kind of therapy: one decision for every page.

A guideline is written for kinds of therapy, or for a vector that brings genes into cells. Vectors
are the modalities in the list of words `vector`, where the wider term is the kind of therapy whose
products have one. Which vector a product has is a row of scopes.csv that rests on a statement;
until there is one, each may be its own.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .catalogue import CgtCatalogue
from .tables import Guideline, Product, Scope, Term

VECTOR = "vector"  # the list of words, and the property of products

KIND, FEATURE, POSSIBLE, GENERAL = "kind", "feature", "possible", "general"


class Traits(NamedTuple):
    """By what a guideline may bear on something: ids of modalities, with the wider ones."""

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
    """How a guideline bears on what has these traits; None if it does not."""
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
    answers = _answers(catalogue)
    if traits not in answers:
        rows = sorted(catalogue.guidelines, key=lambda one: (one.year, one.source_row))
        answers[traits] = [one for row in rows if (one := bearing(row, traits))]
    return answers[traits]


@lru_cache(maxsize=2)
def _answers(catalogue: CgtCatalogue) -> dict[Traits, list[Bearing]]:
    """The answers of `bearings`: many products have the same traits."""
    return {}


def product_traits(catalogue: CgtCatalogue, product: Product) -> Traits:
    """The kinds of therapy of a product and its vector, or else those that it may have."""
    return _traits_by_product(catalogue)[product.id]


@lru_cache(maxsize=2)
def _traits_by_product(catalogue: CgtCatalogue) -> dict[str, Traits]:
    return {product.id: _traits(catalogue, product) for product in catalogue.products}


def _traits(catalogue: CgtCatalogue, product: Product) -> Traits:
    modalities, vectors = {scope.modality for scope in product.scopes}, vectors_of(catalogue)
    kinds = wider_kinds(catalogue, modalities - vectors.keys())
    own = wider_kinds(catalogue, modalities & vectors.keys()) - kinds
    if has_known_vector(catalogue, product):
        return Traits(kinds, own)
    possible = [name for name, term in vectors.items() if term.broader in kinds]
    return Traits(kinds, possible=wider_kinds(catalogue, possible) - kinds)


def modality_traits(catalogue: CgtCatalogue, modality: str) -> Traits:
    """The kinds of therapy that one belongs to, and the vectors that its products may have.

    A vector belongs to the kind of therapy whose products have one.
    """
    kinds, vectors = wider_kinds(catalogue, [modality]), vectors_of(catalogue)
    if modality in vectors:
        return Traits(kinds | wider_kinds(catalogue, [vectors[modality].broader or modality]))
    lines = [wider_kinds(catalogue, [one]) for one in catalogue.terms["modality"]]
    narrower = frozenset[str]().union(*(line for line in lines if modality in line))
    possible = [name for name, term in vectors.items() if term.broader in narrower]
    return Traits(kinds, possible=wider_kinds(catalogue, possible) - kinds)


def vectors_of(catalogue: CgtCatalogue) -> dict[str, Term]:
    """The modalities that are vectors, by id, each with the kind whose products have one."""
    return catalogue.terms.get(VECTOR, {})


def wider_kinds(catalogue: CgtCatalogue, modalities: Iterable[str]) -> frozenset[str]:
    """The ids of these modalities and of the wider ones."""
    return frozenset(term.id for one in modalities for term in catalogue.modality_line(one))


def kinds_of(catalogue: CgtCatalogue, record: Guideline | Product) -> frozenset[str]:
    """The ids of the modalities of a record, vectors too, and of the wider ones."""
    return wider_kinds(catalogue, [scope.modality for scope in record.scopes])


def has_known_vector(catalogue: CgtCatalogue, product: Product) -> bool:
    """Whether a row of scopes.csv gives its vector."""
    return any(scope.modality in vectors_of(catalogue) for scope in product.scopes)


class Known(NamedTuple):
    """Of how many products of a kind of therapy the vector is known."""

    kind: Term
    known: int
    products: int


def known_vectors(catalogue: CgtCatalogue, modality: str) -> Known | None:
    """How far it is known which products have that vector; None if the modality is none."""
    if modality not in vectors_of(catalogue):
        return None
    kind = vectors_of(catalogue)[modality].broader or modality
    products = [one for one in catalogue.products if kind in kinds_of(catalogue, one)]
    known = sum(has_known_vector(catalogue, one) for one in products)
    return Known(catalogue.terms["modality"][kind], known, len(products))
