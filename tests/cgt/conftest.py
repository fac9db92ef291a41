"""The invented catalogue of toys, and its pages."""

from collections.abc import Callable
from functools import partial

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.cgt.figures import all_figures
from generator.cgt.metadata import head
from generator.cgt.pages import KINDS
from generator.engine.citations import edition_name
from generator.engine.filters import value_filters
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.renderers import Rendered, Renderer, Site
from generator.engine.templates import Templates
from generator.places import TEMPLATES
from tests import loaded

SITE_URL = "https://example.org/r/"


@pytest.fixture(scope="session")
def toys() -> CgtCatalogue:
    return loaded.toys()


@pytest.fixture(scope="session")
def china() -> CgtCatalogue:
    """The real catalogue."""
    return loaded.real()


@pytest.fixture(scope="session")
def pages(toys: CgtCatalogue) -> dict[str, Page]:
    return pages_of(toys)


def pages_of(catalogue: CgtCatalogue) -> dict[str, Page]:
    """Every page by its address."""
    return {page.path: page for page in all_pages(KINDS, catalogue)}


def renders(catalogue: CgtCatalogue) -> Callable[[str], Rendered]:
    """What draws the page at an address, with blank drawings."""
    drawing = {"wide.svg": b"<svg></svg>", "narrow.svg": b"<svg></svg>"}
    drawings = {path.stem: drawing for path in (TEMPLATES / "figures").iterdir()}
    templates, pages = Templates([TEMPLATES]), pages_of(catalogue)
    figures = all_figures(catalogue)
    templates.add_filters(value_filters(catalogue, templates.text, figures, drawings))
    templates.add_filters(CGT.filters(catalogue, SITE_URL, templates.text))
    name, article = edition_name(catalogue, templates.text), catalogue.settings.article
    site = Site(catalogue.settings, name, SITE_URL, catalogue.sources[article])
    renderer = Renderer(
        templates, site, pages.values(), glossary=catalogue.glossary,
        head=partial(head, catalogue, SITE_URL, templates.text),
    )  # fmt: skip
    return lambda path: renderer.render(pages[path])
