"""Where each value of the core tables was read: source, place, printed words, reading.

The words of the list `column` say under which heading the source prints a column, and how it was
read: the word products-holder-id is about the column holder_id of products.
"""

from dataclasses import dataclass
from typing import Any

from ..engine.columns import Reference, Word, YesNo
from .catalogue import CgtCatalogue
from .tables import Guideline, Holder, Product

COLUMNS = {  # whose values have an origin on the page of their record, in the order of that page
    "guidelines": ("title", "subject", "year"),
    "products": ("name", "type", "holder_id"),
    "holders": ("name",),
    "approvals": ("approved", "conditional", "indication", "trial", "subjects"),
    "endpoints": ("value",),
}


def heading(table: str, column: str) -> str:
    """The word of the list `column` for a column."""
    return f"{table}-{column.replace('_', '-')}"


HEADINGS = tuple(heading(table, column) for table, own in COLUMNS.items() for column in own)


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """The origin of one value; its id is its fragment on the page of the record."""

    id: str
    column: str  # the heading of the column it is printed under
    printed: str  # the words of the cell
    reading: str  # how they were read
    source_id: str
    table: str  # of the source, as it is headed there
    row: int


def provenance(catalogue: CgtCatalogue, record: Product | Guideline | Holder) -> list[Provenance]:
    """The origins of the values on the page of a record; approvals newest first as there."""
    table = next(name for name in COLUMNS if isinstance(record, catalogue.schema[name].record))
    origins = _of_columns(catalogue, table, record)
    for approval in reversed(record.approvals) if isinstance(record, Product) else ():
        origins += _of_columns(catalogue, "approvals", approval, f"{approval.suffix}-")
        results = {approval.suffix_of(end): end.printed for end in approval.endpoints}
        for name, printed in (
            results or {f"{approval.suffix}-efficacy": approval.efficacy}
        ).items():
            origins.append(
                _origin(catalogue, heading("endpoints", "value"), approval, printed, name)
            )
    return origins


def _of_columns(
    catalogue: CgtCatalogue, table: str, record: Any, prefix: str = ""
) -> list[Provenance]:
    """The origins of the values of a record; `prefix` begins their ids."""
    origins = []
    for column in COLUMNS[table]:
        printed, name = _printed(catalogue, table, record, column), column.replace("_", "-")
        word = heading(table, column)
        origins.append(_origin(catalogue, word, record, printed, prefix + name))
    return origins


def _printed(catalogue: CgtCatalogue, table: str, record: Any, name: str) -> str:
    """The words of a cell in the source."""
    column, value = catalogue.schema[table].columns[name], getattr(record, name)
    if isinstance(column, Word):
        return str(getattr(record, f"{name}_term").label)
    if isinstance(column, Reference):
        return str(getattr(record, column.link).title)
    if isinstance(column, YesNo):
        return "Yes" if value else "No"
    return str(record.date_printed if name == "approved" else value)


def _origin(catalogue: CgtCatalogue, word: str, record: Any, printed: str, name: str) -> Provenance:
    term = catalogue.terms["column"][word]
    return Provenance(
        id=f"r-{name}",
        column=term.label,
        printed=printed,
        reading=term.meaning,
        source_id=record.source_id,
        table=record.source_table,
        row=record.source_row,
    )
