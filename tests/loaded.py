"""Catalogues and templates as a build has them, for tests of what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.engine.catalogues import Catalogue
from generator.engine.editions import Edition
from generator.engine.filters import value_filters
from generator.engine.reading import Tables
from generator.engine.schema import Schema
from generator.engine.tables import Row, to_records
from generator.engine.templates import Templates

from .conftest import DATA, ROOT, TOY, load

Kind = TypeVar("Kind", bound=Catalogue)


@cache
def toys() -> CgtCatalogue:
    """The toy catalogue."""
    return load(TOY)


@cache
def real() -> CgtCatalogue:
    """The real one."""
    return load(DATA)


def linked(
    kind: type[Kind],
    schema: Schema,
    settings: Any,
    rows: Mapping[str, Sequence[Row]],
    notes: Mapping[str, str],
    editions: tuple[Edition, ...] = (),
) -> Kind:
    """A catalogue of that kind of rows that have no faults."""
    tables = Tables(schema, ROOT / "data", settings, {**rows}, notes={**notes}, editions=editions)
    tables.records = {name: to_records(schema[name], rows[name])[0] for name in schema}
    return kind.from_tables(tables)


@cache
def templates(catalogue: Catalogue) -> Templates:
    """The real templates, with what they may do to values."""
    made = Templates([ROOT / "templates"])
    made.add_filters(value_filters(catalogue, made.text, {}, {}))
    if isinstance(catalogue, CgtCatalogue):
        made.add_filters(CGT.filters(catalogue, None, made.text))
    return made


def with_settings(catalogue: Kind, **changes: Any) -> Kind:
    """The catalogue with other settings."""
    return replace(catalogue, settings=msgspec.structs.replace(catalogue.settings, **changes))
