"""Pages of products side by side: what they are made of, their approvals and results by disease."""

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ...engine.catalogues import per_catalogue
from ...engine.pages import Context
from ..bearing import modalities_of
from ..catalogue import CgtCatalogue, Pair
from ..rates import rates_by_approval, self_checks
from ..tables import Approval, Endpoint, Product, Statement, Term
from .records import MOST, by_term, grouped, nearest

WIDE = 5  # products that a page has side by side: more columns overlap on a screen
MOST_CHOSEN = 4  # columns that a reader can choose
MOST_CHOICES = 60  # products to choose from; the page has the results of all of them

CONSTRUCT = (  # properties that say what a product is made of, in the order of pages
    *("target", "binder", "hinge-transmembrane", "costimulation", "construct-other"),
    *("transgene", "promoter", "capsid", "vector", "cell-source", "source-tissue", "dose"),
)
IMMUNE, CELLS = {"gene-modified-immune-cells"}, {"cell-therapy"}  # kinds of therapy
GENES = {"gene-therapy", "gene-modified-cells", "oncolytic-viruses"}
# Kinds of therapy outside which a property is about nothing: a receptor of cells and what it aims
# at, what is brought in and by what, the shell of a virus, cells.
ONLY_OF = {
    "target": IMMUNE,
    "binder": IMMUNE,
    "hinge-transmembrane": IMMUNE,
    "costimulation": IMMUNE,
    "transgene": GENES,
    "promoter": GENES,
    "vector": GENES,
    "capsid": {"gene-therapy", "oncolytic-viruses"},
    "cell-source": CELLS,
    "source-tissue": CELLS,
}
NOT_OF = {"capsid": {"plasmid-vectors"}}  # and within these


class ResultRow(NamedTuple):
    """One measure at one time: the results of each product that has any, by its id."""

    measure: Term
    time: Term | None
    results: dict[str, list[tuple[Approval, Endpoint]]]


class Group(NamedTuple):
    """One disease: the approvals of each product that has any, by its id, and the results."""

    disease: Term
    approvals: dict[str, list[Approval]]
    rows: list[ResultRow]


def compare_page(catalogue: CgtCatalogue) -> Context:
    """The types that are compared, and the products that a reader can choose from."""
    products = choosable(catalogue)
    return {
        "classes": compared_types(catalogue),
        "most": MOST_CHOSEN,
        **_side_by_side(catalogue, products),
    }


def class_page(catalogue: CgtCatalogue, compared: tuple[Term, list[Product]]) -> Context:
    """The products of a type side by side."""
    types = [term for term, _ in compared_types(catalogue)]
    type_term, products = compared
    pairs = [(one, approval) for one in products for approval in one.approvals]
    return {
        "type": type_term,
        "of_type": len(products),
        "of_approvals": len(pairs),
        "others": nearest(types, types.index(type_term)),
        **_side_by_side(catalogue, products),
        **rates_context(catalogue, pairs),
    }


def rates_context(catalogue: CgtCatalogue, pairs: Iterable[Pair]) -> Context:
    """The first response rates of these approvals by disease, and what the self-checks say."""
    placed = rates_by_approval(catalogue)
    found = [one for _, approval in pairs for one in placed.get(approval.id, ())]
    rates = [rate for _, rate in sorted(found, key=itemgetter(0))]
    blocks = grouped(rates[:MOST], lambda one: one.approval.disease)
    return {
        "rates": [(catalogue.terms["disease"][name], own) for name, own in blocks.items()],
        "of_rates": len(rates),
        "checks": self_checks(catalogue),
    }


@per_catalogue
def products_by_type(catalogue: CgtCatalogue) -> dict[str, list[Product]]:
    """The products of each type that has any, by first approval."""
    groups = by_term(catalogue, "type", catalogue.products, "type")
    return {term.id: products for term, products in groups}


@per_catalogue
def compared_types(catalogue: CgtCatalogue) -> list[tuple[Term, list[Product]]]:
    """The types with at least two products, and these."""
    groups = products_by_type(catalogue).items()
    return [(catalogue.terms["type"][name], own) for name, own in groups if len(own) > 1]


def choosable(catalogue: CgtCatalogue) -> Sequence[Product]:
    """The products that a reader can choose from: all, or none if there are too many."""
    return catalogue.products if len(catalogue.products) <= MOST_CHOICES else ()


def choices(catalogue: CgtCatalogue) -> dict[str, Any]:
    """What static/compare.js knows: the names of products, and how many can be chosen."""
    names = {product.id: product.name for product in choosable(catalogue)}
    return {"most": MOST_CHOSEN, "names": names}


def _side_by_side(catalogue: CgtCatalogue, products: Sequence[Product]) -> Context:
    """What a table of these products shows."""
    built = {product.id: construct(product) for product in products}
    return {
        "products": products,
        "groups": compare(catalogue, products),
        "built": {  # of each property that any product has, the statements of each, by its id
            name: {i: own[name] for i, own in built.items() if name in own}
            for name in CONSTRUCT
            if any(name in own for own in built.values())
        },
        "arising": arising(catalogue, products),
        "checks": self_checks(catalogue),
    }


def construct(product: Product) -> dict[str, list[Statement]]:
    """What it is made of: the statements of each such property that has any."""
    own = grouped(product.statements, lambda one: one.property)
    return {name: own[name] for name in CONSTRUCT if name in own}


def arising(catalogue: CgtCatalogue, products: Sequence[Product]) -> dict[str, set[str]]:
    """The properties that a product of its kinds may have, by its id: others are out of place."""
    arise = {}
    for product in products:
        own = modalities_of(catalogue, product)
        out = {name for name, kinds in ONLY_OF.items() if own and not own & kinds}
        out |= {name for name, kinds in NOT_OF.items() if own & kinds}
        arise[product.id] = {*CONSTRUCT} - out
    return arise


def compare(catalogue: CgtCatalogue, products: Sequence[Product]) -> list[Group]:
    """The approvals and results of these products by disease."""
    approvals: dict[str, dict[str, list[Approval]]] = {}  # by disease, then by product
    for product in products:
        for approval in product.approvals:
            of_disease = approvals.setdefault(approval.disease, {})
            of_disease.setdefault(product.id, []).append(approval)
    terms = catalogue.terms["disease"]
    diseases = sorted((terms[one] for one in approvals), key=attrgetter("position"))
    return [Group(one, approvals[one.id], _rows(catalogue, approvals[one.id])) for one in diseases]


def _rows(catalogue: CgtCatalogue, approvals: dict[str, list[Approval]]) -> list[ResultRow]:
    """The results of one disease by measure and time, in the order of these words."""
    results: dict[tuple[str, str], dict[str, list[tuple[Approval, Endpoint]]]] = {}
    for product_id, own in approvals.items():
        for approval in own:
            for end in approval.endpoints:
                row = results.setdefault((end.measure, end.time_point), {})
                row.setdefault(product_id, []).append((approval, end))
    terms = catalogue.terms
    return [
        ResultRow(measure, terms["time-point"].get(time), results[measure.id, time])
        for measure in terms["measure"].values()
        for time in [*terms["time-point"], *terms["missing"]]
        if (measure.id, time) in results
    ]
