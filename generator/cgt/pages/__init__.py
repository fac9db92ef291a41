"""Every kind of page of the catalogue."""

from ...engine.pages import PageKind
from ..facets import facet_records
from .comparisons import WIDE, class_page, compare_page, compared_types
from .facets import facet_index, facet_indexes, facet_page, path_of_index
from .guidelines import guideline_page, guidelines_page
from .products import approvals_page, product_page, products_page
from .trends import awaited_figures, awaited_page, figure_page, figures_shown, trends_page

KINDS: list[PageKind] = [
    PageKind("/products/", "products", products_page, navigation=True, long=("products",)),
    PageKind(
        "{0.path}",
        "product",
        product_page,
        lambda catalogue: catalogue.products,
        crumbs=lambda product: ("/products/", product.type_term.path),
    ),
    PageKind("/compare/", "compare", compare_page, crumbs=("/products/",)),
    PageKind(
        "/compare/{0.id}/",
        "compare_class",
        class_page,
        compared_types,
        crumbs=("/products/", "/compare/"),
        long=("products",),
        rows=WIDE,
    ),
    PageKind("/approvals/", "approvals", approvals_page, navigation=True, long=("approvals",)),
    PageKind("/guidelines/", "guidelines", guidelines_page, navigation=True, long=("by_subject",)),
    PageKind(
        "{0.path}",
        "guideline",
        guideline_page,
        lambda catalogue: catalogue.guidelines,
        crumbs=lambda guideline: ("/guidelines/", guideline.subject_term.path),
    ),
    PageKind("{0.path}", "facets", facet_index, facet_indexes, long=("values",)),
    PageKind(
        "{0.path}",
        "facet",
        facet_page,
        facet_records,
        crumbs=path_of_index,
        long=("approvals", "guidelines", "wider"),
    ),
    PageKind("/trends/", "trends", trends_page, navigation=True),
    PageKind("{0.path}", "figure", figure_page, figures_shown, crumbs=("/trends/",)),
    PageKind("{0.path}embed/", "embed", figure_page, figures_shown),
    PageKind("/trends/{0}/", "awaited", awaited_page, awaited_figures, crumbs=("/trends/",)),
]
