"""Which pages exist: one function per kind, and `all_pages` that lists them."""

from dataclasses import replace

from ..addresses import fragments, unanswered
from ..catalogues import Catalogue
from ..problems import Problem
from .changes import changes_pages, verify_page
from .comparisons import comparison_pages
from .data import data_page
from .evidence import evidence_pages
from .facets import facet_pages
from .guidelines import guideline_pages, guidelines_page
from .moved import moved_pages
from .page import NAVIGATION, Figures, Page
from .parts import in_parts
from .products import approvals_page, product_pages, products_page
from .texts import about_page, glossary_pages, home_page, not_found_page, search_page, sources_pages
from .trends import awaited_pages, figure_pages, trends_page

STUBS = ("moved", "gone")  # templates of pages where something stood once

__all__ = ["NAVIGATION", "STUBS", "Page", "all_pages", "lost"]


def all_pages(catalogue: Catalogue, figures: Figures) -> list[Page]:
    """Every page of the site, and one at each address where a page stood once."""
    whole = [
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
        data_page(catalogue, figures),
        *changes_pages(catalogue),
        verify_page(catalogue),
        search_page(catalogue),
        *glossary_pages(catalogue),
        about_page(catalogue),
        not_found_page(catalogue),
    ]
    pages = [part for page in whole for part in in_parts(page)]
    gone = [row for old, row in catalogue.redirects.items() if "#" in old]
    return [
        *(
            replace(page, gone=tuple(r for r in gone if r.address.partition("#")[0] == page.path))
            for page in pages
        ),
        *moved_pages(catalogue, {page.path for page in pages}),
    ]


def lost(catalogue: Catalogue, pages: list[Page], data: str) -> list[Problem]:
    """Pages and records of earlier editions that are gone without a word in redirects.csv.

    `data` is the name of the data folder.
    """
    standing = [page.path for page in pages if page.template not in STUBS]
    return unanswered(catalogue, [*standing, *fragments(catalogue)], data, files=False)
