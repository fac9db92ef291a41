"""Tables to take away: CSV, with what describes them for Frictionless and for CSV on the Web."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic_core import to_json

from ..catalogues import Catalogue
from ..cells import Ref, Word
from ..descriptions import COLUMNS_SAY, TABLES_SAY
from ..records import TABLES, columns
from ..tables import Row

FOLDER = "data"
FORMULA = tuple("=+-@\t\r＝＋－＠")  # what a formula begins with; some spreadsheets take wide ones


def as_rows(catalogue: Catalogue) -> dict[str, list[Row]]:
    """Every table as its cells."""
    return {
        table: [
            Row("", {column: text(getattr(record, column)) for column in columns(table)})
            for record in catalogue.tables[table]
        ]
        for table in TABLES
    }


def table_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every table as CSV beside its CSVW metadata, and the data package of all of them."""
    for table, rows in as_rows(catalogue).items():
        yield f"{FOLDER}/{table}.csv", csv_bytes(columns(table), [r.cells.values() for r in rows])
        yield f"{FOLDER}/{table}.csv-metadata.json", json_bytes(csvw(catalogue, table))
    yield f"{FOLDER}/datapackage.json", json_bytes(package(catalogue))


def json_bytes(content: object) -> bytes:
    """JSON as files have it: readable, in the order given."""
    return to_json(content, indent=1) + b"\n"


def csv_bytes(heads: Iterable[str], rows: Iterable[Iterable[str | int]]) -> bytes:
    """Rows as CSV in which no spreadsheet finds a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(inert, heads))
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def inert(cell: str | int) -> str | int:
    """A cell that a spreadsheet would run as a formula, behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def text(value: Any) -> str:
    """A value as its cell has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


@cache
def kind(table: str, column: str) -> str:
    """What a column holds: integer, boolean, date or string."""
    annotation = TABLES[table].model_fields[column].annotation
    found = {int: "integer", bool: "boolean", dt.date: "date"}
    return next((name for type, name in found.items() if annotation is type), "string")


@cache
def may_be_blank(table: str, column: str) -> bool:
    """Whether a cell of that column may be empty."""
    return type(None) in get_args(TABLES[table].model_fields[column].annotation)


@cache
def mark(table: str, column: str, wanted: type[Ref] | type[Word]) -> Any:
    """The mark of that type on a column, or None."""
    metadata = TABLES[table].model_fields[column].metadata
    return next((one for one in metadata if isinstance(one, wanted)), None)


def words(catalogue: Catalogue, table: str, column: str) -> list[str]:
    """The words a column may hold, or nothing if it is free."""
    word = mark(table, column, Word)
    if word is None:
        return []
    missing = [id for id in catalogue.terms["missing"] if id != "na"] if word.or_missing else []
    return [*catalogue.terms.get(word.list, {}), *missing]


def parent(table: str, column: str) -> str | None:
    """The one table whose ids the column always holds, if there is one."""
    ref = mark(table, column, Ref)
    sure = ref and not ref.many and not ref.or_missing and len(ref.tables) == 1
    return ref.tables[0] if sure and ref.tables[0] in TABLES else None


def key(table: str) -> list[str]:
    """The columns that identify a row."""
    return ["id"] if "id" in columns(table) and table != "terms" else list(TABLES[table].key)


def package(catalogue: Catalogue) -> dict[str, Any]:
    """datapackage.json, by the Data Package standard."""
    edition = catalogue.edition
    return {
        "name": "catalogue",
        "title": edition.title,
        "description": edition.description,
        "version": edition.edition,
        "licenses": [{"title": edition.data_licence, "path": edition.data_licence_url}],
        "sources": [{"title": catalogue.sources[edition.supplement].title}],
        "contributors": [{"title": edition.authors, "role": "author"}],
        "resources": [
            {
                "name": table,
                "path": f"{table}.csv",
                "description": TABLES_SAY[table],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema(catalogue, table),
            }
            for table in TABLES
        ],
    }


def schema(catalogue: Catalogue, table: str) -> dict[str, Any]:
    """The Table Schema of a table."""
    fields = []
    for column in columns(table):
        limits: dict[str, Any] = {"required": not may_be_blank(table, column)}
        if allowed := words(catalogue, table, column):
            limits["enum"] = allowed
        field = {
            "name": column,
            "type": kind(table, column),
            "description": COLUMNS_SAY[table][column],
            "constraints": limits,
        }
        if field["type"] == "boolean":
            field |= {"trueValues": ["yes"], "falseValues": ["no"]}
        fields.append(field)
    parents = {column: parent(table, column) for column in columns(table)}
    blank = any(may_be_blank(table, column) for column in key(table))
    return {
        "fields": fields,
        "missingValues": [""],
        **({} if blank else {"primaryKey": key(table)}),
        "foreignKeys": [
            {
                "fields": [column],
                "reference": {"resource": found if found != table else "", "fields": ["id"]},
            }
            for column, found in parents.items()
            if found
        ],
    }


def csvw(catalogue: Catalogue, table: str) -> dict[str, Any]:
    """TABLE.csv-metadata.json, by CSV on the Web."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{table}.csv",
        "dc:title": f"{catalogue.edition.title}: {table}",
        "dc:description": TABLES_SAY[table],
        "dc:license": {"@id": catalogue.edition.data_licence_url},
        "tableSchema": {
            "columns": [
                {
                    "name": column,
                    "titles": column,
                    "dc:description": COLUMNS_SAY[table][column],
                    "datatype": {"base": "boolean", "format": "yes|no"}
                    if kind(table, column) == "boolean"
                    else kind(table, column),
                    "required": not may_be_blank(table, column),
                }
                for column in columns(table)
            ],
            "primaryKey": [column for column in key(table) if not may_be_blank(table, column)],
        },
    }
