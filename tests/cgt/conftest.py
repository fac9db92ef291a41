"""The invented catalogue of toys, and its pages."""

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.cgt.figures import all_figures
from generator.cgt.pages import KINDS
from generator.engine.citations import edition_name
from generator.engine.filters import value_filters
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.renderers import Renderer, Site
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
    """Every page by its address."""
    return {page.path: page for page in all_pages(KINDS, toys)}


@pytest.fixture(scope="session")
def renderer(toys: CgtCatalogue, pages: dict[str, Page]) -> Renderer:
    return renderer_of(toys, pages)


def renderer_of(catalogue: CgtCatalogue, pages: dict[str, Page]) -> Renderer:
    """What draws the pages of a catalogue, with blank drawings."""
    drawing = {"wide.svg": b"<svg></svg>", "narrow.svg": b"<svg></svg>"}
    drawings = {path.stem: drawing for path in (TEMPLATES / "figures").iterdir()}
    templates = Templates([TEMPLATES])
    figures = all_figures(catalogue)
    templates.add_filters(value_filters(catalogue, templates.text, figures, drawings))
    templates.add_filters(CGT.filters(catalogue, SITE_URL, templates.text))
    site = Site(
        settings=catalogue.settings,
        edition_name=edition_name(catalogue, templates.text),
        root=SITE_URL,
        article=catalogue.sources[catalogue.settings.article],
    )
    navigation = [kind.path for kind in KINDS if kind.navigation]
    return Renderer(
        templates, site, pages.values(), navigation=navigation, glossary=catalogue.glossary
    )
