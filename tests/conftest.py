"""What tests share: the toy catalogue, a copy of it to spoil, and the built real site."""

import shutil
from pathlib import Path

import pytest

from generator.build import ROOT, build
from generator.catalogues import Catalogue
from generator.checks import DataProblems, load
from generator.figures import all_figures
from generator.pages import Page, all_pages

TOY = Path(__file__).parent / "toy"
DATA = ROOT / "data"


@pytest.fixture(scope="session")
def toy_catalogue() -> Catalogue:
    return load(TOY)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(DATA)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy tables that a test may spoil; its folder is called data."""
    return shutil.copytree(TOY, tmp_path / "data")


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("toy") / "site"
    build(TOY, site)
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, as `make site` builds it."""
    site = tmp_path_factory.mktemp("real") / "site"
    build(DATA, site)
    return site


def pages_of(catalogue: Catalogue) -> list[Page]:
    """Every page of a catalogue, as a value."""
    return all_pages(catalogue, all_figures(catalogue))


def problems(data: Path) -> list[str]:
    """What `check` would print for that folder, line by line."""
    try:
        load(data)
    except DataProblems as found:
        return [f"{problem.place}: {problem.message}" for problem in found.problems]
    return []
