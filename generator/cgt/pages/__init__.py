"""Every kind of page of the catalogue, in the order of the site; the simplest are all here."""

from typing import Any

from ...engine.pages import Context, PageKind
from ...engine.snapshots import past_records
from ..catalogue import CgtCatalogue
from ..facets import facet_records, facets
from ..figures import all_figures
from . import comparisons, evidence, guidelines, products, texts


def _figures(catalogue: CgtCatalogue) -> Any:
    return all_figures(catalogue).values()


def _figure(_: CgtCatalogue, figure: Any) -> Context:
    return {"figure": figure}


KINDS = [
    PageKind("/", "home", texts.home_page),
    PageKind("/products/", "products", products.products_page,
             navigation=True, long=("products",)),
    PageKind("{0.path}", "product", products.product_page, lambda catalogue: catalogue.products,
             crumbs=lambda product: ("/products/", product.type_term.path)),
    PageKind("/products/{0.value}/", "short_name", products.short_name_page, products.short_names),
    PageKind("/compare/", "compare", comparisons.compare_page, crumbs=("/products/",)),
    PageKind("/compare/{0[0].id}/", "compare_class", comparisons.class_page,
             comparisons.compared_types, crumbs=("/products/", "/compare/"), long=("products",),
             rows=comparisons.WIDE),
    PageKind("/approvals/", "approvals", products.approvals_page,
             navigation=True, long=("approvals",)),
    PageKind("/milestones/", "milestones", products.milestones_page, crumbs=("/approvals/",),
             long=("events",)),
    PageKind("/guidelines/", "guidelines", guidelines.guidelines_page,
             navigation=True, long=("by_subject",)),
    PageKind("{0.path}", "guideline", guidelines.guideline_page,
             lambda catalogue: catalogue.guidelines,
             crumbs=lambda guideline: ("/guidelines/", guideline.subject_term.path)),
    PageKind("{0.path}", "facets", lambda _, facet: {"facet": facet, "values": facet.values},
             lambda catalogue: facets(catalogue).values(), long=("values",)),
    PageKind("{0.path}", "facet", guidelines.facet_page, facet_records,
             long=("approvals", "guidelines", "wider", "possible")),
    PageKind("/trends/", "trends", texts.trends_page, navigation=True),
    PageKind("{0.path}", "figure", _figure, _figures),
    PageKind("{0.path}embed/", "embed", _figure, _figures, crumbs=()),
    PageKind("/trends/{0}/", "awaited", texts.awaited_page, texts.awaited_figures),
    PageKind("/evidence/", "evidence", evidence.evidence_page,
             navigation=True, long=("checks", "unchecked")),
    PageKind("/evidence/remarks/", "remarks", evidence.remarks_page, long=("by_kind",)),
    PageKind("/evidence/conditional/", "conditional", evidence.conditional_page, long=("rows",)),
    PageKind("/evidence/not-here/", "exclusions", evidence.exclusions_page),
    PageKind("/sources/", "sources", texts.sources_page),
    PageKind("/sources/{0[0].id}/", "sources_of_kind", texts.source_kind_page,
             texts.sources_by_kind),
    PageKind("/data/", "data", texts.data_page, navigation=True),
    PageKind("/changes/", "changes", evidence.changes_page),
    PageKind("/changes/{0[0].edition}/", "edition", evidence.edition_page,
             lambda catalogue: catalogue.history.editions, long=("groups", "records")),
    PageKind("{0.path}", "past", evidence.past_page,
             lambda catalogue: past_records(catalogue).values()),
    PageKind("/verify/", "verify",
             lambda catalogue: {"latest": evidence.latest_edition(catalogue)},
             crumbs=("/changes/",)),
    PageKind("/search/", "search", texts.search_page, long=("letters",)),
    PageKind("/glossary/", "glossary", texts.glossary_page, navigation=True),
    PageKind("/glossary/{0}/", "glossary_letter", texts.glossary_letter_page,
             texts.glossary_letters),
    PageKind("/about/", "about", texts.about_page, navigation=True),
    PageKind("/policy/", "policy", lambda catalogue: {"example": catalogue.products[0]},
             crumbs=("/about/",)),
    PageKind("/404.html", "not_found", lambda catalogue: {"products": catalogue.products}),
]  # fmt: skip
