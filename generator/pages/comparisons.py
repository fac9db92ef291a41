"""Products side by side: like results in one row, unlike ones apart, none ranked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from ..catalogues import Catalogue
from ..records import Approval, Endpoint, Product, Term
from .page import Page, around, number
from .parts import WIDE, batches, numbered

COMPARE = ("Compare", "/compare/")
MOST = 4  # columns that a reader can choose
CHOICE = 60  # products to choose from; the page has the results of all of them


class Row(NamedTuple):
    """One measure at one time: for each product its results, most often one or none."""

    measure: Term
    time: Term | None
    results: list[list[tuple[Approval, Endpoint]]]


class Group(NamedTuple):
    """One disease: for each product its approvals there, and the results by measure and time."""

    disease: Term
    approvals: list[list[Approval]]
    rows: list[Row]


def comparison_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page on which a reader chooses, and one for each type with at least two products."""
    classes = [
        (type, found)
        for type in catalogue.terms["type"].values()
        if len(found := [p for p in catalogue.products if p.type == type.id]) > 1
    ]
    chosen = catalogue.products if len(catalogue.products) <= CHOICE else ()
    yield Page(
        path="/compare/",
        template="compare",
        title="Products side by side",
        description=(
            (f"Up to {number(MOST)} of {number(len(chosen))} products" if chosen else "By type")
            + ": their approvals, and their results where disease, measure and time point are the "
            "same."
        ),
        crumbs=(("Products", "/products/"),),
        context={
            "classes": classes,
            "products": chosen,
            "groups": compared(catalogue, chosen),
            "most": MOST,
            "catalogue": catalogue,
        },
    )
    types = [type for type, _ in classes]
    for i, (type, products) in enumerate(classes):
        page = Page(
            path=f"/compare/{type.id}/",
            template="compare_class",
            title=f"{type.label}, side by side",
            description=class_sentence(type, products),
            crumbs=(("Products", "/products/"), COMPARE),
            context={
                "type": type,
                "others": around(types, i),
                "catalogue": catalogue,
            },
        )
        runs = batches(products, WIDE)
        for part, some in enumerate(runs, 1):
            own = numbered(page, part, len(runs), {"products": some})
            yield replace(own, more=partial(_groups, catalogue, some))


def _groups(catalogue: Catalogue, products: Sequence[Product]) -> dict[str, Any]:
    return {"groups": compared(catalogue, products)}


def comparable(catalogue: Catalogue) -> dict[str, Any]:
    """What static/compare.js knows: the names of products, and how many can be chosen."""
    some = catalogue.products if len(catalogue.products) <= CHOICE else ()
    return {"most": MOST, "names": {p.id: p.name for p in some}}


def class_sentence(type: Term, products: Sequence[Product]) -> str:
    """How many products and approvals of that type stand side by side."""
    approvals = sum(len(product.approvals) for product in products)
    return (
        f"{number(len(products)).capitalize()} products of type {type.label} with "
        f"{number(approvals)} approvals: results by disease, measure and time point."
    )


def compared(catalogue: Catalogue, products: Sequence[Product]) -> list[Group]:
    """Approvals and results of these products by disease; a place for each product in each row."""
    terms = catalogue.terms
    diseases = {approval.disease for product in products for approval in product.approvals}
    found = []
    for disease in (term for term in terms["disease"].values() if term.id in diseases):
        approvals = [[a for a in p.approvals if a.disease == disease.id] for p in products]
        keys = {
            (end.measure, end.time_point) for own in approvals for a in own for end in a.endpoints
        }
        rows = [
            Row(
                measure,
                terms["time-point"].get(time),
                [
                    [
                        (approval, end)
                        for approval in own
                        for end in approval.endpoints
                        if (end.measure, end.time_point) == (measure.id, time)
                    ]
                    for own in approvals
                ],
            )
            for measure in terms["measure"].values()
            for time in [*terms["time-point"], *terms["missing"]]
            if (measure.id, time) in keys
        ]
        found.append(Group(disease, approvals, rows))
    return found
