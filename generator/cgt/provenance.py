"""Where each value of the core tables was read: source, place, printed words, reading.

The words of the list `column` say under which heading the source prints a column, and how it was
read: the word products-holder-id is about the column holder_id of products.
"""

from typing import Any, NamedTuple

from ..engine.columns import Reference, Word
from .catalogue import CgtCatalogue
from .tables import Guideline, Holder, Product, Term

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


class Provenance(NamedTuple):
    """The origin of one value."""

    id: str  # its fragment on the page of the record
    heading: Term  # that it is printed under, and how it was read
    printed: str  # the words of the cell
    row: Any  # the record that says in which row of which source the cell is


def provenance(catalogue: CgtCatalogue, record: Product | Guideline | Holder) -> list[Provenance]:
    """The origins of the values on the page of a record; approvals newest first as there."""
    table = next(name for name in COLUMNS if isinstance(record, catalogue.schema[name].record))
    origins = _of_columns(catalogue, table, record, "")
    for approval in reversed(record.approvals) if isinstance(record, Product) else ():
        origins += _of_columns(catalogue, "approvals", approval, f"{approval.suffix}-")
        results = {approval.suffix_of(end): end.printed for end in approval.endpoints}
        results = results or {f"{approval.suffix}-efficacy": approval.efficacy}
        word = catalogue.terms["column"][heading("endpoints", "value")]
        origins += [Provenance(f"r-{n}", word, text, approval) for n, text in results.items()]
    return origins


def _of_columns(catalogue: CgtCatalogue, table: str, record: Any, prefix: str) -> list[Provenance]:
    """The origins of the values of a record; `prefix` begins their ids."""
    words = catalogue.terms["column"]
    return [
        Provenance(
            f"r-{prefix}{column.replace('_', '-')}",
            words[heading(table, column)],
            _printed(catalogue, table, record, column),
            record,
        )
        for column in COLUMNS[table]
    ]


def _printed(catalogue: CgtCatalogue, table: str, record: Any, name: str) -> str:
    """The words of a cell in the source."""
    column, value = catalogue.schema[table].columns[name], getattr(record, name)
    if isinstance(column, Word):
        return str(getattr(record, f"{name}_term").label)
    if isinstance(column, Reference):
        return _printed_name(getattr(record, column.link))
    if name == "name":
        return _printed_name(record)
    if column.kind == "boolean":
        return "Yes" if value else "No"
    return str(record.date_printed if name == "approved" else value)


def _printed_name(record: Product | Holder) -> str:
    """The name of a record in the source."""
    return record.name_printed or record.name
