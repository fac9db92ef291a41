"""Which pages exist: one function per kind, and `all_pages` that lists them."""

from ..catalogues import Catalogue
from .comparisons import comparison_pages
from .evidence import evidence_pages
from .facets import facet_pages
from .guidelines import guideline_pages, guidelines_page
from .page import NAVIGATION, Figures, Page
from .products import approvals_page, product_pages, products_page
from .texts import about_page, glossary_page, home_page, not_found_page, search_page, sources_pages
from .trends import awaited_pages, figure_pages, trends_page

__all__ = ["NAVIGATION", "Page", "all_pages"]


def all_pages(catalogue: Catalogue, figures: Figures) -> list[Page]:
    """Every page of the site."""
    return [
        home_page(catalogue, figures),
        products_page(catalogue, figures),
        *product_pages(catalogue),
        *comparison_pages(catalogue),
        approvals_page(catalogue, figures),
        guidelines_page(catalogue, figures),
        *guideline_pages(catalogue),
        *facet_pages(catalogue, figures),
        trends_page(catalogue, figures),
        *figure_pages(catalogue, figures),
        *awaited_pages(catalogue, figures),
        *evidence_pages(catalogue),
        *sources_pages(catalogue),
        search_page(catalogue),
        glossary_page(catalogue),
        about_page(catalogue),
        not_found_page(catalogue),
    ]
