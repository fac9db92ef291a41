"""Which guidelines bear on a product or a kind of therapy."""

from functools import lru_cache

from .catalogue import CgtCatalogue
from .tables import Guideline, Product

Kinds = frozenset[str]  # ids of modalities


def kinds_of(catalogue: CgtCatalogue, record: Guideline | Product) -> Kinds:
    """The modalities of a record and the wider ones."""
    lines = [catalogue.modality_line(scope.modality) for scope in record.scopes]
    return frozenset(term.id for line in lines for term in line)


def bears_on(guideline: Guideline, kinds: Kinds) -> bool:
    """Whether a modality of the guideline is among these, or is that of all products."""
    return any(scope.modality in kinds or scope.modality == "general" for scope in guideline.scopes)


def guidelines_for(catalogue: CgtCatalogue, kinds: Kinds) -> list[Guideline]:
    """The guidelines that bear on products of these kinds, in order of years."""
    by_kinds = _guidelines(catalogue)
    if kinds not in by_kinds:
        rows = sorted(catalogue.guidelines, key=lambda g: (g.year, g.source_row))
        by_kinds[kinds] = [g for g in rows if bears_on(g, kinds)]
    return by_kinds[kinds]


@lru_cache(maxsize=2)
def _guidelines(catalogue: CgtCatalogue) -> dict[Kinds, list[Guideline]]:
    """What has been answered of this catalogue: many products are of the same kinds."""
    return {}
