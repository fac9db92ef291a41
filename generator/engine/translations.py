"""Texts of tables in other languages: columns for some, a table of its own for all others."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from .columns import Column, Id, Text, Translation
from .languages import Language
from .schema import Cells, Record, Schema, Table, cell
from .tables import Row

TABLE = "translations"


class TextTranslation(Record, frozen=True):
    """A row is a text of another table in another language, where that has no column for it."""

    key = ("language", "text")
    may_be_empty = True
    language: str = cell(
        Id, "Language", "The code of the language, one of those in catalogue.toml.", "zh",
        internal=True,
    )  # fmt: skip
    text: str = cell(
        Text, "Text", "The whole text as the other table has it.", "At a fair.", internal=True
    )
    translation: str = cell(
        Text, "Translation", "The same in that language, in our own words.", "在集市上。",
        internal=True,
    )  # fmt: skip


def facts(schema: Schema, name: str) -> set[str]:
    """The columns of a table that say anything: all but translations. Editions hold these."""
    own = schema[name]
    translations = {column for column, _ in own.of_kind(Translation)}
    return set() if name == TABLE else set(own.columns) - translations


def unused_translations(schema: Schema, rows: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Rows with a translation of a text that no other table has."""
    left = {row.cells["text"]: row for row in rows.get(TABLE, ())}
    for name, table in schema.tables.items() if left else ():
        free = [column for column, kind in table.columns.items() if type(kind) in (Column, Text)]
        for row in rows[name] if name != TABLE else ():
            for column in free:
                left.pop(row.cells.get(column, ""), None)
    yield from left.values()


def translated_rows(
    table: Table, rows: Sequence[Cells], now: Sequence[Row]
) -> list[dict[str, str]]:
    """Rows of an edition, which has no translations, with every column: what is missing is blank.

    The rows of now lend what they have of a text to the rows that have the same identity and text.
    """
    if table.name == TABLE:
        return [row.cells for row in now]
    whole = [{**dict.fromkeys(table.columns, ""), **row} for row in rows]
    for name, column in table.of_kind(Translation):
        keys = itemgetter(*table.identity, column.of)
        lent = {keys(row.cells): row.cells[name] for row in now}
        for row in whole:
            row[name] = lent.get(keys(row), "")
    return whole


def translated_notes(notes: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Notes of an edition, with those that there are of the same records in other languages now."""
    others = {name: note for name, note in now.items() if name.partition(".")[0] in notes}
    return {**others, **notes}


def prose(
    schema: Schema, records: Mapping[str, Sequence[Any]], settings: Any, code: str
) -> dict[str, str]:
    """Texts of tables and settings with what they are in the language of that code."""
    texts = {row.text: row.translation for row in records.get(TABLE, ()) if row.language == code}
    tables = [(schema[name], own) for name, own in records.items()]
    for table, own in [(Table("", type(settings)), [settings]), *tables]:
        for name, column in table.of_kind(Translation):
            if column.language == code:
                texts |= {
                    getattr(one, column.of): getattr(one, name) for one in own if getattr(one, name)
                }
    return texts


def in_language(table: Table, record: Any, language: Language) -> Any:
    """A record with those texts in a language that have a column for it, without what is linked.

    If its title is another one then, its field `main_title`, if it has one, has the first one.
    """
    values = {name: getattr(record, name) for name in table.columns}
    for name, column in table.of_kind(Translation):
        text = values[column.of]
        if column.language == language.code and text:
            values[column.of] = values[name] or language.prose.get(text, text)
    other = table.record(**values)
    if "main_title" in table.fields and other.title != record.title:
        return msgspec.structs.replace(other, main_title=record.title)
    return other
