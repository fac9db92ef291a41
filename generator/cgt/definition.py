"""This catalogue as the engine takes it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ..engine.definitions import Definition, Job
from ..engine.moved import moved_files
from ..engine.pages import Head
from ..engine.plans import Plan
from ..engine.templates import Text
from .catalogue import CgtCatalogue
from .colours import COLOURS
from .downloads import all_downloads, data_archive, json_head, source_line
from .figures import all_figures
from .metadata import metadata
from .pages import KINDS
from .pages.filters import citation_filters
from .rules import RULES
from .tables import SCHEMA, CgtSettings

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def downloads(plan: Plan) -> list[Job]:
    """Every file but pages."""
    return all_downloads(
        plan.catalogue, plan.pages, plan.navigation, plan.drawings, plan.templates, plan.site_url
    )


def archives(plan: Plan, files: Mapping[str, bytes]) -> Job:
    """The zip of the data."""
    yield "data/catalogue.zip", data_archive(plan.catalogue, files, plan.templates)


def moved(plan: Plan, files: Mapping[str, bytes]) -> Job:
    """Files at the addresses of those that are gone."""
    head = json_head(plan.catalogue, plan.templates.text)
    return moved_files(plan.catalogue, files, head, plan.templates, plan.site_url)


def head(catalogue: CgtCatalogue, site_url: str, text: Text) -> Head:
    """A function from a page to its metadata."""
    return partial(metadata, catalogue, site_url=site_url, text=text)


CGT = Definition(
    schema=SCHEMA,
    settings=CgtSettings,
    catalogue=CgtCatalogue,
    rules=RULES,
    kinds=KINDS,
    templates=[ROOT / "templates"],
    static=ROOT / "static",
    filters=citation_filters,
    figures=all_figures,
    chart_modules=[HERE / "colours.py", *sorted(HERE.glob("figures/*.py"))],
    colours=COLOURS,
    source_line=source_line,
    head=head,
    glossary=lambda catalogue: catalogue.glossary,
    article=lambda catalogue: catalogue.sources[catalogue.settings.article],
    downloads=downloads,
    archives=archives,
    moved_files=moved,
)
