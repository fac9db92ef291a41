"""The catalogue as JSON, in one shape that its JSON Schemas tell too.

One type a field: a column is a string, an integer, a boolean or, where it names several things, a
list; a gap is a word of `missing`, never null. What belongs to a record stands inside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ..addresses import API, COLLECTIONS, WITH_PAGES, json_path
from ..catalogues import Catalogue
from ..citations import citation, csl
from ..editions import frozen_bytes
from ..evidence import Check, self_checks
from ..figures import Figure
from ..receipts import receipts_of
from ..records import Product, columns
from .schemas import INSIDE, api_description, schema_files, several
from .tables import json_bytes, kind, text

ROOT = API.lstrip("/")
VERSION = "1"
NONE = "not-applicable"  # what a blank cell says here


def api_files(
    catalogue: Catalogue, figures: Mapping[str, Figure], site_url: str | None
) -> list[Iterable[tuple[str, bytes]]]:
    """Everything under /api/v1/, by its place in the site."""
    return [
        *(record_files(catalogue, table) for table in WITH_PAGES),
        collections(catalogue),
        others(catalogue, figures, site_url),
    ]


def collections(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Each collection, and all of them in one file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in COLLECTIONS:
        found[table] = [told(table, record) for record in records(catalogue, table)]
        yield f"{ROOT}/{table}.json", json_bytes({**envelope(catalogue), table: found[table]})
    yield f"{ROOT}/catalogue.json", json_bytes({**envelope(catalogue), **found})


def record_files(catalogue: Catalogue, table: str) -> Iterator[tuple[str, bytes]]:
    """A file for each record of a collection."""
    head, checks = envelope(catalogue), self_checks(catalogue)
    for record in records(catalogue, table):
        shaped = told(table, record)
        content = {**head, "record": shaped, **beside(catalogue, record, shaped)}
        if table == "products":
            content["self_checks"] = checked(record, checks)
        yield json_path(record.path).lstrip("/"), json_bytes(content)


def others(
    catalogue: Catalogue, figures: Mapping[str, Figure], site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """Figures, editions, and what describes it all."""
    for figure in figures.values():
        yield json_path(figure.path).lstrip("/"), json_bytes(told_figure(catalogue, figure))
    for edition in catalogue.editions:
        yield f"{ROOT}/editions/{edition.edition}.json", frozen_bytes(edition)
    yield from schema_files(catalogue)
    yield f"{ROOT}/openapi.json", json_bytes(api_description(catalogue, site_url))


def envelope(catalogue: Catalogue) -> dict[str, Any]:
    """What every file begins with."""
    edition = catalogue.edition
    return {
        "version": VERSION,
        "edition": edition.edition,
        "draft": catalogue.draft,
        "as_of": edition.as_of.isoformat(),
        "licence": edition.data_licence,
        "licence_url": edition.data_licence_url,
        "source": catalogue.sources[edition.supplement].title,
        "disclaimer": "A reference, not medical or regulatory advice.",
        "missing": {id: term.meaning for id, term in catalogue.terms["missing"].items()},
    }


def records(catalogue: Catalogue, table: str) -> list[Any]:
    """The linked records of a collection, in the order of the site."""
    if table == "sources":
        return list(catalogue.sources.values())
    if table == "terms":
        return [term for list in catalogue.terms.values() for term in list.values()]
    return list(getattr(catalogue, table))


def told(table: str, record: Any) -> dict[str, Any]:
    """A record with what stands inside it."""
    shaped: dict[str, Any] = {}
    for column in columns(table):
        value = getattr(record, column)
        if several(table, column):
            shaped[column] = (value or "").split()
        elif kind(table, column) in ("integer", "boolean"):
            shaped[column] = value
        else:
            shaped[column] = text(value) or NONE
    for name, inner in INSIDE.get(table, {}).items():
        if name == "holder":
            shaped[name] = told(inner, record.holder)
        elif name == "trials":
            shaped[name] = [told(inner, record.pivotal)] if record.pivotal else []
        else:
            shaped[name] = [told(inner, one) for one in getattr(record, name)]
    if table in ("products", "approvals", "guidelines"):
        shaped["note"] = record.note
    return shaped


def beside(catalogue: Catalogue, record: Any, shaped: dict[str, Any]) -> dict[str, Any]:
    """What stands beside a record: address, fingerprint, citation, sources, receipts."""
    cited = [catalogue.sources[id] for id in dict.fromkeys(_cited(shaped))]
    return {
        "page": record.path,
        "fingerprint": catalogue.fingerprints[record.path],
        "citation": csl(citation(catalogue, record), None),
        "sources": [told("sources", source) for source in cited],
        "receipts": [asdict(receipt) for receipt in receipts_of(catalogue, record)],
    }


def _cited(shaped: Any) -> Iterator[str]:
    if isinstance(shaped, list):
        for one in shaped:
            yield from _cited(one)
    elif isinstance(shaped, dict):
        if "source_id" in shaped:
            yield shaped["source_id"]
        yield from shaped.get("corroborated_by", [])
        for one in shaped.values():
            yield from _cited(one) if isinstance(one, dict | list) else ()


def checked(product: Product, checks: Mapping[str, Check]) -> list[dict[str, Any]]:
    """The self-checks of a product's endpoints."""
    return [
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


def told_figure(catalogue: Catalogue, figure: Figure) -> dict[str, Any]:
    """A figure as its numbers and words."""
    return {
        **envelope(catalogue),
        "page": figure.path,
        "id": figure.id,
        "title": figure.title,
        "sentence": figure.sentence,
        "definition": figure.definition,
        "note": figure.note,
        "columns": list(figure.columns),
        "rows": [list(row) for row in figure.rows],
        "sources": [told("sources", catalogue.sources[id]) for id in figure.source_ids],
        "citation": csl(citation(catalogue, figure), None),
    }
