"""The catalogue as files to take away: (path within the site, bytes)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..catalogues import Catalogue
from ..figures import Figure
from ..pages import Page
from ..pages.comparisons import comparable
from ..searches import assigned, script
from .api import api_files
from .archives import data_archive
from .citations import citation_files
from .discovery import discovery_files
from .feeds import feed_files
from .figures import figure_files, source_line, workbook_to_fill_in
from .stubs import stub_files
from .tables import as_rows, table_files
from .verification import verification

__all__ = [
    "all_downloads",
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
) -> list[Iterable[tuple[str, bytes]]]:
    """Every file to take away, but for those that are slow to make; the longest work first."""
    return [
        *api_files(catalogue, figures, site_url),
        citation_files(catalogue, figures, site_url),
        feed_files(catalogue, site_url),
        table_files(catalogue),
        *(figure_files(figure, drawings[figure.id]) for figure in figures.values()),
        discovery_files(catalogue, pages, site_url),
        scripts(catalogue, figures),
    ]


def scripts(catalogue: Catalogue, figures: Mapping[str, Figure]) -> Iterator[tuple[str, bytes]]:
    """What scripts of pages read: scripts themselves, for a page opened from a disk."""
    yield "search/entries.js", script(catalogue)
    yield "compare/products.js", assigned("comparable", comparable(catalogue))
    yield "verify/records.js", verification(catalogue, figures)
