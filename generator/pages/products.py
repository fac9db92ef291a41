"""Pages of products and their approvals."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from ..catalogues import Catalogue
from ..evidence import self_checks, why_unchecked
from ..figures import response_groups
from ..receipts import product_receipts
from ..records import Product, Term
from .evidence import guideline_clock
from .filters import approval_filters
from .page import MOST, Figures, Page, around, counts, number, some
from .parts import place

NAMES = ("name-zh", "brand-zh", "brand-en", "developer-code")


def products_page(catalogue: Catalogue, figures: Figures) -> Page:
    """All products, by first approval."""
    count = counts(catalogue)
    return Page(
        path="/products/",
        template="products",
        title="Approved products",
        description=(
            f"{number(count['products']).capitalize()} products approved in "
            f"{catalogue.edition.place}, with {number(count['approvals'])} approvals between them, "
            f"{number(count['conditional'])} of which are conditional."
        ),
        context={
            "products": catalogue.products,
            "filters": approval_filters(catalogue, of_products=True),
            "figures": some(figures, "approvals-in-time"),
            "catalogue": catalogue,
        },
    )


def product_pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each product: approvals, trials, context, guidelines at the time, receipts."""
    checks, clock_of = self_checks(catalogue), guideline_clock(catalogue)
    checked_at = {id: f"{place('/evidence/', i)}#{id}" for i, id in enumerate(checks)}
    context_of = class_results(catalogue)
    of_type = defaultdict(list)
    for product in catalogue.products:
        of_type[product.type].append(product)
    at = {product.id: i for group in of_type.values() for i, product in enumerate(group)}

    def context(product: Product) -> dict[str, Any]:
        results, of_results = context_of(product)
        siblings = around(of_type[product.type], at[product.id])
        trials = {a.pivotal.id: a.pivotal for a in product.approvals if a.pivotal}
        type = catalogue.terms["type"][product.type]
        return {
            "product": product,
            "type": type,
            "group": catalogue.groups[type.broader or "general"],
            "approvals": product.approvals[::-1],
            "trials": list(trials.values()),
            "names": [s for name in NAMES for s in product.statements if s.property == name],
            "others": [s for s in product.statements if s.property not in NAMES],
            "context": results,
            "of_results": of_results,
            "clock": clock_of(product),
            "checks": checks,
            "checked_at": checked_at,
            "unchecked": {
                end.id: why_unchecked(catalogue, approval, end)
                for approval in product.approvals
                for end in approval.endpoints
                if end.id not in checks and end.number is not None
            },
            "receipts": product_receipts(catalogue, product),
            "sources": catalogue.sources,
            "siblings": [other for other in siblings if other is not product],
            "of_type": len(of_type[product.type]),
            "terms": catalogue.terms,
        }

    for product in catalogue.products:
        type = catalogue.terms["type"][product.type]
        yield Page(
            path=product.path,
            template="product",
            title=product.name,
            description=product_sentence(product, type, catalogue.edition.place),
            crumbs=(("Products", "/products/"), (type.label, f"/types/{type.id}/")),
            about=product,
            more=partial(context, product),
        )


def class_results(
    catalogue: Catalogue,
) -> Callable[[Product], tuple[list[tuple[str, Sequence[Any]]], int]]:
    """For a product: (heading, results) of all products of its type, and how many results that is.

    If there are many, those nearest to its own in the groups that it has results in.
    """
    terms = catalogue.terms
    of_type: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for (disease, measure), results in response_groups(catalogue).items():
        heading = f"{terms['disease'][disease].leading}, {terms['measure'][measure].label}"
        for result in results:
            of_type[result[0].type].setdefault(heading, []).append(result)

    def context(product: Product) -> tuple[list[tuple[str, Sequence[Any]]], int]:
        found = list(of_type[product.type].items())
        count = sum(len(results) for _, results in found)
        if count <= MOST:
            others = any(one is not product for _, results in found for one, _, _ in results)
            return ([*found] if others else []), count
        own = [[one is product for one, _, _ in results] for _, results in found]
        near = [
            (heading, around(results, mine.index(True)))
            for (heading, results), mine in zip(found, own, strict=True)
            if any(mine)
        ]
        return near, count

    return context


def approvals_page(catalogue: Catalogue, figures: Figures) -> Page:
    """All approvals, newest first, by year."""
    count = counts(catalogue)
    first, last = catalogue.approvals[0][1], catalogue.approvals[-1][1]
    return Page(
        path="/approvals/",
        template="approvals",
        title="Approvals in order of time",
        description=(
            f"{number(count['approvals']).capitalize()} approvals of "
            f"{number(count['products'])} products from {first.approved.year} to "
            f"{last.approved.year}: {number(count['conditional'])} conditional, "
            f"{number(count['regular'])} regular."
        ),
        context={
            "approvals": catalogue.approvals[::-1],
            "filters": approval_filters(catalogue),
            "figures": some(figures, "approvals-per-year"),
            "terms": catalogue.terms,
            "catalogue": catalogue,
        },
    )


def product_sentence(product: Product, type: Term, place: str) -> str:
    """What the product is, whose, and how often and how it was approved."""
    years = [approval.approved.year for approval in product.approvals]
    conditional = sum(approval.conditional for approval in product.approvals)
    holder = product.holder.name if product.holder else ""
    many = len(years) > 1
    when = f"between {min(years)} and {max(years)}" if len(set(years)) > 1 else f"in {years[0]}"
    how = {
        (False, 0): ", which is not conditional",
        (False, 1): ", which is conditional",
        (True, 0): ", none of them conditional",
        (True, len(years)): ", all of them conditional",
    }.get((many, conditional), f", {number(conditional)} of them conditional")
    return (
        f"{type.label} of {holder}. {number(len(years)).capitalize()} "
        f"approval{'s' * many} in {place} {when}{how}."
    )
