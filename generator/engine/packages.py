"""Tables as CSV, with what describes them for Frictionless and for CSV on the Web."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .catalogues import Catalogue
from .columns import Column, Parent, Reference
from .json_files import File, Shaped, json_bytes
from .json_schemas import allowed_words
from .schema import Schema, Table

FOLDER = "data"
FORMULA = tuple("=+-@\t\r＝＋－＠")  # what a formula begins with; some spreadsheets take wide ones


def table_files(catalogue: Catalogue, sources: Sequence[str]) -> Iterator[File]:
    """Every table as CSV beside its CSVW metadata, and the data package of all of them.

    `sources` are the titles of what the tables were transcribed from.
    """
    for name, table in catalogue.schema.tables.items():
        rows = [[row.cells.get(one, "") for one in table.columns] for row in catalogue.rows[name]]
        yield f"{FOLDER}/{name}.csv", csv_bytes(table.columns, rows)
        yield f"{FOLDER}/{name}.csv-metadata.json", json_bytes(csvw(catalogue, table))
    yield f"{FOLDER}/datapackage.json", json_bytes(data_package(catalogue, sources))


def csv_bytes(heads: Iterable[str], rows: Iterable[Iterable[str | int]]) -> bytes:
    """Rows as CSV in which no spreadsheet sees a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(inert, heads))
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def inert(cell: str | int) -> str | int:
    """The cell, behind an apostrophe if a spreadsheet would run it as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def data_package(catalogue: Catalogue, sources: Sequence[str]) -> Shaped:
    """datapackage.json, by the Data Package standard."""
    settings = catalogue.settings
    return {
        "name": "catalogue",
        "title": settings.title,
        "description": settings.description,
        "version": settings.edition,
        "licenses": [{"title": settings.data_licence, "path": settings.data_licence_url}],
        "sources": [{"title": title} for title in sources],
        "contributors": [{"title": settings.authors, "role": "author"}],
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "description": table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(catalogue, table),
            }
            for table in catalogue.schema.tables.values()
        ],
    }


def table_schema(catalogue: Catalogue, table: Table) -> Shaped:
    """The Table Schema of a table."""
    names = {name: _table_of_ids(catalogue.schema, table, name) for name in table.columns}
    identity = {} if set(table.identity) & table.optional else {"primaryKey": table.identity}
    return {
        "fields": [_field(catalogue, table, name, one) for name, one in table.columns.items()],
        "missingValues": [""],
        **identity,
        "foreignKeys": [
            {
                "fields": [name],
                "reference": {"resource": "" if to == table.name else to, "fields": ["id"]},
            }
            for name, to in names.items()
            if to
        ],
    }


def _field(catalogue: Catalogue, table: Table, name: str, column: Column) -> Shaped:
    limits: dict[str, Any] = {"required": name not in table.optional}
    if allowed := allowed_words(catalogue, column):
        limits["enum"] = allowed
    field = {
        "name": name,
        "title": column.label,
        "type": column.kind,
        "description": column.description,
        "constraints": limits,
    }
    if column.kind == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field


def _table_of_ids(schema: Schema, table: Table, name: str) -> str:
    """The one table whose ids a column always holds, or ''."""
    column = table.columns[name]
    if not isinstance(column, Reference) or column.many or column.or_missing:
        return ""
    to = schema.parents(table.name) if isinstance(column, Parent) else column.to
    return to[0] if len(to) == 1 else ""


def csvw(catalogue: Catalogue, table: Table) -> Shaped:
    """TABLE.csv-metadata.json, by CSV on the Web."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{table.name}.csv",
        "dc:title": f"{catalogue.settings.title}: {table.name}",
        "dc:description": table.description,
        "dc:license": {"@id": catalogue.settings.data_licence_url},
        "tableSchema": {
            "columns": [
                {
                    "name": name,
                    "titles": name,
                    "dc:title": column.label,
                    "dc:description": column.description,
                    "datatype": {"base": "boolean", "format": "yes|no"}
                    if column.kind == "boolean"
                    else column.kind,
                    "required": name not in table.optional,
                }
                for name, column in table.columns.items()
            ],
            "primaryKey": [name for name in table.identity if name not in table.optional],
        },
    }
