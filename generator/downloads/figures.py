"""Figures to take away: pictures, numbers, specification, and the line under a picture."""

from collections.abc import Iterator, Mapping

from ..applications import WORDS as APPLICATION_WORDS
from ..applications import empty_workbook
from ..catalogues import Catalogue
from ..engine.dates import format_date
from ..figures import Figure
from .tables import csv_bytes

PICTURES = {"svg": "figure.svg", "png": "figure.png", "vl.json": "figure.json"}


def figure_files(figure: Figure, drawing: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """A figure as pictures, numbers and specification, and what makes it live on a page."""
    folder = figure.path.lstrip("/")
    for ending, name in PICTURES.items():
        yield f"{folder}{figure.id}.{ending}", drawing[name]
    yield f"{folder}{figure.id}.csv", csv_bytes(figure.columns, figure.rows)
    for name in ("wide.js", "narrow.js"):
        yield f"{folder}{name}", drawing[name]


def workbook_to_fill_in(catalogue: Catalogue) -> bytes:
    """The empty workbook of applications, with the allowed words of each column."""
    words = {
        part: [(term.id, term.label) for term in catalogue.terms[list].values()]
        for part, list in APPLICATION_WORDS.items()
    }
    words["started"] = [("yes", "yes"), ("no", "no")]
    return empty_workbook(words)


def source_line(figure: Figure, catalogue: Catalogue) -> str:
    """The line under a picture that travels alone."""
    sources = [catalogue.sources[id] for id in figure.source_ids]
    edition = catalogue.edition
    titles = "; ".join(dict.fromkeys(f"{s.title} ({s.publisher})" for s in sources))
    return (
        f"Source: {titles}. Data as of {format_date(edition.as_of)}. {edition.title}, "
        f"edition {edition.edition}."
    )
