"""The shape of the JSON files, and its description as JSON Schema and OpenAPI."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..addresses import API, COLLECTIONS, WITH_PAGES
from ..catalogues import Catalogue
from ..cells import Ref
from ..descriptions import COLUMNS_SAY, TABLES_SAY
from ..records import columns
from .tables import json_bytes, kind, mark, words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LISTS = {("sources", "copies"): "copies"}  # several by blanks, like columns that name many records
INSIDE = {  # what stands inside a record: its name there, and the table it is of
    "products": {
        "approvals": "approvals",
        "holder": "holders",
        "statements": "statements",
        "remarks": "remarks",
        "scopes": "scopes",
    },
    "approvals": {
        "endpoints": "endpoints",
        "trials": "trials",
        "statements": "statements",
        "remarks": "remarks",
    },
    "endpoints": {"remarks": "remarks"},
    "guidelines": {"statements": "statements", "remarks": "remarks", "scopes": "scopes"},
    "holders": {"statements": "statements", "remarks": "remarks"},
    "trials": {"statements": "statements", "remarks": "remarks"},
    "sources": {"statements": "statements", "remarks": "remarks"},
}
STRING = {"type": "string"}
ENVELOPE = {
    "version": {**STRING, "description": "Version of the shape of these files."},
    "edition": {**STRING, "description": "The edition of the data."},
    "draft": {"type": "boolean", "description": "Whether there are changes in no edition yet."},
    "as_of": {**STRING, "format": "date", "description": "The data cut-off."},
    "licence": STRING,
    "licence_url": {**STRING, "format": "uri"},
    "source": {**STRING, "description": "What the core tables are transcribed from."},
    "disclaimer": STRING,
    "missing": {
        "type": "object",
        "additionalProperties": STRING,
        "description": "The words that stand for a gap, with their meanings.",
    },
}
RECEIPT = {
    "id": "The fragment of the receipt on the page.",
    "column": "The printed heading.",
    "printed": "The printed words.",
    "reading": "How they were read.",
    "source_id": "The source.",
    "place": "Table and row.",
}
CHECK = {
    "endpoint": {**STRING, "description": "The id of the endpoint."},
    "n": {"type": "integer", "description": "The stated number of subjects."},
    "reproduces": {"type": "boolean"},
    "outcome": STRING,
}


@cache
def several(table: str, column: str) -> bool:
    """Whether a cell of that column may name several things."""
    ref = mark(table, column, Ref)
    return bool(ref and ref.many) or (table, column) in LISTS


def schema_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """A JSON Schema for each kind of file."""
    records = definitions(catalogue)
    for name, schema in schemas(catalogue).items():
        told = {"$schema": DIALECT, "title": name, **schema, "$defs": records}
        yield f"{API.lstrip('/')}/schemas/{name}.json", json_bytes(told)


def schemas(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name; definitions stand apart."""
    found = {table: _file({table: _list(_ref(table))}) for table in COLLECTIONS}
    found["catalogue"] = _file({table: _list(_ref(table)) for table in COLLECTIONS})
    for table in WITH_PAGES:
        beside = {
            "record": _ref(table),
            "page": {**STRING, "description": "The address of its page within the site."},
            "fingerprint": {**STRING, "pattern": "^[0-9a-f]{12}$"},
            "citation": {"type": "object", "description": "An item of CSL-JSON."},
            "sources": _list(_ref("sources")),
            "receipts": _list(_object({k: _string(v) for k, v in RECEIPT.items()})),
        }
        if table == "products":
            beside["self_checks"] = _list(_object(CHECK))
        found[table.removesuffix("s")] = _file(beside)
    cell = {"type": ["string", "number"]}
    found["figure"] = _file(
        {
            **dict.fromkeys(("page", "id", "title", "sentence", "definition", "note"), STRING),
            "columns": _list(STRING),
            "rows": _list(_list(cell)),
            "sources": _list(_ref("sources")),
            "citation": {"type": "object"},
        }
    )
    return found


def definitions(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of a record of each table."""
    inside = [table for names in INSIDE.values() for table in names.values()]
    return {table: _record(catalogue, table) for table in dict.fromkeys((*COLLECTIONS, *inside))}


def _record(catalogue: Catalogue, table: str) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    for column in columns(table):
        found: dict[str, Any] = {"type": kind(table, column)}
        if found["type"] == "date":
            found = {**STRING, "format": "date"}
        if several(table, column):
            found = _list(STRING)
        elif allowed := words(catalogue, table, column):
            found["enum"] = allowed
        shape[column] = {**found, "description": COLUMNS_SAY[table][column]}
    for name, inner in INSIDE.get(table, {}).items():
        shape[name] = _ref(inner) if name == "holder" else _list(_ref(inner))
    if table in ("products", "approvals", "guidelines"):
        shape["note"] = {**STRING, "description": "Longer prose in Markdown, or nothing."}
    return {**_object(shape), "description": TABLES_SAY[table]}


def _string(description: str) -> dict[str, Any]:
    return {**STRING, "description": description}


def _ref(table: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{table}"}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _file(properties: dict[str, Any]) -> dict[str, Any]:
    return _object({**ENVELOPE, **properties})


def api_description(catalogue: Catalogue, site_url: str | None) -> dict[str, Any]:
    """openapi.json: every address of the JSON files, by OpenAPI 3.1."""
    edition = catalogue.edition

    def path(summary: str, schema: str, id: list[str] | None = None) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"schemas/{schema}.json"}}}
        found: dict[str, Any] = {
            "summary": summary,
            "operationId": f"get-{schema}",
            "responses": {"200": {"description": summary, "content": content}},
        }
        if id is not None:
            found["responses"]["404"] = {"description": "There is no such record."}
            found["parameters"] = [
                {"name": "id", "in": "path", "required": True, "schema": {**STRING, "enum": id}}
            ]
        return {"get": found}

    ids = {table: [one.id for one in getattr(catalogue, table)] for table in WITH_PAGES}
    paths = {"/catalogue.json": path("The whole catalogue", "catalogue")}
    paths |= {f"/{table}.json": path(TABLES_SAY[table], table) for table in COLLECTIONS}
    for table in WITH_PAGES:
        one = table.removesuffix("s")
        paths[f"/{table}/{{id}}.json"] = path(f"One record of {table}", one, ids[table])
    paths["/trends/{id}.json"] = path("The numbers of a figure", "figure", [])
    del paths["/trends/{id}.json"]["get"]["parameters"][0]["schema"]["enum"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": edition.title,
            "version": edition.edition,
            "summary": edition.description,
            "license": {"name": edition.data_licence, "url": edition.data_licence_url},
        },
        "servers": [{"url": site_url + API[1:] if site_url else "."}],
        "paths": paths,
    }
