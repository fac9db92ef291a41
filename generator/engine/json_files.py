"""Records as JSON files: values in the types of their columns, with what belongs to them inside.

A blank cell is null; where a word says why a value is missing, that word stays.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from .addresses import API, collections, json_path
from .catalogues import Catalogue
from .citations import citation, csl
from .columns import Reference
from .dates import PartialDate
from .editions import frozen_bytes
from .figures import Figure, words_of
from .files import File, Shaped, json_bytes
from .schema import Schema
from .templates import RenderText

VERSION = "1"  # of the shape of these files
ROOT = API.lstrip("/")


@lru_cache(maxsize=100)
def embedded(schema: Schema, table: str) -> list[tuple[str, str, str, bool]]:
    """What the JSON of a record of a table has inside it, in the order of its fields.

    As (key there, field of the record, its table, whether it is a list). Children are lists; so is
    a record it refers to if it may be none, under the name of its table.
    """
    links = {one.link: one for _, one in schema[table].of_kind(Reference) if one.shows and one.link}
    parts = []
    for field in schema[table].fields:
        if field in schema.tables:
            parts.append((field, field, field, True))
        elif field in links:
            to, many = links[field].to[0], links[field].many or links[field].or_missing
            parts.append((to if many else field, field, to, many))
    return parts


def record_to_dict(schema: Schema, table: str, record: Any) -> Shaped:
    """A record by column, with its children, the records it shows, and its note."""
    shaped: Shaped = {}
    kind = schema[table]
    for name, column in (*kind.columns.items(), *kind.record.computed.items()):
        value = getattr(record, name)
        shaped[name] = (value or "").split() if column.many else value
        if isinstance(value, PartialDate):
            shaped |= {name: value.text, f"{name}_precision": value.precision}
    for key, field, to, many in embedded(schema, table):
        value = getattr(record, field)
        records = value if isinstance(value, tuple) else (value,)
        inner = [record_to_dict(schema, to, one) for one in records if one]
        shaped[key] = inner if many else inner[0]
    if "note" in schema[table].fields:
        shaped["note"] = record.note or None
    return shaped


def referred_ids(schema: Schema, shaped: Shaped, to: str) -> Iterator[str]:
    """The ids of rows of the table `to` that a record and what is inside it refer to."""
    for key, value in shaped.items():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict):
                yield from referred_ids(schema, one, to)
            elif one and key in _referring_columns(schema, to):
                yield one


@lru_cache(maxsize=100)
def _referring_columns(schema: Schema, to: str) -> set[str]:
    """The columns of any table that refer to rows of the table `to`."""
    columns = [one for table in schema.tables.values() for one in table.of_kind(Reference)]
    return {name for name, column in columns if to in column.to}


def envelope(catalogue: Catalogue, source: str, disclaimer: str) -> Shaped:
    """What every file begins with; `source` is what the data were transcribed from."""
    settings = catalogue.settings
    return {
        "version": VERSION,
        "edition": catalogue.edition,
        "draft": catalogue.draft,
        "as_of": settings.as_of,
        "licence": settings.data_licence,
        "licence_url": settings.data_licence_url,
        "source": source,
        "disclaimer": disclaimer,
        "missing": {  # as they stand in the data
            {"na": "NA"}.get(word, word): one.meaning
            for word, one in catalogue.terms.get("missing", {}).items()
        },
    }


def json_files(
    catalogue: Catalogue,
    figures: Iterable[Figure],
    head: Shaped,
    text: RenderText,
    more: Callable[[Any, Shaped], Shaped] = lambda about, shaped: {},
) -> Iterator[File]:
    """Collections of records, all of them in one file, each record and figure, each edition.

    `head` is the envelope; `more` gives what a catalogue adds, from a record and its JSON, or from
    a figure and the envelope.
    """
    schema, shaped = catalogue.schema, Shaped()
    for table in collections(schema):
        rows = (record_to_dict(schema, table, one) for one in catalogue.listed(table))
        packed = b",".join(map(msgspec.json.encode, rows))  # one by one: a tenth of the memory
        shaped[table] = msgspec.Raw(b"[%s]" % packed)
        yield f"{ROOT}/{table}.json", json_bytes({**head, table: shaped[table]})
    yield f"{ROOT}/catalogue.json", json_bytes({**head, **shaped})
    for table in schema.with_pages:
        for record in catalogue.listed(table):
            own = record_to_dict(schema, table, record)
            content = {
                **head,
                "record": own,
                "page": record.path,
                "fingerprint": catalogue.fingerprints[record.path],
                "citation": csl(citation(catalogue, record, text)),
                **more(record, own),
            }
            yield json_path(record.path)[1:], json_bytes(content)
    for figure in figures:
        words = words_of(figure, text)
        content = {
            **head,
            "page": figure.path,
            "id": figure.id,
            **words._asdict(),
            "note": words.note or None,
            "axis": words.axis or None,
            "columns": figure.columns,
            "rows": figure.rows,
            **more(figure, head),
            "citation": csl(citation(catalogue, figure, text)),
        }
        yield json_path(figure.path)[1:], json_bytes(content)
    for edition in catalogue.editions:
        yield f"{ROOT}/editions/{edition.edition}.json", frozen_bytes(edition)
