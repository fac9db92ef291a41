"""The pages of the invented catalogue of toys."""

from collections.abc import Callable

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.engine.pages import Page
from generator.engine.renderers import Rendered
from tests.conftest import pages_of
from tests.loaded import undrawn

SITE_URL = "https://example.org/r/"


@pytest.fixture(scope="session")
def pages(toys: CgtCatalogue) -> dict[str, Page]:
    """Every page by its address."""
    return {page.path: page for page in pages_of(toys)}


def renders(catalogue: CgtCatalogue) -> Callable[[str], Rendered]:
    """What draws the page at an address, with blank drawings."""
    plan = undrawn(catalogue, SITE_URL)
    pages = {page.path: page for page in plan.pages}
    return lambda path: plan.renderer.render(pages[path])
