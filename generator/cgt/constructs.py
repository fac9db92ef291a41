"""What products are made of, and what is said of all products of a kind."""

from collections.abc import Sequence

from .catalogue import CgtCatalogue
from .tables import Product, Statement, Term

CONSTRUCT = (  # properties that say what a product is made of, in the order of pages
    *("target", "binder", "hinge-transmembrane", "costimulation", "construct-other"),
    *("transgene", "promoter", "capsid", "vector", "cell-source", "source-tissue", "dose"),
)

# Kinds of therapy outside which a property is about nothing: parts of a receptor of cells, the
# shell of a virus, cells. A target, a promoter or a transgene may be asked for anywhere.
ONLY_OF = {
    **dict.fromkeys(
        ("binder", "hinge-transmembrane", "costimulation"), "gene-modified-immune-cells"
    ),
    "capsid": "gene-therapy oncolytic-viruses",
    **dict.fromkeys(("cell-source", "source-tissue"), "cell-therapy"),
}


def construct(product: Product) -> dict[str, list[Statement]]:
    """What it is made of: the statements of each such property that has any."""
    own: dict[str, list[Statement]] = {}
    for one in product.statements:
        own.setdefault(one.property, []).append(one)
    return {name: own[name] for name in CONSTRUCT if name in own}


def constructs(products: Sequence[Product]) -> dict[str, dict[str, list[Statement]]]:
    """What products are made of: of each such property that any has, those of each, by its id."""
    own = {product.id: construct(product) for product in products}
    names = [name for name in CONSTRUCT if any(name in one for one in own.values())]
    return {name: {i: one[name] for i, one in own.items() if name in one} for name in names}


def arising(catalogue: CgtCatalogue, products: Sequence[Product]) -> dict[str, set[str]]:
    """The properties that a product of its kinds may have, by its id: others are out of place."""
    arise = {}
    for product in products:
        own = {term.id for term in kinds_of(catalogue, product)}
        out = {name for name, kinds in ONLY_OF.items() if own and not own & {*kinds.split()}}
        arise[product.id] = {*CONSTRUCT} - out
    return arise


def kinds_of(catalogue: CgtCatalogue, product: Product) -> list[Term]:
    """Its kinds of therapy and all wider ones."""
    lines = [catalogue.modality_line(scope.modality) for scope in product.scopes]
    return list({term.id: term for line in lines for term in line}.values())


def notices(catalogue: CgtCatalogue, product: Product) -> list[Statement]:
    """What is said of all products of its kinds of therapy, or of wider ones."""
    terms = kinds_of(catalogue, product)
    return [s for term in terms for s in term.statements if s.property == "class-notice"]
