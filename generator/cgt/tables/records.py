"""Guidelines, products and their holders: what the catalogue is of."""

from ...engine.columns import Id, Reference, Text, Whole, Word
from ...engine.schema import Record, cell
from .approvals import Approval
from .evidence import Remark, Scope, Statement, Term
from .origins import READ_FROM, SOURCE_ROW, SOURCE_TABLE
from .words import Alias

NAME_PRINTED = cell(
    Text, "Name as printed", "As that table has it, misprints too; blank if that is the name."
)


class Guideline(Record, frozen=True):
    """A row is a technical guideline: one row of Supplementary Table 1."""

    page = "/guidelines/{0.id}/"
    name_column = "title"
    id: str = cell(Id, "Name", "Its address, without a year; permanent.", "toy-cells-making")
    subject: str = cell(Word, "Subject", "What the guideline is about.", "cmc", of="subject")
    year: int = cell(Whole, "Year", "As printed; its day goes into statements as issued.", "2024")
    title: str = cell(Text, "Title", "In English, as printed.", "Guideline for Toy Cells (Trial)")
    source_id: str = READ_FROM
    source_table: str = SOURCE_TABLE
    source_row: int = SOURCE_ROW
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    subject_term: Term | None = None
    note: str = ""

    @property
    def trial_implementation(self) -> bool:
        """Whether the printed title says that it was issued for trial implementation."""
        return self.title.endswith("(Trial)")

    @property
    def issued(self) -> str | None:
        """The day of issue, if a statement gives one, as 2021-06-22."""
        return next((one.value for one in self.statements if one.property == "issued"), None)


class Holder(Record, frozen=True):
    """A row is a company that the source gives as marketing authorization holder."""

    page = "/holders/{0.id}/"
    id: str = cell(Id, "Name", "Its address: lower-case words; permanent.", "example-toys")
    name: str = cell(
        Text,
        "Holder",
        "As printed; if that is misprinted, as a statement gives it.",
        "Example Toys",
    )
    name_printed: str | None = NAME_PRINTED
    source_id: str = READ_FROM
    source_table: str = SOURCE_TABLE
    source_row: int = SOURCE_ROW
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Product(Record, frozen=True):
    """A row is a product with at least one approval."""

    page = "/products/{0.id}/"
    id: str = cell(Id, "Name", "Its address: the generic name, lower-case; permanent.", "toycel")
    name: str = cell(
        Text, "Product", "As printed; if that is misprinted, as a statement gives it.", "Toycel"
    )
    name_printed: str | None = NAME_PRINTED
    type: str = cell(Word, "Type", "The kind of product.", "cd19-car-t", of="type")
    holder_id: str = cell(
        Reference,
        "Holder",
        "The id of its marketing authorization holder.",
        "example-toys",
        to=("holders",),
        link="holder",
        shows=True,
    )
    source_id: str = READ_FROM
    source_table: str = SOURCE_TABLE
    source_row: int = SOURCE_ROW
    approvals: tuple[Approval, ...] = ()
    holder: Holder | None = None
    aliases: tuple[Alias, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    scopes: tuple[Scope, ...] = ()
    type_term: Term | None = None
    note: str = ""
