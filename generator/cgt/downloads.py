"""Everything that can be downloaded: one list, a function for each kind of file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..engine.addresses import API
from ..engine.archives import zip_bytes
from ..engine.citations import Citation, catalogue_citation, citation, citation_forms
from ..engine.discovery import discovery_files
from ..engine.feeds import feed_files
from ..engine.figures import Figure
from ..engine.json_files import (
    File,
    Shaped,
    collection_files,
    edition_files,
    envelope,
    figure_file,
    record_files,
    record_to_dict,
    referred_ids,
    script_bytes,
)
from ..engine.json_schemas import (
    STRING,
    list_of,
    object_of,
    openapi_file,
    record_ref,
    schema_files,
    tables_with_pages,
)
from ..engine.moved import fingerprint_history
from ..engine.packages import csv_bytes, table_files
from ..engine.pages import Page
from ..engine.templates import Templates, Text
from .catalogue import CgtCatalogue
from .citations import paper_citation
from .evidence import self_checks
from .figures import all_figures
from .pages.products import choices
from .provenance import Provenance, provenance
from .search import search_script
from .tables import Product

DATA = ("data/", f"{API.lstrip('/')}/", "about/catalogue.", "about/paper.", "trends/")
NOT_DATA = (".html", "wide.js", "narrow.js", "/card.png")
PICTURES = {"svg": "figure.svg", "png": "figure.png", "vl.json": "figure.json"}

RECEIPT = ("id", "column", "printed", "reading", "source_id", "place")
CHECK: dict[str, Shaped] = {
    "endpoint": STRING,
    "n": {"type": "integer"},
    "reproduces": {"type": "boolean"},
    "outcome": STRING,
}

Drawings = Mapping[str, Mapping[str, bytes]]  # the drawn files of each figure, by its id and name


def all_downloads(
    catalogue: CgtCatalogue,
    pages: Sequence[Page],
    navigation: Sequence[tuple[str, str]],
    drawings: Drawings,
    templates: Templates,
    site_url: str | None,
) -> list[Iterable[File]]:
    """Every file but pages and those that are slow to make; each item is a job of its own.

    `navigation` are names and paths of pages.
    """
    text, figures = templates.text, all_figures(catalogue)
    head = json_head(catalogue, text)
    return [
        *(
            record_files(catalogue, table, head, text, _beside(catalogue, text))
            for table in tables_with_pages(catalogue)
        ),
        collection_files(catalogue, head),
        other_json_files(catalogue, head, text, site_url),
        citation_files(catalogue, text, site_url),
        feed_files(catalogue, templates, site_url),
        table_files(catalogue, [catalogue.sources[catalogue.settings.supplement].title]),
        *(figure_files(figure, drawings[figure.id]) for figure in figures.values()),
        discovery_files(catalogue, pages, navigation, templates, site_url),
        scripts(catalogue, text),
    ]


def json_head(catalogue: CgtCatalogue, text: Text) -> Shaped:
    """What every JSON file begins with."""
    source = catalogue.sources[catalogue.settings.supplement].title
    return envelope(catalogue, source, text("texts/json.txt", "disclaimer_text"))


def _beside(catalogue: CgtCatalogue, text: Text) -> Callable[[Any, Shaped], Shaped]:
    """What is beside a record in its file: its sources, provenance and self-checks."""

    def beside(record: Any, shaped: Shaped) -> Shaped:
        ids = dict.fromkeys(referred_ids(catalogue.schema, shaped, "sources"))
        origins = provenance(catalogue, record)
        content: Shaped = {
            "sources": sources_as_json(catalogue, ids),
            "receipts": [_receipt(origin, text) for origin in origins],
        }
        if isinstance(record, Product):
            content["self_checks"] = checks_as_json(catalogue, record, text)
        return content

    return beside


def sources_as_json(catalogue: CgtCatalogue, ids: Iterable[str]) -> list[Shaped]:
    """Sources as JSON."""
    return [record_to_dict(catalogue.schema, "sources", catalogue.sources[one]) for one in ids]


def _receipt(origin: Provenance, text: Text) -> Shaped:
    """The origin of a value as JSON; in this version of the shape it is called a receipt."""
    shaped = asdict(origin)
    place = text("texts/json.txt", "place", table=shaped.pop("table"), row=shaped.pop("row"))
    return {**shaped, "place": place}


def checks_as_json(catalogue: CgtCatalogue, product: Product, text: Text) -> list[Shaped]:
    """The self-checks of the endpoints of a product as JSON."""
    by_endpoint = self_checks(catalogue)
    own = [
        by_endpoint[end.id]
        for approval in product.approvals
        for end in approval.endpoints
        if end.id in by_endpoint
    ]
    return [
        {
            "endpoint": check.endpoint.id,
            "n": check.n,
            "reproduces": check.reproduces,
            "outcome": text("texts/self_check.txt", "outcome", check=check),
        }
        for check in own
    ]


def other_json_files(
    catalogue: CgtCatalogue, head: Shaped, text: Text, site_url: str | None
) -> Iterator[File]:
    """Figures, editions, and what describes the JSON files."""
    figures = list(all_figures(catalogue).values())
    for figure in figures:
        beside = {"sources": sources_as_json(catalogue, [one.id for one in figure.sources])}
        yield figure_file(catalogue, figure, head, text, beside)
    yield from edition_files(catalogue)
    yield from schema_files(catalogue, text, json_additions(text))
    yield openapi_file(catalogue, text, site_url, figures)


def json_additions(text: Text) -> dict[str, dict[str, Shaped]]:
    """The schema of what this catalogue adds to each kind of JSON file."""

    def items(prefix: str, properties: Mapping[str, Shaped]) -> Shaped:
        described = {
            key: {**one, "description": text("texts/json.txt", f"{prefix}_{key}")}
            for key, one in properties.items()
        }
        return list_of(object_of(described))

    cited = {"sources": list_of(record_ref("sources"))}
    record = {**cited, "receipts": items("receipt", dict.fromkeys(RECEIPT, STRING))}
    product = {**record, "self_checks": items("check", CHECK)}
    return {"product": product, "guideline": record, "holder": record, "figure": cited}


def citation_files(catalogue: CgtCatalogue, text: Text, site_url: str | None) -> Iterator[File]:
    """Every form of the citation of each record and figure, of the catalogue and of the paper."""
    for name, cited in _citations(catalogue, text):
        for ending, content in citation_forms(cited, site_url, text).items():
            yield f"{name}.{ending}", content.encode()


def _citations(catalogue: CgtCatalogue, text: Text) -> Iterator[tuple[str, Citation]]:
    """Citations by the place of their files, which have endings of their own."""
    for one in (*catalogue.with_pages(), *all_figures(catalogue).values()):
        yield f"{one.path}{one.id}".lstrip("/"), citation(catalogue, one, text)
    yield "about/catalogue", catalogue_citation(catalogue, text)
    yield "about/paper", paper_citation(catalogue)


def figure_files(figure: Figure, drawing: Mapping[str, bytes]) -> Iterator[File]:
    """A figure as pictures, numbers and specification, and what makes it live on a page."""
    folder = figure.path.lstrip("/")
    for ending, name in PICTURES.items():
        yield f"{folder}{figure.id}.{ending}", drawing[name]
    yield f"{folder}{figure.id}.csv", csv_bytes(figure.columns, figure.rows)
    for name in ("wide.js", "narrow.js"):
        yield f"{folder}{name}", drawing[name]


def source_line(catalogue: CgtCatalogue, figure: Figure, text: Text) -> str:
    """The line under a picture that leaves the site."""
    return text("texts/figure.txt", "source", sources=figure.sources, settings=catalogue.settings)


def scripts(catalogue: CgtCatalogue, text: Text) -> Iterator[File]:
    """What scripts of pages read: scripts themselves, for a page opened from a disk."""
    yield "search/entries.js", search_script(catalogue, text)
    yield "compare/products.js", script_bytes("comparable", choices(catalogue))
    history = fingerprint_history(catalogue, all_figures(catalogue), text)
    yield "verify/records.js", script_bytes("verifyRecords", history)


def data_archive(
    catalogue: CgtCatalogue, files: Mapping[str, bytes], templates: Templates
) -> bytes:
    """A zip of every download but pages, out of the files of a site, with a README."""
    names = [name for name in files if name.startswith(DATA) and not name.endswith(NOT_DATA)]
    readme = templates.document(
        "texts/readme.txt", settings=catalogue.settings, edition_name=catalogue.edition_name
    )
    chosen = {name: files[name] for name in names} | {"README.txt": readme.encode()}
    return zip_bytes(sorted(chosen.items()))
