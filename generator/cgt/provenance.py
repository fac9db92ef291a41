"""Where each value of the core tables was read: source, place, printed words, reading.

The words of the list `column` say under which heading the supplement prints a column, and how it
was read: the word products-holder-id is about the column holder_id of products. Rows beyond the
supplement were put together from their sources, and have the labels of our own columns.
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
    label: str  # the heading that it is printed under
    reading: str  # how it was read; '' of a row beyond the supplement
    printed: str  # the words of the cell; a word for missing if there are none
    row: Any  # the record that says in which row of which source the cell is


def provenance(catalogue: CgtCatalogue, record: Product | Guideline | Holder) -> list[Provenance]:
    """The origins of the values on the page of a record; approvals newest first as there."""
    table = next(name for name in COLUMNS if isinstance(record, catalogue.schema[name].record))
    origins = _of_columns(catalogue, table, record, "")
    for approval in reversed(record.approvals) if isinstance(record, Product) else ():
        origins += _of_columns(catalogue, "approvals", approval, f"{approval.suffix}-")
        results = {approval.suffix_of(end): end.printed for end in approval.endpoints}
        if not results and approval.in_supplement:
            results = {f"{approval.suffix}-efficacy": approval.efficacy}
        words = _words(catalogue, "endpoints", "value", approval)
        origins += [Provenance(f"r-{n}", *words, text, approval) for n, text in results.items()]
    return origins


def _of_columns(catalogue: CgtCatalogue, table: str, record: Any, prefix: str) -> list[Provenance]:
    """The origins of the values of a record; `prefix` begins their ids."""
    return [
        Provenance(
            f"r-{prefix}{column.replace('_', '-')}",
            *_words(catalogue, table, column, record),
            _printed(catalogue, table, record, column),
            record,
        )
        for column in COLUMNS[table]
    ]


def _words(catalogue: CgtCatalogue, table: str, column: str, record: Any) -> tuple[str, str]:
    """The heading of a value, and how it was read."""
    if not record.in_supplement:
        return catalogue.schema[table].columns[column].label, ""
    word: Term = catalogue.terms["column"][heading(table, column)]
    return word.label, word.meaning


def _printed(catalogue: CgtCatalogue, table: str, record: Any, name: str) -> str:
    """The words of a cell in the source; none for a word of ours."""
    column, value = catalogue.schema[table].columns[name], getattr(record, name)
    if not record.in_supplement and (isinstance(column, Word) or name == "indication"):
        return "not-applicable"
    if value is None:
        return "not-reported"
    if isinstance(column, Word):
        return _main_title(getattr(record, f"{name}_term"))
    if isinstance(column, Reference):
        linked = getattr(record, column.link)
        return _printed_name(linked) if record.in_supplement else _main_title(linked)
    if name == record.name_column:
        return _printed_name(record)
    if column.kind == "boolean":
        return "Yes" if value else "No"
    return str(record.date_printed if name == "approved" else value)


def _printed_name(record: Product | Holder | Guideline) -> str:
    """The name of a record in the source, whatever language it is shown in."""
    return getattr(record, "name_printed", None) or _main_title(record)


def _main_title(record: Any) -> str:
    return str(record.main_title or record.title)
