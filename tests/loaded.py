"""Catalogues and templates as a build has them, for tests of what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.cgt.catalogue import CgtCatalogue
from generator.engine.catalogues import Catalogue
from generator.engine.changes import history
from generator.engine.editions import Frozen, as_edition, is_draft
from generator.engine.filters import text_filters, value_filters
from generator.engine.linking import link_records
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
    editions: tuple[Frozen, ...] = (),
) -> Kind:
    """A catalogue of that kind of rows that have no faults."""
    records = {
        name: [one.record for one in to_records(schema[name], rows[name])[0]] for name in schema
    }
    now = as_edition(schema, settings, rows, notes)
    return kind(
        schema=schema,
        settings=settings,
        rows=rows,
        records=link_records(schema, records, notes),
        notes=notes,
        editions=editions,
        history=history(schema, editions),
        fingerprints=now.fingerprints,
        draft=is_draft(schema, now, editions),
        places={
            row.cells["id"]: row.place for own in rows.values() for row in own if "id" in row.cells
        },
    )


@cache
def templates(catalogue: Catalogue) -> Templates:
    """The real templates, with what they may do to values."""
    made = Templates(ROOT / "templates", value_filters(catalogue, {}))
    made.environment.filters |= text_filters(made.text)
    return made


def with_settings(catalogue: Kind, **changes: Any) -> Kind:
    """The catalogue with other settings."""
    return replace(catalogue, settings=msgspec.structs.replace(catalogue.settings, **changes))
