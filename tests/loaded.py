"""Catalogues and templates as a build has them, for tests of what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from generator import build as building
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.engine import definitions
from generator.engine.catalogues import Catalogue
from generator.engine.editions import Edition
from generator.engine.filters import value_filters
from generator.engine.plans import Plan
from generator.engine.reading import Tables
from generator.engine.schema import Schema
from generator.engine.tables import Row, to_records
from generator.engine.templates import Templates
from generator.places import ROOT

TOY = Path(__file__).parent / "toy"
DATA = ROOT / "data"
SIZES, ENDS = ("wide", "narrow", "figure"), ("svg", "js", "json", "png")
Kind = TypeVar("Kind", bound=Catalogue)


def load(data: Path) -> CgtCatalogue:
    """The catalogue of a data folder; raises DataProblems."""
    catalogue: CgtCatalogue = definitions.load(CGT, data)
    return catalogue


@cache
def toys() -> CgtCatalogue:
    """The toy catalogue."""
    return load(TOY)


@cache
def real() -> CgtCatalogue:
    """The real one."""
    return load(DATA)


def undrawn(catalogue: CgtCatalogue, site_url: str | None = None) -> Plan:
    """The plan of a site whose drawings are blank."""
    plan = building.plan(catalogue, "data", site_url)
    blank = {f"{size}.{end}": b"<svg></svg>" for size in SIZES for end in ENDS}
    plan.drawings |= dict.fromkeys(plan.figures, blank)
    return plan


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
