"""Where each displayed value comes from: source, table, row, column, printed words, reading."""

from collections.abc import Iterator
from dataclasses import dataclass

from .catalogues import Catalogue
from .records import Approval, Guideline, Holder, Product, Trial


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The origin of one value; its id is its fragment on the page of the record."""

    id: str
    column: str  # the heading of the column it is printed under
    printed: str  # the words of the cell
    reading: str  # how they were read
    source_id: str
    place: str  # table and row


def receipts_of(catalogue: Catalogue, record: Product | Guideline | Holder) -> list[Receipt]:
    """The receipts of the page of a record."""
    if isinstance(record, Product):
        return product_receipts(catalogue, record)
    if isinstance(record, Guideline):
        return guideline_receipts(catalogue, record)
    return holder_receipts(catalogue, record)


def product_receipts(catalogue: Catalogue, product: Product) -> list[Receipt]:
    """The receipts of a product page, approvals newest first as on the page."""
    type = catalogue.terms["type"][product.type].label
    found = [
        _receipt(catalogue, "products", "name", product, product.name),
        _receipt(catalogue, "products", "type", product, type),
    ]
    if product.holder:
        found.append(_receipt(catalogue, "products", "holder-id", product, product.holder.name))
    for approval in product.approvals[::-1]:
        found += approval_receipts(catalogue, product, approval)
    return found


def approval_receipts(
    catalogue: Catalogue, product: Product, approval: Approval
) -> Iterator[Receipt]:
    """The receipts of one approval and its endpoints."""
    after = approval.suffix
    cells = {
        "approved": approval.date_printed,
        "conditional": "Yes" if approval.conditional else "No",
        "indication": approval.indication,
        "trial": approval.trial,
        "subjects": approval.subjects,
    }
    for column, printed in cells.items():
        yield _receipt(catalogue, "approvals", column, approval, printed, f"{after}-{column}")
    for end in approval.endpoints:
        id = approval.suffix_of(end)
        yield _receipt(catalogue, "endpoints", "value", approval, end.printed, id)
    if not approval.endpoints:
        yield _receipt(
            catalogue, "endpoints", "value", approval, approval.efficacy, f"{after}-efficacy"
        )


def guideline_receipts(catalogue: Catalogue, guideline: Guideline) -> list[Receipt]:
    """The receipts of a guideline page."""
    subject = catalogue.terms["subject"][guideline.subject].label
    return [
        _receipt(catalogue, "guidelines", "title", guideline, guideline.title),
        _receipt(catalogue, "guidelines", "subject", guideline, subject),
        _receipt(catalogue, "guidelines", "year", guideline, str(guideline.year)),
    ]


def holder_receipts(catalogue: Catalogue, holder: Holder) -> list[Receipt]:
    """The receipts of the page of a marketing authorization holder."""
    return [_receipt(catalogue, "holders", "name", holder, holder.name)]


def _receipt(
    catalogue: Catalogue,
    table: str,
    column: str,
    record: Product | Approval | Guideline | Holder | Trial,
    printed: str,
    id: str = "",
) -> Receipt:
    term = catalogue.terms["column"][f"{table}-{column}"]
    return Receipt(
        id=f"r-{id or column}",
        column=term.label,
        printed=printed,
        reading=term.meaning,
        source_id=record.source_id,
        place=f"{record.source_table}, row {record.source_row}",
    )
