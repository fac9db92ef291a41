"""The catalogue as files to take away: (path within the site, bytes)."""

from collections.abc import Iterator, Mapping, Sequence

from ..catalogues import Catalogue
from ..figures import Figure
from ..pages import Page
from ..pages.comparisons import comparable
from ..searches import assigned, script
from .api import api_files
from .archives import archive, data_archive
from .citations import citation_files
from .discovery import discovery_files
from .feeds import feed_files
from .figures import figure_files, source_line, workbook_to_fill_in
from .stubs import stub_files
from .tables import as_rows, table_files
from .verification import verification

__all__ = [
    "all_downloads",
    "archive",
    "as_rows",
    "data_archive",
    "source_line",
    "stub_files",
    "workbook_to_fill_in",
]


def all_downloads(
    catalogue: Catalogue,
    pages: Sequence[Page],
    figures: Mapping[str, Figure],
    drawings: Mapping[str, Mapping[str, bytes]],
    site_url: str | None,
) -> Iterator[tuple[str, bytes]]:
    """Every file to take away, but for those that are slow to make."""
    yield from api_files(catalogue, figures, site_url)
    yield from table_files(catalogue)
    for figure in figures.values():
        yield from figure_files(figure, drawings[figure.id])
    yield from citation_files(catalogue, figures, site_url)
    yield from feed_files(catalogue, site_url)
    yield from discovery_files(catalogue, pages, site_url)
    yield "search/entries.js", script(catalogue)
    yield "compare/products.js", assigned("comparable", comparable(catalogue))
    yield "verify/records.js", verification(catalogue, figures)
