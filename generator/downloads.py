"""The catalogue as files to take away: (path within the site, bytes)."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from .applications import WORDS as APPLICATION_WORDS
from .applications import empty_workbook
from .catalogues import Catalogue
from .evidence import self_checks
from .figures import Figure
from .pages.comparisons import comparable
from .receipts import Receipt, guideline_receipts, holder_receipts, product_receipts
from .records import Guideline, Holder, Product, Source
from .searches import assigned, script

PICTURES = {"svg": "figure.svg", "png": "figure.png", "vl.json": "figure.json"}


def all_downloads(
    catalogue: Catalogue, figures: Mapping[str, Figure], drawings: Mapping[str, Mapping[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """Every file to take away, except the empty workbook, which is slow to make."""
    yield from record_files(catalogue)
    yield "search/entries.js", script(catalogue)
    yield "compare/products.js", assigned("comparable", comparable(catalogue))
    for figure in figures.values():
        yield from figure_files(figure, drawings[figure.id])


def record_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Each product, guideline and holder as JSON, with its receipts and self-checks."""
    checks = self_checks(catalogue)
    for product in catalogue.products:
        found = [
            {
                "endpoint": end.id,
                "n": checks[end.id].n,
                "reproduces": checks[end.id].reproduces,
                "outcome": checks[end.id].said,
            }
            for approval in product.approvals
            for end in approval.endpoints
            if end.id in checks
        ]
        receipts = product_receipts(catalogue, product)
        yield _record(catalogue, product, receipts, self_checks=found)
    for guideline in catalogue.guidelines:
        yield _record(catalogue, guideline, guideline_receipts(catalogue, guideline))
    for holder in catalogue.holders:
        yield _record(catalogue, holder, holder_receipts(catalogue, holder))


def _record(
    catalogue: Catalogue,
    record: Product | Guideline | Holder,
    receipts: list[Receipt],
    **more: Any,
) -> tuple[str, bytes]:
    """The JSON file of a record: an envelope, the record as it is linked, its receipts."""
    edition = catalogue.edition
    content = {
        "version": "1",
        "edition": edition.edition,
        "as_of": edition.as_of.isoformat(),
        "licence": edition.data_licence,
        "source": edition.supplement,
        "missing": {id: term.meaning for id, term in catalogue.terms["missing"].items()},
        "record": record.model_dump(mode="json"),
        "receipts": [asdict(receipt) for receipt in receipts],
        **more,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return f"{json_path(record).lstrip('/')}", text.encode()


def json_path(record: Product | Guideline | Holder) -> str:
    """Address of the JSON of a record: /api/v1/products/x.json beside /products/x/."""
    return f"/api/v1{record.path.rstrip('/')}.json"


def figure_files(figure: Figure, drawing: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """A figure as pictures, numbers and specification, and what makes it live on a page."""
    folder = figure.path.lstrip("/")
    for ending, name in PICTURES.items():
        yield f"{folder}{figure.id}.{ending}", drawing[name]
    yield f"{folder}{figure.id}.csv", csv_bytes(figure.columns, figure.rows)
    for name in ("wide.js", "narrow.js"):
        yield f"{folder}{name}", drawing[name]


def csv_bytes(columns: tuple[str, ...], rows: tuple[tuple[str | int, ...], ...]) -> bytes:
    """Rows as CSV in which no spreadsheet finds a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def inert(cell: str | int) -> str | int:
    """A cell that a spreadsheet would run as a formula, behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell


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
    titles = "; ".join(
        dict.fromkeys(f"{s.title} ({s.publisher})" for s in sources_of(figure, catalogue))
    )
    as_of = catalogue.edition.as_of
    return (
        f"Source: {titles}. Data as of {as_of.day} {as_of:%B %Y}. {catalogue.edition.title}, "
        f"edition {catalogue.edition.edition}."
    )


def sources_of(figure: Figure, catalogue: Catalogue) -> list[Source]:
    """The sources of a figure."""
    return [catalogue.sources[id] for id in figure.source_ids]
