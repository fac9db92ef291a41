"""The invented catalogue of toys, and its pages."""

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import KINDS
from generator.cgt.pages.filters import citation_filters
from generator.engine.filters import text_filters, value_filters
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.render import Renderer, Site, inline_script
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
    drawing = {"wide.svg": b"<svg></svg>", "narrow.svg": b"<svg></svg>"}
    drawings = {path.stem: drawing for path in (TEMPLATES / "figures").iterdir()}
    templates = Templates([TEMPLATES], value_filters(toys, drawings))
    filters = {**text_filters(templates.text), **citation_filters(toys, SITE_URL, templates.text)}
    templates.environment.filters |= filters
    site = Site(
        settings=toys.settings,
        edition_name=toys.edition_name,
        url=SITE_URL,
        script=inline_script([TEMPLATES]),
        article=toys.sources[toys.settings.article],
    )
    navigation = [kind.path for kind in KINDS if kind.navigation]
    return Renderer(templates, site, pages.values(), navigation=navigation, glossary=toys.glossary)
