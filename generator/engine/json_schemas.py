"""The JSON files described as JSON Schema and OpenAPI, from the declaration of tables."""

from collections.abc import Iterator, Mapping, Sequence

from .addresses import API, collections
from .catalogues import Catalogue
from .columns import MISSING_WORDS, Word
from .figures import Figure
from .json_files import ROOT, File, Shaped, embedded, json_bytes
from .schema import Table
from .templates import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEMPLATE = "texts/json.txt"
STRING: Shaped = {"type": "string"}
ENVELOPE: dict[str, Shaped] = {  # by key; each is described by the block of that name
    "version": STRING,
    "edition": STRING,
    "draft": {"type": "boolean"},
    "as_of": {**STRING, "format": "date"},
    "licence": STRING,
    "licence_url": {**STRING, "format": "uri"},
    "source": STRING,
    "disclaimer": STRING,
    "missing": {"type": "object", "additionalProperties": STRING},
}
BESIDE_RECORD: dict[str, Shaped] = {
    "page": STRING,
    "fingerprint": {**STRING, "pattern": "^[0-9a-f]{12}$"},
    "citation": {"type": "object"},
}
FIGURE: dict[str, Shaped] = {
    **dict.fromkeys(("page", "id", "title", "sentence", "definition"), STRING),
    "note": {"type": ["string", "null"]},
    "columns": {"type": "array", "items": STRING},
    "rows": {"type": "array", "items": {"type": "array", "items": {"type": ["string", "number"]}}},
    "citation": {"type": "object"},
}
Properties = Mapping[str, Shaped]


def schema_files(
    catalogue: Catalogue, text: Text, beside: Mapping[str, Properties]
) -> Iterator[File]:
    """A JSON Schema for each kind of file; `beside` is what a catalogue adds, by kind of file."""
    records = definitions(catalogue, text)
    for name, properties in kinds_of_file(catalogue).items():
        described = {
            key: _described(text, key, one)
            for key, one in {**ENVELOPE, **properties, **beside.get(name, {})}.items()
        }
        content = {"$schema": DIALECT, "title": name, **object_of(described), "$defs": records}
        yield f"{ROOT}/schemas/{name}.json", json_bytes(content)


def kinds_of_file(catalogue: Catalogue) -> dict[str, Properties]:
    """What each kind of file has besides the envelope, by its name."""
    tables = collections(catalogue.schema)
    kinds: dict[str, Properties] = {table: {table: list_of(record_ref(table))} for table in tables}
    kinds["catalogue"] = {table: list_of(record_ref(table)) for table in tables}
    for table in tables_with_pages(catalogue):
        kinds[singular(table)] = {"record": record_ref(table), **BESIDE_RECORD}
    return {**kinds, "figure": FIGURE}


def tables_with_pages(catalogue: Catalogue) -> list[str]:
    """The tables whose records have a file each."""
    return [table.name for table in catalogue.schema.tables.values() if table.has_pages]


def singular(table: str) -> str:
    """The name of a file of one record of that table."""
    return table.removesuffix("s")


def definitions(catalogue: Catalogue, text: Text) -> dict[str, Shaped]:
    """The schema of a record of each table that the files have records of."""
    schema = catalogue.schema
    tables = collections(schema)
    for table in tables:  # grows as it is read
        tables += [part.table for part in embedded(schema, table) if part.table not in tables]
    return {table: _record(catalogue, schema[table], text) for table in tables}


def _record(catalogue: Catalogue, table: Table, text: Text) -> Shaped:
    properties = {name: column_schema(catalogue, table, name) for name in table.columns}
    for part in embedded(catalogue.schema, table.name):
        inner = record_ref(part.table)
        properties[part.key] = list_of(inner) if part.many else inner
    if "note" in table.fields:
        properties["note"] = _described(text, "record_note", {"type": ["string", "null"]})
    return {**object_of(properties), "description": table.description}


def column_schema(catalogue: Catalogue, table: Table, name: str) -> Shaped:
    """The schema of a column: its type, null where a cell may be blank, its words and meaning."""
    column = table.columns[name]
    about = {"title": column.label, "description": column.description}
    if column.many:
        return {**list_of(STRING), **about}
    kind = "string" if column.kind == "date" else column.kind
    blank = name in table.optional
    shaped: Shaped = {"type": [kind, "null"] if blank else kind}
    if column.kind == "date":
        shaped["format"] = "date"
    if allowed := allowed_words(catalogue, column):
        shaped["enum"] = [*allowed, None] if blank else allowed
    return {**shaped, **about}


def allowed_words(catalogue: Catalogue, column: object) -> list[str]:
    """The words that a column may hold, or nothing if it is free."""
    if not isinstance(column, Word):
        return []
    return [*catalogue.terms.get(column.of, {}), *(MISSING_WORDS if column.or_missing else ())]


def record_ref(table: str) -> Shaped:
    """A record of a table, within a schema that has `definitions`."""
    return {"$ref": f"#/$defs/{table}"}


def list_of(items: Shaped) -> Shaped:
    """The schema of a list of such items."""
    return {"type": "array", "items": items}


def object_of(properties: Properties) -> Shaped:
    """The schema of an object with all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _described(text: Text, key: str, shaped: Shaped) -> Shaped:
    """The schema of a property with its description, unless its own says enough."""
    return shaped if "$ref" in shaped or "items" in shaped else {
        **shaped, "description": text(TEMPLATE, key)
    }  # fmt: skip


def openapi_file(
    catalogue: Catalogue, text: Text, site_url: str | None, figures: Sequence[Figure] = ()
) -> File:
    """openapi.json: the address of every JSON file, by OpenAPI 3.1."""
    schema, settings = catalogue.schema, catalogue.settings

    def path(summary: str, kind: str, ids: Sequence[str] = ()) -> Shaped:
        content = {"application/json": {"schema": {"$ref": f"schemas/{kind}.json"}}}
        responses = {"200": {"description": summary, "content": content}}
        operation: Shaped = {
            "summary": summary,
            "operationId": f"get-{kind}",
            "responses": responses,
        }
        if ids:
            responses["404"] = {"description": text(TEMPLATE, "no_record")}
            shaped = {**STRING, "enum": list(ids)}
            operation["parameters"] = [
                {"name": "id", "in": "path", "required": True, "schema": shaped}
            ]
        return {"get": operation}

    paths = {"/catalogue.json": path(text(TEMPLATE, "whole"), "catalogue")}
    for table in collections(schema):
        paths[f"/{table}.json"] = path(schema[table].description, table)
    for table in tables_with_pages(catalogue):
        folder = schema[table].record.page.partition("{")[0]
        ids = [one.id for one in catalogue.listed(table)]
        summary = text(TEMPLATE, "one_record", table=table)
        paths[f"{folder}{{id}}.json"] = path(summary, singular(table), ids)
    if figures:
        folder = figures[0].path.removesuffix(f"{figures[0].id}/")
        ids = [figure.id for figure in figures]
        paths[f"{folder}{{id}}.json"] = path(text(TEMPLATE, "figure"), "figure", ids)
    content = {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "version": settings.edition,
            "summary": settings.description,
            "license": {"name": settings.data_licence, "url": settings.data_licence_url},
        },
        "servers": [{"url": site_url + API[1:] if site_url else "."}],
        "paths": paths,
    }
    return f"{ROOT}/openapi.json", json_bytes(content)
