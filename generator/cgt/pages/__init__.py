"""Every kind of page of the catalogue, in the order of the site."""

from ...engine.pages import PageKind
from ..facets import facet_records
from .changes import changes_page, edition_page, editions, verify_page
from .comparisons import WIDE, class_page, compare_page, compared_types
from .evidence import conditional_page, evidence_page, exclusions_page, remarks_page
from .facets import facet_index, facet_indexes, facet_page, index_above
from .guidelines import guideline_page, guidelines_page
from .products import approvals_page, product_page, products_page
from .texts import (
    about_page,
    data_page,
    glossary_letter_page,
    glossary_letters,
    glossary_page,
    home_page,
    not_found_page,
    search_page,
    source_kind_page,
    source_kinds,
    sources_page,
)
from .trends import awaited_figures, awaited_page, figure_page, figures_shown, trends_page

CHANGES, EVIDENCE, TRENDS = ("/changes/",), ("/evidence/",), ("/trends/",)

KINDS: list[PageKind] = [
    PageKind("/", "home", home_page),
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
        crumbs=index_above,
        long=("approvals", "guidelines", "wider", "possible"),
    ),
    PageKind("/trends/", "trends", trends_page, navigation=True),
    PageKind("{0.path}", "figure", figure_page, figures_shown, crumbs=TRENDS),
    PageKind("{0.path}embed/", "embed", figure_page, figures_shown),
    PageKind("/trends/{0}/", "awaited", awaited_page, awaited_figures, crumbs=TRENDS),
    PageKind(
        "/evidence/", "evidence", evidence_page, navigation=True, long=("checks", "unchecked")
    ),
    PageKind("/evidence/remarks/", "remarks", remarks_page, crumbs=EVIDENCE, long=("by_kind",)),
    PageKind(
        "/evidence/conditional/", "conditional", conditional_page, crumbs=EVIDENCE, long=("rows",)
    ),
    PageKind("/evidence/not-here/", "exclusions", exclusions_page, crumbs=EVIDENCE),
    PageKind("/sources/", "sources", sources_page),
    PageKind(
        "/sources/{0.id}/",
        "sources_of_kind",
        source_kind_page,
        source_kinds,
        crumbs=("/sources/",),
    ),
    PageKind("/data/", "data", data_page, navigation=True),
    PageKind("/changes/", "changes", changes_page),
    PageKind("/changes/{0.edition}/", "edition", edition_page, editions, crumbs=CHANGES),
    PageKind("/verify/", "verify", verify_page, crumbs=CHANGES),
    PageKind("/search/", "search", search_page, long=("letters",)),
    PageKind("/glossary/", "glossary", glossary_page, navigation=True),
    PageKind(
        "/glossary/{0}/",
        "glossary_letter",
        glossary_letter_page,
        glossary_letters,
        crumbs=("/glossary/",),
    ),
    PageKind("/about/", "about", about_page, navigation=True),
    PageKind("/404.html", "not_found", not_found_page),
]
