"""The data described for machines, from the declaration of tables.

The JSON files by JSON Schema and OpenAPI; tables as CSV by Data Package and CSV on the Web.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from .addresses import API, collections
from .catalogues import Catalogue
from .columns import MISSING_WORDS, Column, Parent, Reference, Word, read_partial_day
from .dates import PRECISIONS
from .figures import Figure
from .files import File, Shaped, csv_bytes, json_bytes
from .json_files import ROOT, embedded
from .schema import Schema, Table
from .templates import Templates


@dataclass(frozen=True)
class FlatTable:
    """A table made of the rows of others; its cells are texts, in the order of its columns."""

    name: str
    description: str
    columns: Mapping[str, Column]
    rows: list[list[str]]

    @property
    def identity(self) -> tuple[str, ...]:
        """The column that names a row: the first."""
        return tuple(self.columns)[:1]

    @property
    def nullable(self) -> set[str]:
        """The columns that may be blank: all but that."""
        return set(self.columns) - set(self.identity)

    optional = nullable


DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEMPLATE = "texts/json.txt"


def schema_files(catalogue: Catalogue, templates: Templates) -> Iterator[File]:
    """A JSON Schema for each kind of file.

    What files have besides records is declared in texts/schemas.json, by the kind of file.
    """
    declared = msgspec.json.decode(templates.html("texts/schemas.json", {}))
    lists = {table: _ref(table, many=True) for table in collections(catalogue.schema)}
    kinds = {"catalogue": lists, "figure": {}, **{table: {table: lists[table]} for table in lists}}
    for table in catalogue.schema.with_pages:
        kinds[singular(table)] = {"record": _ref(table), **declared["every_record"]}
    records = _definitions(catalogue, declared["every_note"])
    for kind, properties in kinds.items():
        whole = {**declared["every_file"], **properties, **declared.get(kind, {})}
        content = {"$schema": DIALECT, "title": kind, **_object_of(whole), "$defs": records}
        yield f"{ROOT}/schemas/{kind}.json", json_bytes(content)


def singular(table: str) -> str:
    """The name of a file of one record of that table."""
    return table.removesuffix("s")


def _definitions(catalogue: Catalogue, note: Shaped) -> dict[str, Shaped]:
    """The schema of a record of each table that files have records of; `note` is that of notes."""
    schema = catalogue.schema
    definitions, tables = {}, collections(schema)
    for name in tables:  # grows as it is read
        table = schema[name]
        properties = {}
        for column_name, column in (*table.columns.items(), *table.record.computed.items()):
            may_be_null = column_name in table.nullable
            properties[column_name] = _column_schema(catalogue, column, may_be_null)
            if column.value is read_partial_day:
                properties[f"{column_name}_precision"] = {"type": "string", "enum": [*PRECISIONS]}
        for key, _, to, many in embedded(schema, name):
            properties[key] = _ref(to, many)
            tables += [to] if to not in tables else []
        if "note" in table.fields:
            properties["note"] = note
        definitions[name] = {**_object_of(properties), "description": table.description}
    return definitions


def _column_schema(catalogue: Catalogue, column: Column, may_be_null: bool) -> Shaped:
    """The schema of a column: its type, null where a cell may be blank, its words and meaning."""
    kind = "string" if column.kind == "date" else column.kind
    shaped: Shaped = {"type": [kind, "null"] if may_be_null else kind}
    if column.kind == "date":
        shaped["format"] = "date"
    if allowed := _allowed_words(catalogue, column):
        shaped["enum"] = [*allowed, *([None] if may_be_null else [])]
    if column.many:
        shaped = {"type": "array", "items": {"type": "string"}}
    described = column.description
    if column.kind == "boolean" and column.or_missing:
        described += " Here true, false, or null where the table has a word for missing."
    return {**shaped, "title": column.label, "description": described}


def _allowed_words(catalogue: Catalogue, column: Column) -> list[str]:
    """The words that a column may hold, or nothing if it is free."""
    words = list(column.words) if column.kind == "string" else []
    if isinstance(column, Word):
        words += catalogue.terms.get(column.of, {})
    return [*words, *(MISSING_WORDS if words and column.or_missing else ())]


def _ref(table: str, many: bool = False) -> Shaped:
    """A record of a table, or a list of many, within a schema that has definitions."""
    one = {"$ref": f"#/$defs/{table}"}
    return {"type": "array", "items": one} if many else one


def _object_of(properties: Shaped) -> Shaped:
    """The schema of an object with all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def version(catalogue: Catalogue) -> str:
    """The latest edition, followed by -draft if the tables differ from it."""
    return f"{catalogue.edition}{'-draft' * catalogue.draft}"


def openapi_file(
    catalogue: Catalogue, templates: Templates, site_url: str | None, figures: Sequence[Figure] = ()
) -> File:
    """openapi.json: the address of every JSON file, by OpenAPI 3.1."""
    schema, text = catalogue.schema, templates.text
    paths = [("/catalogue.json", "catalogue", text(TEMPLATE, "whole"), list[str]())]
    paths += [(f"/{one}.json", one, schema[one].description, []) for one in collections(schema)]
    by_table = {table: catalogue.listed(table) for table in schema.with_pages}
    for table, records in {**by_table, "figures": figures}.items():
        if records:
            folder = records[0].path.removesuffix(f"{records[0].id}/")
            summary, ids = text(TEMPLATE, "one_of", table=table), [one.id for one in records]
            paths.append((f"{folder}{{id}}.json", singular(table), summary, ids))
    server = site_url + API[1:] if site_url else "."
    values = {"settings": catalogue.settings, "edition": version(catalogue)}
    file = templates.file("openapi.json", **values, server=server, paths=paths)
    return f"{ROOT}/openapi.json", file


def table_files(
    catalogue: Catalogue, sources: list[str], templates: Templates, flat: Sequence[FlatTable] = ()
) -> Iterator[File]:
    """Every table as CSV beside its CSVW metadata, and the data package of all of them.

    `sources` are the titles of what the tables were transcribed from.
    """
    schema = catalogue.schema
    shared = {"settings": catalogue.settings, "missing": MISSING_WORDS}
    tables: list[Table | FlatTable] = [*schema.tables.values(), *flat]
    for table in tables:
        place, columns = f"data/{table.name}.csv", table.columns
        if isinstance(table, FlatTable):
            rows = table.rows
        else:
            cells = [row.cells for row in catalogue.rows[table.name]]
            rows = [[row.get(one, "") for one in columns] for row in cells]
        yield place, csv_bytes(columns, rows)
        yield f"{place}-metadata.json", templates.file("csv-metadata.json", table=table, **shared)
    package = templates.file(
        "datapackage.json",
        edition=version(catalogue),
        sources=sources,
        tables=tables,
        words=partial(_allowed_words, catalogue),
        foreign_keys=partial(_foreign_keys, schema),
        **shared,
    )
    yield "data/datapackage.json", package


def _foreign_keys(schema: Schema, table: Table | FlatTable) -> Iterator[tuple[str, str]]:
    """The columns that always hold an id of one and the same table, and that table."""
    for name, column in () if isinstance(table, FlatTable) else table.of_kind(Reference):
        to = schema.parents(table.name) if isinstance(column, Parent) else column.to
        if len(to) == 1 and not column.many and not column.or_missing:
            yield name, to[0]
