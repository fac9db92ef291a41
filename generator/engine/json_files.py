"""Records as JSON files: values in the types of their columns, with what belongs to them inside.

A blank cell is null; where a word says why a value is missing, that word stays.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from .addresses import API, collections, json_path
from .catalogues import Catalogue
from .citations import citation, csl
from .columns import Column, Reference
from .editions import frozen_bytes
from .figures import Figure, words_of
from .schema import Schema
from .templates import Text

VERSION = "1"  # of the shape of these files
ROOT = API.lstrip("/")

File = tuple[str, bytes]  # path within the site, content
Shaped = dict[str, Any]  # what becomes an object of JSON


class Embedded(NamedTuple):
    """Records inside the JSON of another: the key there, the field that holds them, their table."""

    key: str
    field: str
    table: str
    many: bool  # whether they are a list


def json_bytes(content: object) -> bytes:
    """JSON as files have it: readable, in the order given."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def script_bytes(name: str, value: object) -> bytes:
    """A classic script, which loads from disk too, that sets window.NAME to a value."""
    code = msgspec.json.encode(value).replace(b"<", rb"\u003c")
    return b"window.%s = %s;\n" % (name.encode(), code)


@lru_cache(maxsize=100)
def embedded(schema: Schema, table: str) -> list[Embedded]:
    """What the JSON of a record of a table has inside it, in the order of its fields.

    Children are lists. So is a record it refers to if it may be none, under the name of its table.
    """
    links = {one.link: one for _, one in schema[table].of_kind(Reference) if one.shows and one.link}
    parts = []
    for field in schema[table].fields:
        if field in schema.tables:
            parts.append(Embedded(field, field, field, True))
        elif field in links:
            to, many = links[field].to[0], links[field].many or links[field].or_missing
            parts.append(Embedded(to if many else field, field, to, many))
    return parts


def record_to_dict(schema: Schema, table: str, record: Any) -> Shaped:
    """A record by column, with its children, the records it shows, and its note."""
    shaped = {
        name: _value(column, getattr(record, name))
        for name, column in schema[table].columns.items()
    }
    for part in embedded(schema, table):
        inner = getattr(record, part.field)
        if part.many:
            records = inner if isinstance(inner, tuple) else filter(None, (inner,))
            shaped[part.key] = [record_to_dict(schema, part.table, one) for one in records]
        else:
            shaped[part.key] = record_to_dict(schema, part.table, inner)
    if "note" in schema[table].fields:
        shaped["note"] = record.note or None
    return shaped


def _value(column: Column, value: Any) -> Any:
    return (value or "").split() if column.many else value


def referred_ids(schema: Schema, shaped: Shaped, to: str) -> Iterator[str]:
    """The ids of rows of the table `to` that a record and what is inside it refer to."""
    columns = _referring_columns(schema, to)
    for key, value in shaped.items():
        if key in columns:
            yield from value if columns[key].many else filter(None, (value,))
    for value in shaped.values():
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, dict):
                yield from referred_ids(schema, inner, to)


@lru_cache(maxsize=100)
def _referring_columns(schema: Schema, to: str) -> dict[str, Reference]:
    """The columns of any table that refer to rows of the table `to`."""
    return {
        name: column
        for table in schema.tables.values()
        for name, column in table.of_kind(Reference)
        if to in column.to
    }


def envelope(catalogue: Catalogue, source: str, disclaimer: str) -> Shaped:
    """What every file begins with; `source` is what the data were transcribed from."""
    settings = catalogue.settings
    return {
        "version": VERSION,
        "edition": settings.edition,
        "draft": catalogue.draft,
        "as_of": settings.as_of,
        "licence": settings.data_licence,
        "licence_url": settings.data_licence_url,
        "source": source,
        "disclaimer": disclaimer,
        "missing": {word: one.meaning for word, one in catalogue.terms.get("missing", {}).items()},
    }


def collection_files(catalogue: Catalogue, head: Shaped) -> Iterator[File]:
    """Each collection, and all of them in one file; `head` is the envelope."""
    schema = catalogue.schema
    shaped: Shaped = {}
    for table in collections(schema):
        shaped[table] = [record_to_dict(schema, table, one) for one in catalogue.listed(table)]
        yield f"{ROOT}/{table}.json", json_bytes({**head, table: shaped[table]})
    yield f"{ROOT}/catalogue.json", json_bytes({**head, **shaped})


def record_files(
    catalogue: Catalogue,
    table: str,
    head: Shaped,
    text: Text,
    beside: Callable[[Any, Shaped], Mapping[str, Any]] = lambda record, shaped: {},
) -> Iterator[File]:
    """A file for each record of a table with pages.

    `beside` gives what a catalogue adds, from the record and its JSON.
    """
    for record in catalogue.listed(table):
        shaped = record_to_dict(catalogue.schema, table, record)
        content = {
            **head,
            "record": shaped,
            "page": record.path,
            "fingerprint": catalogue.fingerprints[record.path],
            "citation": csl(citation(catalogue, record, text), None),
            **beside(record, shaped),
        }
        yield json_path(record.path).lstrip("/"), json_bytes(content)


def figure_file(
    catalogue: Catalogue,
    figure: Figure,
    head: Shaped,
    text: Text,
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> File:
    """A figure as its words and numbers; `beside` is what a catalogue adds."""
    words = words_of(figure, text)
    content = {
        **head,
        "page": figure.path,
        "id": figure.id,
        "title": words.title,
        "sentence": words.sentence,
        "definition": words.definition,
        "note": words.note or None,
        "columns": figure.columns,
        "rows": figure.rows,
        **beside,
        "citation": csl(citation(catalogue, figure, text), None),
    }
    return json_path(figure.path).lstrip("/"), json_bytes(content)


def edition_files(catalogue: Catalogue) -> Iterator[File]:
    """The frozen editions."""
    for edition in catalogue.editions:
        yield f"{ROOT}/editions/{edition.edition}.json", frozen_bytes(edition)
