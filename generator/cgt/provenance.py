"""Where each value of the core tables was read: source, place, printed words, reading.

The words of the list `column` say under which heading the source prints a column, and how it was
read: the word products-holder-id is about the column holder_id of products.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..engine.columns import Reference, Word
from .catalogue import CgtCatalogue
from .tables import Approval, Guideline, Holder, Product

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
    if isinstance(record, Guideline):
        return list(_of_columns(catalogue, "guidelines", record))
    if isinstance(record, Holder):
        return list(_of_columns(catalogue, "holders", record))
    origins = list(_of_columns(catalogue, "products", record))
    for approval in record.approvals[::-1]:
        origins += _of_columns(catalogue, "approvals", approval, f"{approval.suffix}-")
        origins += _of_results(catalogue, approval)
    return origins


def _of_columns(
    catalogue: CgtCatalogue, table: str, record: Any, prefix: str = ""
) -> Iterator[Provenance]:
    """The origins of the values of a record; `prefix` begins their ids."""
    for column in COLUMNS[table]:
        word, printed = heading(table, column), _printed(catalogue, table, record, column)
        yield _origin(catalogue, word, record, printed, prefix + column.replace("_", "-"))


def _of_results(catalogue: CgtCatalogue, approval: Approval) -> Iterator[Provenance]:
    """The origins of the results of an approval, or of its efficacy cell if it has none."""
    cells = {approval.suffix_of(end): end.printed for end in approval.endpoints}
    for name, printed in (cells or {f"{approval.suffix}-efficacy": approval.efficacy}).items():
        yield _origin(catalogue, heading("endpoints", "value"), approval, printed, name)


def _printed(catalogue: CgtCatalogue, table: str, record: Any, name: str) -> str:
    """The words of a cell in the source."""
    column, value = catalogue.schema[table].columns[name], getattr(record, name)
    if isinstance(column, Word):
        return str(getattr(record, f"{name}_term").label)
    if isinstance(column, Reference):
        return str(getattr(record, column.link).title)
    if column.kind == "boolean":
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
